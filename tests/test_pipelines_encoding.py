"""Bytes to text: every lie, damage and container that news pages have shown."""

from __future__ import annotations

import gzip
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines import encoding
from pipelines.encoding import decode
from pipelines.encoding.labels import codec_of

SIMPLIFIED = (
    "星洲生物科技有限公司六月二十一日与河湾新区管理委员会签署战略合作协议，双方将共建联合实验室，"
    "推动研究成果在园区落地。公司董事长表示，首批三个项目年内开工，总投资约五亿元。"
)
TRADITIONAL = (
    "星洲生物科技有限公司六月二十一日與河灣新區管理委員會簽署戰略合作協議，雙方將共建聯合實驗室，"
    "推動研究成果在園區落地。公司董事長表示，首批三個項目年內開工，總投資約五億元。"
)


def page(text: str, charset: str | None = None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>示例</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "big5", "iso-8859-1"])
@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "big5hkscs"),
    ],
)
def test_a_page_is_read_right_whatever_it_declares(text: str, codec: str, declared: str | None) -> None:
    html = page(text, declared).replace("示例", "")
    decoded = decode(html.encode(codec), http_charset=declared)
    assert decoded.text == html
    assert decoded.charset.used == codec
    assert (decoded.charset.declared_http, decoded.charset.declared_meta) == (declared, declared)
    assert decoded.charset.why


def test_a_false_declaration_is_told_with_the_runner_up() -> None:
    charset = decode(page(SIMPLIFIED, "utf-8").encode("gbk"), http_charset="utf-8").charset
    assert charset.why.startswith("not as declared (utf-8, utf-8)")
    assert charset.runner_up is not None


def test_gb2312_means_gb18030_so_a_rare_name_survives() -> None:
    html = page(SIMPLIFIED + "记者胡喆、陈镕、㐂某", "gb2312")
    assert decode(html.encode("gb18030")).text == html


def test_big5_means_hkscs_and_what_that_lacks_is_read_as_code_page_950() -> None:
    html = page(TRADITIONAL + "深水埗、㗎、喺度", "big5")
    assert decode(html.encode("big5hkscs")).text == html
    with_euro = page(TRADITIONAL, "big5").encode("big5hkscs") + b"<i>\xa3\xe1</i>"
    assert decode(with_euro).text.endswith("<i>€</i>")


def test_a_declaration_behind_ten_kilobytes_of_scripts_is_found() -> None:
    html = "<script>" + "var x=1;" * 1500 + "</script>" + page(SIMPLIFIED, "gbk")
    decoded = decode(html.encode("gbk"))
    assert decoded.charset.declared_meta == "gbk"
    assert decoded.text == html


def test_an_xml_declaration_is_found() -> None:
    feed = f'<?xml version="1.0" encoding="gb2312"?><rss><title>{SIMPLIFIED}</title></rss>'
    decoded = decode(feed.encode("gbk"))
    assert decoded.charset.declared_meta == "gb2312"
    assert decoded.text == feed


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_wide_and_marked_pages_are_read(codec: str) -> None:
    html = page(SIMPLIFIED)
    assert decode(html.encode(codec)).text == html


def test_utf_16_without_mark_or_markup_is_read() -> None:
    assert decode(SIMPLIFIED.encode("utf-16-le")).text == SIMPLIFIED


def test_a_utf_8_mark_before_a_gbk_page_does_not_deceive() -> None:
    assert decode(b"\xef\xbb\xbf" + page(SIMPLIFIED).encode("gbk")).charset.used == "gb18030"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs"])
def test_a_page_cut_off_inside_a_character_loses_only_that(codec: str) -> None:
    body = ("<p>" + TRADITIONAL).encode(codec)[:-1]
    decoded = decode(body)
    assert decoded.text == ("<p>" + TRADITIONAL)[:-1]
    assert decoded.replaced == 1


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs"])
def test_lost_bytes_do_not_hide_the_charset(codec: str) -> None:
    text = SIMPLIFIED if codec != "big5hkscs" else TRADITIONAL
    body = bytearray(page(f"<p>{text}</p>\n" * 20).encode(codec))
    generator = random.Random(7)
    for _ in range(5):
        inside = [at for at, byte in enumerate(body) if byte > 0x7F]
        del body[generator.choice(inside)]
    decoded = decode(bytes(body))
    assert decoded.charset.used == codec
    assert decoded.text.count(text) >= 15


def test_a_gbk_fragment_inside_a_utf_8_page_is_read() -> None:
    body = page(SIMPLIFIED, "utf-8").encode() + "<div>园区要闻：签约仪式举行</div>".encode("gbk")
    decoded = decode(body)
    assert decoded.charset.used == "utf-8"
    assert "园区要闻：签约仪式举行" in decoded.text
    assert decoded.replaced == 0


