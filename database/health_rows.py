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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a source does. ``outcomes``: its pages by outcome; ``queued`` ones wait for the next run.

    ``health``: what the operator was told last; ``state``: how it is, by its ``entry_points``. ``newest_page_at``: when
    an entry point last named something new; ``quiet``: it answers, but that is longer ago than ``newest_within``.
    ``proven``: how far its declaration is known to work.
    """

    id: str
    outlet: str
    family: str
    enabled: bool
    every: str | None
    last_run_at: datetime | None
    last_success_at: datetime | None
    consecutive_failures: int
    health: str
    newest_article_at: datetime | None
    articles: int
    outcomes: tuple[tuple[str, int], ...] = ()
    last_message: str | None = None
    misfires: int = 0
    newest_page_at: datetime | None = None
    first_run_at: datetime | None = None
    quiet: bool = False
    state: State = field(default_factory=State)
    entry_points: tuple[EntryHealth, ...] = field(default=(), repr=False)
    proven: str = ""

    @property
    def next_at(self) -> datetime | None:
        """When the first of its entry points is asked next; None where its schedule is the user's."""
        return min((entry.next_at for entry in self.entry_points if entry.next_at), default=None)

    @property
    def arrived_at(self) -> datetime | None:
        """When one of its entry points last named something new."""
        return max((entry.arrived_at for entry in self.entry_points if entry.arrived_at), default=None)
