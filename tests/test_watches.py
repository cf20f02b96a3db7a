"""What a watch lets through, and when that is sent. Pure rules; tests/test_routing.py goes through the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.mistakes import Mistake
from crawler.watch_settings import Channels, WatchSettings, parse_amount, watches_of
from pipelines.alerting import LOCAL
from pipelines.values import Amount
from pipelines.watches import (
    FLOOD,
    NEWS_KINDS,
    OPERATOR_KINDS,
    Subject,
    Traffic,
    Watch,
    parse_digest,
    parse_hours,
    parse_words,
    plan,
    why_not,
)

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # a Tuesday, 12:00 in Shenzhen
SIGNED = Subject(
    kind="new",
    family="signing",
    type="investment",
    status="occurred",
    happening_id=7,
    organisations=frozenset({"远屿新材股份有限公司", "远屿"}),
    classes=frozenset({"firm"}),
    amounts=(Amount(value=3e8, currency="HKD", kind="investment", operator="="),),
    texts=("遠嶼新材與港深創新及科技園公司簽約，投資3億港元發展量子晶片",),
    confidence=0.8,
    reports=1,
)
OPENED = replace(SIGNED, family="event", type="OPENING", subtype="park", amounts=())


def of(**settings: object) -> Watch:
    watch, *_ = watches_of({"mine": WatchSettings(**settings)}, Channels(told=("mail",)))  # type: ignore[arg-type]
    return watch


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"families": ("signing",)},
        {"types": ("loi", "investment")},
        {"side": "hongkong"},
        {"organisations": ("遠嶼",)},
        {"classes": ("firm",)},
        {"min_amount": "1亿"},
        {"min_amount": "3亿港元"},
        {"min_confidence": 0.8},
        {"words": ("量子", "+晶片", "!招聘")},
        {"words": ("/晶片|集成电路/",)},
        {"words": ("ＱＵＡＮＴＵＭ", "投资")},
    ],
)
def test_a_watch_lets_through_what_it_asks_for(settings: dict[str, object]) -> None:
    assert why_not(of(**settings), SIGNED) is None


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"families": ("event",)}, "signing is not one of its families"),
        ({"types": ("lease",)}, "investment is not one of its types"),
        ({"statuses": ("cancelled",)}, "occurred is not one of its statuses"),
        ({"kinds": ("correction",)}, "new is not one of its kinds"),
        ({"side": "shenzhen"}, "it is of the park hongkong"),
        ({"organisations": ("星洲",)}, "none of its organisations is in it"),
        ({"classes": ("university",)}, "no organisation of its classes is in it"),
        ({"min_amount": "3亿元人民币"}, "no amount in it is as great"),  # Hong Kong dollars are none
        ({"min_amount": "10亿"}, "no amount in it is as great"),
        ({"min_confidence": 0.81}, "its confidence is 0.80"),
        ({"min_reports": 2}, "1 independent report tells it"),
        ({"words": ("!量子",)}, "量子 stands in it"),
        ({"words": ("+招聘", "量子")}, "招聘 does not stand in it"),
        ({"words": ("生物", "光电")}, "none of 生物, 光电 stands in it"),
    ],
)
def test_a_watch_says_why_it_does_not(settings: dict[str, object], reason: str) -> None:
    assert why_not(of(**settings), SIGNED) == reason


def test_a_type_may_be_wide_or_narrow() -> None:
    assert why_not(of(types=("OPENING",)), OPENED) is None
    assert why_not(of(types=("OPENING.park",)), OPENED) is None
    assert why_not(of(types=("OPENING.unveil",)), OPENED) == "OPENING.park is not one of its types"


def test_what_names_no_park_is_of_both() -> None:
    somewhere = replace(SIGNED, texts=("在深港科技创新合作区签约",))
    assert why_not(of(side="shenzhen"), somewhere) is why_not(of(side="hongkong"), somewhere) is None


def test_without_watches_everything_goes_everywhere_also_what_the_operator_must_know() -> None:
    (watch,) = watches_of({}, Channels(told=("mail", "chat")))
    assert watch.channels == ("mail", "chat")
    assert why_not(watch, SIGNED) is None
    assert why_not(watch, Subject(kind="source_failing")) is None
    assert why_not(of(), Subject(kind="source_failing")) == "source_failing is not one of its kinds"
    assert why_not(of(kinds=("source_failing",), types=("lease",)), Subject(kind="source_failing")) is None


def test_a_channel_that_there_is_not_is_a_mistake_with_its_place() -> None:
    with pytest.raises(Mistake, match="did you mean 'mail'") as raised:
        watches_of({"mine": WatchSettings(channels=("mial",))}, Channels(told=("mail",)))
    assert raised.value.place == ("watches", "mine", "channels", 0)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1亿", 1e8, ""),
        ("1 亿", 1e8, ""),
        ("5000万港元", 5e7, "HKD"),
        ("HK$100 million", 1e8, "HKD"),
        ("100 million hkd", 1e8, "HKD"),
        ("30000000", 3e7, ""),
        ("3亿元人民币", 3e8, "CNY"),
        ("人民币3亿元", 3e8, "CNY"),
    ],
)
def test_amounts_as_people_write_them(text: str, value: float, currency: str) -> None:
    amount = parse_amount(text)
    assert (amount.value, amount.currency) == (value, currency)


@pytest.mark.parametrize("text", ["", "many", "1亿左右吧", "-3", "亿"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        parse_amount(text)


def test_bad_words_are_said() -> None:
    for word in ("", "+", "! ", "/(/"):
        with pytest.raises(ValueError, match=r"empty|missing"):
            parse_words([word])


@pytest.mark.parametrize(
    ("hours", "now", "sent"),
    [
        ("08:00-22:00", "12:00", "12:00"),
        ("08:00-22:00", "22:00", "08:00+1"),
        ("08:00-22:00", "06:30", "08:00"),
        ("22:00-06:00", "23:00", "23:00"),
        ("22:00-06:00", "05:59", "05:59"),
        ("22:00-06:00", "06:00", "22:00"),
    ],
)
def test_hours(hours: str, now: str, sent: str) -> None:
    day = datetime(2026, 11, 24, tzinfo=LOCAL)

    def moment(text: str) -> datetime:
        clock, _, later = text.partition("+")
        hour, minute = map(int, clock.split(":"))
        return day.replace(hour=hour, minute=minute) + timedelta(days=int(later or 0))

    assert parse_hours(hours).next_open(moment(now)) == moment(sent)


@pytest.mark.parametrize(
    ("digest", "next_"),
    [
        ("hourly", "2026-11-24T13:00"),
        ("08:00", "2026-11-25T08:00"),
        ("18:30", "2026-11-24T18:30"),
        ("12:00", "2026-11-25T12:00"),  # never at once
        ("mon 08:00", "2026-11-30T08:00"),
        ("tue 18:00", "2026-11-24T18:00"),
    ],
)
def test_digests(digest: str, next_: str) -> None:
    assert parse_digest(digest).next_after(NOON) == datetime.fromisoformat(next_).replace(tzinfo=LOCAL)


@given(st.integers(0, 2**31))
def test_a_digest_always_lies_ahead_and_hours_are_open_when_they_say(seconds: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    for text in ("hourly", "00:00", "fri 23:59"):
        moment = parse_digest(text).next_after(now)
        assert now < moment <= now + timedelta(days=8)
    for text in ("08:00-22:00", "22:00-06:00"):
        opens = parse_hours(text).next_open(now)
        assert opens == parse_hours(text).next_open(opens)
        assert now <= opens < now + timedelta(days=1)


@pytest.mark.parametrize("text", ["8-22", "08:00", "25:00-26:00", "08:00-08:00", ""])
def test_what_are_no_hours(text: str) -> None:
    with pytest.raises(ValueError, match=r"hours|time of day|the whole day"):
        parse_hours(text)


@pytest.mark.parametrize("text", ["daily", "day 08:00", "8", "mon", ""])
def test_what_is_no_digest(text: str) -> None:
    with pytest.raises(ValueError, match=r"digest|time of day"):
        parse_digest(text)


def test_an_alert_goes_out_at_once_unless_something_is_against_it() -> None:
    quiet = Traffic()
    assert plan(of(), SIGNED, quiet, now=NOON).due_at == NOON
    assert plan(of(), replace(SIGNED, first_crawl=True), quiet, now=NOON).hold == "first_crawl"
    assert plan(of(first_crawl="send"), replace(SIGNED, first_crawl=True), quiet, now=NOON).hold is None
    assert plan(of(), SIGNED, Traffic(of_source=FLOOD), now=NOON).hold is None
    assert plan(of(), SIGNED, Traffic(of_source=FLOOD + 1), now=NOON).hold == "flood"


def test_a_doubtful_single_report_waits_or_goes_out_marked() -> None:
    doubtful = replace(SIGNED, confidence=0.4)
    assert plan(of(unconfirmed="wait"), doubtful, Traffic(), now=NOON).hold == "unconfirmed"
    assert plan(of(unconfirmed="wait"), replace(doubtful, reports=2), Traffic(), now=NOON).hold is None
    assert plan(of(unconfirmed="wait"), SIGNED, Traffic(), now=NOON).hold is None
    assert plan(of(), doubtful, Traffic(), now=NOON).hold is None


def test_a_second_message_of_one_day_and_what_is_too_much_come_with_the_digest() -> None:
    for traffic in (Traffic(told_today=True), Traffic(today=20)):
        sending = plan(of(), SIGNED, traffic, now=NOON)
        assert sending.digest
        assert sending.due_at == datetime(2026, 11, 25, 8, 0, tzinfo=LOCAL)
    assert not plan(of(), SIGNED, Traffic(today=19), now=NOON).digest
    # what is told of sources is no news: however much there was, it comes when its watch says
    failing = Subject(kind="source_failing")
    assert plan(of(kinds=("source_failing",)), failing, Traffic(today=99), now=NOON).due_at == NOON
    daily = of(kinds=("source_failing",), digest="08:00")
    assert plan(daily, failing, Traffic(), now=NOON).digest


def test_digests_keep_the_hours_too() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=LOCAL)
    opens = datetime(2026, 11, 25, 9, 0, tzinfo=LOCAL)
    for watch, traffic in (
        (of(digest="hourly", hours="09:00-22:00"), Traffic()),
        (of(hours="09:00-22:00"), Traffic(told_today=True)),
    ):
        sending = plan(watch, SIGNED, traffic, now=late)
        assert (sending.digest, sending.due_at) == (True, opens)


def built(**tables: dict[str, object]) -> dict[str, Watch]:
    settings = {name: WatchSettings(**table) for name, table in tables.items()}  # type: ignore[arg-type]
    channels = Channels(told=("mail", "chat", "spare"), programs=("chat",), files=("feed",))
    return {watch.name: watch for watch in watches_of(settings, channels)}


def test_where_no_watch_asks_for_it_the_operator_is_told_by_the_channels_that_are_in_use() -> None:
    """With the first watch of its own a file lost all word of sources that fail."""
    found = built(money={"min_amount": "1亿", "channels": ("mail", "feed")})
    operator = found["operator"]
    assert (operator.kinds, operator.channels, operator.files) == (OPERATOR_KINDS, ("mail",), ())
    night = datetime(2026, 6, 22, 19, 30, tzinfo=UTC)  # half past three
    failing = Subject(kind="source_failing")
    sending = plan(operator, failing, Traffic(), now=night)
    assert (sending.digest, sending.due_at.astimezone(LOCAL).hour) == (True, 8)


def test_a_watch_called_operator_is_that_of_the_operator_unless_it_says_otherwise() -> None:
    found = built(all={}, operator={"channels": ("chat",)})
    assert (found["operator"].kinds, found["operator"].channels) == (OPERATOR_KINDS, ("chat",))
    assert list(built(all={}, operator={"channels": ()})) == ["all", "operator"]
    assert built(all={}, operator={"channels": ()})["operator"].channels == ()


def test_whoever_says_where_failing_sources_are_told_goes_on_getting_the_news() -> None:
    """With [watches.operator] alone no news left at all."""
    found = built(operator={"channels": ("spare",)})
    assert list(found) == ["operator", "default"]
    assert (found["default"].kinds, found["default"].channels) == (NEWS_KINDS, ("mail", "chat", "spare"))
    assert list(built(only={"kinds": ("new",)})) == ["only", "operator"]  # which asks for some news


def test_a_watch_called_operator_that_wants_other_kinds_has_its_name_for_itself() -> None:
    """A second watch of the same name stood beside it: what one had, the other had in the outbox."""
    table = {"channels": ("mail",), "kinds": ("new",)}
    channels = Channels(told=("mail",), programs=(), files=())
    found = watches_of({"operator": WatchSettings.model_validate(table)}, channels)
    assert [(one.name, one.kinds) for one in found] == [
        ("operator", ("new",)),
        ("operator-2", OPERATOR_KINDS),
    ]
    taken = built(**{"operator": table, "operator-2": table})
    assert list(taken) == ["operator", "operator-2", "operator-3"]


def test_where_a_watch_asks_for_it_nobody_else_is_told() -> None:
    assert list(built(all={"kinds": ("new", "source_failing")})) == ["all"]


def test_what_is_told_of_sources_keeps_the_hours_of_its_watch() -> None:
    watch = Watch(name="ops", kinds=OPERATOR_KINDS, hours=parse_hours("08:00-22:00"))
    night = datetime(2026, 6, 22, 19, 30, tzinfo=UTC)
    assert plan(watch, Subject(kind="source_failing"), Traffic(), now=night).due_at > night
    assert (
        plan(replace(watch, hours=None), Subject(kind="source_failing"), Traffic(), now=night).due_at == night
    )
