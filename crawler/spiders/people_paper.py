"""人民日报, by the current edition of its electronic paper."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://paper\.people\.com\.cn/rmrb/pc/content/\d{6}/\d{2}/content_\d+\.html"


class PeoplePaper(OutletSpider):
    """人民日报: every page of the current edition."""

    name = "people_paper"
    source = Source(
        id="people_paper",
        outlet="人民日报",
        family="people_daily",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("paper.people.com.cn",),
        entry_points=(
            Listing(
                url="https://paper.people.com.cn/rmrb/pc/layout/index.html",
                links=".news-list a",
                article_url=_ARTICLE,
                sheets="#list li a",
            ),
        ),
        every=timedelta(hours=6),
        example="https://paper.people.com.cn/rmrb/pc/content/202609/17/content_30181548.html",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=(".article > h1",), published_at=(".article > .sec .newstime",), text=("#ozoom",)
        ),
        expects=Expects(newest_within=timedelta(days=2)),
        delay=5.0,
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "The headlines do not tell, so that the whole edition is fetched once a day. Pages and selectors as public code "
            "of 2026 reads them; not seen live."
        ),
    )
