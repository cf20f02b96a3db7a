"""Posts and houses as unseen news tells them, with the near miss that each rule must leave alone."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction.counts import find_counts
from pipelines.extraction.dates import find_dates, undated
from pipelines.extraction.document import read_document
from pipelines.extraction.numbers import parse_number
from pipelines.extraction.short_firms import full_form
from tests.people import told


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("澜江区委书记叶平川表示，项目已动工。", ("叶平川", "区委书记", "澜江区")),
        ("立法会议员邵仲文表示关注。", ("邵仲文", "议员", "立法会")),
        (
            "立法会工商及创科事务委员会副主席邵仲文表示关注。",
            ("邵仲文", "副主席", "立法会工商及创科事务委员会"),
        ),
        ("澜图电机董事长特别助理沈若谷昨天说，新厂明年投产。", ("沈若谷", "董事长特别助理", "澜图电机")),
        ("来自北方理工大学的博士后贺兰心分享了经历。", ("贺兰心", "博士后", "北方理工大学")),
        ("港深创科园公司首席商务总监袁凯晴指，租户增加。", ("袁凯晴", "首席商务总监", "港深创科园公司")),
        (
            "今天记者会上，新生代演员简叶霖现身。\n新生代演员简叶霖说，很高兴。",
            ("简叶霖", "新生代演员", None),
        ),
        ("“声野农场”创办人林孟然说，租金不高。", ("林孟然", "创办人", "声野农场")),
        ("香港一家测量师行的董事卜凡之认为，价格偏高。", ("卜凡之", "董事", None)),
        ("澜图电机总经理秦守正说，产线已满。", ("秦守正", "总经理", "澜图电机")),
    ],
)
def test_posts_and_houses(text: str, person: tuple[str, str, str | None]) -> None:
    assert person in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "负责起草的律师笑着说，条款不多。",
        "投资者应提高警惕。",
        "新总裁应尽快交代策略。",
        "中国光学工程学会派代表出席。",
        "论坛期间举行了青年科学家沙龙。",
        "三名老同事回老家景德镇。",
    ],
)
def test_words_are_nobody(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (
            "Harbour Optics signed a lease.\n“It fits,” said Huo Minhai, founder and chief technology officer of Skylane Aviation.",
            ("Huo Minhai", "founder and chief technology officer", "Skylane Aviation"),
        ),
        (
            "Rodrigo Sampaio, head of Asian lending at Banco do Norte, said so.",
            ("Rodrigo Sampaio", "head of Asian lending", "Banco do Norte"),
        ),
        (
            "Fung Ka-yee, general manager for Hong Kong at Skylane Aero, agreed.",
            ("Fung Ka-yee", "general manager for Hong Kong", "Skylane Aero"),
        ),
        (
            "Financial Secretary Edmund Hui Chi-man cut the ribbon.",
            ("Edmund Hui Chi-man", "Financial Secretary", None),
        ),
    ],
)
def test_english_posts_behind_the_name(text: str, person: tuple[str, str, str | None]) -> None:
    assert person in told(text)


def test_english_appositions_that_tell_no_post() -> None:
    assert told("Vincent Harbour, another quiet district, was rebuilt.") == []


def test_a_short_firm_is_the_one_registered_firm_of_the_text() -> None:
    assert (
        full_form("澜图精密", ["东莞市澜图精密五金有限公司", "深圳河岸科技有限公司"])
        == "东莞市澜图精密五金有限公司"
    )
    assert full_form("澜图", ["澜图一号有限公司", "澜图二号有限公司"]) == "澜图"


@pytest.mark.parametrize(
    ("text", "value"),
    [("九亿七千万", 9.7e8), ("一亿三千八百万", 1.38e8), ("十六亿八千万", 1.68e9), ("三万亿", 3e12)],
)
def test_parts_of_a_number_have_their_own_units(text: str, value: float) -> None:
    assert parse_number(text) == value


def test_counts_by_other_words() -> None:
    assert [(c.what, c.n) for c in find_counts("今天有10队计划进驻，近两年已有7家台厂设点，五家新朋友到来。")] == [
        ("team", 10), ("company", 7), ("company", 5)
    ]  # fmt: skip
    assert find_counts("他们一家人住在附近，车队伍很长。") == ()


def test_dates_without_a_day_of_reference_are_shown_without_value() -> None:
    text = "8月13日，双方签约。协议于2026年1月2日生效，近日公布。昨日启用。"
    document = read_document(text, title="", reference=None)
    assert [text[a:b] for a, b in undated(document)] == ["8月13日", "昨日"]
    assert undated(read_document(text, title="", reference=date(2026, 8, 20))) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("截至今年2月底，园区有企业百家。", "2026-02"),
        ("市场向好，明年会加派人手。", "2027"),
        ("The trip comes next summer.", "2026"),
        ("It will appear on 15 January.", "2027-01-15"),
    ],
)
def test_dates_of_unseen_news(text: str, value: str) -> None:
    document = read_document(text, title="", reference=date(2026, 5, 1))
    assert [m.date.start for m in find_dates(document)] == [value]
    assert not find_dates(document)[0].text.endswith(".")
