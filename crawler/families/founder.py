"""Printed papers on the platform of Founder (方正): one page of links for each page of the paper.

``/PC/layout/202610/08/node_01.html`` names the articles of its page (in a list and as areas of the picture) and all other
pages of the day. From public crawlers of 2017 to 2026.
"""

from __future__ import annotations

from crawler.source import Listing, Lookup
from pipelines.values import Selectors

#: The day stands in the address, the outlet is the paper.
SELECTORS = Selectors(
    title=(".newsdetatit h3", "h1", "h2"),
    text=("founder-content", ".newsdetatext", "#ozoom"),
)


def article_url(host: str) -> str:
    """The pattern of the articles of a paper: by number, or as a part of the layout of a page."""
    escaped = host.replace(".", r"\.")
    return (
        rf"https?://{escaped}/(?:PC|MB)/"
        r"(?:content/\d{6}/\d{2}/content_\d+\.html|layout/\d{6}/\d{2}/node_\w+\.html[?#][\w=.\-]+)"
    )


def edition(url: str, article: str) -> Listing:
    """Today's paper. ``url``: its first page, with ``{yyyy}``, ``{mm}`` and ``{dd}``; ``article``: pattern of articles."""
    return Listing(url=url, links="a, area", article_url=article, sheets="a[href*='node_']")


def newest(layouts: str, article: str) -> Lookup:
    """The newest edition, whatever its first page is called: ``index.html`` of the layouts sends a browser there."""
    return Lookup(
        url=f"{layouts}/index.html",
        pattern=r"(?P<day>\d{6}/\d{2})/(?P<first>node_\w+)\.html",
        then=edition(f"{layouts}/{{day}}/{{first}}.html", article),
    )
