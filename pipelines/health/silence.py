"""How long an entry point may name nothing new: by its declaration, and by its own pattern once that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pipelines.health.expects import Expects
from pipelines.health.holidays import working_time
from pipelines.polls import Poll

#: So many of the longest silences are remembered, for so long: the Spring Festival comes again within it.
REMEMBERED, FORGOTTEN_AFTER = 3, timedelta(days=400)
#: A pattern that is stricter than the declaration counts after two weekends, and after so many arrivals.
LEARNED_AFTER, LEARNED_ARRIVALS = timedelta(days=14), 10
#: What was never seen is allowed this much more than what was.
MARGIN = 1.5
#: Nothing is a gap before a day and a night have gone by, nor quiet before half of them.
SHORTEST_GAP, SHORTEST_QUIET = timedelta(days=1), timedelta(hours=12)
#: An outlet of n articles a day is silent for 7/n days once in a thousand times, if they came at random (Poisson: e^-7);
#: a weekend is no chance.
IMPROBABLE, WEEKEND = 7, timedelta(days=3)
#: No page of the web is older; what claims to be is a default of some software (1970).
_OLDEST = datetime(1995, 1, 1, tzinfo=UTC)
#: Clocks and time zones of outlets are wrong by hours; a day ahead is a date of an event or a mistake.
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What is remembered of an entry point beyond the polls that are kept.

    ``began``: its first answer. ``arrived_at``: when it last named something new. ``longest``: its longest silences,
    holidays left out, each with its end, the longest first.
    """

    began: datetime | None = None
    arrived_at: datetime | None = None
    arrivals: int = 0
    longest: tuple[tuple[datetime, timedelta], ...] = ()


def plausible(moment: datetime | None, *, now: datetime) -> datetime | None:
    """A publication time that may be true, never later than now; None for 1970 and for the future."""
    if moment is None or not _OLDEST < moment <= now + _AHEAD:
        return None
    return min(moment, now)


def heard(silence: Silence, poll: Poll, *, before: datetime | None) -> Silence:
    """What is remembered after a poll; ``before``: when the entry point answered last before it.

    Times of publication tell of silences exactly; where there are none, the time of the poll does, unless nobody
    asked for most of the silence.
    """
    if not poll.answered:
        return silence
    known = (plausible(moment, now=poll.at) for moment in (*poll.fresh_times, poll.newest))
    times = sorted({moment for moment in known if moment})
    began = silence.began
    if began is None:
        return Silence(began=poll.at, arrived_at=times[-1] if times else poll.at if poll.named else None)
    if silence.arrived_at and silence.arrived_at > poll.at:  # the clock ran ahead then
        silence = replace(silence, arrived_at=poll.at)
    last = min(silence.arrived_at or began, poll.at)
    for moment in times:
        silence, last = _arrived(silence, last, moment), max(last, moment)
    if poll.fresh and not (times and times[-1] >= (before or began)):
        unasked = poll.at - (before or began)
        if unasked <= max(SHORTEST_GAP, (poll.at - last) / 2):
            return _arrived(silence, last, poll.at)
        return replace(silence, arrived_at=poll.at)
    return silence


def _arrived(silence: Silence, last: datetime, moment: datetime) -> Silence:
    if moment <= last:
        return silence
    recent = [(end, lasted) for end, lasted in silence.longest if moment - end < FORGOTTEN_AFTER]
    lasted = sorted([*recent, (moment, working_time(last, moment))], key=lambda each: each[1], reverse=True)
    return replace(
        silence, arrived_at=moment, arrivals=silence.arrivals + 1, longest=tuple(lasted[:REMEMBERED])
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long an entry point may be silent before it is a gap, and why so long."""

    limit: timedelta
    why: str

    @property
    def quiet_after(self) -> timedelta:
        """From when its silence is worth a word."""
        return max(SHORTEST_QUIET, self.limit / 2)


def patience(silence: Silence, expects: Expects, *, now: datetime) -> Patience:
    """How long an entry point may be silent now.

    Its own pattern outranks the declaration: where it is more patient, if it was silent for as long twice (once may
    have been a fault); where it is less so, when it is well known.
    """
    declared, why = expects.newest_within, f"something new is expected within {words(expects.newest_within)}"
    at_least = expects.per_day[0] if expects.per_day else 0
    if at_least and (rare := max(WEEKEND, timedelta(days=IMPROBABLE / at_least))) < declared:
        declared, why = rare, f"it names {at_least:g} articles a day and more"
    declared = max(declared, SHORTEST_GAP)
    lasted = [duration for _, duration in silence.longest]
    if len(lasted) > 1 and lasted[1] * MARGIN > declared:
        return Patience(limit=lasted[1] * MARGIN, why=f"it was silent for {words(lasted[1])} before")
    known_for = now - silence.began if silence.began else timedelta(0)
    if lasted and known_for >= LEARNED_AFTER and silence.arrivals >= LEARNED_ARRIVALS:
        own = max(SHORTEST_GAP, lasted[0] * MARGIN)
        if own < declared:
            return Patience(limit=own, why=f"it was never silent for longer than {words(lasted[0])}")
    return Patience(limit=declared, why=why)


def words(duration: timedelta) -> str:
    """A duration as people say it: ``14 hours``, ``3 days``."""
    hours = duration / timedelta(hours=1)
    for count, unit in ((hours / 24, "day"), (hours, "hour"), (hours * 60, "minute")):
        if count >= (2 if unit == "day" else 1):
            return f"{count:.0f} {unit}{'' if round(count) == 1 else 's'}"
    return "a minute"
