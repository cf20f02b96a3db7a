"""Articles in JSON: answers of article APIs, data in a page's scripts, and what must not be taken for either."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from crawler.own_values import Selectors as OwnSelectors
from pipelines import decide, encoding
from pipelines.reading import Unreadable, read
from pipelines.reading.json_paths import strings_at
from pipelines.values import Article, Page, Selectors

FIRST = "河套深圳园区的新实验楼昨日启用，多家机构迁入。"
SECOND = "园区将继续完善服务，欢迎各方来访与合作交流。"
HTML = f"<p>{FIRST}</p><div class='ad'>广告词</div><script>var a = 1;</script><p>{SECOND}</p>"
API = Selectors(
    title=("json:data.title",),
    published_at=("json:data.publishTime",),
    outlet=("json:data.source",),
    author=("json:data.authors.*.name",),
    text=("json:data.gone", "json:data.content"),
    drop=(".ad",),
)
ANSWER = {
    "code": 0,
    "data": {
        "title": "实验楼<em>启用</em>",
        "publishTime": 1766388600,
        "source": "来源：某报",
        "authors": [{"name": "林原"}, {"name": "周闻"}],
        "content": HTML,
    },
}


def article(body: str, selectors: Selectors) -> Article:
    raw = body.encode()
    page = Page(url="http://a.example/x", body=raw, fetched_at=None, selectors=selectors, publisher="某网")
    return read(page, encoding.decode(raw))


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(ANSWER, ensure_ascii=False),
        json.dumps(ANSWER),  # every Han character as \\u…
        f"callback({json.dumps(ANSWER)});",
        "\ufeff" + json.dumps(ANSWER, indent=1),
    ],
)
def test_the_answer_of_an_article_api_is_read_as_a_page(body: str) -> None:
    result = article(body, API)
    assert result.text == f"{FIRST}\n{SECOND}"
    assert (result.title, result.outlet, result.author) == ("实验楼启用", "某报", "林原")
    assert result.published_at == datetime.fromisoformat("2025-12-22T15:30:00+08:00")
    assert (result.published_basis, result.reader, result.degraded) == ("visible", "selector", False)


@pytest.mark.parametrize(
    ("script", "query"),
    [
        (
            '<script id="__NEXT_DATA__" type="application/json">%s</script>',
            "json(script#__NEXT_DATA__):data.content",
        ),
        ("<script>var x = 1; var DETAIL = %s; go(DETAIL);</script>", "json(DETAIL=):data.content"),
        ("<script>window._CONFIG = { SID: '7', DETAIL: %s, }</script>", "json(DETAIL=):data.content"),
    ],
)
def test_data_that_a_page_carries_for_its_scripts(script: str, query: str) -> None:
    data = json.dumps(ANSWER).replace("</", "<\\/")
    script %= data
    result = article(
        f"<html><head><title>实验楼启用</title></head><body><div id=root></div>{script}</body></html>",
        Selectors(text=(query,), drop=(".ad",)),
    )
    assert (result.text, result.title, result.reader) == (f"{FIRST}\n{SECOND}", "实验楼启用", "selector")


def test_a_name_within_a_longer_name_is_another_variable() -> None:
    data = json.dumps(ANSWER).replace("</", "<\\/")
    page = f"<html><body><script>var MY_DETAIL = {{}}; var DETAIL = {data};</script></body></html>"
    assert article(page, Selectors(text=("json(DETAIL=):data.content",))).text.startswith(FIRST)


def test_paragraphs_in_pieces_are_put_together() -> None:
    blocks = [
        {
            "htmlTokens": [
                [{"content": FIRST[:8]}, {"content": FIRST[8:], "href": "x"}],
                [{"content": SECOND}],
            ]
        },
        {"image": "x.jpg"},
        {"htmlTokens": [[{"content": "完"}]]},
    ]
    body = json.dumps({"article": {"blocks": blocks}})
    result = article(body, Selectors(text=("json:article.blocks.*.htmlTokens.*.+.content",)))
    assert result.text == f"{FIRST}\n{SECOND}\n完"


def test_json_of_another_shape_is_no_article_and_says_so() -> None:
    with pytest.raises(Unreadable, match="JSON"):
        article('{"code": 404, "data": null}', API)
    with pytest.raises(Unreadable, match="json:"):
        article(json.dumps(ANSWER), Selectors(text=(".content",)))


def test_what_only_begins_like_json_is_a_text() -> None:
    text = f"[图] {FIRST}\n{{完}}"
    assert article(text, API).text == text


def test_a_path_that_misses_on_a_page_falls_through_and_is_named() -> None:
    page = f"<html><head><title>实验楼启用</title></head><body><div>{HTML}</div></body></html>"
    result = article(page, Selectors(text=("json(script#__NEXT_DATA__):a.b",), title=("title",)))
    assert (result.missed, result.reader, result.degraded) == (("text",), "generic", True)
    assert FIRST in result.text


def test_the_whole_way_of_a_json_body() -> None:
    """Its skim sees the zone behind \\u escapes, and evidence stands in the text, not in the JSON."""
    told = "河套深港科技创新合作区深圳园区与星澜生物科技有限公司昨日签署战略合作协议，共建联合实验室。"
    body = json.dumps({"data": {"title": "签约", "content": f"<p>{told}</p>"}}).encode()
    page = Page(
        url="http://a.example/x",
        body=body,
        fetched_at=datetime.fromisoformat("2026-10-03T10:00:00+08:00"),
        selectors=Selectors(title=("json:data.title",), text=("json:data.content",)),
    )
    assert decide.skim(page) is None
    report = decide.decide(page)
    assert report.article.text == told
    assert report.extraction.claims
    assert all(told[c.evidence.start : c.evidence.end] == c.evidence.text for c in report.extraction.claims)


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "0"]), inner, max_size=3)
    ),
    max_leaves=15,
)
_path = st.lists(st.sampled_from(["a", "b", "0", "7", "*", "+"]), max_size=6).map(".".join)


@settings(max_examples=150, deadline=None)
@given(_json, _path)
def test_any_path_into_any_json_gives_strings_that_stand_in_it(value: Any, path: str) -> None:
    whole = json.dumps(value, ensure_ascii=False)
    for string in strings_at(value, path):
        assert string
        if "+" not in path and isinstance(value, (dict, list)) and string.isalnum():
            assert string in whole


@settings(max_examples=100, deadline=None)
@given(_json, _path)
def test_any_json_is_read_or_refused(value: Any, path: str) -> None:
    with contextlib.suppress(Unreadable):
        article(json.dumps(value), Selectors(text=(f"json:{path}",), title=(f"json:{path}",)))


def test_deep_and_long_json_ends_in_time() -> None:
    with contextlib.suppress(Unreadable):
        article("[" * 100_000 + "]" * 100_000, API)
    many = json.dumps({"a": [{"b": SECOND}] * 20_000})
    assert len(article(many, Selectors(text=("json:a.*.b",))).text.splitlines()) == 5_000


@pytest.mark.parametrize("query", ["json:data.content", "json(script#x):a.*.+.b", "json(DETAIL=):content"])
def test_a_user_may_declare_a_path(query: str) -> None:
    assert TypeAdapter(OwnSelectors).validate_python(query) == (query,)


@pytest.mark.parametrize("query", ["json:", "json(div[):a", "json(script#x", "json:" + "a." * 200])
def test_a_path_that_leads_nowhere_is_refused(query: str) -> None:
    with pytest.raises(ValidationError, match=r"leads nowhere|no CSS selector"):
        TypeAdapter(OwnSelectors).validate_python(query)
