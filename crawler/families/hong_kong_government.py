"""Outlets of the government of Hong Kong: one publisher, many sites and feeds."""

from __future__ import annotations

from crawler.source import Feed

FAMILY = "hksar_government"
TERMS = "open to all; attribution is asked for"


def feeds(*urls: str) -> tuple[Feed, ...]:
    """Feeds of general news that are read whole: a release names the zone in its text oftener than in its title."""
    return tuple(Feed(url=url) for url in urls)
