"""A page to an article: who says what on it, by a cascade of readers."""

from __future__ import annotations

from pipelines.reading.read import Unreadable, following, read

__all__ = ["Unreadable", "following", "read"]
