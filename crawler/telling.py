"""What the operator hears of a source: once when it is in a bad state that lasts, once when it is well again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.entries import poll_keys
from crawler.source import Source
from database import queries, save
from database.health_rows import EntryHealth
from database.rows import SourceRow
from database.session import Store
from pipelines import polls
from pipelines.health import network, states
from pipelines.health.judging import AGAIN
from pipelines.health.states import State, of_source
from pipelines.polls import Poll

#: Polls in a bad state, or failed runs in a row, after which the operator is told: less is the weather.
FAILURES_TOLD = 3
#: Stands for this machine's own network among the sources, so that it too is told once and once more; no source of a
#: user can be called so.
NETWORK = "_network"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnd:
    """How a run ended. ``none_due``: it asked no entry point."""

    trigger: str
    outcome: str
    message: str
    none_due: bool

    @property
    def is_told(self) -> bool:
        """Whether the operator may hear of it: whoever crawls by hand sees for himself."""
        return self.trigger == "schedule" and self.outcome != "interrupted" and not self.none_due


def declared_entries(source: Source, known: Sequence[EntryHealth]) -> list[EntryHealth]:
    """The entry points of a source that are declared today, as far as they were ever asked."""
    keys = {key for entry in source.entry_points for key in poll_keys(entry)}
    return [entry for entry in known if entry.source_id == source.id and entry.url in keys]


def tell_health(store: Store, source: Source, end: RunEnd, *, now: datetime) -> None:
    """Tell the operator of a source that is in a bad state or well again, unless our own network is to blame."""
    entries = declared_entries(source, queries.entry_points(store, source.id))
    state = of_source([(entry.url, entry.state) for entry in entries])
    told, failures = queries.told_health(store, source.id)
    if not entries:  # nothing was asked: it is the program that fails
        failing, why = end.outcome == "failed" and failures >= FAILURES_TOLD, f"fails: {end.message}"
    else:
        failing, why = _lasts(entries), f"is {state.health}: {state.why}"
    if _is_our_network(store, source, state, now=now):
        return
    if failing and told != "failing":
        _tell(store, source.id, f"{source.outlet} ({source.id}) {why}", failing=True, now=now)
    elif told == "failing" and not state.is_told and end.outcome != "failed":
        _tell(store, source.id, f"{source.outlet} ({source.id}) works again", failing=False, now=now)
    elif told == "unknown" and not state.is_told and end.outcome != "failed":
        _tell(store, source.id, "", failing=False, now=now)


def _tell(store: Store, source_id: str, summary: str, *, failing: bool, now: datetime) -> None:
    save.source_health_alert(store, source_id, failing=failing, summary=summary, now=now)


def _lasts(entries: Sequence[EntryHealth]) -> bool:
    """Whether one of the entry points is in a bad state since several polls, of which the latest was no better."""
    return any(
        entry.state.is_told
        and not entry.state.why.endswith(AGAIN)
        and sum(entry.state.since is None or poll.at >= entry.state.since for poll in entry.polls)
        >= FAILURES_TOLD
        for entry in entries
    )


def _is_our_network(store: Store, source: Source, state: State, *, now: datetime) -> bool:
    """Whether nothing is to be said of a source that does not answer, since it may be our own network.

    An outlet is called unreachable when another one answers meanwhile; where nearly all are away, that is one alert.
    """
    was_away = queries.told_health(store, NETWORK)[0] == "failing"
    if state.health != states.UNREACHABLE and not was_away:
        return False
    latest = _latest(queries.entry_points(store))
    since = queries.told_at(store, NETWORK) if was_away else state.since
    asked = {name: poll for name, poll in latest.items() if since is None or poll.at >= since}
    away = sum(poll.outcome == polls.UNREACHABLE for poll in asked.values())
    is_away = network.is_away(away, len(asked), was_away=was_away)
    if is_away != was_away:
        save.register_source(
            store, SourceRow(id=NETWORK, outlet="own network", family=NETWORK, enabled=False)
        )
        said = (
            f"own network: {away} of {len(asked)} sources that were asked lately do not answer"
            if is_away
            else f"own network: it works again; {len(asked) - away} of {len(asked)} sources answer"
        )
        _tell(store, NETWORK, said, failing=is_away, now=now)
    if is_away or state.health != states.UNREACHABLE:
        return is_away
    others = [poll for name, poll in asked.items() if name != source.id]
    return len(latest) >= network.FEWEST_SOURCES and all(poll.outcome == polls.UNREACHABLE for poll in others)


def _latest(entries: Sequence[EntryHealth]) -> dict[str, Poll]:
    """The latest poll of each source."""
    latest: dict[str, Poll] = {}
    for entry in entries:
        poll = entry.polls[-1]
        if entry.source_id not in latest or poll.at > latest[entry.source_id].at:
            latest[entry.source_id] = poll
    return latest
