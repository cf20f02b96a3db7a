"""Dates, money, counts, sentences: what stands in a text, and near misses that are none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.counts import find_counts
from pipelines.extraction.dates import find_dates
from pipelines.extraction.document import read_document, reference_date
from pipelines.extraction.money import find_amounts
from pipelines.extraction.numbers import parse_number
from pipelines.values import Article

REFERENCE = date(2025, 12, 23)


def dates(text: str) -> list[tuple[str, str, str]]:
    document = read_document(text, title=None, reference=REFERENCE)
    return [(m.date.start, m.date.end, m.date.basis) for m in find_dates(document)]


DATES = [
    ("2025年12月22日上午签约", "2025-12-22", "2025-12-22", "explicit"),
    ("二〇二五年十二月二十二日", "2025-12-22", "2025-12-22", "explicit"),
    ("2025-12-22 发布", "2025-12-22", "2025-12-22", "explicit"),
    ("23/12/2025", "2025-12-23", "2025-12-23", "explicit"),
    ("December 22, 2025", "2025-12-22", "2025-12-22", "explicit"),
    ("6月21日举行", "2025-06-21", "2025-06-21", "yearless"),
    ("论坛将于1月15日举行", "2026-01-15", "2026-01-15", "yearless"),
    ("6月21日至23日", "2025-06-21", "2025-06-23", "yearless"),
    ("22日，园区开园", "2025-12-22", "2025-12-22", "bare_day"),
    ("昨日（22日）开园", "2025-12-22", "2025-12-22", "relative"),
    ("今(二十三)日", "2025-12-23", "2025-12-23", "relative"),
    ("上周五", "2025-12-19", "2025-12-19", "relative"),
    ("明年3月", "2026-03", "2026-03", "relative"),
    ("去年", "2024", "2024", "relative"),
    ("2025年第三季度", "2025-07", "2025-09", "explicit"),
    ("民國114年6月23日", "2025-06-23", "2025-06-23", "roc"),
    ("近日签约", "2025-12-13", "2025-12-23", "fuzzy_word"),
    # words that look ahead, within words and names that do not
    ("新材料科技总经理22日签字", "2025-12-22", "2025-12-22", "bare_day"),
    ("工程料22日完成", "2026-01-22", "2026-01-22", "bare_day"),
    ("虚拟现实公司22日揭牌", "2025-12-22", "2025-12-22", "bare_day"),
    ("双方拟于22日签字", "2026-01-22", "2026-01-22", "bare_day"),
    ("将军澳公司22日揭牌", "2025-12-22", "2025-12-22", "bare_day"),
    ("公司将22日揭牌", "2026-01-22", "2026-01-22", "bare_day"),
]


@pytest.mark.parametrize(("text", "start", "end", "basis"), DATES, ids=[d[0] for d in DATES])
def test_a_date_is_read_as_precise_as_it_is(text: str, start: str, end: str, basis: str) -> None:
    assert dates(text) == [(start, end, basis)]


@pytest.mark.parametrize(
    "text",
    ["3日内完成", "日均客流", "2000家企业", "90年代", "〔2025〕3号", "第3日游", "2月30日", "11月10家企业"],
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert dates(text) == []


def test_without_a_reference_only_full_dates_are_known() -> None:
    document = read_document("6月21日，2025年6月22日，昨日", title=None, reference=None)
    assert [m.date.start for m in find_dates(document)] == ["2025-06-22"]


AMOUNTS = [
    ("总投资逾3亿元", 3e8, "CNY", "total_investment", ">"),
    ("合同金额2.6亿港元", 2.6e8, "HKD", "contract", "="),
    ("获10余亿元融资", 1e9, "CNY", "financing", ">"),
    ("投资1,200万元", 1.2e7, "CNY", "total_investment", "="),
    ("约五千万美元", 5e7, "USD", "unknown", "≈"),
    ("HK$30 million", 3e7, "HKD", "unknown", "="),
]


@pytest.mark.parametrize(
    ("text", "value", "currency", "kind", "operator"), AMOUNTS, ids=[a[0] for a in AMOUNTS]
)
def test_an_amount_has_value_currency_kind_and_operator(
    text: str, value: float, currency: str, kind: str, operator: str
) -> None:
    (mention,) = find_amounts(text)
    assert (mention.amount.value, mention.amount.currency) == (value, currency)
    assert (mention.amount.kind, mention.amount.operator) == (kind, operator)


@pytest.mark.parametrize("text", ["亿元级企业", "3个项目", "元旦活动", "5元朗项目"])
def test_what_is_no_money_is_none(text: str) -> None:
    assert find_amounts(text) == ()


COUNTS = [
    ("13个重点项目、23家生态合作伙伴集中签约", [("project", 13), ("partner", 23)]),
    ("41位院士、4家机构", [("guest", 41), ("institution", 4)]),
    ("三間企業", [("company", 3)]),
    ("签署5份备忘录", [("mou", 5)]),
    ("总建筑面积约21万平方米", [("area", 210000)]),
    ("第3个项目", []),
    ("每个项目", []),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[c[0] for c in COUNTS])
def test_a_count_is_of_what_its_noun_says(text: str, expected: list[tuple[str, int]]) -> None:
    folded = read_document(text, title=None, reference=None).text
    assert [(c.what, c.n) for c in find_counts(folded)] == expected


def test_the_scope_of_a_count_is_in_its_clause() -> None:
    assert find_counts("累计签约86个项目")[0].scope == "cumulative"
    assert find_counts("计划引进20家企业")[0].scope == "plan"
    assert find_counts("13个项目签约")[0].scope == "this_event"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十三", 23),
        ("十", 10),
        ("一百零五", 105),
        ("1.05亿", 1.05e8),
        ("3,000", 3000),
        ("三十余", 30),
        ("两", 2),
        ("元", None),
        ("", None),
    ],
)
def test_numerals_have_their_value(text: str, value: float | None) -> None:
    assert parse_number(text) == value


def sentences(text: str) -> list[tuple[str, str]]:
    document = read_document(text, title=None, reference=None)
    return [(s.zone, document.text[s.start : s.end]) for s in document.sentences]


def test_a_quotation_is_not_cut_and_its_speaker_belongs_to_it() -> None:
    text = "“我们会继续。欢迎大家。”林远舟说。次日开工。"
    assert [s for _, s in sentences(text)] == ["“我们会继续。欢迎大家。”林远舟说。", "次日开工。"]


def test_an_unclosed_quotation_swallows_nothing() -> None:
    assert len(sentences("“我们会继续。欢迎大家。次日开工。")) == 3


def test_zones_are_told_apart() -> None:
    text = "河套中心实景。图片来源：某报\n11月3日，双方签约。现场热烈。随后参观。\n责任编辑：张三\n相关阅读\n去年双方签约。"
    assert [zone for zone, _ in sentences(text)] == [
        "caption", "caption", "lead", "lead", "body", "credits", "related_links", "related_links"
    ]  # fmt: skip


def article(text: str, on: str) -> Article:
    return Article(
        url="u", title=None, text=text, published_at=datetime.fromisoformat(on).replace(tzinfo=UTC)
    )


def test_a_dateline_that_contradicts_the_page_outranks_it() -> None:
    told = reference_date(article("中新社香港4月18日电 双方签约。", "2025-11-20"), None)
    assert told.day == date(2025, 4, 18)
    assert told.stale
    agreeing = reference_date(article("中新社香港4月18日电 双方签约。", "2025-04-19"), None)
    assert agreeing.day == date(2025, 4, 19)
    assert not agreeing.stale


@given(st.text(max_size=200))
def test_mentions_quote_any_text(text: str) -> None:
    document = read_document(text, title=None, reference=REFERENCE)
    folded = document.text
    for mention in (*find_dates(document), *find_amounts(folded), *find_counts(folded)):
        assert folded[mention.start : mention.end] == mention.text
    for sentence in document.sentences:
        assert 0 <= sentence.start < sentence.end <= len(folded)
