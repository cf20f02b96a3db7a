"""Who took a text from whom: of the articles of one text each has a source among those published before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One article of a text."""

    id: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two articles that were compared; ``relation``: what ``later`` is to ``earlier`` by their numbers."""

    later: int
    earlier: int
    relation: str
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """Where an article's text comes from: ``origin`` is None for what nobody published before."""

    id: int
    origin: int | None
    relation: str | None


_MIRRORED = {"excerpt": "extended", "extended": "excerpt"}


def descents(copies: Sequence[Copy], ties: Sequence[Tie]) -> tuple[Descent, ...]:
    """Each article with the one that it was taken from, in the order of publication.

    An article is taken from one published before: from the one most like it, of equals the first. What was compared
    with nothing published before comes from the first of all, since all are one text.
    """
    ordered = sorted(copies, key=lambda copy: (copy.published_at, copy.id))
    place = {copy.id: at for at, copy in enumerate(ordered)}
    tied: dict[int, list[tuple[float, int, str]]] = {}
    for tie in ties:
        tied.setdefault(tie.later, []).append((-tie.likeness, tie.earlier, tie.relation))
        mirrored = _MIRRORED.get(tie.relation, tie.relation)
        tied.setdefault(tie.earlier, []).append((-tie.likeness, tie.later, mirrored))
    found = []
    for copy in ordered:
        known = [
            (unlike, place[other], other, relation)
            for unlike, other, relation in tied.get(copy.id, ())
            if place.get(other, len(ordered)) < place[copy.id]
        ]
        if known:
            _, _, origin, relation = min(known)
            found.append(Descent(id=copy.id, origin=origin, relation=relation))
        else:
            first = ordered[0].id if copy is not ordered[0] else None
            found.append(Descent(id=copy.id, origin=first, relation="same" if first is not None else None))
    return tuple(found)
