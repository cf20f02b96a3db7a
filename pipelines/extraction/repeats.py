"""One event told twice in one article is one: title and lead, lead and details, 揭牌 and 启用 of one thing."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extraction.draft import Draft
from pipelines.folding import fold_name

#: Types of which one act may have two names: 挂牌成立, 开园启用.
_ONE_ACT = {"OPENING", "SETTLEMENT", "ORG", "LAUNCH"}
#: Bigrams that two spellings of one name share at least (Dice).
_ALIKE = 0.6
#: 办法, 新规: so short a name of rules stands for the longer one.
_SHORT = 2
_CHANGES = ("postponed", "cancelled", "terminated")


def merged(drafts: list[Draft], new: Draft) -> list[Draft]:
    """The drafts with one more, or with its roles added to the one that it repeats."""
    for index, known in enumerate(drafts):
        if _repeats(known, new):
            drafts[index] = _with(known, new)
            return drafts
    return [*drafts, new]


def _with(known: Draft, new: Draft) -> Draft:
    """What was told first, with what the repeat adds; a second name or place would be another's."""
    held = {f.role for f in known.found} & {"name", "place", "post", "appointee", "host"}
    status = known.status
    if status in ("planned", "intended") and new.status not in ("planned", "intended"):
        status = new.status
    return replace(
        known.with_found(*(f for f in new.found if f.role not in held)),
        status=status,
        on_hetao=known.on_hetao or new.on_hetao,
        weight=max(known.weight, new.weight),
    )


def _repeats(known: Draft, new: Draft) -> bool:
    a, b = fold_name(known.name or ""), fold_name(new.name or "")
    if known.sentence == new.sentence and a and a == b and {known.type, new.type} <= _ONE_ACT:
        return True
    if known.type != new.type or (known.status != new.status and {known.status, new.status} & set(_CHANGES)):
        return False
    if known.status != new.status and "historical" in (known.status, new.status) and a != b:
        return False
    if _points_back(known, new):
        return True
    if not a or not b:
        return known.type == "VISIT" or known.sentence == new.sentence
    if known.type in ("PERSONNEL", "CONSTRUCTION") and known.subtype != new.subtype:
        return False
    return alike(a, b)


def _points_back(known: Draft, new: Draft) -> bool:
    """The 20 articles take effect on…; the facility started work: a bare noun is the thing that was told before."""
    if "historical" in (known.status, new.status) or not new.name:
        return False
    if new.type == "RELEASE" and len(new.name) <= _SHORT:
        return new.name in (known.name or "")
    return new.name.islower() and (new.type == "RELEASE" or new.name.isalpha()) and new.name.isascii()


def alike(a: str, b: str, *, least: float = _ALIKE) -> bool:
    """Whether two folded names may be two spellings of one: one within the other, or most of their bigrams shared."""
    if a == b or (min(len(a), len(b)) >= 3 and (a in b or b in a)):
        return True
    first, second = ({n[i : i + 2] for i in range(len(n) - 1)} for n in (a, b))
    return 2 * len(first & second) / max(1, len(first) + len(second)) >= least
