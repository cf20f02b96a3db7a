"""Polls and what is remembered beside them, as the JSON in which they are kept."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from pipelines.health.memory import Memory
from pipelines.health.silence import Silence
from pipelines.health.states import State
from pipelines.polls import Hints, Poll

Shape = dict[str, Any]
#: Under this name the latest poll carries what is remembered beyond the polls that are kept.
MEMORY = "memory"
_MOMENTS = frozenset({"at", "newest"})
_HINTS = frozenset(field.name for field in fields(Hints))
_OF_POLL = frozenset(field.name for field in fields(Poll)) - {"hints", "fresh_times"}


def poll_shape(poll: Poll) -> Shape:
    """A poll as JSON, without what is empty; the times of single articles are not kept."""
    plain = asdict(poll)
    hints, _ = plain.pop("hints"), plain.pop("fresh_times")
    return {name: _plain(value) for name, value in (plain | hints).items() if value or name == "outcome"}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case _:
            return value


def poll_of(shape: Shape) -> Poll:
    """A poll that was kept; what another version wrote beside is left out."""
    values: dict[str, Any] = {
        name: datetime.fromisoformat(value) if name in _MOMENTS else value
        for name, value in shape.items()
        if name in _OF_POLL
    }
    hints = {name: timedelta(seconds=shape[name]) for name in _HINTS if name in shape}
    return Poll(**values, hints=Hints(**hints))


def memory_shape(memory: Memory) -> Shape:
    """What is remembered of an entry point, without what is empty."""
    silence = memory.silence
    return {
        "began": _moment(silence.began),
        "arrived_at": _moment(silence.arrived_at),
        "arrivals": silence.arrivals,
        "longest": [[end.isoformat(), lasted.total_seconds()] for end, lasted in silence.longest],
        "asked": _state_shape(memory.asked),
        "read": _state_shape(memory.read),
    }


def memory_of(polls: list[Shape]) -> Memory:
    """What is remembered beside the polls of an entry point; nothing where there are none."""
    kept = polls[-1].get(MEMORY) if polls else None
    if not kept:
        return Memory()
    longest = ((datetime.fromisoformat(end), timedelta(seconds=lasted)) for end, lasted in kept["longest"])
    silence = Silence(
        began=_time(kept["began"]),
        arrived_at=_time(kept["arrived_at"]),
        arrivals=kept["arrivals"],
        longest=tuple(longest),
    )
    return Memory(silence=silence, asked=_state(kept["asked"]), read=_state(kept["read"]))


def _state_shape(state: State) -> Shape:
    return {"health": state.health, "since": _moment(state.since), "why": state.why}


def _state(shape: Shape) -> State:
    return State(health=shape["health"], since=_time(shape["since"]), why=shape["why"])


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
