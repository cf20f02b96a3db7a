"""香港特區政府新聞公報, by its feeds."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import hong_kong_government
from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:www|sc)\.info\.gov\.hk/(?:TuniS/www\.info\.gov\.hk/)?gia/(?:general|wr)/\d{6}/\d{2}/P\d{13}\.htm"


class InfoGovHk(OutletSpider):
    """Press releases of the Hong Kong government, in Chinese and English."""

    name = "info_gov_hk"
    source = Source(
        id="info_gov_hk",
        outlet="香港特區政府新聞公報",
        family="hksar_government",
        kind="official",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.info.gov.hk", "sc.info.gov.hk"),
        entry_points=(
            *hong_kong_government.feeds("https://www.info.gov.hk/gia/rss/general_zh.xml"),
            Feed(url="https://www.info.gov.hk/gia/rss/general_en.xml", only_mentioning=True),
        ),
        every=timedelta(minutes=20),
        example="https://www.info.gov.hk/gia/general/202412/17/P2024121700356.htm",
        article_url=_ARTICLE,
        selectors=Selectors(title=("#PRHeadlineSpan", "#PRHeadline"), text=("#pressrelease",)),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="open; asks that links be attributed",
        robots="open; no statement of theirs is known",
        remarks=(
            "The feeds held about 100 items when a public crawler looked; a release of importance stands "
            "in both."
        ),
    )
