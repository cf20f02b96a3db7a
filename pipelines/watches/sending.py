"""Whether what a watch lets through is sent at once, later, with a digest, or held: so that nobody is called too often."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from pipelines.watches.hours import Digest
from pipelines.watches.subject import Subject
from pipelines.watches.watch import OPERATOR_KINDS, Watch, why_not

#: A single report below this is unconfirmed: of claims with such a confidence hardly more than half are right
#: (docs/evaluation.md, calibration).
CONFIRMED = 0.6
#: Alerts of more happenings that one source brings within an hour are no news day but a broken reader, or an archive put on line.
FLOOD = 25
#: An alert that no watch let through is thought over when its happening changes, for so long.
RECONSIDERED = timedelta(days=7)
#: Holds that end by themselves: with a second voice, and with a source that reports as news what a first crawl brought.
PASSING = ("unconfirmed", "first_crawl")
#: When what was held over comes, where a watch has no digest of its own.
MORNING = Digest(at=time(8, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What went, or will go, by a channel: messages of this day, whether one was about this happening, and how many
    alerts the source of this one brought within the last hour."""

    today: int = 0
    told_today: bool = False
    of_source: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """When an alert is sent: not before ``due_at``; ``digest``: together with others; ``hold``: not until somebody or
    something releases it, and why (``first_crawl``, ``flood``, ``unconfirmed``)."""

    due_at: datetime
    digest: bool = False
    hold: str | None = None


def plan(watch: Watch, subject: Subject, traffic: Traffic, *, now: datetime) -> Sending:
    """When a channel of a watch sends what it lets through."""
    is_news = subject.kind not in OPERATOR_KINDS
    if is_news and (hold := _hold(watch, subject, traffic)):
        return Sending(due_at=now, hold=hold)
    digest = watch.digest
    if is_news and digest is None and (traffic.told_today or traffic.today >= watch.most_per_day):
        digest = MORNING
    due_at = digest.next_after(now) if digest else now
    return Sending(due_at=watch.hours.next_open(due_at) if watch.hours else due_at, digest=digest is not None)


def choose(
    watches: Sequence[Watch], subject: Subject, traffic: Callable[[str], Traffic], *, now: datetime
) -> dict[str, tuple[Watch, Sending]]:
    """The watch that has a subject, and when it is sent, by channel: of two on one channel the first that wants it at once.

    ``traffic``: what went by a channel.
    """
    wanted: dict[str, tuple[Watch, Sending]] = {}
    for watch in watches:
        if why_not(watch, subject) is not None:
            continue
        for channel in dict.fromkeys(watch.channels):
            at_once = channel in watch.programs
            sending = Sending(due_at=now) if at_once else plan(watch, subject, traffic(channel), now=now)
            if channel not in wanted or _sooner(sending, wanted[channel][1]):
                wanted[channel] = (watch, sending)
    return wanted


def _sooner(one: Sending, other: Sending) -> bool:
    return (bool(one.hold), one.digest, one.due_at) < (bool(other.hold), other.digest, other.due_at)


def _hold(watch: Watch, subject: Subject, traffic: Traffic) -> str | None:
    if subject.first_crawl and watch.first_crawl == "hold":
        return "first_crawl"
    if traffic.of_source > FLOOD:
        return "flood"
    if watch.unconfirmed == "wait" and is_unconfirmed(reports=subject.reports, confidence=subject.confidence):
        return "unconfirmed"
    return None


def is_held(watch: Watch, subject: Subject) -> bool:
    """Whether a watch holds back what it lets through, however little else there is."""
    return _hold(watch, subject, Traffic()) is not None


def is_unconfirmed(*, reports: int, confidence: float) -> bool:
    """Whether one voice alone tells it, in a way that is often read wrongly."""
    return reports < 2 and confidence < CONFIRMED
