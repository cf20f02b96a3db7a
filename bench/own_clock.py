"""A clock of the bench's own: what the program takes for the time of day is what the bench sets.

Days are over in seconds so, without a line of the program changed. What counts how long something takes (time.monotonic)
stays as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

#: The rooms of the program whose modules ask for the time.
_ROOMS = ("pipelines", "database", "crawler", "channels", "watching", "faces", "commands")


@dataclass(kw_only=True)
class Clock:
    """Says ``at`` (aware) until it is set anew; never set back."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def set(self, moment: datetime) -> None:
        """It is ``moment`` now, unless it was later already."""
        self.at = max(self.at, moment)


@contextmanager
def set_by(clock: Clock) -> Iterator[None]:
    """Let every module of the program that is loaded ask this clock while the block lasts."""

    class Kind(type):
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, datetime)

    class Now(datetime, metaclass=Kind):
        """``datetime``, but for what the time is; all that it makes are plain values that go to other processes."""

        def __new__(cls, *arguments: Any, **more: Any) -> datetime:  # type: ignore[misc]
            return datetime(*arguments, **more)  # noqa: DTZ001 - with whatever zone it is given

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock().astimezone(tz)

    changed = [
        module
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in _ROOMS and getattr(module, "datetime", None) is datetime
    ]
    for module in changed:
        vars(module)["datetime"] = Now
    try:
        yield
    finally:
        for module in changed:
            vars(module)["datetime"] = datetime
