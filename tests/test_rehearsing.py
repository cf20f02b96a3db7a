"""What other watches would have sent: just what the store writes where it has those watches from the start."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from database import models, queries_rehearsal, save, session
from database.session import Store
from pipelines.values import Amount, Report, Verdict
from pipelines.vocabulary import ALERT_KINDS
from pipelines.watches import FLOOD, Watch, parse_digest, parse_hours, parse_words
from pipelines.watches.rehearsing import Planned, rehearse
from tests.reports import NOW
from tests.test_database_regrouping import FIRST, SECOND, THIRD, WORDS, told
from tests.test_routing import crawled

MAIL = Watch(name="mail", channels=("mail",))
FOURTH = "岭屿置业管理有限公司"
MONEY = Amount(value=3e8, currency="CNY", kind="investment")
Sent = tuple[str, str, str | None, str | None, bool, datetime]


def stored_ones(store: Store) -> set[Sent]:
    """The deliveries that the store wrote: of which alert, channel, watch, why held, with a digest, when."""
    with store.reading() as reading:
        rows = reading.execute(
            select(models.Delivery, models.Alert).join(
                models.Alert, models.Alert.id == models.Delivery.alert_id
            )
        )
        return {
            (_key(alert), row.channel, row.watch, row.hold, row.digest, row.due_at) for row, alert in rows
        }


def _key(alert: models.Alert) -> str:
    return alert.state_hash[:5] if alert.state_hash.startswith("flood") else str(alert.id)


def planned_ones(planned: Sequence[Planned]) -> set[Sent]:
    return {
        (
            one.alert.key[:5] if one.alert.key.startswith("flood") else one.alert.key,
            one.channel,
            one.watch,
            one.sending.hold,
            one.sending.digest,
            one.sending.due_at,
        )
        for one in planned
    }


def saved(store: Store, reports: Sequence[tuple[Report, datetime]]) -> None:
    for report, now in reports:
        save.save_report(store, replace(report, fetched_at=now), now=now)


WATCHES = (
    MAIL,
    replace(MAIL, name="two voices", channels=("chat",), min_reports=2),
    replace(MAIL, name="doubt", channels=("late",), unconfirmed="wait"),
    Watch(name="weekly", channels=("mail", "digest"), digest=parse_digest("mon 08:00")),
    replace(
        MAIL, name="money", channels=("bank", "chat"), least=Amount(value=1e8, currency="", kind="unknown")
    ),
    replace(MAIL, name="few", channels=("few",), most_per_day=1, hours=parse_hours("08:00-10:00")),
    replace(MAIL, name="words", channels=("words",), words=parse_words(["粤澜大學"])),
    replace(MAIL, name="narrow", channels=("narrow",), types=("investment",), kinds=ALERT_KINDS),
)


def _alerting(url: str, *names: str, **changes: object) -> Report:
    return replace(told(url, *names, **changes), verdicts=(Verdict(claim_id="s1", alert=True),))  # type: ignore[arg-type]


@st.composite
def _arriving(draw: st.DrawFn) -> tuple[Report, datetime]:
    # two happenings that nobody takes for one: which claims are one happening is looked at as known today
    names = draw(st.sampled_from([(FIRST, SECOND), (THIRD, FOURTH)]))
    report = _alerting(
        draw(st.sampled_from(list(WORDS))),
        *names,
        status=draw(st.sampled_from(["occurred", "occurred", "terminated"])),
        amount=draw(st.sampled_from([None, MONEY])),
        confidence=draw(st.sampled_from([0.3, 0.9])),
    )
    return report, NOW + timedelta(minutes=draw(st.integers(0, 5)))


def _in_order(steps: list[tuple[Report, datetime]]) -> list[tuple[Report, datetime]]:
    """Reports that come one after the other, some hours between them."""
    return [(report, at + timedelta(hours=7 * number)) for number, (report, at) in enumerate(steps)]


#: One pair told again and again: by a second voice, with an amount, ended and begun anew; another pair between, in doubt.
STORY = [
    (_alerting("甲报", FIRST, SECOND, confidence=0.3), NOW),
    (_alerting("己报", FIRST, SECOND, confidence=0.3), NOW + timedelta(minutes=1)),
    (_alerting("乙报", THIRD, FOURTH, confidence=0.3), NOW + timedelta(minutes=1)),
    (_alerting("丙报", FIRST, SECOND, amount=MONEY, confidence=0.3), NOW + timedelta(minutes=2)),
    (_alerting("丁报", FIRST, SECOND, status="terminated"), NOW + timedelta(minutes=3)),
    (_alerting("戊报", THIRD, FOURTH, amount=MONEY), NOW + timedelta(minutes=4)),
    (_alerting("甲报", THIRD, FOURTH, status="terminated"), NOW),
]


@example(steps=STORY, watches=list(WATCHES))
@settings(max_examples=8, deadline=None)
@given(
    steps=st.lists(_arriving(), min_size=1, max_size=6),
    watches=st.lists(st.sampled_from(WATCHES), min_size=1, max_size=4, unique=True),
)
def test_other_watches_send_what_the_store_writes_that_has_them(
    migrated_sqlite: Path, steps: list[tuple[Report, datetime]], watches: list[Watch]
) -> None:
    reports = _in_order(steps)
    with TemporaryDirectory() as folder:
        files = [shutil.copy(migrated_sqlite, Path(folder) / name) for name in ("without.db", "having.db")]
        without = session.open_store(f"sqlite:///{files[0]}")
        having = session.open_store(f"sqlite:///{files[1]}", watches=tuple(watches))
        try:
            saved(without, reports)
            saved(having, reports)
            came = queries_rehearsal.arrivals(without, since=NOW - timedelta(days=1))
            assert planned_ones(rehearse(came, watches)) == stored_ones(having)
        finally:
            without.close()
            having.close()


def test_a_flood_is_held_and_told_once_as_the_store_does(store: Store) -> None:
    operator = Watch(name="operator", channels=("pager",), kinds=("source_failing",))
    watches = (replace(MAIL, most_per_day=1000), operator)
    store = replace(store, watches=watches)
    crawled(store, "甲报", ended=True)
    for number in range(FLOOD + 3):
        one = told(f"源{number}", f"{chr(0x4E00 + 37 * number)}澜{number}号科技有限公司", on=None)
        saved(store, [(replace(one, source="甲报"), NOW)])
    planned = rehearse(queries_rehearsal.arrivals(store, since=NOW - timedelta(days=1)), watches)
    assert [one.sending.hold for one in planned].count("flood") == FLOOD + 3
    assert [one.channel for one in planned].count("pager") == 1
    assert planned_ones(planned) == stored_ones(store)
    # nobody is told of a flood by watches that have none
    calm = rehearse(queries_rehearsal.arrivals(store, since=NOW - timedelta(days=1)), (operator,))
    assert calm == ()


def test_a_happening_is_looked_at_as_it_was_known_at_each_moment(store: Store) -> None:
    """Five papers have it by now; when it was new, one had, and a watch for two voices was not called yet."""
    first, later = NOW, NOW + timedelta(hours=2)
    saved(store, [(told("甲报", FIRST, SECOND), first), (told("乙报", FIRST, SECOND, amount=MONEY), later)])
    came = queries_rehearsal.arrivals(store, since=NOW - timedelta(days=1))
    assert [(one.at, one.facts.reports, one.facts.amounts) for one in came] == [
        (first, 1, ()),
        (later, 2, (MONEY,)),
    ]
    (planned,) = rehearse(came, (replace(MAIL, min_reports=2),))
    assert planned.sending.due_at == later


def test_a_failing_source_is_among_what_is_rehearsed(store: Store) -> None:
    crawled(store, "甲报", ended=True)
    save.source_health_alert(store, "甲报", failing=True, summary="甲报 answers nothing", now=NOW)
    came = queries_rehearsal.arrivals(store, since=NOW - timedelta(days=1))
    assert rehearse(came, (MAIL,)) == ()
    (planned,) = rehearse(came, (replace(MAIL, kinds=ALERT_KINDS),))
    assert (planned.alert.summary, planned.sending.due_at) == ("甲报 answers nothing", NOW)


def test_what_a_first_crawl_brought_goes_out_with_the_news_of_it_as_the_store_does(store: Store) -> None:
    watches = (MAIL, Watch(name="all", channels=("chat",), first_crawl="send"))
    store = replace(store, watches=watches)
    crawled(store, "甲报", ended=False)
    crawled(store, "乙报", ended=True)
    day = timedelta(days=1)
    saved(store, [(told("甲报", FIRST, SECOND), NOW), (told("丙报", THIRD, FOURTH), NOW + day)])
    saved(store, [(told("乙报", FIRST, SECOND), NOW + 10 * day)])
    came = queries_rehearsal.arrivals(store, since=NOW - day)
    planned = rehearse(came, watches)
    assert [one.sending.hold for one in planned] == [None] * 4
    assert max(one.sending.due_at for one in planned) == NOW + 10 * day
    assert planned_ones(planned) == stored_ones(store)
