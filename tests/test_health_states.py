"""Sequences of polls and the state that they put an entry point in, with near misses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import polls
from pipelines.health import states
from pipelines.health.expects import Expects
from pipelines.health.holidays import is_holiday, working_time
from pipelines.health.memory import Memory, after_poll, after_reading
from pipelines.health.states import State, of_source
from pipelines.polls import HEALTHS, OUTCOMES, Poll

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # a Monday, nine o'clock in Shenzhen
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def poll(kind: str, at: datetime) -> Poll:
    """A poll in shorthand: ``new``, ``same``, ``304``, ``empty``, ``all`` (all of ten are new), a status, a failure."""
    match kind:
        case "new":
            return Poll(at=at, outcome=polls.READ, status=200, named=10, fresh=1)
        case "same":
            return Poll(at=at, outcome=polls.READ, status=200, named=10)
        case "all":
            return Poll(at=at, outcome=polls.READ, status=200, named=10, fresh=10)
        case "one":
            return Poll(at=at, outcome=polls.READ, status=200, named=1, fresh=1)
        case "empty":
            return Poll(at=at, outcome=polls.READ, status=200)
        case "index":
            return Poll(at=at, outcome=polls.READ, status=200, onward=3)
        case "304":
            return Poll(at=at, outcome=polls.NOT_MODIFIED, status=304)
        case "unchanged":
            return Poll(at=at, outcome=polls.UNCHANGED, status=200)
        case "html":
            return Poll(at=at, outcome=polls.BROKEN, status=200, why="an HTML page instead of a feed")
        case "captcha":
            return Poll(at=at, outcome=polls.BLOCKED, status=200, why="answers with a block page (安全验证)")
        case "away" | "timeout":
            return Poll(at=at, outcome=polls.UNREACHABLE, why="the connection is refused")
        case "wait":
            return Poll(at=at, outcome=polls.RESTING, status=429, why="the host asks to wait (429)")
        case "robots":
            return Poll(at=at, outcome=polls.REFUSED, why="robots.txt forbids it")
        case "rests":
            return Poll(at=at, outcome=polls.RESTING, why="no more requests today")
    return Poll(at=at, outcome=polls.HTTP_ERROR, status=int(kind), why=f"the server answers {kind}")


def watched(
    kinds: str, *, every: timedelta = HOUR, expects: Expects | None = None, memory: Memory | None = None,
    start: datetime = NOW, known: list[Poll] | None = None,
) -> Memory:  # fmt: skip
    """What is known of an entry point after polls, given as words: ``new 304*5 away``."""
    memory = memory or Memory()
    known = known if known is not None else []
    at = start
    for word in kinds.split():
        kind, _, times = word.partition("*")
        for _ in range(int(times or 1)):
            memory = after_poll(memory, known[-48:], poll(kind, at), expects=expects or Expects())
            known.append(poll(kind, at))
            at += every
    return memory


@pytest.mark.parametrize(
    ("kinds", "health"),
    [
        # what is known first is what the first poll says
        ("new", "healthy"),
        ("away", "unreachable"),
        ("captcha", "blocked"),
        ("403", "blocked"),
        ("html", "broken"),
        ("wait", "unknown"),  # it answered, and will again
        ("rests*9", "unknown"),  # nobody asked it
        ("new rests*9", "healthy"),
        ("new away rests away rests away", "unreachable"),
        ("empty", "quiet"),
        ("robots", "blocked"),
        # one failure is the weather
        ("new away new", "healthy"),
        ("new new html", "healthy"),
        ("new away*2", "healthy"),
        ("new timeout new timeout new timeout new timeout new timeout", "healthy"),
        ("new 503*5", "healthy"),
        ("new wait*5", "healthy"),
        # a series is a state
        ("new away*3", "unreachable"),
        ("new html*2", "broken"),
        ("new captcha*2", "blocked"),
        ("new 403*3", "blocked"),
        ("new 412*2", "blocked"),
        ("new 405*2", "blocked"),
        ("new 401*2", "blocked"),
        ("new 404*2", "broken"),
        ("new 500*3", "unreachable"),
        ("new 503*6", "unreachable"),
        ("new wait*6", "blocked"),
        # which one, most of the latest tell
        ("new away 403*3", "blocked"),
        ("new 403*3 away*6", "unreachable"),
        # nothing named any more
        ("new empty*2", "healthy"),
        ("new empty*3", "broken"),
        ("new empty 304*2", "broken"),  # "not modified" of nothing is nothing
        ("new empty unchanged*2", "broken"),
        ("new 304*20", "healthy"),
        ("index", "healthy"),  # an index of sitemaps names no article itself; its sitemaps are read next
        ("index*5", "quiet"),  # they named none either
        # it recovers on evidence
        ("new away*3 new", "unreachable"),
        ("new away*3 new*2", "healthy"),
        ("new away*3 304*2", "healthy"),
        ("away new", "healthy"),  # it was no state yet
        ("new away*3 new away new away new", "unreachable"),  # no flapping
        ("new captcha*9 new 304", "healthy"),
        # everything new
        ("all", "healthy"),  # the first answer is new as a whole
        ("all all", "healthy"),
        ("all all all", "saturated"),
        ("all all all new", "saturated"),
        ("all all all new new", "healthy"),
        ("all all all same same", "healthy"),
        ("one*6", "healthy"),  # an answer of one article tells nothing
        ("all all new all new new", "healthy"),
    ],
)
def test_a_series_of_polls_makes_a_state(kinds: str, health: str) -> None:
    assert watched(kinds).state.health == health


def test_a_failure_is_since_its_first_poll_and_says_why() -> None:
    state = watched("new*3 403*5").state
    assert (state.health, state.since) == ("blocked", NOW + 3 * HOUR)
    assert state.why == "the server answers 403"


def test_a_failure_that_was_answered_once_says_so_once() -> None:
    assert (
        watched("new away*4 new").state.why == "the connection is refused; the latest poll was answered again"
    )
    assert "again" not in watched("new away*4 new away").state.why


# ------------------------------------------------------------------------------------------------ silences


def month(at: datetime, wanted: str) -> str:
    """What an outlet that publishes at office hours answers at a moment: ``new`` or ``304``."""
    local = at + timedelta(hours=8)
    office = local.weekday() < 5 and 9 <= local.hour < 18
    return wanted if office and not is_holiday(local.date()) else "304"


def office(
    days: float, *, start: datetime = NOW, expects: Expects | None = None
) -> tuple[Memory, list[Poll]]:
    """An outlet of office hours, asked every three hours for so many days."""
    memory, known = Memory(), list[Poll]()
    for step in range(int(days * 8)):
        at = start + step * 3 * HOUR
        memory = watched(month(at, "new"), start=at, memory=memory, known=known, expects=expects)
    return memory, known


@pytest.mark.parametrize(
    ("days", "health"),
    [
        (21.9, "healthy"),  # Monday morning, after a night
        (19.0, "healthy"),  # Saturday morning
        (20.9, "quiet"),  # the end of a Sunday: less than usual, as every Sunday
    ],
)
def test_nights_and_weekends_are_no_gap(days: float, health: str) -> None:
    assert office(days)[0].state.health == health


def test_what_is_silent_for_longer_than_ever_is_a_gap_long_before_the_week_is_over() -> None:
    memory, known = office(25)  # until a Friday
    start = NOW + 25 * DAY
    later = watched("304*20", every=3 * HOUR, start=start, memory=memory, known=known)
    assert later.state.health == "quiet"
    assert later.state.why.endswith("it was never silent for longer than 3 days")
    later = watched("304*20", every=3 * HOUR, start=start + 60 * HOUR, memory=later, known=known)
    assert later.state.health == "gap"
    assert later.state.since is not None
    assert later.state.since - start < 5 * DAY
    later = watched("new", start=start + 120 * HOUR, memory=later, known=known)
    assert later.state.health == "healthy"


def test_the_spring_festival_is_no_gap() -> None:
    start = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
    memory, _ = office(33, start=start)  # until the eve, Friday 5 February
    healths = {office(33 + days, start=start)[0].state.health for days in (2, 5, 8)}
    assert memory.state.health == "healthy"
    assert healths <= {"healthy", "quiet"}


def test_three_articles_in_a_month_are_no_gap_once_that_is_known() -> None:
    expects = Expects(newest_within=7 * DAY)
    cycle = "new 304*9 " * 4
    known: list[Poll] = []
    memory = watched(cycle, every=DAY, expects=expects, known=known)
    assert memory.state.health == "quiet"  # nine days after the last, as always
    at = known[-1].at + DAY
    assert (
        watched("304*9", every=DAY, start=at, memory=memory, known=known, expects=expects).state.health
        == "gap"
    )


def test_one_long_outage_teaches_no_patience() -> None:
    known: list[Poll] = []
    memory = watched("new*40 304*20 new*2", every=12 * HOUR, known=known)
    at = known[-1].at
    assert memory.state.health == "healthy"
    later = watched("304*16", every=12 * HOUR, start=at, memory=memory, known=known)
    assert later.state.health == "gap"


def test_many_articles_a_day_are_missed_sooner() -> None:
    busy = Expects(newest_within=30 * DAY, per_day=(20, 60))
    assert watched("new 304*80", expects=busy).state.health == "gap"
    assert watched("new 304*60", expects=busy).state.health == "quiet"
    assert watched("new 304*80", expects=Expects(newest_within=30 * DAY)).state.health == "healthy"


def test_what_another_entry_point_names_first_is_no_gap() -> None:
    memory, known, at = Memory(), list[Poll](), NOW
    for _ in range(20):
        at += DAY
        named = Poll(at=at, outcome=polls.READ, named=10, newest=at - HOUR)
        memory = after_poll(memory, known, named, expects=Expects())
        known.append(named)
    assert memory.state.health == "healthy"


def test_further_pages_tell_what_arrived_and_nothing_else() -> None:
    memory = watched("index*5", every=3 * DAY)
    assert memory.state.health == "gap"
    at = NOW + 15 * DAY
    further = Poll(at=at, outcome=polls.READ, named=10, fresh=2, further=True)
    memory = after_poll(memory, [poll("index", at - HOUR)], further, expects=Expects())
    assert memory.silence.arrived_at == at
    assert watched("304", start=at + HOUR, memory=memory).state.health == "healthy"


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, tzinfo=UTC), NOW + 400 * DAY])
def test_a_date_that_cannot_be_true_is_no_arrival(wrong: datetime) -> None:
    memory, known = Memory(), list[Poll]()
    for step in range(10):
        lying = Poll(at=NOW + step * DAY, outcome=polls.READ, named=10, newest=wrong, fresh_times=(wrong,))
        memory = after_poll(memory, known, lying, expects=Expects())
        known.append(lying)
    assert memory.state.health == "gap"


def test_a_program_that_slept_learns_no_silence() -> None:
    known: list[Poll] = []
    memory = watched("new*30", known=known)
    memory = watched("new", start=known[-1].at + 20 * DAY, memory=memory, known=known)
    assert max(lasted for _, lasted in memory.silence.longest) < DAY


def test_a_clock_that_ran_ahead_for_a_while_hides_no_gap() -> None:
    """A machine began with the clock of 2036; what arrived then would be the latest arrival for ten years."""
    ahead = watched("new new new", start=NOW + 3650 * DAY)
    assert watched("new same", memory=ahead).state.health == states.HEALTHY
    assert watched("new " + "same " * 30, every=DAY, memory=ahead).state.health == states.GAP


def test_holidays_do_not_count() -> None:
    eve, after = datetime(2027, 2, 4, 16, 0, tzinfo=UTC), datetime(2027, 2, 14, 16, 0, tzinfo=UTC)
    assert working_time(eve, after) == DAY  # 13 February is the eighth day; the 14th counts
    assert working_time(NOW, NOW - DAY) == timedelta(0)


# ------------------------------------------------------------------------------------------------ sources


@pytest.mark.parametrize(
    ("entries", "health"),
    [
        ((), "unknown"),
        (("unknown", "unknown"), "unknown"),
        (("blocked",), "blocked"),
        (("healthy", "quiet"), "quiet"),
        (("healthy", "saturated"), "saturated"),
        (("healthy", "blocked", "healthy"), "degraded"),  # it brings what is new, and misses something
        (("blocked", "unknown"), "blocked"),
        (("blocked", "broken"), "broken"),  # nothing comes of it; the better of the two
        (("gap", "gap", "gap"), "gap"),
        (("healthy", "gap"), "degraded"),
        (("healthy", "degraded"), "degraded"),
    ],
)
def test_a_source_is_as_its_entry_points_are(entries: tuple[str, ...], health: str) -> None:
    told = [(f"https://a.example/{n}", State(health=name, why="w")) for n, name in enumerate(entries)]
    assert of_source(told).health == health


def test_a_source_of_which_a_part_fails_says_which() -> None:
    bad = State(health="blocked", since=NOW, why="the server answers 403")
    state = of_source([("https://a.example/1", State(health="healthy")), ("https://a.example/2", bad)])
    assert state.why == "1 of 2 entry points: blocked: the server answers 403 (https://a.example/2)"
    assert state.since == NOW


# ------------------------------------------------------------------------------------------------ laws


@st.composite
def sequences(draw: st.DrawFn) -> list[Poll]:
    at, found = NOW, []
    for place in range(draw(st.integers(1, 40))):  # all are kept
        at += timedelta(minutes=draw(st.integers(1, 6000)))
        outcome = draw(st.sampled_from(OUTCOMES))
        status = draw(st.sampled_from([None, 200, 403, 404, 429, 503, 600]))
        named = draw(st.integers(0, 5)) if outcome == polls.READ else 0
        newest = st.sampled_from([None, at, at - DAY, datetime(1970, 1, 1, tzinfo=UTC)])
        found.append(
            Poll(
                at=at,
                outcome=outcome,
                status=status,
                named=named,
                onward=draw(st.integers(0, 1)) if outcome == polls.READ else 0,
                fresh=draw(st.integers(0, named)),
                newest=draw(newest) if named else None,
                further=place > 0 and named > 0 and draw(st.booleans()),
            )
        )
    return found


@settings(max_examples=200, deadline=None)
@given(sequences())
def test_whatever_comes_the_state_is_one_of_the_nine_and_changes_on_evidence_only(found: list[Poll]) -> None:
    memory = Memory()
    for place, each in enumerate(found):
        before = memory
        known = [one for one in found[:place] if not one.further][-48:]
        memory = after_poll(before, known, each, expects=Expects())
        after, was = memory.state.health, before.state.health
        assert after in HEALTHS
        assert (after == "unknown") or memory.state.since is not None
        if was in states.FAILED and after not in states.FAILED | {was}:
            assert each.answered
        if was not in states.FAILED | {"unknown"} and after in states.FAILED:
            failed = [one for one in (*known, each)[-2:] if not one.answered or not (one.named or one.onward)]
            assert len(failed) == 2  # never by a single poll
        if each.further:
            assert memory.state == before.state


@settings(max_examples=100, deadline=None)
@given(sequences(), st.sampled_from(["same", "304", "new"]))
def test_what_answers_for_long_is_well_again(found: list[Poll], kind: str) -> None:
    memory, known = Memory(), list[Poll]()
    for each in found:
        memory = after_poll(memory, known[-48:], each, expects=Expects())
        known.append(each)
    start = known[-1].at + HOUR
    memory = watched(f"new {kind}*3", start=start, memory=memory, known=known)
    assert memory.state.health in ("healthy", "saturated")


def test_what_articles_tell_stands_beside_what_polls_tell() -> None:
    memory = after_reading(watched("new*5"), ("blocked", "9 of the 10 pages are kept back"), now=NOW + DAY)
    assert (memory.state.health, memory.state.since) == ("blocked", NOW + DAY)
    again = after_reading(memory, ("blocked", "8 of the 10 pages are kept back"), now=NOW + 2 * DAY)
    assert again.state.since == NOW + DAY
    still = watched("new*3", start=NOW + 3 * DAY, memory=again)
    assert still.state.health == "blocked"  # that its feed answers proves nothing about its pages
    assert after_reading(still, None, now=NOW + 4 * DAY).state.health == "healthy"
