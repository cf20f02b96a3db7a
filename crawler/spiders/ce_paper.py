"""经济日报, by the current edition of its electronic paper."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://paper\.ce\.cn/(?:pc|pad)/content/\d{6}/\d{2}/content_\d+\.html"


class CePaper(OutletSpider):
    """经济日报: every page of the current edition."""

    name = "ce_paper"
    source = Source(
        id="ce_paper",
        outlet="经济日报",
        family="economic_daily",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("paper.ce.cn",),
        entry_points=(
            Listing(
                url="http://paper.ce.cn/pc/layout/index.html",  # https answers 504
                links="a[href*='content_']",
                article_url=_ARTICLE,
                sheets="#list a[href*='node_']",
            ),
        ),
        every=timedelta(hours=6),
        example="http://paper.ce.cn/pc/content/202610/02/content_339736.html",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=2)),
        delay=5.0,
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "The same paper software as 人民日报; no selector of its articles is attested. The example puts an attested number "
            "into the attested form. Constructed from public code."
        ),
    )
