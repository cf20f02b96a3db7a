"""The catalogue: every declaration is whole, and adding a file is all that adding an outlet takes."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from crawler import catalogue
from crawler.configuration import DEFAULT, Configuration, CrawlSettings, SourceSettings
from crawler.rhythm import trigger_of
from crawler.source import Feed, Listing, Search, Sitemap, Source

FOLDER = Path(catalogue.__file__).parent / "spiders"
SPIDERS = catalogue.spiders()


def test_each_file_is_one_outlet() -> None:
    assert set(SPIDERS) == {path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"}


@pytest.mark.parametrize("name", SPIDERS)
def test_a_declaration_is_whole(name: str) -> None:
    source = SPIDERS[name].source
    assert source.id == name == SPIDERS[name].name
    assert source.outlet
    assert source.family
    assert re.fullmatch(source.article_url, source.example)
    assert source.owns(source.example)
    assert source.delay >= 3
    assert source.proven in ("live", "recorded", "constructed")
    assert source.every >= timedelta(minutes=10)


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
    assert used == {Feed, Sitemap, Listing, Search}


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

    assert "0:15:00" in str(trigger_of(SPIDERS["rthk"].source, DEFAULT))
    assert "1:00:00" in str(trigger_of(SPIDERS["rthk"].source, of(every="1h")))
    assert "hour='6'" in str(trigger_of(SPIDERS["rthk"].source, of(cron="0 6 * * *")))
