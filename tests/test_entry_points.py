"""What an entry point asks, and where its answer leads: editions of the day, words, sheets of a paper, lookups."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.answers import read_answer
from crawler.entries import entry_requests, follow_ups, read_as
from crawler.families import founder
from crawler.source import Feed, Listing, Lookup, Search, Sitemap
from pipelines.discovery import BrokenAnswer, SearchFields
from pipelines.discovery.feeds import parse_feed
from pipelines.discovery.listings import parse_listing
from pipelines.discovery.lookups import fill
from pipelines.discovery.searches import parse_search

NOON = datetime(2026, 11, 29, 4, tzinfo=UTC)
BEFORE_EIGHT = datetime(2026, 11, 28, 23, 59, tzinfo=UTC)
PAPER = Listing(
    url="https://paper.example/{yyyy}{mm}/{dd}/node_01.html",
    article_url=r".+/content_\d+\.html",
    sheets="#list a",
)
URL = "https://a.example/list"


@pytest.mark.parametrize(("now", "day"), [(NOON, "202611/29"), (BEFORE_EIGHT, "202611/28")])
def test_an_edition_is_asked_by_its_day_and_not_before_it_is_out(now: datetime, day: str) -> None:
    (request,) = entry_requests(PAPER, now)
    assert request.url == f"https://paper.example/{day}/node_01.html"


def test_words_are_asked_in_any_kind_of_entry_point() -> None:
    feed = Feed(
        url="https://a.example/?q={query}",
        queries=("河套", "a&b"),
        headers=(("Referer", "https://a.example/"),),
    )
    asked = list(entry_requests(feed, NOON))
    assert [r.url for r in asked] == ["https://a.example/?q=%E6%B2%B3%E5%A5%97", "https://a.example/?q=a%26b"]
    assert asked[0].headers["Referer"] == b"https://a.example/"


def test_a_list_is_asked_once_whatever_the_words() -> None:
    listed = Search(
        url="https://a.example/list.json", body='{"page":1,"day":"{yyyy}-{mm}-{dd}"}', fields=SearchFields()
    )
    (request,) = entry_requests(listed, NOON)
    assert (request.method, request.body) == ("POST", b'{"page":1,"day":"2026-11-29"}')


def test_the_sheets_of_a_paper_are_read_once_and_lead_nowhere() -> None:
    page = b"<div id=list><a href=node_01.html>1</a><a href=node_02.html>2</a><a href='node_02.html#x'>2</a></div>"
    answer = read_answer(PAPER, page, None, "https://paper.example/202611/29/node_01.html")
    base = "https://paper.example/202611/29/"
    assert [r.url for r in follow_ups(PAPER, answer, 1, NOON)] == [
        f"{base}node_01.html",
        f"{base}node_02.html",
    ]
    assert list(follow_ups(PAPER, answer, 2, NOON)) == []


def test_a_listing_without_sheets_turns_one_page_at_a_time() -> None:
    listing = Listing(url=URL, next_page="a.n", pages=2)
    answer = read_answer(listing, b"<a class=n href=?p=2>2</a><a class=n href=?p=3>3</a>", None, URL)
    assert [r.url for r in follow_ups(listing, answer, 1, NOON)] == [f"{URL}?p=2"]
    assert list(follow_ups(listing, answer, 2, NOON)) == []


LOOKUP = Lookup(
    url="https://a.example/index",
    pattern=r"SID:\s*'(?P<sid>\d+)'",
    then=Search(
        url="https://a.example/api?sid={sid}", fields=SearchFields(records="articles"), headers=(("X", "y"),)
    ),
)


def test_a_lookup_leads_to_what_its_page_says() -> None:
    answer = read_answer(read_as(LOOKUP, 1), b"<script>var c = {SID: '755001'}</script>", None, LOOKUP.url)
    (request,) = follow_ups(LOOKUP, answer, 1, NOON)
    assert (request.url, request.headers["X"]) == ("https://a.example/api?sid=755001", b"y")
    listed = b'{"articles":[{"url":"/1.html","title":"t"}]}'
    named = read_answer(read_as(LOOKUP, 2), listed, None, request.url)
    assert [d.url for d in named.discovered] == ["https://a.example/1.html"]
    assert list(follow_ups(LOOKUP, named, 2, NOON)) == []


def test_a_lookup_says_what_it_did_not_find() -> None:
    assert "SID" in (read_answer(LOOKUP, b"<html>login</html>", None, LOOKUP.url).problem or "")
    with pytest.raises(BrokenAnswer):
        fill("x", pattern="SID", template="y")


def test_a_sitemap_of_everything_names_articles_only() -> None:
    sitemap = Sitemap(url="https://a.example/s.xml", article_url=r"https://a\.example/news/.+")
    body = b"<urlset><url><loc>https://a.example/news/1</loc></url><url><loc>https://a.example/about</loc></url></urlset>"
    assert [d.url for d in read_answer(sitemap, body, None, sitemap.url).discovered] == [
        "https://a.example/news/1"
    ]


def test_a_link_over_a_counter_is_the_address_that_is_meant() -> None:
    link = "http://n.example/click?ref=x&amp;url=https%3a%2f%2fa.example%2f1.html&amp;c=1"
    feed = f"<rss><channel><item><link>{link}</link></item><item><link>http://n.example/own</link></item></channel></rss>"
    found = [d.url for d in parse_feed(feed, url=URL, target="url")]
    assert found == ["https://a.example/1.html", "http://n.example/own"]


def test_a_list_made_for_scripts_keeps_its_links_and_dates() -> None:
    page = (
        "<div class='itm' data-link='https://a.example/1.shtml'><h3>甲</h3><div class=time>2026-11-28 09:30</div></div>"
        "<div class='itm'><div><h3><a href='/2.shtml'>乙</a></h3></div><div class=time>2026-11-27</div></div>"
    )
    listed = parse_listing(page, url=URL, links=".itm[data-link], .itm a", article_url=None, next_page=None)
    assert [d.url for d in listed.articles] == ["https://a.example/1.shtml", "https://a.example/2.shtml"]
    assert str(listed.articles[1].published_at) == "2026-11-27 00:00:00+08:00"


def test_a_date_beside_another_item_is_not_taken() -> None:
    page = "<ul><li><a href=/1.html>甲</a></li><li><a href=/2.html>乙</a> 2026-11-27</li></ul>"
    first, second = parse_listing(page, url=URL, links="a", article_url=None, next_page=None).articles
    assert first.published_at is None
    assert second.published_at is not None


NESTED = '{"data":[{"items":[{"id":7,"title":"a"}]},{"items":[{"id":8},{"title":"no id"}]},{"other":1}]}'


def test_lists_in_lists_and_addresses_made_of_an_id() -> None:
    fields = SearchFields(records="data.*.items", url="https://a.example/p/{id}.html")
    found = parse_search(NESTED, url=URL, fields=fields)
    assert [d.url for d in found] == ["https://a.example/p/7.html", "https://a.example/p/8.html"]


@pytest.mark.parametrize("records", ["data.*.nothing", "data.none.*", "none"])
def test_a_list_that_is_not_there_is_no_empty_one(records: str) -> None:
    with pytest.raises(BrokenAnswer):
        parse_search(NESTED, url=URL, fields=SearchFields(records=records))


def test_an_empty_list_is_none_that_is_missing() -> None:
    assert parse_search('{"data":[]}', url=URL, fields=SearchFields(records="data.*.items")) == ()


def test_values_of_an_object_and_json_in_a_string() -> None:
    inner = '{"r": "[{\\"url\\": \\"/1\\", \\"at\\": \\"04/06/2026 16:31\\"}]"}'
    fields = SearchFields(records="r", published_at="at", date_format="%d/%m/%Y %H:%M")
    (found,) = parse_search(inner, url=URL, fields=fields)
    assert str(found.published_at) == "2026-06-04 16:31:00+08:00"
    by_key = parse_search('{"a":{"url":"/1"},"b":{"url":"/2"}}', url=URL, fields=SearchFields(records="*"))
    assert [d.url for d in by_key] == ["https://a.example/1", "https://a.example/2"]
    with pytest.raises(BrokenAnswer):
        parse_search('{"code":500,"msg":"x"}', url=URL, fields=SearchFields())


def test_a_card_is_called_by_its_heading_and_found_by_its_teaser() -> None:
    card = "<a href=/1.html><h3>两家企业签约</h3><p>河套深圳园区昨日热闹</p></a><a href=/2.html title=全称>全…</a>"
    first, second = parse_listing(card, url=URL, links="a", article_url=None, next_page=None).articles
    assert (first.title, first.text) == ("两家企业签约", "两家企业签约 河套深圳园区昨日热闹")
    assert (second.title, second.text) == ("全称", None)


def test_a_lookup_may_lead_to_a_paper_with_sheets() -> None:
    paper = founder.newest("https://paper.example/PC/layout", r".+/content_\d+\.html")
    refresh = b'<META HTTP-EQUIV="REFRESH" CONTENT="0; URL=202611/29/node_A01.html">'
    answer = read_answer(read_as(paper, 1), refresh, None, paper.url)
    (first,) = follow_ups(paper, answer, 1, NOON)
    assert first.url == "https://paper.example/PC/layout/202611/29/node_A01.html"
    sheets = read_answer(read_as(paper, 2), b"<a href=node_A02.html>2</a>", None, first.url)
    (second,) = follow_ups(paper, sheets, 2, NOON)
    assert second.url.endswith("/node_A02.html")
    assert list(follow_ups(paper, sheets, 3, NOON)) == []


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.just("04/06/2026 16:31"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["data", "items", "id", "at", "url", "other"]), inner, max_size=4)
    ),
    max_leaves=20,
)
PATHS = st.sampled_from(["", "*", "data", "data.*", "data.*.items", "*.*", "data.items.*.*"])


@settings(max_examples=200, deadline=None)
@given(JSON, PATHS, st.sampled_from(["url", "https://a.example/p/{id}", "{url}", "{id}/{at}"]))
def test_any_json_names_addresses_or_is_refused(value: object, records: str, url: str) -> None:
    fields = SearchFields(records=records, url=url, published_at="at", date_format="%d/%m/%Y %H:%M")
    text = json.dumps(json.dumps(value) if records == "*" else value)
    try:
        found = parse_search(text, url=URL, fields=fields)
    except BrokenAnswer:
        return
    assert all(one.url.startswith(("http://", "https://")) for one in found)
    assert len({one.url for one in found}) == len(found)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_what_a_page_says_stays_within_the_address_that_it_completes(around: str, found: str) -> None:
    said = found.replace("\n", "").replace("'", "")
    url = fill(
        f"{around}SID: '{said}'",
        pattern="SID: '(?P<sid>[^'\\n]*)'",
        template="https://a.example/api?sid={sid}",
    )
    assert url.startswith("https://a.example/api?sid=")
    assert not set(url) & set(" #&\\")
