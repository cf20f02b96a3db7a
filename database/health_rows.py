"""How entry points do, as frozen values that leave the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from pipelines.health.states import State
from pipelines.polls import Poll


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryHealth:
    """How an entry point does. ``arrived_at``: when it last named something new; ``polls``: the latest, oldest first."""

    url: str
    source_id: str
    state: State
    checked_at: datetime
    next_at: datetime | None
    arrived_at: datetime | None
    polls: tuple[Poll, ...] = field(default=(), repr=False)
