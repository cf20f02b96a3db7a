"""How far "not modified" is believed (RFC 9110, 13.1): real servers say it while they publish."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from pipelines import polls
from pipelines.polls import Poll
from pipelines.rhythm.intensity import expected, intensity_of
from pipelines.rhythm.state import State

#: After so many answers "not modified", or so long a time without a body, the whole answer is asked for …
MOST_UNSEEN, LONGEST_UNSEEN = 10, timedelta(days=1)
#: … and where so many articles should have come and none did, which chance explains once in twenty times.
MOST_AWAITED = 3.0
#: So many bodies in a row that bring news, with no conditional request that did, are no chance.
_SUSPICIONS = 2
#: A publication time that lies this much before a "not modified" proves that it was wrong.
_PROOF = timedelta(minutes=30)


def asks_whole(state: State, now: datetime) -> bool:
    """Whether an entry point is asked for its whole answer, without validators."""
    if state.lies or state.whole_at is None or state.unseen >= MOST_UNSEEN:
        return True
    if now - state.whole_at >= LONGEST_UNSEEN:
        return True
    if not state.unseen:
        return False
    rate = intensity_of(state, prior_rate=0.0).usual
    return expected(rate, state.whole_at.timestamp(), now.timestamp()) > MOST_AWAITED


def judged(state: State, poll: Poll) -> State:
    """The state after an answer, as far as trust goes."""
    if poll.outcome == polls.NOT_MODIFIED:
        return replace(state, unseen=state.unseen + 1)
    suspicions, lies = state.suspicions, state.lies
    if poll.fresh and poll.asked_conditionally:
        suspicions = 0  # it can tell
    elif poll.fresh and state.unseen:
        suspicions += 1
        # before the last "not modified", which was no later than the last answer
        told = state.polled_at - _PROOF if state.polled_at and state.whole_at else None
        proven = told is not None and any(
            state.whole_at is not None and state.whole_at < at < told for at in poll.fresh_times
        )
        lies = lies or poll.same_validators or proven or suspicions >= _SUSPICIONS
    return replace(state, whole_at=poll.at, unseen=0, suspicions=suspicions, lies=lies)
