"""What a live probe found, entry point by entry point."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from crawler.robots import CLOSED
from pipelines import polls
from pipelines.health import states
from pipelines.health.expects import Expects
from pipelines.health.memory import Memory, after_poll
from pipelines.health.states import State
from pipelines.polls import Poll
from pipelines.reading.probing import Probed


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryProbe:
    """An entry point. ``robots``: allowed, forbidden or unreadable; ``verdict``: its state, by this one answer."""

    url: str = ""
    kind: str = ""
    reached: bool = False
    status: int | None = None
    charset: str | None = None
    items: int = 0
    newest: datetime | None = None
    robots: str = "unknown"
    verdict: State = field(default_factory=State)
    why: str = ""

    @property
    def ok(self) -> bool:
        """Whether it named articles, and nothing is wrong with it."""
        return self.reached and self.items > 0 and not self.verdict.is_told


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleProbe:
    """One article; ``status`` is None where the entry point gave it whole."""

    url: str
    status: int | None
    probed: Probed

    @property
    def ok(self) -> bool:
        """Whether it could be read."""
        return "text" in self.probed.filled


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProbe:
    """A source: its entry points and one article; ``filled``: the fields that an article of it always has."""

    source: str
    outlet: str
    entries: tuple[EntryProbe, ...]
    article: ArticleProbe | None = None
    filled: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that its article should have and has not."""
        has = self.article.probed.filled if self.article else ()
        return tuple(name for name in self.filled if name not in has)

    @property
    def works(self) -> bool:
        """Whether all is as declared: each entry point names articles, and one of them was read whole."""
        read = self.article is not None and self.article.ok
        return read and not self.missing and all(entry.ok for entry in self.entries)


def of_poll(poll: Poll, expects: Expects) -> EntryProbe:
    """What one poll tells of an entry point of which nothing else is known."""
    state = after_poll(Memory(), (), poll, expects=expects).asked
    refused = poll.outcome == polls.REFUSED and "robots.txt" in poll.why
    unreadable = poll.why.startswith(CLOSED)
    unknown = state.health == states.UNKNOWN
    return EntryProbe(
        reached=poll.answered or poll.status is not None or poll.outcome in (polls.BROKEN, polls.BLOCKED),
        status=poll.status,
        items=poll.named,
        newest=poll.newest,
        robots="forbidden" if refused else "unreadable" if unreadable else "allowed",
        verdict=State(health=states.UNREACHABLE, why=poll.why) if unknown and not poll.answered else state,
        why=poll.why or state.why,
    )
