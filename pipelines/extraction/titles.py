"""What the title tells and the text only unfolds: 神经工程中心落成 above, 昨天，中心正式与公众见面 below.

A title is read by the rules of events as if it were a sentence. What it tells is taken where the text names the same thing
in its first sentences and tells no such event itself; the evidence is the sentence of the text, and so are day and status.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pipelines.extraction.document import Sentence, read_document
from pipelines.extraction.draft import Draft, Found, Reading
from pipelines.extraction.event_status import event_status
from pipelines.extraction.phrases import Views, phrase_to
from pipelines.extraction.repeats import alike

#: Types that titles tell in words of their own; who moves in or raises money is told by signings and sums as well.
_TYPES = ("MEETING", "PERSONNEL", "RELEASE", "OPENING", "LAUNCH", "ORG", "CONSTRUCTION")
#: One act may be of either type: what one of them tells, the title need not tell again.
_ONE_ACT = ("OPENING", "LAUNCH", "SETTLEMENT", "ORG", "CONSTRUCTION")
_TOLD = ("occurred", "scheduled")
#: So many of the first sentences are looked at for what the title names.
_FIRST = 4
# A title of a signing, a plan, a question or a wish tells no event of another kind.
_OTHER = re.compile(
    r"签|拟|或将|料|有望|盼|冀|倡|促|应|吁|传|何时|[?？]|如何|谈|访|合作|共建|回顾|周年|年终|将至|在即|\bsign|\bmay\b|\bto\b|\bplans?\b|\bcould\b|\bhow\b|\bwhy\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"(?<=[一-鿿”》]) +(?=[一-鿿“《])")
#: The shortest head by which a name is looked for that the text spells otherwise.
_HEAD = 2

Finder = Callable[[Reading], Iterator[Draft]]


def told_by_title(
    views: Views, drafts: list[Draft], find: Finder, types: Callable[[str], Iterable[str]]
) -> list[Draft]:
    """The drafts, and what only the title tells.

    Args:
        views: the text.
        drafts: what the text tells.
        find: the events of a reading by the rules; of the title's here.
        types: the types of events that some words may tell, so that few titles need be read.
    """
    document = views.reading.document
    title = document.title or ""
    if (
        not title
        or _OTHER.search(title)
        or any(d.status in _TOLD for d in drafts)
        or all(t not in _TYPES or _known(drafts, t) for t in types(title))
    ):
        return drafts
    line = _GAP.sub("，", title).rstrip("。！!") + "。"
    reading = Reading(
        document=read_document(line, title=None, reference=document.reference), zone_subject=True
    )
    for told in find(reading):
        if told.type in _TYPES and told.status in _TOLD and not _known(drafts, told.type):
            anchored = _anchored(views, told)
            drafts = [*drafts, anchored] if anchored else drafts
    return drafts


def _known(drafts: list[Draft], type_: str) -> bool:
    """Whether the text tells such an event itself."""
    kinds = _ONE_ACT if type_ in _ONE_ACT else (type_,)
    return any(d.type in kinds and d.status not in ("historical", "planned", "intended") for d in drafts)


def _anchored(views: Views, told: Draft) -> Draft | None:
    """What a title tells, at the first sentence of the text that names it; None where none does."""
    for sentence in views.reading.told[:_FIRST]:
        found = _named(views, sentence, told)
        if found is None:
            continue
        at = (found.start, found.end)
        status = event_status(views, sentence, at, None, begin=sentence.start)
        if status not in _TOLD:
            return None
        roles = {f.role for f in told.found if f.normalised in told.values("name")} | {"name"}
        return replace(
            told,
            status=status,
            sentence=sentence,
            trigger=at,
            name=found.value,
            found=tuple(replace(found, role=role) for role in sorted(roles)),
            date=None,
            date_at=None,
            on_hetao=views.reading.on_zone(sentence),
        )
    return None


def _named(views: Views, sentence: Sentence, told: Draft) -> Found | None:
    """Where a sentence names what the title names, in its own spelling; of people only those whom the text names."""
    name = told.name or ""
    text = views.reading.text
    if told.type == "PERSONNEL" and all(p.name != name for p in views.reading.people):
        return None
    if len(name) < _HEAD:
        return None
    at = text.find(name, sentence.start, sentence.end)
    if at >= 0:
        whole = phrase_to(views, sentence.start, at + len(name))
        value = whole if whole and whole.value.endswith(name) else None
        return value or Found(role="name", start=at, end=at + len(name), value=name, normalised=name)
    at = text.find(name[-_HEAD:], sentence.start, sentence.end)
    whole = phrase_to(views, sentence.start, at + _HEAD) if at >= 0 else None
    return whole if whole and alike(whole.value, name) else None
