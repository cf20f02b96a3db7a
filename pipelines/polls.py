"""A poll: one time that an entry point was asked, and what came of it. Rhythm and health are judged by polls alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: What may come of a poll: it was read; it says itself that nothing changed, or its body does; it answered something
#: that cannot be read or names nothing of ours; it keeps programs out; its server answered an error; it asked to wait;
#: robots.txt or a bound of ours forbade it; nothing answered.
READ, NOT_MODIFIED, UNCHANGED = "read", "not_modified", "unchanged"
BROKEN, BLOCKED, HTTP_ERROR, RESTING, REFUSED, UNREACHABLE = (
    "broken",
    "blocked",
    "http_error",
    "resting",
    "refused",
    "unreachable",
)
ANSWERED = frozenset({READ, NOT_MODIFIED, UNCHANGED})
OUTCOMES = (READ, NOT_MODIFIED, UNCHANGED, BROKEN, BLOCKED, HTTP_ERROR, RESTING, REFUSED, UNREACHABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a server says of when to come again: Retry-After and Cache-Control of its answer, ttl and
    sy:updatePeriod of its feed."""

    retry_after: timedelta | None = None
    max_age: timedelta | None = None
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One poll of an entry point.

    ``named``: articles in the answer; ``onward``: pages that it led to (of a listing, of an index); ``fresh``: those of
    the articles that nobody had named before; ``newest``: the latest publication time in the answer, those that cannot
    be true left out; ``fresh_times``: publication times of the fresh ones as far as the answer tells.
    ``asked_conditionally``: the request carried validators. ``same_validators``: another body came with the ETag or
    Last-Modified of the one before. ``further``: a further page that the answer led to; it is asked with it.
    """

    at: datetime
    outcome: str
    status: int | None = None
    named: int = 0
    onward: int = 0
    fresh: int = 0
    newest: datetime | None = None
    fresh_times: tuple[datetime, ...] = ()
    asked_conditionally: bool = False
    same_validators: bool = False
    further: bool = False
    why: str = ""
    hints: Hints = field(default_factory=Hints)

    @property
    def answered(self) -> bool:
        """Whether the entry point said what it is there to say."""
        return self.outcome in ANSWERED

    @property
    def is_no_evidence(self) -> bool:
        """Whether the host was not asked because it rests, by its wish or ours: that says nothing of it."""
        return self.outcome == RESTING and self.status is None


#: How an entry point or a source does: nothing known yet; new things come as they use to; less than that but within its
#: own pattern; longer than its own pattern explains; a field of its articles or the reader that finds them failed;
#: nothing in its answer can be read; it keeps programs out; it does not answer; everything in its answer is new, so
#: that something may have been missed.
HEALTHS = (
    "unknown",
    "healthy",
    "quiet",
    "gap",
    "degraded",
    "broken",
    "blocked",
    "unreachable",
    "saturated",
)
