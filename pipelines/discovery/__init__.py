"""What entry points name: feeds, sitemaps, listings and searches, each to :class:`Discovered` values."""

from __future__ import annotations

from pipelines.discovery.answers import BrokenAnswer, Listed, NotAFeed, SearchFields, Sitemap

__all__ = ["BrokenAnswer", "Listed", "NotAFeed", "SearchFields", "Sitemap"]
