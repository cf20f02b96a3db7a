"""Empties the outbox: what is due goes to its channel, what fails waits longer each time, and harms no other channel."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from channels.composing import Composed, compose
from channels.outgoing import Channel, NotSent, Outgoing, Refused
from crawler.mistakes import ConfigurationError
from database import outbox
from database.errors import StoreError
from database.locks import Held, Locks
from database.outbox import Waiting
from database.session import Store

log = logging.getLogger("hetao.delivery")
#: A channel that is down is tried after one minute, two, four …, in the end every hour; up to half of it less, so that
#: many programs do not come back to a service in the same second.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
#: A service may ask for more patience than that, within reason.
LONGEST_ASKED = timedelta(days=1)
#: So often a channel may say that it will never take an alert; then it is given up, and said.
MOST_REFUSALS = 5
_MINUTE = timedelta(minutes=1)
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a round did: alerts sent, why others were put off, and why others were given up, by channel."""

    sent: int = 0
    problems: tuple[tuple[str, str], ...] = ()
    given_up: tuple[tuple[str, str], ...] = ()


def always() -> bool:
    """Go on until nothing is due."""
    return True


def deliver_alone(
    store: Store,
    locks: Locks,
    channels: Mapping[str, Channel],
    *,
    now: Clock,
    go_on: Callable[[], bool] = always,
) -> Delivered:
    """Send all that is due, the channels side by side."""
    if not channels:
        return Delivered()
    with ThreadPoolExecutor(max_workers=len(channels), thread_name_prefix="channel") as senders:
        rounds = [
            senders.submit(deliver_to, store, locks, channel, now=now, go_on=go_on)
            for channel in channels.values()
        ]
    done = [round_.result() for round_ in rounds]
    return Delivered(
        sent=sum(one.sent for one in done),
        problems=tuple(problem for one in done for problem in one.problems),
        given_up=tuple(problem for one in done for problem in one.given_up),
    )


def deliver_to(
    store: Store, locks: Locks, channel: Channel, *, now: Clock, go_on: Callable[[], bool] = always
) -> Delivered:
    """Send what is due on one channel, unless another program does it at this moment. ``go_on``: asked before each."""
    if not _next(store, channel, now()):
        return Delivered()
    lock = f"delivery {channel.name}"
    try:
        locks.take(lock, now=now())
    except Held:
        return Delivered()
    try:
        return _empty(store, channel, now, go_on)
    finally:
        locks.release(lock)


def wait_after(tries: int, chance: float) -> timedelta:
    """How long a delivery waits that failed so often. ``chance``: 0 to 1, drawn anew each time."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * int(2 ** min(tries - 1, 10)))
    return longest * (0.5 + chance / 2)


def _next(store: Store, channel: Channel, now: datetime) -> tuple[Waiting, ...]:
    return outbox.next_due(store, channel.name, bundles=channel.bundles, now=now, longest_wait=LONGEST_ASKED)


def _empty(store: Store, channel: Channel, now: Clock, go_on: Callable[[], bool]) -> Delivered:
    """One message after the other, in the order of the alerts; each is noted before the next goes out."""
    sent, problems, given_up = 0, [], []
    while go_on() and not _is_too_soon(store, channel, now()):
        due = _next(store, channel, now())
        if not due:
            break
        waiting: Sequence[Waiting] = due
        try:
            message = _composed(store, channel, due, now())
            _note_known(store, message)
            if message.outgoing is None:
                continue
            waiting = message.waiting
            remark = _send(channel, message.outgoing)
        except (OSError, ConfigurationError) as problem:
            if isinstance(problem, Refused) and waiting[0].refusals + 1 >= MOST_REFUSALS:
                outbox.give_up(store, [one.id for one in waiting], message=str(problem))
                given_up.append((channel.name, f"alert {waiting[0].alert_id}: {problem}"))
            else:
                _put_off(store, waiting, problem, now())
                problems.append((channel.name, str(problem)))
        else:
            outbox.note_sent(
                store, [one.id for one in waiting], along=message.along, now=now(), remark=remark
            )
            sent += len(waiting) + len(message.along)
    return Delivered(sent=sent, problems=tuple(problems), given_up=tuple(given_up))


def _composed(store: Store, channel: Channel, due: Sequence[Waiting], now: datetime) -> Composed:
    try:
        return compose(store, channel, due, now=now)
    except (OSError, ConfigurationError, StoreError):
        raise
    except Exception as problem:
        raise _fault(channel, problem) from None


def _note_known(store: Store, message: Composed) -> None:
    """What says again what was told needs no message, and is noted as told with that one."""
    for number, told in message.known.items():
        outbox.note_sent(
            store, [number], now=told.sent_at, remark=f"told already, with alert {told.alert_id}"
        )


def _send(channel: Channel, message: Outgoing) -> str | None:
    try:
        return channel.send(message)
    except (OSError, ConfigurationError, StoreError):
        raise
    except Exception as problem:
        raise _fault(channel, problem) from None


def _fault(channel: Channel, problem: Exception) -> Refused:
    """A fault of ours in one message stops neither the program nor what waits behind it."""
    log.error("channel %s: a fault of the program: %s", channel.name, type(problem).__name__)
    return Refused(f"a fault of the program: {type(problem).__name__}")


def _put_off(store: Store, waiting: Sequence[Waiting], problem: Exception, now: datetime) -> None:
    wait = wait_after(max(one.tries for one in waiting) + 1, random.random())
    if isinstance(problem, NotSent) and problem.retry_after:
        wait = max(wait, min(LONGEST_ASKED, timedelta(seconds=problem.retry_after)))
    outbox.put_off(
        store,
        [one.id for one in waiting],
        due_at=now + wait,
        message=str(problem),
        refused=isinstance(problem, Refused),
    )


def _is_too_soon(store: Store, channel: Channel, now: datetime) -> bool:
    """Whether a channel has had what its service bears in a minute; what is left goes out in the next one."""
    bound = channel.per_minute
    return bound is not None and outbox.sent_between(store, channel.name, now - _MINUTE, now) >= bound
