"""The sources that there are: found by Scrapy's own discovery, one file each."""

from __future__ import annotations

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler.outlet import OutletSpider

REAL, DEMO = "crawler.spiders", "crawler.demo.spiders"


class UnknownSource(ValueError):
    """A source was named that there is not."""


def spiders(*, demo: bool = False) -> dict[str, type[OutletSpider]]:
    """The spiders by the id of their source, in alphabetical order."""
    loader = SpiderLoader(Settings({"SPIDER_MODULES": [DEMO if demo else REAL]}))
    found = {name: loader.load(name) for name in sorted(loader.list())}
    return {name: cls for name, cls in found.items() if issubclass(cls, OutletSpider)}


def chosen(names: list[str], *, demo: bool = False) -> dict[str, type[OutletSpider]]:
    """The spiders of the named sources.

    Raises:
        UnknownSource: a name is not in the catalogue.
    """
    all_spiders = spiders(demo=demo)
    for name in names:
        if name not in all_spiders:
            raise UnknownSource(f"no source {name!r}; there is {', '.join(all_spiders)}")
    return {name: all_spiders[name] for name in names}
