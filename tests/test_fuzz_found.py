"""What fuzzing found, kept: each with the sentence that says what went wrong."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.fuzzing.growth import limited
from bench.fuzzing.targets import TARGETS
from crawler import configuration
from faces import records
from pipelines import decide, encoding, reading
from pipelines.discovery import BrokenAnswer, SearchFields
from pipelines.discovery.feeds import parse_feed
from pipelines.discovery.listings import parse_listing
from pipelines.discovery.searches import parse_search
from pipelines.discovery.sitemaps import parse_sitemap
from pipelines.extraction.counts import find_counts
from pipelines.extraction.document import read_document
from pipelines.extraction.sentences import LONGEST_SENTENCE
from pipelines.urls import web_address
from pipelines.values import Article, Page

URL = "https://a.example/news/"
RUN = {target.name: target.run for target in TARGETS}
ITEM = "<item><link>{}</link><title>签约</title></item>"
GOOD = "https://a.example/2.html"


@pytest.mark.parametrize(
    "bad", ["http://[bad", "http://a℀b/", "javascript:alert(1)", "mailto:a@b.c", "http://"]
)
def test_a_bad_address_costs_its_own_item_only(bad: str) -> None:
    feed = parse_feed(f"<rss><channel>{ITEM.format(bad)}{ITEM.format('/2.html')}</channel></rss>", url=URL)
    urls = f"<urlset><url><loc>{bad}</loc></url><url><loc>/2.html</loc></url></urlset>"
    links = f'<a href="{bad}">甲</a><a href="/2.html">乙</a>'
    listed = parse_listing(links, url=URL, links="a", article_url=None, next_page=None)
    rows = json.dumps([{"url": bad}, {"url": "/2.html"}])
    found = parse_search(rows, url=URL, fields=SearchFields())
    for named in (feed, parse_sitemap(urls, url=URL).articles, listed.articles, found):
        assert [d.url for d in named] == [GOOD]


def test_a_bad_link_to_the_next_page_ends_the_listing() -> None:
    page = '<a href="/2.html">乙</a><a class="next" href="http://[x">next</a>'
    listed = parse_listing(page, url=URL, links="a", article_url=None, next_page="a.next")
    assert listed.onward == ()
    assert len(listed.articles) == 1


def test_half_a_character_out_of_json_reaches_no_store() -> None:
    (found,) = parse_search(
        '[{"url": "/1", "title": "签\\ud800约", "content": "\\u0000签约", "media": "报\\udfff"}]',
        url=URL,
        fields=SearchFields(text="content", outlet="media"),
    )
    assert (found.title, found.text, found.outlet) == ("签约", "签约", "报")
    assert web_address(URL, "/\ud800") is None


def test_json_ld_with_half_a_character_gives_a_title_that_can_be_stored() -> None:
    block = '{"@type": "NewsArticle", "headline": "河套签\\ud800约"}'
    body = f'<html><script type="application/ld+json">{block}</script><p>河套园区今天举行签约仪式，很热闹。</p></html>'
    report = decide.decide(Page(url=URL, body=body.encode(), fetched_at=None), thorough=True)
    assert report.article.title == "河套签约"


@pytest.mark.parametrize("control", ["\x02", "\x0b", "\x1f", "\ufffe", "&#2;"])
def test_a_control_character_does_not_lose_the_page(control: str) -> None:
    """lxml raised when a dropped node left such a character to its neighbour."""
    body = f"<html><h1>河套签约仪式</h1><p>河套园区<script>x</script>{control}今天举行签约仪式，很热闹。</p></html>"
    page = Page(url=URL, body=body.encode(), fetched_at=None)
    assert "签约仪式，很热闹。" in reading.read(page, encoding.decode(page.body)).text


def test_no_nul_of_a_utf_8_page_reaches_the_text() -> None:
    """PostgreSQL does not store it; it was looked for in the first 1,000 characters only."""
    assert "\x00" not in encoding.decode(("河套签约，" * 300 + "\x00").encode()).text


def test_no_nul_of_a_stretch_in_another_charset_reaches_the_text() -> None:
    """Found by coverage: a stretch in UTF-8 inside a GBK page was decoded on a way of its own."""
    body = "<p>河套园区，签约。</p>".encode("gbk") * 20 + "<p>河套园区\x00举行签约仪式</p>".encode()
    decoded = encoding.decode(body, http_charset="gbk")
    assert "河套园区举行签约仪式" in decoded.text


def test_a_problem_is_one_short_line() -> None:
    """A tag of ten thousand characters stood in the message whole."""
    for parse in (parse_feed, parse_sitemap):
        with pytest.raises(BrokenAnswer) as told:
            parse(f"<{'签' * 10_000}>x</a>", url=URL)
        assert len(str(told.value)) < 200


def test_json_nested_without_end_is_a_broken_answer_and_a_bad_record(tmp_path: Path) -> None:
    deep = "[" * 100_000
    with pytest.raises(BrokenAnswer):
        parse_search(deep, url=URL, fields=SearchFields())
    file = tmp_path / "given.jsonl"
    file.write_text(deep + '\n{"text": "河套签约。"}\n', "utf-8")
    first, second = records.inspect_file(str(file), records.Given())
    assert first.report.error is not None
    assert "line 1" in first.report.error
    assert second.report.error is None


def test_a_record_with_half_a_character_can_be_stored() -> None:
    report = records.inspect_record({"text": "河套\ud800签约\x00。"}, records.Given(), thorough=True)
    assert report.article.text == "河套\ufffd签约。"


_RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nWARC-Date: 2026-11-24T08:00:00Z\r\n"
    "Content-Length: {}\r\n\r\n{}\r\n\r\n"
)
_HTTP = (
    "HTTP/1.1 200 OK\r\n\r\n<p>Hetao park opens today, a long sentence of many plain words for a test.</p>"
)


@pytest.mark.parametrize(
    "rest",
    ["garbage\r\nmore\r\n", "WARC/1.0\r\nWARC-Type: response\r\n", _RECORD.format("x", "HTTP/1.1\r\n<html>"), "\x1f\x8b\x08\x00"],
    ids=["no record", "head cut off", "no length", "half a gzip"],
)  # fmt: skip
def test_a_damaged_archive_gives_what_stands_before_the_damage(tmp_path: Path, rest: str) -> None:
    file = tmp_path / "given.warc"
    file.write_bytes((_RECORD.format(len(_HTTP), _HTTP) + rest).encode("latin-1"))
    found = list(records.inspect_file(str(file), records.Given()))
    assert "Hetao park" in found[0].report.article.text
    assert all(inspected.report.error for inspected in found[1:])


@pytest.mark.parametrize("text", ["a = [" + "[" * 20_000, f"a = {'9' * 5000}", "[crawl]\ndelay = inf\n"])
def test_a_monstrous_setting_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "hetao.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(configuration.ConfigurationError, match=r"hetao\.toml"):
        configuration.load(file)


def test_settings_in_another_charset_are_named_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "hetao.toml"
    file.write_bytes("[crawl]\ncontact = '河套'\n".encode("gbk"))
    with pytest.raises(configuration.ConfigurationError, match="line 2: not UTF-8"):
        configuration.load(file)


def test_a_number_of_hundreds_of_digits_is_no_crash() -> None:
    """9…9 became infinity, which is no whole number; 3亿亿亿…家 too."""
    assert all(c.n < 10**80 for c in find_counts(f"{'9' * 400}家企业，3{'亿' * 60}家企业。"))


def test_a_sentence_without_end_is_cut_at_commas() -> None:
    document = read_document("甲公司与乙公司签约，" * 400, title=None, reference=None)
    assert max(s.end - s.start for s in document.sentences) <= LONGEST_SENTENCE
    assert all(document.text[s.end - 1] == "，" for s in document.sentences)


#: Seconds; a hundred times what the slowest needs on a quiet machine.
PATIENCE = 40.0
#: Families that took quadratic or exponential time.
SLOW: dict[str, tuple[str, str]] = {
    "document types that do not end": ("feed", "<!DOCTYPE [" * 60_000),
    "a title of brackets": ("feed", f"<rss><channel><item><link>/1</link><title>{'&lt;' * 100_000}</title>"),
    "JSONP of spaces": ("search", "a(" + " " * 300_000),
    "a JSON list in JSON-LD": ("read", f"<p>x<script type='application/ld+json'>[{'1,' * 300_000}1]</script>"),
    "links in one item": ("listing", "<ul><li>" + "".join(f"<a href=/{n}>x</a>" for n in range(4_000))),
    "a tag of attributes": ("read", "<p" + "".join(f" a{n}=x" for n in range(200_000)) + ">"),
    "scripts that do not end": ("read", "<p>河套，" + " " * 1_600_000 + "<script " * 60_000),
    "a title of ends": ("read", f"<html><title>{'_xx' * 100_000}</title><p>河套"),
    "blank lines in a body": ("read", '<p>x<script type="application/ld+json">{"@type":"Article","headline":"x","articleBody":"x' + "\\n" * 100_000 + 'x"}</script>'),
    "在 in 在 in 在": ("text", "河套，" + "在" * 200 + "甲" * 30 + "今日开园。"),
    "numerals": ("text", "甲公司与乙公司签署协议，" + "百" * 20_000 + "。"),
    "digits": ("text", "甲公司与乙公司签署协议，" + "7," * 20_000 + "。"),
    "platforms": ("text", "南沙、" * 8_000 + "河套"),
    "acts in one sentence": ("text", "签署" * 6_000),
    "posts of one prefix": ("text", "代" * 12_000),
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_what_took_quadratic_time_ends(name: str) -> None:
    """Mended, the slowest takes half a second; before, all ran into the limit."""
    target, text = SLOW[name]
    with limited(PATIENCE):
        RUN[target](text.encode())


def test_a_list_of_platforms_still_names_the_zone_in_passing() -> None:
    article = Article(
        url=URL, title="大湾区平台", text="省内要推进横琴、前海深港现代服务业合作区、某某新区、南沙、河套等平台建设。",
        published_at=datetime(2026, 11, 24, tzinfo=UTC), published_basis="given", outlet=None,
    )  # fmt: skip
    assert decide.decide_article(article, fetched_at=None).relevance.kind == "mention"
