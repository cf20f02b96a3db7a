"""One event told twice in one article is one: title and lead, lead and details, 揭牌 and 启用 of one thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipelines.extraction.draft import Draft
from pipelines.folding import fold_name

#: Types of which one act may have two names: 挂牌成立, 开园启用.
_ONE_ACT = {"OPENING", "SETTLEMENT", "ORG", "LAUNCH"}
#: Bigrams that two spellings of one name share at least (Dice).
_ALIKE = 0.6
#: Precisions that name a day.
_EXACT = ("minute", "day", "range")
# 文件, 新规, 该套二十条措施: words for rules that name none.
_NAMELESS = re.compile(
    r"(?:该|本|新版?|上述|有关|相关|这|此)?(?:套|份|批|项)?(?:[一二三四五六七八九十百\d]+[条项]的?)?"
    r"(?:政策|措施|新政|新规|办法|规定|细则|指引|方案|条例|规则|通知|清单|计划|报告|安排|名单)?(?:文件)?"
)
_CHANGES = ("postponed", "cancelled", "terminated")


def merged(drafts: list[Draft], new: Draft, dated: Callable[[Draft], Draft]) -> list[Draft]:
    """The drafts with one more, or with its roles added to the one that it repeats.

    ``dated``: a draft with its day, which a repeat may tell where the first telling has none.
    """
    for index, known in enumerate(drafts):
        if _repeats(known, new):
            drafts[index] = _with_day(_with(known, new), new, dated)
            return drafts
    return [*drafts, new]


def _with_day(known: Draft, new: Draft, dated: Callable[[Draft], Draft]) -> Draft:
    """深圳公布新措施。文件昨日发出: the day stands where it is told again."""
    if known.date is not None or known.status != new.status or known.sentence == new.sentence:
        return known
    if dated(known).date is not None:
        return known
    again = dated(new)
    if again.date is None or again.date.basis == "inherited" or again.date.precision not in _EXACT:
        return known
    return replace(known, date=again.date, date_at=again.date_at)


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
    if new.type == "RELEASE" and (known.status, new.status) == ("occurred", "scheduled"):
        return True  # 新规昨日公布，12月1日起施行: the day of its effect
    if new.type == "RELEASE" and _NAMELESS.fullmatch(new.name):
        return True
    return new.name.islower() and (new.type == "RELEASE" or new.name.isalpha()) and new.name.isascii()


def alike(a: str, b: str, *, least: float = _ALIKE) -> bool:
    """Whether two folded names may be two spellings of one: one within the other, or most of their bigrams shared."""
    if a == b or (min(len(a), len(b)) >= 3 and (a in b or b in a)):
        return True
    first, second = ({n[i : i + 2] for i in range(len(n) - 1)} for n in (a, b))
    return 2 * len(first & second) / max(1, len(first) + len(second)) >= least
