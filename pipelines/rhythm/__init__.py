"""When an entry point is asked next: what its polls have taught of it, and how often it pays to ask."""

from __future__ import annotations

from pipelines.rhythm.observing import observe
from pipelines.rhythm.pace import Bounds, next_poll
from pipelines.rhythm.state import State
from pipelines.rhythm.trust import asks_whole

__all__ = ["Bounds", "State", "asks_whole", "next_poll", "observe"]
