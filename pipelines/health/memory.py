"""All that is kept of the health of one entry point, and the state that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipelines.health.expects import Expects
from pipelines.health.judging import judge
from pipelines.health.silence import Silence, heard
from pipelines.health.states import WORST, State
from pipelines.polls import Poll


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is known of an entry point. ``asked``: its state by its polls; ``read``: by the articles of its source."""

    silence: Silence = field(default_factory=Silence)
    asked: State = field(default_factory=State)
    read: State = field(default_factory=State)

    @property
    def state(self) -> State:
        """The worse of both."""
        return min(self.asked, self.read, key=lambda state: WORST.index(state.health))


def after_poll(memory: Memory, known: Sequence[Poll], poll: Poll, *, expects: Expects) -> Memory:
    """What is known after a poll; ``known``: the polls before it, oldest first."""
    before = next((earlier.at for earlier in reversed(known) if earlier.answered), None)
    silence = heard(memory.silence, poll, before=before)
    if poll.further:  # it only says what arrived
        return replace(memory, silence=silence)
    asked = judge(memory.asked, (*known, poll), silence=silence, expects=expects, now=poll.at)
    return Memory(silence=silence, asked=asked, read=memory.read)


def after_reading(memory: Memory, found: tuple[str, str] | None, *, now: datetime) -> Memory:
    """What is known after a run: the state that its articles and pages put it in, with the reason, or none."""
    if found is None:
        return replace(memory, read=State())
    health, why = found
    since = memory.read.since if memory.read.health == health else now
    return replace(memory, read=State(health=health, since=since, why=why))
