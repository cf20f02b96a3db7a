"""The states that an entry point or a source may be in, and which is worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

UNKNOWN, HEALTHY, QUIET, GAP, DEGRADED = "unknown", "healthy", "quiet", "gap", "degraded"
BROKEN, BLOCKED, UNREACHABLE, SATURATED = "broken", "blocked", "unreachable", "saturated"
#: Nothing comes of asking: there are the articles that it named before, and no new ones.
FAILED = frozenset({BROKEN, BLOCKED, UNREACHABLE})
#: What the operator is told of.
TOLD = FAILED | {GAP, DEGRADED}
#: The worst first.
WORST = (UNREACHABLE, BLOCKED, BROKEN, GAP, DEGRADED, SATURATED, QUIET, HEALTHY, UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state (:data:`pipelines.polls.HEALTHS`), since when, and the reason for people."""

    health: str = UNKNOWN
    since: datetime | None = None
    why: str = ""

    @property
    def is_told(self) -> bool:
        """Whether it is one that the operator hears of."""
        return self.health in TOLD


def of_source(entries: Sequence[tuple[str, State]]) -> State:
    """The state of a source from its entry points (address, state).

    It is as bad as the best of them where all are bad: nothing comes of it then. Where some are bad (told) and others
    bring what is new it is degraded, and says which. What was never asked does not count.
    """
    known = [(url, state) for url, state in entries if state.health != UNKNOWN]
    if not known:
        return next((state for _, state in entries if state.why), State())
    known.sort(key=lambda entry: WORST.index(entry[1].health))
    bad = [(url, state) for url, state in known if state.is_told]
    if not bad or len(known) == 1:
        return known[0][1]
    url, worst = bad[0]
    told = f"{worst.why} ({url})"
    if len(bad) < len(known):
        many = f"{len(bad)} of {len(known)} entry points: {worst.health}: "
        return State(health=DEGRADED, since=worst.since, why=f"{many}{told}")
    return replace(bad[-1][1], why=f"all {len(bad)} entry points; {bad[-1][1].why} ({bad[-1][0]})")
