"""大公網, by its list of Hong Kong."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://www\.takungpao\.com/(?:\w+/){1,3}\d{4}/\d{4}/\d+\.html"


class Takungpao(OutletSpider):
    """大公網: the list of Hong Kong."""

    name = "takungpao"
    source = Source(
        id="takungpao",
        outlet="大公網",
        family="takungwenwei",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.takungpao.com",),
        entry_points=(Listing(url="http://www.takungpao.com/news/232109/index.html", article_url=_ARTICLE),),
        every=timedelta(hours=1),
        example="https://www.takungpao.com/news/232109/2025/1010/1130089.html",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "List 232109 is 港聞. Headlines do not tell, so that it is fetched whole. Only the list and article addresses are "
            "attested."
        ),
    )
