"""Empties the outbox: what is due goes to its channel, what fails waits longer each time, and harms no other channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from database import outbox, queries
from database.locks import Held, Locks
from database.session import Store

#: A channel that is down is tried after one minute, two, four …, in the end every hour.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)

#: One program at a time empties the outbox.
LOCK = "delivery"
Clock = Callable[[], datetime]


class Channel(Protocol):
    """A way on which alerts leave."""

    @property
    def name(self) -> str:
        """Its name in ``hetao.toml`` and in the table ``deliveries``."""

    def send(self, message: Mapping[str, Any]) -> None:
        """Send one alert (the shape of ``hetao alerts --json``).

        Raises:
            OSError: it did not go out; the message says why.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one round did: alerts sent, and why others were put off, by channel."""

    sent: int = 0
    problems: tuple[tuple[str, str], ...] = ()


def deliver_alone(store: Store, locks: Locks, channels: Mapping[str, Channel], *, now: Clock) -> Delivered:
    """:func:`deliver`, where no other program does it at this moment; else it is left to that one."""
    if not channels:
        return Delivered()
    try:
        locks.take(LOCK, now=now())
    except Held:
        return Delivered()
    try:
        return deliver(store, channels, now=now)
    finally:
        locks.release(LOCK)


def wait_after(tries: int) -> timedelta:
    """How long a delivery waits that failed so often."""
    return min(LONGEST_WAIT, FIRST_WAIT * int(2 ** min(tries - 1, 10)))


def deliver(store: Store, channels: Mapping[str, Channel], *, now: Clock) -> Delivered:
    """Send all that is due, in the order of the alerts; each is noted before the next goes out.

    A channel that fails is left alone until its oldest delivery is due again, so that the order is kept.
    """
    sent, problems = 0, {}
    for waiting in outbox.due(store, now=now(), longest_wait=LONGEST_WAIT):
        channel = channels.get(waiting.channel)
        if channel is None or waiting.channel in problems:
            continue  # a channel that was taken from hetao.toml keeps its queue, should it come back
        try:
            channel.send(queries.alert_shape(queries.alert(store, waiting.alert_id)))
        except OSError as problem:
            problems[waiting.channel] = str(problem)
            due_at = now() + wait_after(waiting.tries + 1)
            outbox.put_off(store, waiting.id, due_at=due_at, message=str(problem))
        else:
            outbox.note_sent(store, waiting.id, now=now())
            sent += 1
    return Delivered(sent=sent, problems=tuple(problems.items()))
