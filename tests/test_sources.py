"""The catalogue: every declaration is whole, and adding a file is all that adding an outlet takes."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import cssselect
import pytest

from crawler import catalogue
from crawler.configuration import DEFAULT, Configuration, CrawlSettings, SourceSettings
from crawler.documentation import overview
from crawler.not_watched import NOT_WATCHED
from crawler.rhythm import OwnRhythm, trigger_of
from crawler.source import KINDS, SIDES, Feed, Listing, Lookup, Search, Sitemap, Source
from pipelines.patterns import compiled

FOLDER = Path(catalogue.__file__).parent / "spiders"
SPIDERS = catalogue.spiders()


def test_each_file_is_one_outlet() -> None:
    assert set(SPIDERS) == {path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"}


@pytest.mark.parametrize("name", SPIDERS)
def test_a_declaration_is_whole(name: str) -> None:
    source = SPIDERS[name].source
    assert source.id == name == SPIDERS[name].name
    assert re.fullmatch(r"[a-z][a-z0-9_]+", source.id)
    assert source.outlet
    assert re.fullmatch(r"[a-z][a-z0-9_]+", source.family)
    assert source.language in ("zh-Hans", "zh-Hant", "en")
    assert source.kind in KINDS
    assert source.side in SIDES
    assert compiled(source.article_url).fullmatch(source.example)
    assert source.owns(source.example)
    assert 3 <= source.delay <= 10
    assert timedelta(minutes=10) <= source.every <= timedelta(hours=12)
    assert source.every < source.expects.newest_within <= timedelta(days=365)
    assert set(source.expects.filled) <= {"title", "text", "published_at", "outlet", "author"}
    assert source.terms
    assert source.robots
    assert source.remarks
    assert source.proven in ("live", "recorded", "constructed")
    assert (source.proven == "live") == (source.proven_on is not None)


@pytest.mark.parametrize("name", SPIDERS)
def test_an_entry_point_is_whole(name: str) -> None:
    for entry in SPIDERS[name].source.entry_points:
        places = set(re.findall(r"{(\w+)}", entry.url))
        assert places <= {"yyyy", "mm", "dd", "query"}
        assert entry.queries
        asked = entry.then if isinstance(entry, Lookup) else entry
        if isinstance(entry, Lookup):
            assert set(re.findall(r"{(\w+)}", asked.url)) == set(compiled(entry.pattern).groupindex)
        if isinstance(asked, Listing):
            assert asked.article_url or asked.links != "a", "every link of the page would be fetched"
            assert not (asked.sheets and asked.next_page)
            assert cssselect.parse(", ".join(filter(None, (asked.links, asked.sheets, asked.next_page))))
            assert asked.article_url is None or compiled(asked.article_url)


def test_no_two_sources_ask_the_same() -> None:
    asked = Counter(
        (entry.url, getattr(entry, "body", None)) for s in SPIDERS.values() for entry in s.source.entry_points
    )
    assert [what for what, times in asked.items() if times > 1] == []
    assert [o for o, n in Counter(s.source.outlet for s in SPIDERS.values()).items() if n > 1] == []


def test_what_is_not_watched_is_said_with_its_reason_and_not_asked() -> None:
    watched = {s.source.outlet for s in SPIDERS.values()}
    for one in NOT_WATCHED:
        assert one.reason
        assert one.outlet not in watched
    over_all = SPIDERS["bing_news"].source
    assert over_all.owns("https://news.example/a.html")
    assert not over_all.owns("https://www.dutenews.com/n/article/7760381")


def test_pages_that_are_paid_for_are_fetched_on_nobodys_word() -> None:
    for name in ("caixin", "scmp", "kr36"):
        source = SPIDERS[name].source
        assert not SPIDERS["bing_news"].source.owns(source.example)
        assert source.owns(source.example)
        for entry in source.entry_points:
            assert entry.only_mentioning
            assert entry.full_text if isinstance(entry, Feed) else entry.fields.text_is_full  # type: ignore[union-attr]


def test_the_page_says_what_the_declarations_say() -> None:
    page = (Path(__file__).parent.parent / "docs" / "sources.md").read_text("utf-8")
    assert page.endswith(overview()), "run: python -m crawler.documentation docs/sources.md"


def test_an_entry_point_on_a_foreign_host_is_refused() -> None:
    with pytest.raises(ValueError, match="not on one of its hosts"):
        Source(
            id="x", outlet="x", family="x", language="zh-Hans", hosts=("a.example",),
            entry_points=(Feed(url="http://b.example/rss"),), every=timedelta(hours=1), example="http://a.example/1",
        )  # fmt: skip


def test_all_kinds_of_entry_points_are_in_use() -> None:
    used = {
        type(e)
        for s in (*SPIDERS.values(), *catalogue.spiders(demo=True).values())
        for e in s.source.entry_points
    }
    assert used == {Feed, Sitemap, Listing, Search, Lookup}


def test_a_wildcard_host_covers_what_is_below_it_only() -> None:
    source = SPIDERS["people"].source
    assert source.owns("http://sz.people.com.cn/n2/1.html")
    assert not source.owns("http://people.com.cn.evil.example/1.html")
    assert not source.owns("http://evilpeople.com.cn/1.html")


def test_a_source_moves_to_loopback_as_a_whole() -> None:
    source = catalogue.spiders(demo=True)["xingzhou"].source.rebased({"xingzhou.example": "127.0.0.1:9"})
    assert source.entry_points[0].url == "http://127.0.0.1:9/rss.xml"
    assert source.owns("http://127.0.0.1:9/a")


def test_the_user_sets_the_rhythm() -> None:
    def of(**settings: str) -> Configuration:
        return Configuration(
            crawl=CrawlSettings(), database_url=None, sources={"rthk": SourceSettings(**settings)}
        )

    own = trigger_of(SPIDERS["rthk"].source, DEFAULT)
    assert isinstance(own, OwnRhythm)
    assert own.bounds.every == SPIDERS["rthk"].source.every
    assert own.bounds.fastest <= own.bounds.every <= own.bounds.slowest
    bounds = trigger_of(SPIDERS["rthk"].source, of(fastest="10m", slowest="10m")).bounds
    assert bounds.fastest == bounds.slowest == timedelta(minutes=10)
    assert "1:00:00" in str(trigger_of(SPIDERS["rthk"].source, of(every="1h")))
    assert "hour='6'" in str(trigger_of(SPIDERS["rthk"].source, of(cron="0 6 * * *")))
