"""What an alert is about, as watches look at it."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.lexicons import zone
from pipelines.values import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An alert with the happening as it is established now; for an alert about a source only ``kind`` and ``texts``.

    ``organisations``: all folded names by which those in it are known. ``texts``: what readers may search in: name,
    evidence, titles, names of organisations. ``confidence``: of the best claim, 0 to 1. ``reports``: independent ones.
    ``whole_id``: the happening that it is part of. ``first_crawl``: it came with the first crawl of its source.
    """

    kind: str
    family: str | None = None
    type: str | None = None
    subtype: str | None = None
    status: str | None = None
    happening_id: int | None = None
    whole_id: int | None = None
    organisations: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    amounts: tuple[Amount, ...] = ()
    texts: tuple[str, ...] = ()
    confidence: float = 1.0
    reports: int = 1
    source_id: str | None = None
    first_crawl: bool = False

    @property
    def sides(self) -> frozenset[str]:
        """The parks that its texts name: ``shenzhen``, ``hongkong``; both where it names neither."""
        named = zone.parks_named("\n".join(self.texts))
        return named or frozenset(zone.PARKS)
