"""When a source is crawled: its trigger, its first run after a start, and what a clock that was set means for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.job import Job
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawler.configuration import Configuration
from crawler.source import Source
from crawler.spans import parse_every
from database.rows import LastRun
from pipelines.rhythm import Bounds

LOCAL = ZoneInfo("Asia/Shanghai")
#: A clock that differs from the time that passed by more than this was set; daily corrections are far smaller.
CLOCK_TOLERANCE = timedelta(seconds=20)
#: Runs that somebody or something broke off are taken up at once.
_BROKEN_OFF = ("running", "interrupted")


class OwnRhythm(IntervalTrigger):  # type: ignore[misc]
    """Each entry point is asked by its own rhythm within ``bounds``: whoever runs the source moves its next run to what
    is due first. As an interval it is the longest, should that be left out."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(seconds=max(1, int(bounds.slowest.total_seconds())), timezone=LOCAL)
        self.bounds = bounds


def trigger_of(source: Source, settings: Configuration) -> BaseTrigger:
    """When a source is crawled: exactly by the user's cron or interval (with jitter), else by its own rhythm."""
    wished = settings.of(source.id)
    if wished.cron:
        return CronTrigger.from_crontab(wished.cron, timezone=LOCAL)
    if wished.every:
        seconds = parse_every(wished.every).total_seconds()
        return IntervalTrigger(seconds=int(seconds), jitter=int(min(60.0, seconds / 10)), timezone=LOCAL)
    return OwnRhythm(settings.bounds_of(source))


def same_rhythm(one: BaseTrigger | None, other: BaseTrigger) -> bool:
    """Whether two triggers mean the same."""
    if isinstance(one, OwnRhythm) and isinstance(other, OwnRhythm):
        return one.bounds == other.bounds
    return type(one) is type(other) and str(one) == str(other)


def is_broken_off(last: LastRun, now: datetime) -> bool:
    """Whether a source is crawled at once after a start, to take up what its latest run left."""
    return last.outcome in _BROKEN_OFF or last.started_at > now


def first_run(trigger: BaseTrigger, last: LastRun | None, now: datetime) -> datetime:
    """When a source is crawled first after a start: at once where a run is due or was broken off, else in its rhythm.

    A daemon that is restarted often would otherwise crawl all outlets at every start.
    """
    if last is None or is_broken_off(last, now):
        return now
    due: datetime | None = trigger.get_next_fire_time(
        last.started_at.astimezone(LOCAL), now.astimezone(LOCAL)
    )
    return max(now, due) if due else now


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The wall clock and a clock that nobody sets (seconds), read together."""

    wall: datetime
    steady: float


def clock_shift(before: Moment, after: Moment) -> timedelta | None:
    """By how much the wall clock was set between two moments; None where it just ran.

    A machine that slept looks like a clock that was set forward: its steady clock stood still.
    """
    shift = (after.wall - before.wall) - timedelta(seconds=after.steady - before.steady)
    return shift if abs(shift) > CLOCK_TOLERANCE else None


def after_shift(job: Job, shift: timedelta, now: datetime) -> datetime:
    """When a job runs next after the clock was set by ``shift``.

    What is due by the new clock is due now. An interval keeps its distance, else a clock that was set back by a
    day would silence the source for a day. A cron expression means the clock, whatever it says now.
    """
    planned: datetime = job.next_run_time
    if isinstance(job.trigger, CronTrigger):
        fresh: datetime | None = job.trigger.get_next_fire_time(None, now.astimezone(LOCAL))
        return planned if planned <= now or fresh is None else fresh
    return planned if shift > timedelta(0) else planned + shift