def test_a_utf_8_widget_inside_a_gbk_page_is_read() -> None:
    body = page(SIMPLIFIED * 3, "gbk").encode("gbk") + "<div>园区要闻：签约仪式举行</div>".encode()
    decoded = decode(body)
    assert decoded.charset.used == "gb18030"
    assert "园区要闻：签约仪式举行" in decoded.text


def test_a_damaged_utf_8_stretch_is_not_taken_for_gbk() -> None:
    body = page(SIMPLIFIED).encode() + b"<i>" + "签约".encode()[:-1] + b"</i>"
    decoded = decode(body)
    assert decoded.text.endswith("<i>签约</i>")
    assert decoded.replaced == 0


def test_bytes_that_are_utf_8_by_accident_are_read_as_declared() -> None:
    assert decode("联通".encode("gbk"), http_charset="gbk").text == "联通"


def test_a_western_page_with_a_chinese_label_stays_western() -> None:
    html = page("Copyright © Example Ltd", "gb2312").replace("示例", "News")
    assert decode(html.encode()).text == html


def test_a_western_page_in_windows_1252_is_read() -> None:
    html = page("The Café of Zürich signs a lease, said Mr Müller.").replace("示例", "News")
    decoded = decode(html.encode("cp1252"))
    assert (decoded.charset.used, decoded.text) == ("cp1252", html)


def test_a_korean_page_that_says_so_is_not_read_as_chinese() -> None:
    html = page("새로운 연구소가 단지에 문을 열었다. 협약식에는 많은 기업이 참석했다.", "euc-kr").replace(
        "示例", ""
    )
    assert decode(html.encode("cp949")).text == html


def test_the_single_byte_euro_of_gbk_is_read() -> None:
    assert "五亿€" in decode(page(SIMPLIFIED).encode("gbk") + "五亿".encode("gbk") + b"\x80</p>").text


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_a_body_still_compressed_is_unpacked(codec: str) -> None:
    html = page(SIMPLIFIED, codec)
    assert decode(gzip.compress(html.encode(codec))).text == html


def test_of_a_broken_archive_what_stands_before_the_break_is_kept() -> None:
    packed = gzip.compress(page(SIMPLIFIED).encode(), compresslevel=0)
    assert SIMPLIFIED[:20] in decode(packed[:-40]).text


def test_a_bomb_is_unpacked_no_further_than_the_bound() -> None:
    bomb = gzip.compress(b"a" * (encoding.MOST_UNPACKED + 1_000_000))
    assert len(encoding.unpacked(bomb)) == encoding.MOST_UNPACKED


@pytest.mark.parametrize(
    "body",
    [
        b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(4000),
        random.Random(5).randbytes(3000),
        b"\x1f\x8b" + random.Random(6).randbytes(500),
        bytes(200) + b"\x01\x02\x03\x04" * 50,
    ],
    ids=["image", "noise", "broken archive", "zeroes"],
)
def test_what_is_no_text_gives_no_charset_and_says_why(body: bytes) -> None:
    decoded = decode(body, http_charset="gbk")
    assert (decoded.charset.used, decoded.text) == (None, "")
    assert decoded.charset.why == "no charset gives readable text"


def test_an_empty_body_is_an_empty_text() -> None:
    assert decode(b"").text == ""


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("GB2312", "gb18030"),
        ("gb_2312-80", "gb18030"),
        (' "BIG5" ', "big5hkscs"),
        ("utf8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("no-such-charset", None),
        ("\x00", None),
        ("河套", None),
        ("", None),
    ],
)
def test_labels_mean_what_they_mean_on_the_web(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


_LABELS = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["gbk", "big5", "utf-8", "utf-16"]))


@settings(deadline=None, max_examples=120)
@given(body=st.binary(max_size=300), label=_LABELS)
@example(body=b"\x1f\x8b", label=None)
@example(body=b"\xff\xfe\x00\xd8", label=None)
@example(body=b"<meta charset=zlib_codec>\xff\xff\xff", label="rot13")
@example(body=b"<meta charset=idna>\xff\xff\xff", label="punycode")
def test_any_bytes_are_decided_without_an_exception(body: bytes, label: str | None) -> None:
    decoded = decode(body, http_charset=label)
    assert decoded.charset.why
    assert decoded.charset.used is not None or decoded.text == ""


@settings(deadline=None, max_examples=60)
@given(
    pieces=st.lists(
        st.sampled_from(["签署协议。", "科技园区", "董事长表示，", "<p>", "</p>\n", "12"]), min_size=6
    ),
    codec=st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
def test_chinese_text_comes_back_from_its_bytes(pieces: list[str], codec: str) -> None:
    text = "合作框架协议" + "".join(pieces)
    assert decode(text.encode(codec)).text == text
