"""大洋网, by its lists and the printed 广州日报."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://(?:news\.dayoo\.com/\w+/\d{6}/\d{2}/\d+_\d+\.htm|gzdaily\.dayoo\.com/pc/html/\d{4}-\d{2}/\d{2}/content_\d+_\d+\.htm)"


class Dayoo(OutletSpider):
    """广州日报 online and as it is printed."""

    name = "dayoo"
    source = Source(
        id="dayoo",
        outlet="广州日报 大洋网",
        family="guangzhou_daily",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("news.dayoo.com", "gzdaily.dayoo.com"),
        entry_points=(
            Listing(url="https://news.dayoo.com/guangdong/", article_url=_ARTICLE),
            Listing(url="https://news.dayoo.com/guangzhou/", article_url=_ARTICLE, only_mentioning=True),
            Listing(
                url="https://gzdaily.dayoo.com/pc/html/{yyyy}-{mm}/{dd}/index_{yyyy}-{mm}-{dd}.htm",
                links="a, area",
                article_url=_ARTICLE,
            ),
        ),
        every=timedelta(hours=1),
        example="https://news.dayoo.com/guangdong/202504/09/139996_54810103.htm",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "Lists and address forms from a public crawler with tests (August 2026), the index of the "
            "paper from another; title and text by the generic reader, the day stands in the address."
        ),
    )
