"""Pages to articles: who answers for which field, and what is no article."""

from __future__ import annotations

import contextlib
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import encoding
from pipelines.reading import Unreadable, read
from pipelines.reading.page_dates import date_in_url, parse_published
from pipelines.values import Article, Discovered, Page, Selectors

BODY = "<p>第一段：河套深圳园区的新实验楼昨日启用，多家机构迁入，科研人员表示满意。</p><p>第二段：园区将继续完善服务，欢迎各方来访与合作交流。</p>"


def article(
    markup: str,
    *,
    selectors: Selectors | None = None,
    hint: Discovered | None = None,
    url: str = "http://a.example/x",
) -> Article:
    body = markup.encode()
    page = Page(
        url=url, body=body, fetched_at=None, selectors=selectors or Selectors(), hint=hint, publisher="某报"
    )
    return read(page, encoding.decode(body))


def readers(result: Article) -> dict[str, str]:
    return {basis.field: basis.reader for basis in result.read_by}


def test_json_ld_answers_first() -> None:
    markup = (
        '<html><head><title>别的标题</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"实验楼启用",'
        '"datePublished":"2025-12-22T10:00:00+08:00"}</script></head><body><div>'
        + BODY
        + "</div></body></html>"
    )
    result = article(markup)
    assert result.title == "实验楼启用"
    assert readers(result)["title"] == "json-ld"
    assert result.published_basis == "json-ld"
    assert "第二段" in result.text


def test_broken_json_ld_is_passed_over() -> None:
    markup = f'<html><head><meta property="og:title" content="实验楼启用"><script type="application/ld+json">{{"@type":</script></head><body>{BODY}</body></html>'
    assert readers(article(markup))["title"] == "meta"


def test_the_meta_names_of_government_sites_are_read() -> None:
    markup = (
        '<html><head><meta name="ArticleTitle" content="实验楼启用"><meta name="PubDate" content="2025-12-22 10:30">'
        f'<meta name="ContentSource" content="深圳特区报"></head><body>{BODY}</body></html>'
    )
    result = article(markup)
    assert (result.title, result.outlet, result.published_basis) == ("实验楼启用", "深圳特区报", "meta")


def test_the_selected_body_is_taken_and_dropped_parts_are_not() -> None:
    markup = f"<html><body><div class='nav'>导航栏目</div><div class='con'>{BODY}<p class='ad'>广告词</p></div></body></html>"
    result = article(markup, selectors=Selectors(text=(".con",), drop=(".ad",)))
    assert result.text.startswith("第一段")
    assert "广告词" not in result.text
    assert "导航" not in result.text
    assert not result.degraded


def test_a_selector_that_misses_falls_through_and_marks_the_article() -> None:
    result = article(f"<html><body><div>{BODY}</div></body></html>", selectors=Selectors(text=(".gone",)))
    assert result.degraded
    assert readers(result)["text"] == "generic"


def test_origin_and_day_are_read_from_the_page() -> None:
    markup = f"<html><head><title>实验楼启用_某某网</title></head><body><div>2025年12月22日 10:30 来源：深圳特区报</div><div>{BODY}</div></body></html>"
    result = article(markup)
    assert (result.title, result.outlet) == ("实验楼启用", "深圳特区报")
    assert result.published_at == datetime.fromisoformat("2025-12-22T10:30:00+08:00")
    assert result.published_basis == "visible"


def test_the_feed_fills_what_the_page_does_not_say() -> None:
    hint = Discovered(
        url="u", title="实验楼启用", published_at=datetime.fromisoformat("2025-12-22T10:00:00+08:00")
    )
    result = article(f"<html><body>{BODY}</body></html>", hint=hint)
    assert (result.title, result.published_basis) == ("实验楼启用", "feed")


def test_the_address_may_carry_the_day() -> None:
    result = article(f"<html><body>{BODY}</body></html>", url="http://a.example/2025-12/22/content_1.htm")
    assert result.published_basis == "url"


def test_a_machine_summary_is_left_out() -> None:
    markup = f"<html><body><div class='con'><p>AI视界（以下内容由AI生成）</p>{BODY}</div></body></html>"
    assert "AI生成" not in article(markup, selectors=Selectors(text=(".con",))).text


def test_plain_text_is_kept_whole() -> None:
    result = article("河套园区\n\n实验楼启用。\n")
    assert result.text == "河套园区\n\n实验楼启用。\n"
    assert readers(result) == {"text": "plain"}


@pytest.mark.parametrize(
    "markup", ["", "   ", "<html><body></body></html>", "<html><body><img src='x'></body></html>"]
)
def test_what_holds_no_article_says_so(markup: str) -> None:
    with pytest.raises(Unreadable):
        article(markup)


def test_deep_nesting_and_long_lines_end_in_time() -> None:
    deep = "<div>" * 5000 + BODY + "</div>" * 5000
    assert "第一段" in article(f"<html><body>{deep}</body></html>").text
    long = "<p>" + "河套园区的实验楼启用，" * 100_000 + "</p>"
    assert len(article(f"<html><body>{long}</body></html>").text) > 100_000


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Unreadable):
        article(f"<html><body><p>{text}</p>{text}</body></html>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-22T15:30:00+08:00", "2025-12-22T15:30:00+08:00"),
        ("Mon, 22 Dec 2025 15:30:00 GMT", "2025-12-22T15:30:00+00:00"),
        ("2025年12月22日（星期一）香港時間15時30分", "2025-12-22T15:30:00+08:00"),
        ("2025-12-22 HKT 15:30", "2025-12-22T15:30:00+08:00"),
        ("Sat Oct 03 07:23:11 HKT 2026", "2026-10-03T07:23:11+08:00"),
        ("1766388600000", "2025-12-22T07:30:00+00:00"),
        ("114年6月23日", "2025-06-23T00:00:00+08:00"),
    ],
)
def test_dates_of_pages_come_in_many_dresses(text: str, expected: str) -> None:
    assert parse_published(text) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("text", ["", "soon", "2025-13-40", "1875-01-01", "三月", "99999999999999999999"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_published(text) is None


@given(st.text(max_size=80))
def test_any_string_is_a_date_or_none(text: str) -> None:
    moment = parse_published(text)
    assert moment is None or moment.tzinfo is not None


def test_days_in_addresses() -> None:
    assert date_in_url("http://x.example/gia/general/202412/17/P2024121700356.htm") == datetime.fromisoformat(
        "2024-12-17T00:00:00+08:00"
    )
    assert date_in_url("http://x.example/article/12345678.html") is None
