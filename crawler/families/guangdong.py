"""Sites of Guangdong's and Shenzhen's authorities: the portals' CMS, the disclosure platform, the province's search.

The portals (``NFCMS`` in their pages) write an article to ``…/content/post_N.html`` and name it in meta elements. The
disclosure platform ``gkmlpt`` keeps what the law wants published and answers JSON; its ``SID`` is the site's number,
which the search of the province takes too. All from public crawlers of 2026.
"""

from __future__ import annotations

from crawler.source import Listing, Lookup, Search
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

#: Title, date and origin stand in meta elements (ArticleTitle, PubDate, ContentSource), which are read without selectors.
#: The platform's own pages keep the text for their script, and what they are called is known from the list.
SELECTORS = Selectors(
    text=("div.news_cont_d_wrap", "div.article-content", "div.tyxxy_main", "json(DETAIL=):content"),
    drop=("div.fjdown",),
)
_SEARCHED = ("河套深港科技创新合作区", "河套深圳园区")
_CATALOGUE = SearchFields(
    records="articles",
    url="post_url|url",
    title="title",
    text="abstract",
    published_at="display_publish_time|first_publish_time|created_at",
    outlet="publisher",
)
_FOUND = SearchFields(
    records="results",
    url="post_url|url",
    title="title",
    text="abstract",
    published_at="pub_time|publish_time",
)


def article_url(host: str) -> str:
    """The pattern of the articles of a host, on the portal and on the platform."""
    escaped = host.replace(".", r"\.")
    return rf"https?://{escaped}/(?:gkmlpt/content/\d+/\d+|[\w/]+/content)/m?post_\d+\.html(?:#\d+)?"


def column(url: str, article: str) -> Listing:
    """A column of a portal."""
    return Listing(url=url, links="a[href*='post_']", article_url=article)


def disclosures(base: str, sid: str) -> Search:
    """The newest documents of the disclosure platform of a site whose number is known; category 0 is all."""
    return Search(url=f"{base}/gkmlpt/api/all/0?page=1&sid={sid}", fields=_CATALOGUE)


def disclosures_of(base: str) -> Lookup:
    """The same where the number is not known: the platform's own page says it."""
    return Lookup(
        url=f"{base}/gkmlpt/index", pattern=r"SID:\s*'(?P<sid>\d+)'", then=disclosures(base, "{sid}")
    )


def found(sid: str) -> Search:
    """The search of the province over one site. It answers JSONP and wants a callback; pages count from 1."""
    return Search(
        url=f"http://search.gd.gov.cn/jsonp/site/{sid}?page=1&pagesize=20&text={{query}}&order=1&position=&callback=cb",
        queries=_SEARCHED,
        fields=_FOUND,
    )
