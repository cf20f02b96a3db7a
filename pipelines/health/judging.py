"""The state of an entry point, judged anew after each poll."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from pipelines import polls
from pipelines.alerting import LOCAL
from pipelines.health import states
from pipelines.health.expects import Expects
from pipelines.health.holidays import working_time
from pipelines.health.silence import Silence, patience, words
from pipelines.health.states import FAILED, State
from pipelines.polls import Poll

#: How much a failure proves: that it will be so tomorrow; probably; that the moment was bad (as rss-fetcher grades them).
HARD, SOFT, TEMPORARY = 1.0, 0.5, 0.25
#: So much in a row makes a state of it: two hard failures, three soft, six temporary.
ENOUGH = 1.5
#: … and so many answers in a row end it, where it was one.
RECOVERED = 2
#: Which failure it is, the latest few tell.
_LATEST = 6
#: Statuses by which servers keep programs out; 403 is also said to whoever was too fast.
_BLOCKING = {401: HARD, 403: SOFT, 405: HARD, 412: HARD, 451: HARD}
_GONE = frozenset({404, 410})
#: Said by the user's proxy, not by the outlet.
_PROXY_REFUSES = 407
#: An answer of fewer articles, all of them new, tells nothing.
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    health: str
    grade: float
    why: str
    at: datetime


def judge(
    before: State, known: Sequence[Poll], *, silence: Silence, expects: Expects, now: datetime
) -> State:
    """The state of an entry point after its latest poll.

    A state changes on evidence only: failures in a row for the worse, answers in a row for the better; an entry point
    of which nothing is known yet is what its first poll says.

    Args:
        before: its state until now.
        known: its latest polls, oldest first, the latest included.
        silence: what is remembered of it, the latest poll included.
    """
    known = [poll for poll in known if not poll.is_no_evidence]
    if not known:
        return before
    faults = _faults(known, silence)
    failing = _length(fault is not None for fault in reversed(faults))
    if failing:
        streak = [fault for fault in faults[len(faults) - failing :] if fault]
        return _failing(before, streak, never_answered=failing == len(faults), now=now)
    if before.health in FAILED and not _has_recovered(faults):
        return replace(before, why=f"{before.why.removesuffix(AGAIN)}{AGAIN}")
    after = _answering(before, known, silence, expects, now)
    return replace(after, since=before.since) if after.health == before.health and before.since else after


#: How the reason of a failure ends that may be over.
AGAIN = "; the latest poll was answered again"


def _length(facts: Iterable[bool]) -> int:
    """How many are true before the first that is not."""
    return sum(1 for _ in takewhile(bool, facts))


# ------------------------------------------------------------------------------------------------ failures


def _faults(known: Sequence[Poll], silence: Silence) -> list[_Fault | None]:
    """What was wrong with each poll. A body that did not change is as empty as it was."""
    found: list[_Fault | None] = []
    is_later = bool(silence.arrived_at and silence.began and known[0].at > silence.began)
    most, empty = int(is_later), False  # what is not kept any more had named something
    for poll in known:
        if poll.outcome == polls.READ:
            empty = poll.named == 0 and poll.onward == 0
            most = max(most, poll.named + poll.onward)
        if not poll.answered:
            found.append(_fault(poll))
        elif empty and most:
            why = "names no articles any more, where it used to"
            found.append(_Fault(health=states.BROKEN, grade=SOFT, why=why, at=poll.at))
        else:
            found.append(None)
    return found


def _fault(poll: Poll) -> _Fault:
    health, grade = _graded(poll)
    return _Fault(health=health, grade=grade, why=poll.why or f"the server answers {poll.status}", at=poll.at)


def _graded(poll: Poll) -> tuple[str, float]:
    """What a failure means, and how much it proves."""
    match poll.outcome:
        case polls.BLOCKED | polls.REFUSED:
            return states.BLOCKED, HARD
        case polls.BROKEN:
            return states.BROKEN, HARD
        case polls.RESTING:
            return (states.BLOCKED if poll.status == 429 else states.UNREACHABLE), TEMPORARY
        case polls.HTTP_ERROR if poll.status is not None:
            return _of_status(poll.status)
        case polls.HTTP_ERROR:
            return states.BROKEN, SOFT
    return states.UNREACHABLE, SOFT


def _of_status(status: int) -> tuple[str, float]:
    if status in _BLOCKING:
        return states.BLOCKED, _BLOCKING[status]
    if status in _GONE:
        return states.BROKEN, HARD
    if status >= 500 or status == _PROXY_REFUSES:
        return states.UNREACHABLE, TEMPORARY if status == 503 else SOFT
    return states.BROKEN, SOFT


def _failing(before: State, streak: list[_Fault], *, never_answered: bool, now: datetime) -> State:
    latest = streak[-_LATEST:]
    weights: dict[str, float] = {}
    for fault in reversed(latest):  # of equals the latest
        weights[fault.health] = weights.get(fault.health, 0.0) + fault.grade
    health = max(weights, key=lambda name: weights[name])
    why = next(fault.why for fault in reversed(latest) if fault.health == health)
    if before.health in FAILED:
        return State(health=health, since=before.since if health == before.health else now, why=why)
    unknown = before.health == states.UNKNOWN and never_answered
    if unknown and streak[-1].grade == TEMPORARY and _points(streak) < ENOUGH:
        return replace(before, why=why)
    if unknown or _points(streak) >= ENOUGH:
        return State(health=health, since=streak[0].at, why=why)
    return before


def _points(faults: Sequence[_Fault]) -> float:
    return sum(fault.grade for fault in faults)


def _has_recovered(faults: Sequence[_Fault | None]) -> bool:
    """Whether a failure is over: by answers in a row, or at once where it had not been proven since such a row."""
    points, good = 0.0, 0
    for place, fault in enumerate(reversed(faults)):
        good = 0 if fault else good + 1
        if good >= RECOVERED:
            return place + 1 == RECOVERED or points < ENOUGH
        points += fault.grade if fault else 0.0
    return points < ENOUGH


# ------------------------------------------------------------------------------------------------ answers


def _answering(
    before: State, known: Sequence[Poll], silence: Silence, expects: Expects, now: datetime
) -> State:
    last = silence.arrived_at or silence.began or now
    lasted, allowed = working_time(last, now), patience(silence, expects, now=now)
    since = f"since {last.astimezone(LOCAL):%Y-%m-%d %H:%M}"
    what = (
        f"nothing new {since}"
        if silence.arrived_at
        else f"has named nothing {since}, when it was asked first"
    )
    if lasted > allowed.limit:
        return State(health=states.GAP, since=now, why=f"{what} ({words(lasted)}); {allowed.why}")
    if _is_saturated(before, known, silence):
        why = "all that it named was new, more than once: something may have been missed in between"
        return State(health=states.SATURATED, since=now, why=why)
    if lasted > allowed.quiet_after:
        return State(health=states.QUIET, since=now, why=f"{what} ({words(lasted)}); {allowed.why}")
    # what an answer led to at first may not have been read yet
    if silence.arrived_at is None and not (len(known) == 1 and known[0].onward):
        return State(health=states.QUIET, since=now, why="answers, but has named no article yet")
    return State(health=states.HEALTHY, since=now)


def _is_saturated(before: State, known: Sequence[Poll], silence: Silence) -> bool:
    """Whether everything was new in two of the last three answers; it ends with two in which something was known.

    The very first answer is new as a whole and does not count.
    """
    reads = [
        poll.fresh >= poll.named
        for poll in known
        if poll.outcome == polls.READ and poll.named >= _FEWEST and poll.at != silence.began
    ]
    if before.health == states.SATURATED:
        return any(reads[-2:])
    return sum(reads[-3:]) >= 2
