"""Whether two statements tell of one event: by its name, its day, its place and whom it is about."""

from __future__ import annotations

from pipelines.merging.evidence import (
    DAYS_APART,
    Link,
    both_stated,
    counts_agree,
    gap,
    short_for,
    written_alike,
)
from pipelines.merging.names import common_run, is_bare, same_edition, told_apart
from pipelines.merging.organisations import in_one_script, likeness, same_name, shared
from pipelines.merging.statements import Statement

#: A day may be moved by so much and the event is still that event.
_MOVED_DAYS = 400
_OFFICE_DAYS = 70
_MOVING = frozenset({"postponed", "scheduled", "planned", "intended", "cancelled"})
# What reports of one act call differently: a laboratory is opened, unveiled, set up; a policy is released.
_KINDRED = (
    frozenset({"OPENING", "LAUNCH", "SETTLEMENT", "ORG"}),
    frozenset({"RELEASE", "LAUNCH"}),
    frozenset({"MEETING", "LAUNCH"}),
)
_TELLING_RUN = 4  # letters
_ALIKE, _PARTLY = 0.6, 0.3


def compare_events(a: Statement, b: Statement) -> Link:
    """The link of two statements about events."""
    apart = gap(a, b)
    if reason := _ruled_out(a, b, apart):
        return Link(0.0, reason, apart=True)
    if _same_person(a, b):
        return _by_person(a, b, apart)
    if apart is not None and apart > DAYS_APART and not _moved(a, b, apart):
        return Link(0.0, f"{apart} days apart")
    score, why = _by_name(a, b)
    score, why = max((score, why), _by_circumstance(a, b, apart))
    if same_edition(a.name, b.name) and likeness(a.name, b.name) >= _PARTLY and a.own and b.own:
        score, why = max((score, why), (1.1, "edition and part of the name agree"))
    if apart is None:
        # 第二届论坛 is the name of many
        score -= 0.2 if a.own and b.own else 0.5
    if a.type != b.type or (a.subtype and b.subtype and a.subtype != b.subtype):
        score -= 0.1 if _kindred(a, b) else 0.6
    return Link(round(max(0.0, score), 2), why)


def _by_person(a: Statement, b: Statement, apart: int | None) -> Link:
    """Of who is appointed today and begins in a month the first reports give either day."""
    if (a.type, a.subtype) != (b.type, b.subtype):
        return Link(0.0, "the same person, another act")
    if (apart or 0) <= (DAYS_APART if a.status == b.status else _OFFICE_DAYS):
        return Link(1.2, "the same person")
    return Link(0.7, "the same person, another day")


def _ruled_out(a: Statement, b: Statement, apart: int | None) -> str | None:
    if _other_person(a, b):
        return "another person"
    if written_alike(a.name, b.name) and told_apart(a.name, b.name):
        return "each has a name of its own"
    done = a.status == b.status == "occurred"
    if done and not a.people and both_stated(a, b) and apart is not None and apart > DAYS_APART:
        return f"{apart} days apart"
    return None


def _other_person(a: Statement, b: Statement) -> bool:
    """Whether both name who is appointed, in one script, and name others."""
    if not a.people or not b.people or _same_person(a, b):
        return False
    return in_one_script([a.people], [b.people])


def _same_person(a: Statement, b: Statement) -> bool:
    return any(same_name(x, y) for x in a.people for y in b.people)


def _moved(a: Statement, b: Statement, apart: int) -> bool:
    """Whether a day that was announced and another one may be of one event that was moved."""
    return (
        bool({a.status, b.status} & _MOVING) and likeness(a.name, b.name) >= _ALIKE and apart <= _MOVED_DAYS
    )


def _kindred(a: Statement, b: Statement) -> bool:
    return a.type == b.type or any({a.type, b.type} <= kin for kin in _KINDRED)


def _by_name(a: Statement, b: Statement) -> tuple[float, str]:
    alike = likeness(a.name, b.name)
    if alike >= _ALIKE:
        return 1.3, "the names agree"
    if short_for(a.name, b.name) or short_for(b.name, a.name):
        return 1.2, "one name holds the other"
    if not written_alike(a.name, b.name) and same_name(a.name, b.name):
        return 1.15, "the name agrees by its sound"
    if a.own and b.own and likeness(a.own, b.own) >= 0.5:
        return 1.15, "what is peculiar to the names agrees"
    return 0.4 * alike, f"names alike by {alike:.2f}"


def _one_of_its_kind(a: Statement, b: Statement) -> str | None:
    """Why two events of one kind on one day are one although their names do not agree letter by letter."""
    if (
        a.subjects
        and b.subjects
        and in_one_script(a.subjects, b.subjects)
        and not shared(a.subjects, b.subjects)
    ):
        return None
    if a.name and b.name and not written_alike(a.name, b.name):
        return "one of that kind on that day, its name in another language"
    if is_bare(a.name) != is_bare(b.name):
        return "one of that kind on that day, which one report names"
    if common_run(a.own, b.own) >= _TELLING_RUN:
        return "one of that kind on that day, and what is peculiar to the names agrees in part"
    return None


def _by_circumstance(a: Statement, b: Statement, apart: int | None) -> tuple[float, str]:
    """Day, place, whom it is about and how many: what is left where the names say nothing."""
    if apart is None or apart > 1:
        return 0.0, "another day"
    same_day = apart == 0 and both_stated(a, b)
    about = shared(a.subjects, b.subjects) > 0
    place = bool(a.places & b.places)
    alike = likeness(a.name, b.name)
    if place and alike >= _PARTLY:
        return 1.1, "day, place and part of the name agree"
    if same_day and (a.type, a.subtype) == (b.type, b.subtype) and (why := _one_of_its_kind(a, b)):
        return 1.0, why
    if same_day and (about or counts_agree(a, b)) and (place or not (a.own and b.own)):
        return 1.05, "the day and whom it is about agree"
    if same_day and place and not (a.own and b.own):
        return 1.0, "day and place agree, one has no name of its own"
    if same_day and (alike >= _PARTLY or about or place):
        return 0.75, "the same day, alike in part"
    return 0.0, "nothing but the day"
