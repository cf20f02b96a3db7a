"""What watches would have sent of news that came before: the routing of the store, over values in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipelines.alerting import LOCAL
from pipelines.watches.sending import FLOOD, PASSING, RECONSIDERED, Sending, Traffic, choose
from pipelines.watches.subject import Subject
from pipelines.watches.watch import NEWS_KINDS, Watch

_HOUR = timedelta(hours=1)
_LONGEST_DAY = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An alert that was written ``at`` a moment; ``status`` is the one that it told. ``key``: its number, as text, or
    that of a flood."""

    key: str
    kind: str
    summary: str
    at: datetime
    status: str | None = None
    source_id: str | None = None
    first_crawl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A claim came, and a happening was known as ``facts`` from then on; ``written``: the alert that this owed, if any.

    For an alert about a source the facts hold nothing. ``reported``: the keys of those alerts that a first crawl had
    brought, and of which this claim is the news.
    """

    at: datetime
    facts: Subject
    written: Written | None = None
    reported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A delivery that watches want of an alert. ``since``: when the alert was written; ``whole``: what it is told with."""

    alert: Written
    since: datetime
    channel: str
    watch: str
    sending: Sending
    happening_id: int | None = None
    whole: int | None = None


def rehearse(arrivals: Iterable[Arrival], watches: Sequence[Watch]) -> tuple[Planned, ...]:
    """The deliveries that watches want of arrivals, which come in their order; as they stand at the end."""
    stage = _Stage(watches)
    for arrival in arrivals:
        stage.take(arrival)
    return tuple(stage.deliveries())


class _Stage:
    """What the store would hold: the alerts, and their deliveries by channel."""

    def __init__(self, watches: Sequence[Watch]) -> None:
        self._watches = watches
        self._planned: dict[str, dict[str, Planned]] = {}  # by alert and channel, in order
        self._recent: deque[tuple[Written, datetime, int | None]] = deque()  # nothing older is asked for
        self._told: dict[int, list[tuple[Written, datetime]]] = {}  # by happening, the latest last
        self._wholes: dict[int | None, int | None] = {}
        self._reported: set[str] = set()

    def take(self, arrival: Arrival) -> None:
        facts, alert = arrival.facts, arrival.written
        number = facts.happening_id
        self._reported.update(arrival.reported)
        if number is not None:
            self._wholes[number] = facts.whole_id or number
        if alert is not None:
            self._planned[alert.key] = {}
            self._recent.append((alert, arrival.at, number))
            while self._recent[0][1] < arrival.at - _LONGEST_DAY:
                self._recent.popleft()
            if number is not None and alert.kind in NEWS_KINDS:
                self._told.setdefault(number, []).append((alert, arrival.at))
            if self._route(alert, arrival.at, arrival) and alert.source_id is not None:
                self._hold_flood(alert.source_id, arrival.at)
                self._tell_flood(alert.source_id, arrival.at)
        if number is not None:
            self._reconsider(number, arrival)

    def deliveries(self) -> Iterator[Planned]:
        for by_channel in self._planned.values():
            for one in by_channel.values():
                yield replace(one, whole=self._wholes.get(one.happening_id))

    def _route(self, alert: Written, since: datetime, arrival: Arrival) -> bool:
        """Plan what is wanted of an alert and not planned; gives whether some of it is held as a flood."""
        subject = replace(
            arrival.facts,
            kind=alert.kind,
            status=alert.status,
            source_id=alert.source_id,
            first_crawl=alert.first_crawl and alert.key not in self._reported,
        )
        wanted = choose(self._watches, subject, lambda channel: self._traffic(channel, subject, arrival.at), now=arrival.at)  # fmt: skip
        planned = self._planned[alert.key]
        had = {one.watch for one in planned.values()}
        for channel, (watch, sending) in wanted.items():
            known = planned.get(channel)
            if known is None and watch.name not in had:
                planned[channel] = Planned(
                    alert=alert,
                    since=since,
                    channel=channel,
                    watch=watch.name,
                    sending=sending,
                    happening_id=subject.happening_id,
                )
            elif known is not None and known.sending.hold in PASSING and sending.hold != known.sending.hold:
                planned[channel] = replace(known, watch=watch.name, sending=sending)
        return any(sending.hold == "flood" for _, sending in wanted.values())

    def _reconsider(self, number: int, arrival: Arrival) -> None:
        every = self._told.get(number, ())
        told = [one for one in every if one[1] > arrival.at - RECONSIDERED]
        waiting = [one for one in reversed(told) if self._waits(one[0])]
        waiting[:0] = [one for one in every if one[0].key in arrival.reported and one not in waiting]
        for alert, since in (*waiting, *(one for one in told[-1:] if one not in waiting)):
            self._route(alert, since, arrival)

    def _waits(self, alert: Written) -> bool:
        return any(one.sending.hold == "unconfirmed" for one in self._planned[alert.key].values())

    def _hold_flood(self, source_id: str, now: datetime) -> None:
        """What of the last hour waits still: here, as all that is due is sent at once, that of this very moment."""
        read = {channel for watch in self._watches for channel in watch.programs}
        for alert, at, _ in self._recent:
            if alert.source_id == source_id and now - _HOUR <= at <= now:
                planned = self._planned[alert.key]
                for channel, one in planned.items():
                    if one.sending.hold is None and one.sending.due_at >= now and channel not in read:
                        planned[channel] = replace(one, sending=replace(one.sending, hold="flood"))

    def _tell_flood(self, source_id: str, now: datetime) -> None:
        key = f"flood of {source_id} on {now.astimezone(LOCAL).date()}"
        if key in self._planned:
            return
        summary = f"{source_id}: more than {FLOOD} alerts within an hour"
        alert = Written(key=key, kind="source_failing", summary=summary, at=now)
        self.take(Arrival(at=now, facts=Subject(kind=alert.kind), written=alert))

    def _traffic(self, channel: str, subject: Subject, now: datetime) -> Traffic:
        midnight = now.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
        told = {
            number
            for alert, since, number in self._recent
            if since >= midnight and _is_told(self._planned[alert.key].get(channel))
        }
        own = subject.whole_id or subject.happening_id
        return Traffic(
            today=len({self._wholes.get(number) for number in told} - {own}),
            told_today=subject.happening_id in told,
            of_source=self._of_source(subject, now),
        )

    def _of_source(self, subject: Subject, now: datetime) -> int:
        if subject.source_id is None:
            return 0
        return len(
            {
                self._wholes[number]
                for alert, at, number in self._recent
                if number is not None
                and alert.source_id == subject.source_id
                and at >= now - _HOUR
                and (subject.first_crawl or not alert.first_crawl)
            }
        )


def _is_told(one: Planned | None) -> bool:
    return one is not None and one.sending.hold is None and not one.sending.digest
