"""科技日报, by the rolling news of its site."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://www\.stdaily\.com/web/(?:\w+/)?\d{4}-\d{2}/\d{2}/content_\d+\.html"


class Stdaily(OutletSpider):
    """科技日报 and 中国科技网: the rolling news."""

    name = "stdaily"
    source = Source(
        id="stdaily",
        outlet="科技日报",
        family="science_daily",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("www.stdaily.com",),
        entry_points=(
            Listing(
                url="https://www.stdaily.com/web/gdxw/", links="a[href*='content_']", article_url=_ARTICLE
            ),
        ),
        every=timedelta(hours=2),
        example="https://www.stdaily.com/web/gdxw/2026-08/26/content_570163.html",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "The path of the list is taken from article addresses; no selector is attested. Headlines do not tell, so that the "
            "list is fetched whole. The electronic paper answers to a chain of four requests and is left alone. Not seen live."
        ),
    )
