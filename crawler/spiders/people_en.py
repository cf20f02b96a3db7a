"""People's Daily Online, by its sci-tech page."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://en\.people\.cn/n3/\d{4}/\d{4}/c\d+-\d+\.html"


class PeopleEn(OutletSpider):
    """人民网 in English: sci-tech, which prints Xinhua on the zone."""

    name = "people_en"
    source = Source(
        id="people_en",
        outlet="People's Daily Online",
        family="people_daily",
        kind="media",
        side="both",
        language="en",
        hosts=("en.people.cn",),
        entry_points=(Listing(url="http://en.people.cn/202936/index.html", article_url=_ARTICLE),),
        every=timedelta(hours=4),
        example="http://en.people.cn/n3/2025/1222/c90000-20405007.html",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=3)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "A public reader found 26 dated links on the page in September 2026; it is fetched whole. The example is a real "
            "article on the zone. The feeds are gone. No selector is attested."
        ),
    )
