"""How often it pays to ask: what polls teach, within which bounds, and how far a server is believed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.due import not_before
from pipelines import polls
from pipelines.polls import Hints, Poll
from pipelines.rhythm import Bounds, State, asks_whole, next_poll, observe
from pipelines.rhythm.intensity import intensity_of

MONDAY = datetime(2026, 11, 22, 16, tzinfo=UTC)  # midnight in Shanghai
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BOUNDS = Bounds()


def read(at: datetime, *fresh: datetime, named: int = 20, **more: object) -> Poll:
    """An answer with articles that came when they say."""
    outcome = polls.READ if fresh else polls.UNCHANGED
    return Poll(at=at, outcome=outcome, named=named, fresh=len(fresh), fresh_times=fresh, **more)  # type: ignore[arg-type]


def same(at: datetime) -> Poll:
    return Poll(at=at, outcome=polls.NOT_MODIFIED, status=304, asked_conditionally=True)


def failed(at: datetime, outcome: str = polls.UNREACHABLE, **more: object) -> Poll:
    return Poll(at=at, outcome=outcome, **more)  # type: ignore[arg-type]


def watched(days: int, hours: list[int], *, weekdays: range = range(7), named: int = 20) -> State:
    """An entry point that was asked every half an hour, and published in the middle of these hours of the day."""
    state = observe(State(), read(MONDAY, named=named))
    for half in range(1, days * 48 + 1):
        at = MONDAY + half * HOUR / 2
        came = at - 5 * MINUTE
        hour, day = (half - 1) // 2 % 24, (half - 1) // 48 % 7
        fresh = [came] if hour in hours and half % 2 == 0 and day in weekdays else []
        state = observe(state, read(at, *fresh, named=named))
    return state


def wait(state: State, now: datetime, bounds: Bounds = BOUNDS) -> timedelta:
    """How long until the next poll, of an entry point that answers now."""
    return next_poll(replace(state, polled_at=now), now, bounds) - now


def test_before_anything_is_known_it_is_asked_as_the_declaration_says() -> None:
    noon = MONDAY + 12 * HOUR
    for every in (15 * MINUTE, HOUR, 2 * HOUR):
        bounds = replace(BOUNDS, every=every)
        assert every * 0.7 < next_poll(State(), noon, bounds) - noon < every * 1.3


def test_what_publishes_more_is_asked_more_though_not_in_proportion() -> None:
    noon = MONDAY + 14 * DAY + 12.5 * HOUR
    rare, often = wait(watched(14, [12]), noon), wait(watched(14, list(range(6, 22))), noon)
    assert often < rare
    two_hours = wait(watched(14, [2]), noon)  # it never publishes at noon
    assert rare < two_hours


def test_the_hours_and_the_weekdays_of_a_desk_are_learned() -> None:
    office = watched(14, list(range(9, 18)), weekdays=range(5))
    rate = intensity_of(office, prior_rate=0.0)
    at = (MONDAY + 14 * DAY).timestamp()
    work, night, sunday = at + 11 * 3600, at + 2 * 3600, at + 6 * 86400 + 11 * 3600
    assert rate.usual(work) > 10 * rate.usual(night)
    assert rate.usual(work) > 3 * rate.usual(sunday)
    total = sum(rate.usual(at + hour * 3600) for hour in range(7 * 24))
    assert 35 < total < 55  # 45 articles a week


def test_the_dates_of_the_first_answer_are_history() -> None:
    noon = MONDAY + 12 * HOUR
    dated = observe(State(), read(noon, *(noon - n * HOUR / 4 for n in range(20))))
    undated = observe(State(), read(noon, *(noon - n * DAY for n in range(40, 60))))
    assert wait(dated, noon) < wait(undated, noon)
    assert undated.exposure == 0  # a month ago is no rhythm


def test_days_without_a_time_and_times_before_the_last_poll_are_spread_over_the_gap() -> None:
    state = observe(State(), read(MONDAY + 8 * HOUR))
    midnight, long_ago = MONDAY, MONDAY - 300 * DAY
    state = observe(state, read(MONDAY + 12 * HOUR, midnight, midnight, long_ago, long_ago))
    assert [round(n, 2) for n in state.hours[8:12]] == [1, 1, 1, 1]
    state = observe(state, read(MONDAY + 13 * HOUR, MONDAY + 12.9 * HOUR))
    assert round(state.hours[12], 2) == 1


def test_in_the_wake_of_a_burst_it_is_asked_sooner_and_soon_as_before() -> None:
    calm = watched(7, [9, 15, 21], named=100)
    now = MONDAY + 7 * DAY + 12.6 * HOUR
    burst = observe(calm, read(now, *(now - n * MINUTE for n in (1, 8, 15, 22)), named=100))
    assert wait(burst, now) < 0.7 * wait(calm, now)
    later = observe(burst, read(now + 6 * HOUR, named=100))
    assert wait(later, now + 6 * HOUR) > 0.7 * wait(calm, now + 6 * HOUR)


def test_a_feed_is_asked_before_it_is_filled_anew() -> None:
    noon, dear = MONDAY + 7 * DAY + 12.5 * HOUR, replace(BOUNDS, price=100.0)
    state = watched(7, list(range(24)), named=100)  # an article an hour
    assert wait(state, noon, dear) == BOUNDS.slowest
    assert wait(replace(state, depth=6.0), noon, dear) < 3 * HOUR
    assert (
        wait(replace(state, depth=6.0, peak=6.0), noon, dear) <= HOUR
    )  # it was filled within an hour before


def test_what_fell_silent_is_asked_rarely_within_days_and_never_given_up() -> None:
    state = watched(14, list(range(6, 22)))
    noon = MONDAY + 14 * DAY + 12 * HOUR
    before = wait(state, noon)
    for day in range(1, 15):
        state = observe(state, read(noon + day * DAY))
        if day == 3:
            assert wait(state, noon + day * DAY) > 2 * before
    assert 4 * before < wait(state, noon + 14 * DAY) <= BOUNDS.slowest


# ------------------------------------------------------------------------------------------------ failures and hints


def test_failures_slow_it_down_step_by_step_to_once_a_day_and_one_answer_ends_that() -> None:
    state, now, waits = watched(2, [12]), MONDAY + 2 * DAY, []
    for _ in range(60):
        state = observe(state, failed(now, polls.HTTP_ERROR, status=404))
        waits.append(next_poll(state, now, BOUNDS) - now)
        now += waits[-1]
    assert waits[:3] == [30 * MINUTE, 60 * MINUTE, 90 * MINUTE]
    assert waits[-1] == DAY
    assert observe(state, read(now)).failures == 0


def test_what_was_not_asked_because_its_host_rests_is_no_failure_and_waits_until_it_may_be() -> None:
    """The daily limit is ours: the day after, the entry point is asked as often as it was."""
    state = watched(2, [12])
    now = MONDAY + 2 * DAY + HOUR
    rest = Hints(retry_after=5 * HOUR)
    spent = observe(state, Poll(at=now, outcome=polls.RESTING, hints=rest))
    assert spent.failures == 0
    assert next_poll(spent, now, BOUNDS) == now + 5 * HOUR
    refused = observe(state, Poll(at=now, outcome=polls.RESTING, status=429, hints=rest))
    assert refused.failures > 0  # the host said it to us


def test_a_run_that_did_not_ask_what_was_due_is_not_repeated_each_minute() -> None:
    """A limit that ended it, a store that stayed away: what is due stays due."""
    waits = [not_before(BOUNDS, n) for n in (0, 1, 2, 3, 100)]
    assert waits == [MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE]


def test_a_failure_that_passes_counts_less_than_one_that_lasts() -> None:
    passing = observe(State(), failed(MONDAY))
    for lasting in (
        failed(MONDAY, polls.BROKEN),
        failed(MONDAY, polls.BLOCKED),
        failed(MONDAY, polls.REFUSED),
        failed(MONDAY, polls.HTTP_ERROR, status=403),
    ):
        assert observe(State(), lasting).failures > passing.failures
    assert observe(State(), failed(MONDAY, polls.HTTP_ERROR, status=502)).failures == passing.failures


@pytest.mark.parametrize(
    ("asked", "kept"), [(2 * HOUR, 2 * HOUR), (7 * DAY, DAY), (timedelta(seconds=1), 7.5 * MINUTE)]
)
def test_retry_after_is_heeded_up_to_a_day(asked: timedelta, kept: timedelta) -> None:
    state = observe(State(), failed(MONDAY, polls.RESTING, status=429, hints=Hints(retry_after=asked)))
    assert next_poll(state, MONDAY, BOUNDS) - MONDAY == kept
    later = observe(state, read(MONDAY + kept))
    assert later.held_until is None


def test_a_servers_word_that_nothing_changes_holds_polls_back_until_it_is_refuted() -> None:
    noon = MONDAY + 7 * DAY + 12.5 * HOUR
    busy = watched(7, list(range(24)))
    cheap = replace(BOUNDS, price=0.001)
    assert wait(busy, noon, cheap) < 10 * MINUTE
    for hint in (Hints(ttl=20 * MINUTE), Hints(max_age=20 * MINUTE, ttl=MINUTE)):
        told = observe(busy, read(noon, noon - MINUTE, hints=hint))
        assert next_poll(told, noon, cheap) == noon + 20 * MINUTE
    week = observe(busy, read(noon, noon - MINUTE, hints=Hints(ttl=7 * DAY)))
    assert next_poll(week, noon, cheap) == noon + 30 * MINUTE
    still = observe(week, same(noon + 30 * MINUTE))
    assert next_poll(still, noon + 30 * MINUTE, cheap) == noon + HOUR  # a 304 has no body to say it again
    came = noon + 40 * MINUTE
    refuted = observe(still, read(came, came - MINUTE, hints=Hints(ttl=7 * DAY)))
    assert next_poll(refuted, came, cheap) < came + 10 * MINUTE


@pytest.mark.parametrize(
    ("quiet", "hour", "until"),
    [
        ((time(1), time(5)), 3, 5),
        ((time(1), time(5)), 5, None),
        ((time(1), time(5)), 0, None),
        ((time(23), time(5)), 23.5, 29),
        ((time(23), time(5)), 2, 5),
        ((time(23), time(5)), 12, None),
    ],
)
def test_in_quiet_hours_nothing_is_asked(quiet: tuple[time, time], hour: float, until: float | None) -> None:
    now = MONDAY + hour * HOUR - 5 * MINUTE
    exact = Bounds(fastest=5 * MINUTE, slowest=5 * MINUTE)
    state = observe(State(), read(now))
    assert next_poll(state, now, exact) == now + 5 * MINUTE
    planned = next_poll(state, now, replace(exact, quiet=quiet))
    if until is None:
        assert planned == now + 5 * MINUTE
    else:
        assert timedelta(0) <= planned - (MONDAY + until * HOUR) < 10 * MINUTE


# ------------------------------------------------------------------------------------------------ trust


def unchanged(state: State, times: int, begin: datetime = MONDAY) -> State:
    for n in range(1, times + 1):
        state = observe(state, same(begin + n * HOUR / 2))
    return state


def test_the_whole_answer_is_asked_for_at_first_after_ten_304s_and_after_a_day() -> None:
    assert asks_whole(State(), MONDAY)
    state = observe(State(), read(MONDAY))
    assert not asks_whole(unchanged(state, 9), MONDAY + 5 * HOUR)
    assert asks_whole(unchanged(state, 10), MONDAY + 5 * HOUR)
    assert asks_whole(unchanged(state, 2), MONDAY + DAY)
    assert not asks_whole(observe(unchanged(state, 10), read(MONDAY + 6 * HOUR)), MONDAY + 7 * HOUR)


def test_a_304_where_much_was_to_come_is_looked_behind() -> None:
    busy, quiet = watched(7, list(range(24))), watched(7, [3])
    noon = MONDAY + 7 * DAY + 12 * HOUR
    for state, wanted in ((busy, True), (quiet, False)):
        known = observe(state, read(noon, asked_conditionally=True))
        assert not asks_whole(known, noon + HOUR)
        assert asks_whole(unchanged(known, 9, noon), noon + 4.5 * HOUR) is wanted


def test_who_says_304_and_publishes_is_found_out_and_asked_for_the_whole_from_then_on() -> None:
    state = unchanged(observe(State(), read(MONDAY)), 10)  # until 5 o'clock
    at = MONDAY + 5.5 * HOUR
    by_validators = read(at, at - MINUTE, same_validators=True)
    by_dates = read(at, MONDAY + HOUR)
    for proof in (by_validators, by_dates):
        liar = observe(state, proof)
        assert liar.lies
        assert asks_whole(liar, at + MINUTE)
        assert asks_whole(observe(liar, read(at + HOUR, at + HOUR)), at + 2 * HOUR)  # it stays known


def test_who_publishes_between_a_304_and_the_whole_answer_is_no_liar() -> None:
    state = unchanged(observe(State(), read(MONDAY)), 10)
    at = MONDAY + 5.5 * HOUR
    assert not observe(state, read(at, at - MINUTE)).lies
    honest = state
    for day in range(1, 6):  # the same chance again, and in between it told
        told = MONDAY + day * DAY
        honest = observe(honest, read(told, told - MINUTE, asked_conditionally=True))
        honest = unchanged(honest, 10, told)
        honest = observe(honest, read(told + 6 * HOUR, told + 5.9 * HOUR))
        assert not honest.lies


def test_who_never_tells_by_a_conditional_answer_is_found_out_without_dates() -> None:
    state = observe(State(), read(MONDAY))
    for half in (0, 1):
        begin = MONDAY + half * 6 * HOUR
        state = unchanged(state, 10, begin)
        state = observe(state, Poll(at=begin + 5.5 * HOUR, outcome=polls.READ, named=20, fresh=2))
    assert state.lies


# ------------------------------------------------------------------------------------------------ laws

SPANS = st.timedeltas(min_value=timedelta(0), max_value=40 * DAY)
ANY_POLLS = st.lists(
    st.builds(
        lambda gap, outcome, named, fresh, back, hint, conditional: (
            gap, outcome, named, fresh, back, hint, conditional
        ),
        SPANS,
        st.sampled_from(polls.OUTCOMES),
        st.integers(0, 50_000),
        st.integers(0, 300),
        st.lists(st.timedeltas(min_value=-400 * DAY, max_value=20_000 * DAY), max_size=5),
        st.one_of(st.none(), SPANS),
        st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@settings(deadline=None)
@given(ANY_POLLS, st.booleans())
def test_whatever_polls_bring_the_next_one_is_within_its_bounds(gaps: list, backwards: bool) -> None:
    state, now = State(), MONDAY
    for gap, outcome, named, fresh, back, hint, conditional in gaps:
        now = now - gap if backwards else now + gap
        poll = Poll(
            at=now, outcome=outcome, named=named, fresh=fresh, asked_conditionally=conditional,
            fresh_times=tuple(now - one for one in back[:fresh]), hints=Hints(ttl=hint, retry_after=hint, max_age=hint),
        )  # fmt: skip
        state = observe(state, poll)
        due = next_poll(state, now, BOUNDS)
        assert now <= due <= now + DAY
        if poll.answered and not hint:
            assert BOUNDS.fastest <= due - now <= BOUNDS.slowest
        kept = json.loads(json.dumps(state.as_json(), allow_nan=False))
        assert len(json.dumps(kept)) < 1500
        again = State.of_json(kept)
        assert again.as_json() == kept
        assert abs(next_poll(again, now, BOUNDS) - due) < 2 * MINUTE
        asks_whole(state, now)


@pytest.mark.parametrize(
    "kept", [None, {}, {"hours": [1.0]}, {"polled_at": "yesterday"}, {"hours": 7}, {"unheard_of": 1}]
)
def test_a_state_that_cannot_be_read_is_a_new_one(kept: dict | None) -> None:
    assert State.of_json(kept) == State()


def test_hours_and_weekdays_that_were_not_watched_yet_are_not_taken_for_silent() -> None:
    """Thirty articles of one morning made the first night, and the first days of a week, all but empty: a feed of
    thirty was asked every eight hours, and overrun."""
    noon = MONDAY + 12 * HOUR
    morning = [noon - 10 * MINUTE * n for n in range(1, 31)]
    state = observe(State(), read(noon, *morning, named=30))
    expected = intensity_of(state, prior_rate=BOUNDS.prior_rate)
    moments = (MONDAY + at for at in (10.5 * HOUR, 19.5 * HOUR, 27.5 * HOUR, 82.5 * HOUR))
    morning_rate, evening, night, thursday = (expected.usual(at.timestamp()) for at in moments)
    assert min(evening, thursday) > morning_rate / 2
    assert night > morning_rate / 8
    assert next_poll(state, noon, BOUNDS) - noon < 30 * MINUTE


def test_what_was_watched_for_a_day_and_stayed_silent_is_silent() -> None:
    state = watched(3, [9, 10, 11])
    usual = intensity_of(state, prior_rate=0.0).usual
    assert (
        usual((MONDAY + 3 * DAY + 15.5 * HOUR).timestamp())
        < usual((MONDAY + 3 * DAY + 9.5 * HOUR).timestamp()) / 3
    )
