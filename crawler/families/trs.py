"""Sites on the CMS of TRS (拓尔思), common among ministries and central media: ``/202611/t20261129_123456.html``."""

from __future__ import annotations

from crawler.source import Listing
from pipelines.values import Selectors

SELECTORS = Selectors(text=(".TRS_Editor", ".TRS_UEDITOR", ".article_con", ".detailCon", ".article-body"))


def column(url: str, article: str, links: str = "a") -> Listing:
    """A column; the day stands beside each link and in its address."""
    return Listing(url=url, links=links, article_url=article)
