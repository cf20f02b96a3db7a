"""巴士的報, by its feed."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source


class Bastille(OutletSpider):
    """巴士的報: what names the zone of the feed, which carries the articles."""

    name = "bastille"
    source = Source(
        id="bastille",
        outlet="巴士的報",
        family="bastille",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.bastillepost.com",),
        entry_points=(
            Feed(url="https://www.bastillepost.com/hongkong/feed", full_text=True, only_mentioning=True),
        ),
        every=timedelta(minutes=30),
        example=(
            "https://www.bastillepost.com/global/article/"
            "5519812-chinas-greater-bay-area-attracts-intl-enterprises-forging-new-tech-hub"
        ),
        article_url=r"https?://www\.bastillepost\.com/(?:hongkong|global)/article/\d+-[^\s?#]+",
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "A page goes on into other articles without end, so that the feed's own text is kept and no page fetched. The feed "
            "is attested by public code of 2026; not seen live."
        ),
    )
