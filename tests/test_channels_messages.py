"""What channels say: whole within every limit, and nothing foreign in it is read as markup or as a header."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.chats import DINGTALK_BYTES, FEISHU_BYTES, TELEGRAM_UNITS, WECOM_BYTES
from channels.fitting import boundary, clean, cut, utf8_bytes, utf16_units
from channels.mail import SUBJECT, MailChannel
from channels.messages import Message, fitted, message_of, plain, subject
from channels.styles import feishu_post, markdown, telegram_html
from channels.words import _WORDS
from crawler.channel_settings import MailSettings
from pipelines import vocabulary
from pipelines.values import Amount, Date, Span
from tests.alert_rows import ALERT, PARTIES, article, outgoing

MARKS = "*_`[]()<>#~|\\!&\"'\r\n\0\u202e\u2028:@/"
TEXT = st.text(st.one_of(st.sampled_from(MARKS + "签署合作河套 aB1.，"), st.characters()), max_size=60)
LONG = st.builds(lambda text, n: text * n, st.text(min_size=1, max_size=20), st.integers(1, 400))
LIMITS: list[tuple[Callable[[Message], str], Callable[[str], int], int]] = [
    (markdown, utf8_bytes, WECOM_BYTES),
    (feishu_post, utf8_bytes, FEISHU_BYTES),
    (markdown, utf8_bytes, DINGTALK_BYTES),
    (telegram_html, utf16_units, TELEGRAM_UNITS),
]


def message(**changes: object) -> Message:
    return message_of(outgoing(**changes), "zh")


def test_a_signing_is_told_with_all_that_is_known_of_it() -> None:
    assert plain(message()).splitlines() == [
        "新签约：战略合作",
        "状态：已发生",
        "各方：星洲量子科技有限公司、远屿新材股份有限公司",
        "日期：2026-06-21（原文未写年份）",
        "地点：河套深港科技创新合作区",
        "金额：总投资3亿元人民币",
        "数量：13个项目",
        "原文：6月21日，星洲量子科技有限公司与远屿新材股份有限公司在河套深港科技创新合作区签署战略合作协议，"
        "总投资3亿元，首批签约13个项目。",
        "报道：星洲晚报（独立报道 2）",
        "https://news.example/a/1",
    ]


def test_the_same_in_english() -> None:
    text = plain(message_of(outgoing(), "en"))
    assert text.startswith("New signing: strategic co-operation\nStatus: occurred\nParties: 星洲量子")
    assert "Day: 2026-06-21 (year inferred)" in text
    assert "Amount: CNY 300,000,000 (total investment)" in text


def test_a_test_says_first_that_it_is_one() -> None:
    assert subject(message(kind="test", happening_id=None, type=None), 80).startswith("【测试】")


def test_what_was_corrected_stands_before_the_rest() -> None:
    text = plain(message(kind="correction", summary="day 2026-06-20 → 2026-06-21 · lease · occurred"))
    assert text.splitlines()[1] == "说明：day 2026-06-20 → 2026-06-21"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3e8, "3亿"),
        (2.6e8, "2.6亿"),
        (5e7, "5000万"),
        (123_456_789.0, "123,456,789"),
        (12.5, "12.50"),
        (9999.0, "9,999"),
    ],
)
def test_a_sum_is_shortened_only_where_that_changes_nothing(value: float, said: str) -> None:
    assert f"金额：{said}港元" in plain(message(amount=Amount(value=value, currency="HKD")))


def test_every_value_of_the_vocabularies_has_words() -> None:
    events = [f"{t}.{s}" for t, subtypes in vocabulary.EVENT_TYPES.items() for s in subtypes]
    told = [kind for kind in vocabulary.ALERT_KINDS if kind != "new"]
    counts = [f"{what} count" for what in vocabulary.COUNT_WHAT]
    wanted = {
        *told, *events, *counts, *vocabulary.SIGNING_TYPES, *vocabulary.EVENT_TYPES, *vocabulary.STATUSES,
        *vocabulary.DATE_BASIS,
    }  # fmt: skip
    assert wanted <= set(_WORDS)


# within limits


@pytest.mark.parametrize(("style", "size", "limit"), LIMITS)
@given(proof=LONG, parties=st.lists(TEXT, max_size=300), outlets=st.lists(TEXT, max_size=40), name=LONG)
def test_every_limit_is_kept_whatever_is_said(
    style: Callable[[Message], str],
    size: Callable[[str], int],
    limit: int,
    proof: str,
    parties: list[str],
    outlets: list[str],
    name: str,
) -> None:
    told = message(
        evidence=Span(start=0, end=len(proof), text=proof),
        parties=tuple(parties),
        place=name,
        articles=tuple(article(outlet=outlet) for outlet in outlets),
    )
    text = fitted(told, style, lambda text: size(text) <= limit)
    assert size(text) <= limit
    text.encode()  # no half of a surrogate pair
    assert told.key in text


@given(limit=st.integers(230, 900))
def test_what_gives_way_is_whole_names(limit: int) -> None:
    told = message(parties=tuple(f"第{i}研究院有限公司" for i in range(60)), names=())
    text = fitted(told, plain, lambda text: utf8_bytes(text) <= limit)
    who = re.search("各方：(.*)", text)
    if who:
        listed, _, rest = who[1].partition(" 等")
        assert rest == "，共 60"
        assert all(re.fullmatch(r"第\d+研究院有限公司", name) for name in listed.split("、"))


def test_a_message_with_room_loses_nothing_and_the_parties_stay_longest() -> None:
    long = message(evidence=Span(start=0, end=9000, text="长" * 9000))
    text = fitted(long, markdown, lambda text: utf8_bytes(text) <= WECOM_BYTES)
    assert utf8_bytes(text) > WECOM_BYTES - 10  # filled, not merely emptied
    assert all(name in text for name in PARTIES)
    assert "https://news.example/a/1" in text


@given(TEXT, st.integers(0, 60), st.lists(st.text(min_size=2, max_size=8), max_size=3))
@example("与星洲量子科技有限公司签约", 5, ["星洲量子科技有限公司"])
@example("投资3.5亿元", 4, [])
@example("👨‍👩‍👧和🇭🇰🇨🇳", 2, [])
def test_a_cut_is_beside_names_words_and_characters(text: str, most: int, names: list[str]) -> None:
    at = boundary(text, most, names)
    assert at <= most
    if at == len(text):
        return
    for name in names:
        start = text.find(name)
        while start >= 0:
            assert not start < at < start + len(name)
            start = text.find(name, start + 1)
    if at:
        assert not unicodedata.category(text[at]).startswith("M")
        assert not (
            text[at - 1].isascii() and text[at - 1].isalnum() and text[at].isascii() and text[at].isalnum()
        )


def test_a_name_is_left_out_rather_than_parted_and_its_neighbour_stays() -> None:
    text = "昨日，星洲量子科技有限公司宣布"
    assert cut(text, 6, ["星洲量子科技有限公司"]) == "昨日，…"
    assert cut(text, 13, ["星洲量子科技有限公司"]) == "昨日，星洲量子科技有限公司…"
    assert cut(text, 6, []) == "昨日，星洲量…"  # near miss: who knows no name cuts anywhere


# nothing foreign is markup


@given(TEXT)
def test_clean_text_is_one_line_without_controls(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.splitlines() in ([], [cleaned])
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cleaned)
    assert "\u202e" not in cleaned
    assert clean(cleaned) == cleaned
    cleaned.encode()


def marks(text: str) -> str:
    return "".join(c for c in text if c in "*_`[]<>#~|\\!&")


@given(TEXT)
@example("https://x.example/a_b?c=1&d=2#e](https://evil.example) _")
@example("](https://evil.example) **a** <font color=red> <@all> `x`")
def test_nothing_foreign_adds_a_mark_to_markdown(foreign: str) -> None:
    harmless = markdown(message(place="x", parties=("x",), names=()))
    hostile = markdown(message(place=f"x{foreign}x", parties=(f"x{foreign}x",), names=()))
    in_addresses = "".join(re.findall(r"https?://[!-~]+", hostile.rpartition("\n[")[0]))
    assert not set(in_addresses) & set("*_`[]<>~|\\!()")
    assert marks(hostile).replace("&", "").replace("#", "") == marks(harmless)
    assert not re.search("[&#]", re.sub(r"https?://[!-~]+", "", hostile))
    assert hostile.count("\n") == harmless.count("\n")


def test_an_address_in_a_list_of_markdown_leads_where_it_did() -> None:
    part = replace(ALERT, id=8, articles=(article("https://x.example/a_b~c?d=1&e=2"),))
    text = markdown(message_of(replace(outgoing(), others=(part,)), "zh"))
    (address,) = re.findall(r"https://x\S+", text)
    assert unquote(address) == "https://x.example/a_b~c?d=1&e=2"


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.said = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


@given(TEXT)
@example("</b><a href='tg://user?id=1'>x</a> &lt;")
def test_nothing_foreign_is_a_tag_in_telegram(foreign: str) -> None:
    read = Tags(telegram_html(message(place=f"x{foreign}x", names=())))
    assert read.tags == ["b", "a", "code"]
    assert f"地点: {clean(f'x{foreign}x')}\n" in read.said


@given(TEXT)
def test_feishu_gets_foreign_text_as_text(foreign: str) -> None:
    content = json.loads(feishu_post(message(place=f"x{foreign}x", names=())))["zh_cn"]["content"]
    assert {piece["tag"] for line in content for piece in line} == {"text", "a"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.example/", "https://" + "x" * 2000 + ".example/", "http://["]
)
def test_only_web_addresses_of_some_length_become_links(url: str) -> None:
    assert message(articles=(article(url),)).link is None
    assert message(articles=(article(url), article("https://good.example/"))).link == "https://good.example/"


def test_a_link_ends_where_it_should() -> None:
    text = markdown(message(articles=(article("https://x.example/a)b](c d\"<e>'"),)))
    (target,) = re.findall(r"\]\((\S+)\)$", text, re.MULTILINE)
    assert not set(target) & set(")(]<>\"' ")


def mail_channel(**changes: object) -> MailChannel:
    settings = {
        "kind": "mail", "host": "mail.example", "from": "watch@mail.example", "to": ["a@mail.example"], **changes
    }  # fmt: skip
    return MailChannel(name="post", settings=MailSettings.model_validate(settings))


@given(TEXT)
@example("x\r\nBcc: victim@mail.example\r\n\r\nbody")
@example("\ud800 half")
def test_nothing_foreign_makes_a_header_of_a_mail(foreign: str) -> None:
    event = {"family": "event", "type": "MEETING", "subtype": "forum", "name": f"x{foreign}x"}
    mail = mail_channel().mail(outgoing(names=(), **event))
    assert len(mail["Subject"]) <= SUBJECT
    head = bytes(mail).split(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    assert sorted(names) == sorted(
        b"From To Subject Date Message-ID Auto-Submitted Content-Type Content-Transfer-Encoding MIME-Version".split()
    )
    assert all(len(line) <= 998 for line in bytes(mail).split(b"\r\n"))


@given(st.lists(st.text("星洲量子abc ", min_size=1, max_size=40), max_size=30), st.integers(30, 120))
def test_a_subject_holds_whole_names(parties: list[str], most: int) -> None:
    said = subject(message(parties=tuple(parties), names=tuple(parties)), most)
    assert len(said) <= most
    assert said.startswith("新签约：战略合作")


def test_the_key_is_the_same_at_every_try_and_another_in_another_database() -> None:
    assert outgoing().key == outgoing().key
    assert outgoing().key != outgoing(delivery=18).key
    elsewhere = replace(ALERT, created_at=ALERT.created_at.replace(microsecond=1))
    assert outgoing().key != outgoing(elsewhere).key


def test_a_day_that_is_a_range_has_both_ends() -> None:
    days = Date(start="2026-06-20", end="2026-06-21", precision="range", basis="explicit")
    assert "日期：2026-06-20 – 2026-06-21（原文写明）" in plain(message(date=days))


def test_escaped_text_comes_back_as_it_was() -> None:
    assert html.unescape("&lt;b&gt;") in Tags(telegram_html(message(place="<b>"))).said
