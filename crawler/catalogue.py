"""The sources that there are: built-in ones, found by Scrapy's own discovery, one file each; and the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler.entry_points import apart
from crawler.mistakes import like
from crawler.outlet import OutletSpider
from crawler.source import Source

REAL, DEMO = "crawler.spiders", "crawler.demo.spiders"


class UnknownSource(ValueError):
    """A source was named that there is not."""


def spiders(own: Iterable[Source] = (), *, demo: bool = False) -> dict[str, type[OutletSpider]]:
    """The spiders by the id of their source: the built-in (or the demo's) in alphabetical order, then ``own`` ones."""
    built_in = dict(_discovered(DEMO if demo else REAL))
    taken = {entry.asks for spider in built_in.values() for entry in spider.source.entry_points}
    return built_in | {source.id: spider_of(_beside(source, taken)) for source in own}


def _beside(source: Source, taken: set[tuple[Any, ...]]) -> Source:
    """A user's source; what it asks as another one does is kept apart."""
    return replace(source, entry_points=apart(source.entry_points, f"{source.id} ", taken))


def built_in() -> dict[str, Source]:
    """The declarations that come with the program."""
    return {name: spider.source for name, spider in spiders().items()}


@cache
def _discovered(package: str) -> tuple[tuple[str, type[OutletSpider]], ...]:
    loader = SpiderLoader(Settings({"SPIDER_MODULES": [package]}))
    found = ((name, loader.load(name)) for name in sorted(loader.list()))
    return tuple((name, cls) for name, cls in found if issubclass(cls, OutletSpider))


@cache
def spider_of(source: Source) -> type[OutletSpider]:
    """The spider of a source that has no file; the same class for the same declaration."""
    return type(
        f"Own_{source.id}", (OutletSpider,), {"__module__": __name__, "name": source.id, "source": source}
    )


def chosen(
    names: Iterable[str], own: Iterable[Source] = (), *, demo: bool = False
) -> dict[str, type[OutletSpider]]:
    """The spiders of the named sources.

    Raises:
        UnknownSource: a name is not in the catalogue.
    """
    all_spiders = spiders(own, demo=demo)
    for name in names:
        if name not in all_spiders:
            mend = like(name, all_spiders, listed_by="`hetao sources`")
            raise UnknownSource(f"no source {name!r}{mend}")
    return {name: all_spiders[name] for name in names}
