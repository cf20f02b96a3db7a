"""巨潮资讯, by its search in the text of filings."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields

_ARTICLE = r"https?://(?:www\.cninfo\.com\.cn/new/disclosure/detail\?.*announcementId=\d+.*|static\.cninfo\.com\.cn/finalpage/\d{4}-\d{2}-\d{2}/\d+\.PDF)"
_FIELDS = SearchFields(
    records="announcements",
    url="https://www.cninfo.com.cn/new/disclosure/detail?stockCode={secCode}&announcementId={announcementId}",
    title="announcementTitle",
    text="announcementContent|announcementTitle",
    text_is_full=True,
    published_at="announcementTime",
    outlet="secName",
)


class Cninfo(OutletSpider):
    """Filings of companies listed on the mainland that name the zone. They are PDF: title and found passage are read."""

    name = "cninfo"
    source = Source(
        id="cninfo",
        outlet="巨潮资讯",
        family="cninfo",
        kind="disclosure",
        side="both",
        language="zh-Hans",
        hosts=("www.cninfo.com.cn", "static.cninfo.com.cn"),
        entry_points=(
            Search(
                url=(
                    "https://www.cninfo.com.cn/new/fulltextSearch/full?searchkey={query}&sdate=&edate="
                    "&isfulltext=true&sortName=pubdate&sortType=desc&pageNum=1"
                ),
                queries=("河套深港科技创新合作区",),
                fields=_FIELDS,
            ),
            Search(
                url=(
                    "https://www.cninfo.com.cn/new/fulltextSearch/full?searchkey={query}&sdate=&edate="
                    "&isfulltext=false&sortName=pubdate&sortType=desc&pageNum=1"
                ),
                queries=("河套",),
                fields=_FIELDS,
                only_mentioning=True,
            ),
        ),
        every=timedelta(hours=6),
        example="https://www.cninfo.com.cn/new/disclosure/detail?stockCode=002352&announcementId=1225018701",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=30)),
        terms="filings are public by law",
        robots="public readers ask it once a second; we do not come near",
        remarks=(
            "Search, parameters and fields are in use by public readers (2026). Whether a record holds "
            "the found passage (announcementContent) is not attested; without it the title stands for the "
            "text."
        ),
    )
