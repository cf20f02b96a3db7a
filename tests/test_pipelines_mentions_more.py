"""Dates, amounts and counts in the forms that unseen articles bring, each beside a near miss; linear work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date

import pytest

from pipelines.extraction.counts import find_counts
from pipelines.extraction.dates import find_dates
from pipelines.extraction.document import Document, read_document
from pipelines.extraction.money import find_amounts, home_currency
from pipelines.extraction.numbers import parse_number
from pipelines.extraction.posts import find_posts
from pipelines.extraction.quotations import speakers


def document(text: str, on: date = date(2026, 1, 5)) -> Document:
    return read_document(text, title=None, reference=on)


def dates(text: str, on: date = date(2026, 1, 5)) -> list[tuple[str, str]]:
    found = find_dates(document(text, on))
    return [(m.text, m.date.start if m.date.start == m.date.end else f"{m.date.start}/{m.date.end}") for m in found]  # fmt: skip


DATES = [
    ("12月28日，双方签约", [("12月28日", "2025-12-28")]),
    ("展览12月30日至翌年1月2日举行", [("12月30日至翌年1月2日", "2025-12-30/2026-01-02")]),
    ("1 月 4 日 下午开幕", [("1月4日 下午", "2026-01-04")]),
    ("今日（一月五日）公布", [("今日（一月五日）", "2026-01-05")]),
    ("昨（4日）公布", [("昨（4日）", "2026-01-04")]),
    ("上周五（1月2日）签约", [("上周五（1月2日）", "2026-01-02")]),
    ("周三（7日）开幕", [("周三（7日）", "2026-01-07")]),
    ("去年3月签约，9月动工", [("去年3月", "2025-03"), ("9月", "2025-09")]),
    ("去年12月20日签约，22日开园", [("去年12月20日", "2025-12-20"), ("22日", "2025-12-22")]),
    ("二○二四年六月开园；同年十一月公布", [("二○二四年六月", "2024-06"), ("同年十一月", "2024-11")]),
    ("明年第1季签订，装机则要到第2季", [("明年第1季", "2027-01/2027-03"), ("第2季", "2027-04/2027-06")]),
    ("今年首四个月", [("今年首四个月", "2026-01/2026-04")]),
    ("2025年前三季度", [("2025年前三季度", "2025-01/2025-09")]),
    ("民国113年完工", [("民国113年", "2024")]),
    ("上月廿八日公布", [("上月廿八日", "2025-12-28")]),
    ("明年年底前投产", [("明年年底", "2027")]),
    ("2018年至2020年", [("2018年至2020年", "2018/2020")]),
    ("signed on Friday morning", [("Friday morning", "2026-01-02")]),
    ("in the second quarter of next year", [("second quarter of next year", "2027-04/2027-06")]),
    ("from 18-20 June 2026", [("18-20 June 2026", "2026-06-18/2026-06-20")]),
    ("founded in 1997", [("1997", "1997")]),
    ("last December", [("last December", "2025-12")]),
]


@pytest.mark.parametrize(("text", "wanted"), DATES, ids=[t for t, _ in DATES])
def test_dates_in_the_forms_of_all_styles(text: str, wanted: list[tuple[str, str]]) -> None:
    assert dates(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "光明年产能", "十年后年均", "如今年产", "每周五开放", "周二至周日", "前两个小时", "上半年", "年底", "即日起",
        "处理时间由二十一日缩至八日", "公示期为三十日", "《河套规划（2023—2035年）》", "月饼", "三月三", "过去年均",
        "may sign in march", "2024 people came", "every Friday",
    ],
)  # fmt: skip
def test_near_misses_of_dates(text: str) -> None:
    assert dates(text) == []


AMOUNTS = [
    ("总价新台币1亿2000万元", (1.2e8, "TWD", "=")),
    ("合同金额人民币4800万元", (4.8e7, "CNY", "=")),
    ("投资不超过15亿元人民币", (1.5e9, "CNY", "≤")),
    ("借款人民币壹仟伍佰万元整", (1.5e7, "CNY", "=")),
    ("投资2至3亿元", (2e8, "CNY", "range")),
    ("以5.1亿收购某电厂", (5.1e8, "CNY", "=")),
    ("committed 900 million yuan", (9e8, "CNY", "=")),
    ("more than US$1.2bn", (1.2e9, "USD", ">")),
    ("三万六千六百九十八元", (36698, "CNY", "=")),
    ("46,000,000港元", (4.6e7, "HKD", "=")),
    ("约1200万欧元", (1.2e7, "EUR", "≈")),
]


@pytest.mark.parametrize(("text", "wanted"), AMOUNTS, ids=[a for a, _ in AMOUNTS])
def test_amounts_in_the_forms_of_all_styles(text: str, wanted: tuple[float, str, str]) -> None:
    (mention,) = find_amounts(text)
    assert (mention.amount.value, mention.amount.currency, mention.amount.operator) == wanted


@pytest.mark.parametrize(
    "text", ["12亿人口", "30万平方米", "3.2万名学生", "以3万人为限", "亿元级企业", "5 million people"]
)
def test_near_misses_of_amounts(text: str) -> None:
    assert find_amounts(text) == ()


def test_yuan_without_more_is_the_money_of_the_text() -> None:
    hong_kong = "本港四间大学昨日签约，贷款30亿元，楼面一万平方呎。"
    assert home_currency(document(hong_kong)) == "HKD"
    assert home_currency(document("四间大学昨日签约，本港贷款30亿元，另付500万港元。")) == "CNY"
    assert home_currency(document("执行长说，台湾专案资本额新台币3亿元。")) == "TWD"
    assert home_currency(document("深圳四家企业签约，贷款30亿元。")) == "CNY"


COUNTS = [
    ("集中签约项目128个", [("project", 128)]),
    ("收到意向书逾一百四十份", [("agreement", 140)]),
    ("合计新增签约64件", [("agreement", 64)]),
    ("14家企业和机构签约", [("company", 14)]),
    ("五间中学加入", [("institution", 5)]),
    ("36家采购商到场", [("company", 36)]),
    ("signed with three companies", [("company", 3)]),
    ("it counts 94 leases", [("agreement", 94)]),
    ("项目历时3个月", []),
    ("企业约10个百分点", []),
]


@pytest.mark.parametrize(("text", "wanted"), COUNTS, ids=[c for c, _ in COUNTS])
def test_counts_in_the_forms_of_all_styles(text: str, wanted: list[tuple[str, int]]) -> None:
    assert [(c.what, c.n) for c in find_counts(text)] == wanted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1亿2000万", 1.2e8),
        ("2.6亿", 2.6e8),
        ("四点五亿", 4.5e8),
        ("1.2万亿", 1.2e12),
        ("近", None),
        ("10余亿", 1e9),
    ],
)
def test_numerals_mixed_and_spoken(text: str, value: float | None) -> None:
    assert parse_number(text) == value


def calls_of(work: Callable[[], object]) -> int:
    """How many calls of functions, built-in ones too, a piece of work makes: the same on every machine."""
    count = 0

    def tick(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


FINDERS: dict[str, Callable[[Document], object]] = {
    "dates": find_dates,
    "counts": lambda d: find_counts(d.text),
    "amounts": lambda d: find_amounts(d.text),
    "posts": lambda d: find_posts(d.text),
    "quotations": lambda d: speakers(d, ()),
}


@pytest.mark.parametrize("piece", ["7", "，", "年月日", "某", "3日至", "王", "董事长", "Ab ", "3亿元"])
@pytest.mark.parametrize("finder", FINDERS)
def test_the_work_grows_with_the_text_and_no_faster(finder: str, piece: str) -> None:
    one, two = (document((piece * 8000)[:size]) for size in (4000, 8000))
    FINDERS[finder](document(piece * 99))  # what is loaded once
    small, large = (calls_of(lambda d=d: FINDERS[finder](d)) for d in (one, two))  # type: ignore[misc]
    assert large <= 2.6 * small + 400


@pytest.mark.parametrize("piece", ["7", "，", "年月日", "某"])
def test_a_megabyte_of_nothing_is_read(piece: str) -> None:
    huge = document((piece * 1_000_000)[:1_000_000])
    assert find_dates(huge) == ()
    assert find_amounts(huge.text) == ()
    assert find_posts(huge.text) == []
