"""香港特區政府新聞公報, by its feeds."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Feed, Source
from pipelines.values import Selectors


class InfoGovHk(OutletSpider):
    """Press releases of the Hong Kong government, in Chinese and English."""

    name = "info_gov_hk"
    source = Source(
        id="info_gov_hk",
        outlet="香港特區政府新聞公報",
        family="hksar_government",
        language="zh-Hant",
        hosts=("www.info.gov.hk",),
        entry_points=(
            Feed(url="https://www.info.gov.hk/gia/rss/general_zh.xml", only_mentioning=True),
            Feed(url="https://www.info.gov.hk/gia/rss/general_en.xml", only_mentioning=True),
        ),
        every=timedelta(minutes=20),
        example="https://www.info.gov.hk/gia/general/202412/17/P2024121700356.htm",
        article_url=r"https?://(?:www|sc)\.info\.gov\.hk/.*gia/(?:general|wr)/\d{6}/\d{2}/P\d{13}\.htm",
        selectors=Selectors(title=("#PRHeadlineSpan", "#PRHeadline"), text=("#pressrelease",)),
        remarks="Feeds from public descriptions; not seen live.",
    )
