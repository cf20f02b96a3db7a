"""When a host may be asked next: one turn after the other, over all sources, programs and machines of a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text, update
from sqlalchemy.orm import Session

from database import models
from database.session import Store

_LOCAL = ZoneInfo("Asia/Shanghai")
#: A host that asks to be left alone for longer is asked again tomorrow: it may have meant milliseconds.
LONGEST_REST = timedelta(days=1)
#: Every program has at most one turn before it. One that lies further away than ten programs would need was reserved
#: by a clock that has been set since; a host may be silent for ten minutes.
_MOST_AHEAD, _LEAST_AHEAD = 10, timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A request that somebody wants to make.

    ``distance``: seconds between two requests to the host, as who asks keeps it. ``most``: how many requests of a day
    are made before this one may not. ``conditional``: it asks for news only (ETag, Last-Modified). ``crawl_delay``:
    what robots.txt asks for, None where it is silent.
    """

    host: str
    distance: float
    most: int
    conditional: bool = False
    crawl_delay: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """When a request may be made: in ``seconds``, or not now, with the reason, and that it may be then.

    ``is_spent``: by the daily limit.
    """

    seconds: float = 0.0
    why_not: str | None = None
    is_spent: bool = False


def reserve_turn(store: Store, wish: Wish, *, now: datetime | None = None) -> Turn:
    """Reserve the host's next turn; nobody else gets it, nor one nearer to it than both wish.

    ``now``: the moment; where none is given it is the clock of the database, one for all machines.
    """
    with store.transaction() as session:
        now = now or _clock(session)
        host = _host(session, wish.host, now)
        if host.rests_until and now < host.rests_until <= now + LONGEST_REST:
            until = host.rests_until.astimezone(_LOCAL)
            return Turn(
                seconds=(host.rests_until - now).total_seconds(),
                why_not=f"the host asks to wait ({host.rests_why}), until {until:%Y-%m-%d %H:%M}",
            )
        if host.requests >= wish.most:
            return Turn(
                seconds=_until_tomorrow(now),
                why_not=f"{host.requests} requests were made today, daily_requests allows no more; the rest waits "
                "for tomorrow",
                is_spent=True,
            )
        at = _next(host, timedelta(seconds=wish.distance), now)
        host.asked_at, host.next_at = at, at + timedelta(seconds=wish.distance)
        host.requests += 1
        host.conditional += wish.conditional
        host.crawl_delay = wish.crawl_delay
        return Turn(seconds=(at - now).total_seconds())


def rest_host(store: Store, name: str, seconds: float, why: str, *, now: datetime | None = None) -> None:
    """Leave a host alone, as it asks; at most for :data:`LONGEST_REST`."""
    with store.transaction() as session:
        now = now or _clock(session)
        host = _host(session, name, now)
        host.rests_until = now + min(LONGEST_REST, timedelta(seconds=seconds))
        host.rests_why = why


def count_not_modified(store: Store, name: str) -> None:
    """Note that a host answered "not modified"."""
    with store.transaction() as session:
        session.execute(
            update(models.Host)
            .where(models.Host.name == name)
            .values(not_modified=models.Host.not_modified + 1)
        )


def _next(host: models.Host, distance: timedelta, now: datetime) -> datetime:
    """The first moment that is far enough from the latest turn, for who had that and for who asks."""
    if host.asked_at is None or host.next_at is None:
        return now
    kept = max(distance, host.next_at - host.asked_at)
    if host.asked_at - now > max(_MOST_AHEAD * kept, _LEAST_AHEAD):
        return now + distance
    return max(now, host.asked_at + kept)


def _host(session: Session, name: str, now: datetime) -> models.Host:
    """The host's row, its counts those of today."""
    today = now.astimezone(_LOCAL).date().isoformat()
    host = session.get(models.Host, name)
    if host is None:
        host = models.Host(name=name, day=today, requests=0, conditional=0, not_modified=0)
        session.add(host)
    elif host.day != today:
        host.day, host.requests, host.conditional, host.not_modified = today, 0, 0, 0
    return host


def _until_tomorrow(now: datetime) -> float:
    """Seconds until the day of the limits is over."""
    local = now.astimezone(_LOCAL)
    tomorrow = datetime.combine(local.date() + timedelta(days=1), time(), _LOCAL)
    return (tomorrow - now).total_seconds()


def _clock(session: Session) -> datetime:
    """What the database's clock says."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)  # the file is on this machine
    moment: datetime = session.scalar(text("SELECT clock_timestamp()"))
    return moment
