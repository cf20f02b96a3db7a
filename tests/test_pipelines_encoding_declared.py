"""Short pages of rare characters, and pages in other scripts, whose label is right."""

from __future__ import annotations

import pytest

from pipelines.encoding import decode

RARE_GBK = [
    "翟翀 骞靖 亓玥 仝翾 爨颖",
    "陈喆",
    "王珺 赵嬿 孙翙",
    "犇鑫淼焱垚",
    "魑魅魍魉",
    "佢哋喺度食嘢",
    "镧铈镨钕钷钐铕钆铽镝",
    "甯",
]
RARE_BIG5 = ["狂飆", "佢哋喺度食嘢", "輋下 氹仔 塱原 鰂魚涌", "翟翀 騫靖", "魑魅魍魎", "冚唪唥"]
SHELLS = ["{}", "<p>{}</p>", "<html><head><title>{}</title></head><body>2026</body></html>"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("label", ["gb2312", "gbk"])
@pytest.mark.parametrize("text", RARE_GBK)
def test_rare_characters_in_declared_gbk_are_read_as_declared(text: str, label: str, shell: str) -> None:
    html = shell.format(text)
    decoded = decode(html.encode("gbk"), http_charset=label)
    assert (decoded.text, decoded.charset.used) == (html, "gb18030")
    assert decoded.charset.why.startswith("as declared")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("label", ["big5", "big5-hkscs"])
@pytest.mark.parametrize("text", RARE_BIG5)
def test_rare_characters_in_declared_big5_are_read_as_declared(text: str, label: str, shell: str) -> None:
    html = shell.format(text)
    decoded = decode(html.encode("big5hkscs"), http_charset=label)
    assert (decoded.text, decoded.charset.used) == (html, "big5hkscs")


@pytest.mark.parametrize(
    ("codec", "label"), [("gbk", "big5"), ("big5hkscs", "gb2312"), ("utf-8", "gbk"), ("utf-8", "big5")]
)
def test_a_wrong_label_does_not_win_over_fluent_chinese(codec: str, label: str) -> None:
    """Every byte pairs in the declared charset too."""
    text = "星洲公司上市" if codec != "utf-8" else "新公司上市"
    assert decode(text.encode(codec), http_charset=label).text == text


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("购票", "gbk", "gb2312"),
        ("敲打", "gbk", "gb2312"),
        ("元宵", "big5", "big5"),
        ("手腕", "big5", "big5"),
    ],
)
def test_two_characters_that_are_common_in_another_charset_do_not_outweigh_the_label(
    text: str, codec: str, label: str
) -> None:
    assert decode(f"<p>{text}</p>".encode(codec), http_charset=label).text == f"<p>{text}</p>"


@pytest.mark.parametrize("text", ["Herr Müller aus Zürich", "El señor Peña"])
def test_western_words_stay_western_whose_letters_pair_with_the_next(text: str) -> None:
    assert decode(f"<p>{text}</p>".encode("cp1252"), http_charset="gb2312").text == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("windows-1251", "cp1251", "Новая лаборатория открыта в технопарке."),
        ("windows-1251", "cp1251", "Новости"),
        ("koi8-r", "koi8-r", "Новая лаборатория открыта в технопарке."),
        ("koi8-r", "koi8-r", "Новости"),
        ("euc-kr", "cp949", "새로운 연구소가 문을 열었다"),
        ("euc-kr", "cp949", "뉴스"),
        ("ks_c_5601-1987", "cp949", "협약식 2026"),
        ("windows-1253", "cp1253", "Νέα της ημέρας"),
    ],
)
@pytest.mark.parametrize("shell", SHELLS)
def test_letters_of_the_declared_script_are_read_as_declared(
    label: str, codec: str, text: str, shell: str
) -> None:
    html = shell.format(text)
    decoded = decode(html.encode(codec), http_charset=label)
    assert (decoded.text, decoded.charset.used) == (html, codec)


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "euc-kr", "windows-1253"])
@pytest.mark.parametrize("codec", ["gbk", "big5hkscs"])
def test_chinese_under_a_foreign_label_stays_chinese(label: str, codec: str) -> None:
    for text in ("星洲公司今日在河口上市", "星洲公司首日上市"):
        assert decode(text.encode(codec), http_charset=label).text == text
