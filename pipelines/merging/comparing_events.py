"""Whether two statements tell of one event: by its name, its day, its place and whom it is about."""

from __future__ import annotations

from pipelines.merging.evidence import (
    DAYS_APART,
    Link,
    both_stated,
    counts_agree,
    gap,
    month_agrees,
    short_for,
    written_alike,
)
from pipelines.merging.names import common_run, is_bare, peculiar, same_edition, told_apart
from pipelines.merging.organisations import in_one_script, is_about, likeness, same_name, shared
from pipelines.merging.sounds import person_sounds_like
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
_TELLING_NAME = 3  # letters of what is peculiar to a name
_ALIKE, _HALF, _PARTLY = 0.6, 0.5, 0.3


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
    score, why = max((score, why), _looking_back(a, b))
    if apart is None and not month_agrees(a, b):
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
    done = a.status == b.status == "occurred" and both_stated(a, b) and apart is not None
    if done and apart and _exchanged(a, b):
        return "another name of its own and another day"
    if done and not a.people and apart is not None and apart > DAYS_APART:
        return f"{apart} days apart"
    return None


def _exchanged(a: Statement, b: Statement) -> bool:
    """Whether two names differ in just what is peculiar to them: 精准免疫联合实验室 and 精准代谢联合实验室."""
    if min(len(a.own), len(b.own)) < _TELLING_NAME or same_edition(a.name, b.name):
        return False
    if a.own in b.own or b.own in a.own or not written_alike(a.name, b.name):
        return False
    return likeness(a.own, b.own) < _HALF


def _other_person(a: Statement, b: Statement) -> bool:
    """Whether both name who is appointed, in one script, and name others."""
    if not a.people or not b.people or _same_person(a, b):
        return False
    return in_one_script([a.people], [b.people])


def _same_person(a: Statement, b: Statement) -> bool:
    return any(_one_person(x, y) for x in a.people for y in b.people)


def _one_person(a: str, b: str) -> bool:
    if a.isascii() == b.isascii():
        return same_name(a, b)
    chinese, latin = (b, a) if a.isascii() else (a, b)
    return person_sounds_like(chinese, latin)


def _moved(a: Statement, b: Statement, apart: int) -> bool:
    """Whether a day that was announced and another one may be of one event that was moved."""
    return (
        bool({a.status, b.status} & _MOVING) and likeness(a.name, b.name) >= _ALIKE and apart <= _MOVED_DAYS
    )


def _kindred(a: Statement, b: Statement) -> bool:
    return a.type == b.type or any({a.type, b.type} <= kin for kin in _KINDRED)


def _looking_back(a: Statement, b: Statement) -> tuple[float, str]:
    """Of an event that a later text mentions without its name: the edition or month, and what that text is about."""
    back, other = (a, b) if a.status == "historical" else (b, a)
    if back.status != "historical" or other.status == "historical" or not is_bare(back.name):
        return 0.0, "none looks back"
    edition = same_edition(a.name, b.name)
    if (edition or month_agrees(a, b)) and _of_that_text(back, other):
        # what is deducted where no day is known is made up for by the edition
        return (1.5 if edition else 1.05), "told again later without its name, in a text about the same"
    return 0.0, "nothing says which one is meant"


def _of_that_text(back: Statement, other: Statement) -> bool:
    """Whether the text that looks back is about what the other statement names, or about whom it is about."""
    named = peculiar(other.name)
    if len(named) >= _TELLING_NAME and any(common_run(named, one) >= _TELLING_NAME for one in back.about):
        return True
    return is_about(back.about, other.subjects)


def _by_name(a: Statement, b: Statement) -> tuple[float, str]:
    alike = likeness(a.name, b.name)
    if alike >= _ALIKE and not _exchanged(a, b):
        return 1.3, "the names agree"
    if short_for(a.name, b.name) or short_for(b.name, a.name):
        return 1.2, "one name holds the other"
    if not written_alike(a.name, b.name) and same_name(a.name, b.name):
        return 1.15, "the name agrees by its sound"
    if a.own and b.own and likeness(a.own, b.own) >= _HALF:
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
