"""The organisations of a text as employers: where each stands, how often each is named, who issues a notice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.extraction import employer_words as terms
from pipelines.extraction.organisations import OrganisationMention
from pipelines.lexicons import names


@dataclass(frozen=True, slots=True)
class Employers:
    """The organisations of a text, and where they begin and end, for search."""

    text: str
    mentions: tuple[OrganisationMention, ...]
    starts: list[int]
    ends: list[int]
    texts: frozenset[str]
    often: Counter[str]
    issuer: str | None

    def covers(self, offset: int) -> bool:
        """Whether an offset is inside the name of an organisation."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and self.ends[index] > offset

    def at(self, offset: int) -> OrganisationMention:
        """The last organisation that begins at or before an offset that one covers."""
        return self.mentions[bisect_right(self.starts, offset) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The employer and the department: ``start`` where its name stands, None where it is told elsewhere."""

    name: str | None
    start: int | None = None
    part: str = ""


def employers_of(text: str, mentions: Iterable[OrganisationMention]) -> Employers:
    """The organisations of a text, ready for search."""
    rows = tuple(mentions)
    often = Counter(m.name for m in rows[: terms.MOST_NAMES] if m.kind != "place")
    texts = frozenset(m.text for m in rows)
    ends = {m.end: m.name for m in rows}
    told = terms.SELF.search(text)
    issuer = ends.get(told.start()) if told else None
    if issuer is None and (signed := terms.SIGNED.search(text)) and terms.NOTICE.search(text):
        issuer = signed["name"]
    if issuer is None and terms.NOTICE.search(text):
        issuer = next(
            (
                m.name
                for m in rows
                if re.search("有限公司(?:（[^）]+）)?$", m.name) and names.without_common(m.name)
            ),
            None,
        )
    return Employers(text, rows, [m.start for m in rows], [m.end for m in rows], texts, often, issuer)
