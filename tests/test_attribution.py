"""What a search over all hosts finds counts for the outlet that it is from."""

from __future__ import annotations

from crawler import catalogue
from crawler.attribution import publisher_of
from pipelines.values import Discovered

DECLARED = tuple(spider.source for spider in catalogue.spiders().values())
SOURCES = {source.id: source for source in DECLARED}
BING = SOURCES["bing_news"]


def test_an_article_of_a_watched_outlet_is_its_own() -> None:
    found = Discovered(url="https://www.rthk.hk/news/1.htm", outlet="RTHK")
    assert publisher_of(found, BING, DECLARED) is SOURCES["rthk"]


def test_an_unknown_outlet_is_named_and_one_voice_with_all_unknown_ones() -> None:
    named = publisher_of(Discovered(url="https://news.example/1", outlet="港口日报"), BING, DECLARED)
    assert (named.id, named.family, named.outlet) == ("bing_news", "bing_news", "港口日报")
    assert publisher_of(Discovered(url="https://news.example/1"), BING, DECLARED).outlet == "news.example"


def test_an_outlet_that_is_watched_itself_publishes_what_it_names() -> None:
    found = Discovered(url="https://www.info.gov.hk/gia/general/202412/17/P2024121700356.htm")
    assert publisher_of(found, SOURCES["itib_hk"], DECLARED) is SOURCES["itib_hk"]
