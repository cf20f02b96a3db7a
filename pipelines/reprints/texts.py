"""An article's text as a comparison sees it: folded letters and their shingles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from pipelines.folding import fold

# Letters and digits only: reprints change punctuation, spaces and script, hardly the words.
_NOT_LETTERS = re.compile(r"[\W_]+")
#: What is compared of a monster; a long news text has a tenth of it.
MOST_LETTERS = 50_000
_ENDS = re.compile(r"[。！？；…\n]+|[.!?](?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """What a comparison needs of an article."""

    text: str = field(repr=False)
    title: str | None = None
    published_at: datetime | None = None
    outlet: str | None = None


# One text is compared with many in a row: it is folded once.
@lru_cache(maxsize=8)
def sentences(text: str) -> tuple[str, ...]:
    """The folded letters of each sentence of a text that has any, in order."""
    parts = (bare(part) for part in _ENDS.split(fold(text).text))
    return tuple(part for part in parts if part)


@lru_cache(maxsize=8)
def letters(text: str) -> str:
    """The folded letters and digits of a text, lower case, nothing else."""
    return "".join(sentences(text))


def bare(text: str) -> str:
    """The letters and digits of a text in their own script, lower case."""
    return _NOT_LETTERS.sub("", text).lower()


@lru_cache(maxsize=16)
def shingles(text: str, size: int) -> frozenset[str]:
    """All runs of ``size`` characters; a shorter text is one by itself, an empty one has none."""
    if len(text) <= size:
        return frozenset([text]) if text else frozenset()
    return frozenset(text[i : i + size] for i in range(len(text) - size + 1))
