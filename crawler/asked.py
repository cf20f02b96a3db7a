"""What a run asked an entry point, and what the store is told of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.run import Run
from crawler.source import EntryPoint, Lookup
from database import save
from database.rows import EntryState, FurtherEntry
from pipelines.polls import Poll
from pipelines.urls import canonical_url
from pipelines.values import Discovered

#: So many articles must a page name before their all being new says anything.
FEWEST_NEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An entry point, or its further ``page`` (the declared one is 1), that was asked.

    ``kept_as``: the address under which its polls are kept. ``state``: what it answered before. ``whole``: whether all
    of its answer is asked for, not only what changed.
    """

    entry: EntryPoint
    page: int
    kept_as: str
    state: EntryState
    whole: bool = False

    @property
    def is_poll(self) -> bool:
        """Whether what comes of it is the poll of its entry point; of a lookup that is what its page leads to."""
        return self.page == (2 if isinstance(self.entry, Lookup) else 1)


async def note_poll(run: Run, asked: Asked, poll: Poll) -> None:
    """Note what came of asking a declared entry point; a further page of it only adds the articles that it names."""
    if isinstance(asked.entry, Lookup) and asked.page == 1 and poll.onward:
        return  # where it leads to is asked next
    is_poll = asked.is_poll or asked.page == 1
    run.polls += is_poll
    if is_poll or poll.fresh:
        await run.stored(
            save.record_poll,
            run.store,
            run.source.id,
            asked.kept_as,
            replace(poll, further=not is_poll),
            bounds=run.bounds,
            expects=run.source.expects,
        )


async def is_saturated(run: Run, asked: Asked, named: Sequence[Discovered]) -> bool:
    """Whether all that an entry point names is new, though it was asked before: more may stand on its next page."""
    if asked.kept_as not in run.asked_before or len(named) < FEWEST_NEW:
        return False
    return await run.stored(save.all_new, run.store, [canonical_url(one.url) for one in named])


async def queue(
    run: Run, fresh: Sequence[Discovered], state: EntryState, further: Sequence[FurtherEntry]
) -> tuple[Discovered, ...]:
    """Store what an entry point named with its validators, all or nothing; gives what nobody had named before."""
    return await run.stored(
        save.record_discovered,
        run.store,
        run.source.id,
        run.run_id,
        fresh,
        entry=state,
        further=further,
        now=run.now(),
    )


async def done_with(run: Run, asked: Asked) -> None:
    """A further page that brought nothing does not wait any longer."""
    if asked.page > 1:
        await run.stored(save.drop_further_entry, run.store, asked.state.url)


async def failed_again(run: Run, asked: Asked, *, counts: bool) -> None:
    """A further page that did not answer waits, and is given up at last; ``counts``: its host was asked."""
    if asked.page == 1:
        return
    given_up = await run.stored(
        save.fail_further_entry, run.store, asked.state.url, now=run.now(), counts=counts
    )
    if given_up:
        run.problem(asked.state.url, f"a further page is given up: {given_up}")


def are_same(now: EntryState, before: EntryState) -> bool:
    """Whether an answer carries the validators of the one before."""
    validators = (now.etag, now.last_modified)
    return validators != (None, None) and validators == (before.etag, before.last_modified)
