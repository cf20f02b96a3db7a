"""The people of a text, as tests compare them."""

from __future__ import annotations

from datetime import date

from pipelines.extraction.document import read_document
from pipelines.extraction.draft import Reading
from pipelines.folding import fold


def told(text: str) -> list[tuple[str, str, str | None]]:
    """Name, title and organisation of each person that a text tells of."""
    document = read_document(fold(text).text, title="", reference=date(2026, 5, 1))
    people = Reading(document=document, zone_subject=True).people
    return [(p.name, p.title, p.organisation) for p in people]
