"""What the polls of one entry point have taught, as a value that is kept as JSON."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self

#: Counts and exposure lose half of their weight in this time: a desk that changes its hours is followed in weeks.
MEMORY_HOURS = 21 * 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The rhythm of one entry point. Moments are aware; spans are hours; counts are of articles and decay.

    ``since``: when what is counted began; ``polled_at``: the last answer; ``whole_at``: the last one with a body. ``hours`` and ``days``: articles by hour of
    the day and by weekday (Monday first, Asia/Shanghai), and ``exposure``: the hours in which they were counted, with
    the weights of ``counted_at``. ``lively``: how many articles came in the last days, and ``awaited``: how many should have.
    ``burst``: articles of the last hour; ``peak``: the most that it was; ``triggered``: how many articles came in the wake of another one.
    ``depth``: how many articles an answer holds. ``failures``: points since the last answer. ``held_until``: what
    Retry-After said. ``hint``: the hours for which an answer is fresh, says the server; ``refuted``: it is not.
    ``unseen``: answers "not modified" since the last body. ``suspicions``: bodies in a row that brought news which no
    conditional request had brought; ``lies``: "not modified" is not believed.
    """

    since: datetime | None = None
    polled_at: datetime | None = None
    whole_at: datetime | None = None
    counted_at: datetime | None = None
    hours: tuple[float, ...] = (0.0,) * 24
    days: tuple[float, ...] = (0.0,) * 7
    exposure: float = 0.0
    lively: float = 0.0
    awaited: float = 0.0
    burst: float = 0.0
    peak: float = 0.0
    triggered: float = 0.0
    depth: float = 0.0
    failures: float = 0.0
    held_until: datetime | None = None
    hint: float = 0.0
    refuted: bool = False
    unseen: int = 0
    suspicions: int = 0
    lies: bool = False

    def as_json(self) -> dict[str, Any]:
        """Its fields as JSON knows them, without what is empty."""
        return {f.name: _plain(value) for f in fields(self) if (value := getattr(self, f.name)) != f.default}

    @classmethod
    def of_json(cls, kept: dict[str, Any] | None) -> Self:
        """The state that was kept; a new one where none was, or one that another version wrote otherwise."""
        try:
            return cls(
                **{f.name: _read(f.name, kept[f.name]) for f in fields(cls) if kept and f.name in kept}
            )
        except (TypeError, ValueError):
            return cls()


_MOMENTS = ("since", "polled_at", "whole_at", "counted_at", "held_until")


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case float():
            return float(f"{value:.4g}")
        case tuple():
            return [float(f"{one:.4g}") for one in value]
        case _:
            return value


def _read(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    if name in ("hours", "days"):
        counts = tuple(float(one) for one in value)
        if len(counts) != (24 if name == "hours" else 7):
            raise ValueError(f"{name}: {len(counts)} counts")
        return counts
    return value
