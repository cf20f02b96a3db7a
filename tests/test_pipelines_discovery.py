"""Entry points: what they name, and what comes instead of them."""

from __future__ import annotations

import contextlib
import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.discovery import BrokenAnswer, NotAFeed, SearchFields
from pipelines.discovery.feeds import parse_feed
from pipelines.discovery.listings import parse_listing
from pipelines.discovery.searches import parse_search
from pipelines.discovery.sitemaps import parse_sitemap, sitemap_text

URL = "http://a.example/feed.xml"


def test_rss_items_have_address_title_day_and_text() -> None:
    text = (
        '<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><item><title><![CDATA[开园 & 签约]]></title>'
        "<link>/news/1.html</link><pubDate>Mon, 22 Dec 2025 10:00:00 +0800</pubDate><description>&lt;p&gt;正文&lt;/p&gt;</description></item>"
        "<item><title>重复</title><link>/news/1.html</link></item><item><title>无址</title></item></channel></rss>"
    )
    (item,) = parse_feed(text, url=URL)
    assert (item.url, item.title, item.text) == ("http://a.example/news/1.html", "开园 & 签约", "正文")
    assert item.published_at is not None


def test_a_guid_that_is_an_address_serves_where_no_link_is() -> None:
    text = (
        "<rss><channel><item><title>新聞</title><guid>https://a.example/2.htm</guid></item></channel></rss>"
    )
    assert parse_feed(text, url=URL)[0].url == "https://a.example/2.htm"


def test_atom_and_rdf_are_feeds_too() -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>甲</title><link href="/3.html"/><updated>2025-12-22T10:00:00Z</updated></entry></feed>'
    assert parse_feed(atom, url=URL)[0].url == "http://a.example/3.html"
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<item rdf:about="http://a.example/4.html"><title>乙</title></item></rdf:RDF>'
    )
    assert parse_feed(rdf, url=URL)[0].url == "http://a.example/4.html"


def test_a_damaged_feed_is_read_as_far_as_it_goes() -> None:
    text = "<rss><channel><item><title>甲 & 乙</title><link>/1.html</link></item><item><title>断"
    assert [d.url for d in parse_feed(text, url=URL)][:1] == ["http://a.example/1.html"]


@pytest.mark.parametrize(
    "text", ["", "   ", "<html><body>404</body></html>", "not found", '{"a":1}', "<svg/>"]
)
def test_what_is_no_feed_is_refused_with_what_came(text: str) -> None:
    with pytest.raises(NotAFeed, match="instead of a feed"):
        parse_feed(text, url=URL)


def test_entities_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>&b;&x;标题</title><link>/1.html</link></item></channel></rss>"
    )
    (item,) = parse_feed(bomb, url=URL)
    assert "root:" not in (item.title or "")
    assert "aaaaaaaaaaaaaaaaaaaa" not in (item.title or "")


def test_a_news_sitemap_names_titles_and_days() -> None:
    text = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        "<url><loc>http://a.example/1.html</loc><news:news><news:publication><news:name>某報</news:name></news:publication>"
        "<news:publication_date>2025-12-22T10:00:00+08:00</news:publication_date><news:title>開園</news:title></news:news></url></urlset>"
    )
    packed = gzip.compress(text.encode())
    sitemap = parse_sitemap(sitemap_text(packed).decode(), url=URL)
    assert (sitemap.articles[0].title, sitemap.articles[0].outlet) == ("開園", "某報")


def test_an_index_names_its_sitemaps() -> None:
    text = "<sitemapindex><sitemap><loc>http://a.example/s1.xml</loc><lastmod>2025-12-22</lastmod></sitemap></sitemapindex>"
    assert parse_sitemap(text, url=URL).sitemaps[0][0] == "http://a.example/s1.xml"


def test_a_listing_gives_matching_links_once_and_the_next_page() -> None:
    text = (
        "<ul><li><a href='//a.example/news/1.html'>甲</a> 2025-12-22</li><li><a href='/news/1.html'></a></li>"
        "<li><a href='/about.html'>关于</a></li><li><a href='javascript:void(0)'>x</a></li></ul><a class=next href='?p=2'>下一页</a>"
    )
    listed = parse_listing(
        text,
        url="http://a.example/list",
        links="li a",
        article_url=r"http://a\.example/news/\d+\.html",
        next_page="a.next",
    )
    assert [(d.url, d.title) for d in listed.articles] == [("http://a.example/news/1.html", "甲")]
    assert listed.articles[0].published_at is not None
    assert listed.onward == ("http://a.example/list?p=2",)


RECORD = '{"url":"/1.html","title":"<em>河套</em>开园","t":1766388600000,"content":"<p>正文</p>"}'
FIELDS = SearchFields(records="data.records", text="content", published_at="t")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (f'{{"data":{{"records":[{RECORD}]}}}}', FIELDS),
        (f'callback({{"data":{{"records":[{RECORD}]}}}});', FIELDS),
        (
            f"<script>var docArr = [{RECORD}];</script>",
            SearchFields(variable="docArr", text="content", published_at="t"),
        ),
    ],
    ids=["json", "jsonp", "variable"],
)
def test_a_search_answer_names_articles(text: str, fields: SearchFields) -> None:
    (found,) = parse_search(text, url="http://a.example/s", fields=fields)
    assert (found.url, found.title, found.text) == ("http://a.example/1.html", "河套开园", "正文")
    assert found.published_at is not None


@pytest.mark.parametrize(
    "text", ["", "<html></html>", '{"data":{}}', '{"data":{"records":5}}', "[" * 100_000]
)
def test_a_broken_search_answer_is_refused(text: str) -> None:
    with pytest.raises(BrokenAnswer):
        parse_search(text, url="http://a.example/s", fields=FIELDS)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_parsers_raise_nothing_but_their_own(text: str) -> None:
    for parse in (
        lambda: parse_feed(text, url=URL),
        lambda: parse_sitemap(text, url=URL),
        lambda: parse_search(text, url=URL, fields=FIELDS),
        lambda: parse_listing(text, url=URL, links="a", article_url=None, next_page=None),
    ):
        with contextlib.suppress(BrokenAnswer):
            parse()
