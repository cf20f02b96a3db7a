"""An act in square brackets, as cases of status and dating write it: 双方昨日[签署]协议。"""

from __future__ import annotations

import re
from datetime import date

from pipelines.extraction.dates import find_dates
from pipelines.extraction.dating import dated
from pipelines.extraction.document import read_document, sentence_at
from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.status import Act, status_of
from pipelines.folding import fold

REFERENCE = date(2026, 11, 24)
_MARKED = re.compile(r"(?P<before>[^\[\]]*)\[(?P<act>[^\[\]]+)\](?P<behind>[^\[\]]*)")


def read_case(case: str, reference: date = REFERENCE) -> tuple[Reading, Draft | None]:
    """The reading of a marked text, and the act as a draft with the status of its sentence (None: claims nothing)."""
    match = _MARKED.fullmatch(case)
    assert match, case
    document = read_document(
        match["before"] + match["act"] + match["behind"], title=None, reference=reference
    )
    start = len(fold(match["before"]).text)
    end = start + len(fold(match["act"]).text)
    sentence = sentence_at(document, start)
    assert sentence, case
    act = Act(text=document.text, start=start, end=end, sentence=(sentence.start, sentence.end))
    inside = tuple(d for d in find_dates(document) if sentence.start <= d.start < sentence.end)
    status = status_of(act, inside, reference)
    if status is None:
        return Reading(document=document), None
    return Reading(document=document), Draft(
        family="signing",
        type="unspecified",
        subtype=None,
        status=status,
        sentence=sentence,
        trigger=(start, end),
    )


def judged(case: str, reference: date = REFERENCE) -> tuple[str | None, str | None]:
    """Status and first day of the act in brackets, after the whole text had its say on the day."""
    reading, draft = read_case(case, reference)
    if draft is None:
        return None, None
    settled = dated(reading, draft)
    return settled.status, settled.date.start if settled.date else None
