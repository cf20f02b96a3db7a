"""香港商報, by its list of Hong Kong and Macau and its home page."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = (
    r"https?://(?:www\.)?hkcd\.com(?:\.hk)?/"
    r"(?:hkcdweb/content/\d{4}/\d{2}/\d{2}/content_\d+\.html|newsTopic_content\.php\?id=\d+)"
)


class Hkcd(OutletSpider):
    """香港商報, which has a bureau in Shenzhen."""

    name = "hkcd"
    source = Source(
        id="hkcd",
        outlet="香港商報",
        family="shenzhen_press_group",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.hkcd.com", "hkcd.com", "www.hkcd.com.hk"),
        entry_points=(
            Listing(url="http://www.hkcd.com/hkcdweb/hongkongMacao.list.html", article_url=_ARTICLE),
            Listing(url="https://www.hkcd.com/hkcdweb/index.html", article_url=_ARTICLE),
        ),
        every=timedelta(minutes=30),
        example="https://www.hkcd.com.hk/hkcdweb/content/2026/09/03/content_8773028.html",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="A public project marks some pages as blocked: what is refused is left alone",
        remarks=(
            "A daughter of 深圳报业集团: one voice. Headlines do not tell, so that both lists are fetched whole. No selector of the "
            "articles is attested."
        ),
    )
