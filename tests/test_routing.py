"""Deliveries are written with the alert, by the watches that want it, and thought over when more is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select, update

from database import models, outbox, queries, save
from database.first_crawls import how_came
from database.rows import EntryState, RunCounts, SourceRow
from database.session import Store
from pipelines.values import Amount, Discovered, Verdict
from pipelines.watches import FLOOD, Watch, parse_digest, parse_hours
from tests.reports import NOW
from tests.test_database_regrouping import FIRST, SECOND, THIRD, told

MAIL = Watch(name="mail", channels=("mail",))


def deliveries(store: Store) -> list[tuple[str, str | None, str, str | None]]:
    with store.reading() as session:
        rows = session.scalars(select(models.Delivery).order_by(models.Delivery.id))
        return [(row.channel, row.watch, row.state, row.hold) for row in rows]


def crawled(store: Store, source: str, *, ended: bool) -> None:
    """The first run of a source, an hour ago."""
    save.register_source(store, SourceRow(id=source, outlet=source, family=source))
    run = save.start_run(store, source, started_at=NOW - timedelta(hours=1), trigger="schedule")
    if ended:
        save.finish_run(
            store, run, finished_at=NOW - timedelta(minutes=50), outcome="success", counts=RunCounts()
        )


def test_only_the_watches_that_want_it_get_it_and_a_channel_once(store: Store) -> None:
    store = replace(
        store,
        watches=(
            Watch(name="events", channels=("mail",), families=("event",)),
            Watch(name="weekly", channels=("mail", "chat"), digest=parse_digest("mon 08:00")),
            Watch(name="signings", channels=("mail",), families=("signing",)),
        ),
    )
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    # by mail at once, though the digest stands first in the file
    assert deliveries(store) == [
        ("mail", "signings", "waiting", None),
        ("chat", "weekly", "waiting", None),
    ]
    with store.reading() as session:
        assert session.scalars(select(models.Delivery.digest).order_by(models.Delivery.id)).all() == [
            False,
            True,
        ]


def test_the_first_crawl_of_a_source_fills_the_inbox_and_sends_nothing(store: Store) -> None:
    store = replace(store, watches=(MAIL,))
    crawled(store, "甲报", ended=False)
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    assert deliveries(store) == [("mail", "mail", "held", "first_crawl")]
    assert len(queries.alerts(store)) == 1
    crawled(store, "乙报", ended=True)
    save.save_report(store, told("乙报", THIRD, on="2026-06-20"), now=NOW)
    assert deliveries(store)[1:] == [("mail", "mail", "waiting", None)]


def test_a_page_that_the_first_crawl_named_is_of_the_first_crawl_whenever_it_is_read(store: Store) -> None:
    store = replace(store, watches=(MAIL,))
    crawled(store, "甲报", ended=True)
    named = told("甲报", FIRST, SECOND)
    save.record_discovered(
        store, "甲报", None, [Discovered(url=str(named.page_url))], entry=EntryState(url="https://甲报.example/"),
        now=NOW - timedelta(minutes=55),
    )  # fmt: skip
    save.save_report(store, named, now=NOW)
    assert deliveries(store) == [("mail", "mail", "held", "first_crawl")]


def test_a_watch_for_two_voices_hears_of_it_with_the_second(store: Store) -> None:
    store = replace(store, watches=(replace(MAIL, min_reports=2),))
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    assert deliveries(store) == []
    save.save_report(store, told("乙报", FIRST, SECOND), now=NOW)
    save.save_report(store, told("丙报", FIRST, SECOND), now=NOW)
    assert deliveries(store) == [("mail", "mail", "waiting", None)]


def test_a_doubtful_report_waits_for_a_second_voice(store: Store) -> None:
    store = replace(store, watches=(replace(MAIL, unconfirmed="wait"),))
    save.save_report(store, told("甲报", FIRST, SECOND, confidence=0.3), now=NOW)
    assert deliveries(store) == [("mail", "mail", "held", "unconfirmed")]
    save.save_report(store, told("乙报", FIRST, SECOND, confidence=0.3), now=NOW)
    assert deliveries(store) == [("mail", "mail", "waiting", None)]


def test_what_waited_goes_out_also_where_the_second_voice_adds_something(store: Store) -> None:
    store = replace(store, watches=(replace(MAIL, unconfirmed="wait"),))
    save.save_report(store, told("甲报", FIRST, SECOND, confidence=0.3), now=NOW)
    money = Amount(value=3e8, currency="CNY", kind="investment")
    save.save_report(store, told("乙报", FIRST, SECOND, confidence=0.3, amount=money), now=NOW)
    assert [alert.kind for alert in queries.alerts(store)] == ["material_update", "new"]
    assert {hold for *_, hold in deliveries(store)} == {None}


def test_a_watch_for_an_amount_hears_of_it_when_the_amount_is_known(store: Store) -> None:
    least = Amount(value=1e8, currency="", kind="unknown")
    store = replace(store, watches=(replace(MAIL, least=least),))
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    assert deliveries(store) == []
    money = Amount(value=3e8, currency="CNY", kind="investment")
    save.save_report(store, told("乙报", FIRST, SECOND, amount=money), now=NOW)
    assert deliveries(store) == [("mail", "mail", "waiting", None)]


def test_organisations_are_found_by_any_name_and_class(store: Store) -> None:
    store = replace(
        store,
        watches=(
            Watch(name="by name", channels=("a",), organisations=("粤澜大學",)),
            Watch(name="by class", channels=("b",), classes=("university",)),
            Watch(name="of another", channels=("c",), organisations=("港澜大学",)),
        ),
    )
    save.save_report(store, told("甲报", FIRST, THIRD), now=NOW)
    assert [channel for channel, *_ in deliveries(store)] == ["a", "b"]


def test_a_flood_is_held_back_and_told_to_the_operator_once(store: Store) -> None:
    operator = Watch(name="operator", channels=("pager",), kinds=("source_failing", "source_recovered"))
    store = replace(store, watches=(replace(MAIL, most_per_day=1000), operator))
    crawled(store, "甲报", ended=True)
    for number in range(FLOOD + 3):
        one = told(f"源{number}", f"{chr(0x4E00 + 37 * number)}澜{number}号科技有限公司", on=None)
        save.save_report(store, replace(one, source="甲报"), now=NOW)
    holds = [hold for channel, _, _, hold in deliveries(store) if channel == "mail"]
    assert holds == ["flood"] * (FLOOD + 3), "the first wait still, and are as doubtful as the rest"
    assert [channel for channel, *_ in deliveries(store)].count("pager") == 1
    (told_once,) = queries.alerts(store, kinds=("source_failing",))
    assert "甲报: more than 25 alerts within an hour" in told_once.summary


def test_a_flood_calls_back_nothing_that_went_out_and_holds_nothing_of_other_sources(store: Store) -> None:
    store = replace(
        store, watches=(replace(MAIL, channels=("mail", "lines"), programs=("lines",), most_per_day=1000),)
    )
    for source in ("甲报", "乙报"):
        crawled(store, source, ended=True)
    save.save_report(store, told("乙报", FIRST, SECOND), now=NOW)
    for number in range(FLOOD + 1):
        one = told(f"源{number}", f"{chr(0x4E00 + 37 * number)}澜{number}号科技有限公司", on=None)
        save.save_report(store, replace(one, source="甲报"), now=NOW)
        if number == 1:  # the mail server takes one and refuses the next
            waiting = [row.id for row in reversed(queries.deliveries(store, channel="mail"))]
            outbox.note_sent(store, waiting[1:2], now=NOW)
            outbox.put_off(store, waiting[2:3], due_at=NOW + timedelta(minutes=1), message="busy")
    mails = [(state, hold) for channel, _, state, hold in deliveries(store) if channel == "mail"]
    free = [("waiting", None), ("sent", None), ("waiting", None)]
    assert mails == [*free, *[("held", "flood")] * (FLOOD - 1)]
    assert {(state, hold) for channel, _, state, hold in deliveries(store) if channel == "lines"} == {
        ("waiting", None)
    }


def test_a_second_message_of_a_day_comes_with_the_digest(store: Store) -> None:
    store = replace(store, watches=(MAIL,))
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    ended = told("乙报", FIRST, SECOND, status="terminated")
    save.save_report(store, replace(ended, verdicts=(Verdict(claim_id="s1", alert=True),)), now=NOW)
    assert [alert.kind for alert in queries.alerts(store)] == ["status_change", "new"]
    with store.reading() as session:
        rows = session.scalars(select(models.Delivery).order_by(models.Delivery.alert_id)).all()
        assert [row.digest for row in rows] == [False, True]
        assert rows[1].due_at > NOW


def test_a_channel_that_programs_read_gets_everything_at_once(store: Store) -> None:
    store = replace(store, watches=(replace(MAIL, channels=("mail", "lines"), programs=("lines",)),))
    crawled(store, "甲报", ended=False)
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    assert deliveries(store) == [
        ("mail", "mail", "held", "first_crawl"),
        ("lines", "mail", "waiting", None),
    ]


def test_what_waited_for_a_second_voice_keeps_the_hours_and_the_digest_of_its_watch(store: Store) -> None:
    digest = parse_digest("mon 08:00")
    asleep = replace(MAIL, unconfirmed="wait", hours=parse_hours("03:00-03:01"))
    weekly = Watch(name="weekly", channels=("chat",), unconfirmed="wait", digest=digest)
    store = replace(store, watches=(asleep, weekly))
    save.save_report(store, told("甲报", FIRST, SECOND, confidence=0.3), now=NOW)
    save.save_report(store, told("乙报", FIRST, SECOND, confidence=0.3), now=NOW)
    with store.reading() as session:
        mail, chat = session.scalars(select(models.Delivery).order_by(models.Delivery.id)).all()
        assert (mail.hold, mail.due_at) == (None, parse_hours("03:00-03:01").next_open(NOW))
        assert (chat.hold, chat.digest, chat.due_at) == (None, True, digest.next_after(NOW))


def test_a_channel_that_was_renamed_does_not_tell_again_what_its_watch_told(store: Store) -> None:
    before = replace(store, watches=(MAIL,))
    save.save_report(before, told("甲报", FIRST, SECOND), now=NOW)
    after = replace(store, watches=(replace(MAIL, channels=("post",)),))
    save.save_report(after, told("乙报", FIRST, SECOND), now=NOW + timedelta(days=1))
    assert deliveries(store) == [("mail", "mail", "waiting", None)]


def test_what_was_told_before_there_were_watches_is_not_told_again(store: Store) -> None:
    save.save_report(replace(store, watches=(MAIL,)), told("甲报", FIRST, SECOND), now=NOW)
    with store.transaction() as session:
        session.execute(update(models.Delivery).values(watch=None))
    after = replace(store, watches=(replace(MAIL, channels=("post",)),))
    save.save_report(after, told("乙报", FIRST, SECOND), now=NOW)
    assert deliveries(store) == [("mail", None, "waiting", None)]


def test_a_reprint_of_the_same_voice_loads_no_claims_of_the_others(store: Store) -> None:
    store = replace(store, watches=(MAIL,))
    for outlet in ("甲报", "乙报", "丙报"):
        save.save_report(store, told(outlet, FIRST, SECOND), now=NOW)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    again = replace(told("乙报", FIRST, SECOND), page_url="https://乙报.example/2")
    event.listen(store.engine, "before_cursor_execute", note)
    save.save_report(store, again, now=NOW)
    event.remove(store.engine, "before_cursor_execute", note)
    assert asked
    # one look whether a first crawl brought it and it is held; its claims are not thought over
    assert len([statement for statement in asked if "deliveries" in statement]) == 1


def test_what_a_page_of_the_first_crawl_says_since_it_was_changed_is_sent(store: Store) -> None:
    store = replace(store, watches=(MAIL,))
    crawled(store, "甲报", ended=True)
    named = told("甲报", FIRST, SECOND)
    save.record_discovered(
        store, "甲报", None, [Discovered(url=str(named.page_url))], entry=EntryState(url="https://甲报.example/"),
        now=NOW - timedelta(minutes=55),
    )  # fmt: skip
    save.save_report(store, named, now=NOW)
    changed = told("甲报", FIRST, SECOND, status="terminated")
    text = f"{changed.article.text}后来终止了。"
    changed = replace(
        changed,
        article=replace(changed.article, text=text),
        fetched_at=NOW + timedelta(days=2),
        verdicts=(Verdict(claim_id="s1", alert=True),),
    )
    save.save_report(store, changed, now=NOW + timedelta(days=2))
    assert [alert.kind for alert in queries.alerts(store)] == ["status_change", "new"]
    assert deliveries(store) == [
        ("mail", "mail", "held", "first_crawl"),
        ("mail", "mail", "waiting", None),
    ]


def test_a_first_crawl_that_brings_much_makes_no_flood_of_what_comes_after_it(store: Store) -> None:
    store = replace(store, watches=(replace(MAIL, most_per_day=1000),))
    crawled(store, "甲报", ended=False)
    for number in range(FLOOD + 3):
        one = told(f"源{number}", f"{chr(0x4E00 + 37 * number)}澜{number}号科技有限公司", on=None)
        save.save_report(store, replace(one, source="甲报"), now=NOW)
    run = save.start_run(store, "甲报", started_at=NOW, trigger="schedule")
    ended = NOW + timedelta(minutes=1)
    save.finish_run(store, run, finished_at=ended, outcome="success", counts=RunCounts())
    later = NOW + timedelta(minutes=20)
    save.save_report(store, replace(told("甲报", FIRST, SECOND), fetched_at=later), now=later)
    assert {hold for *_, hold in deliveries(store)[:-1]} == {"first_crawl"}
    assert deliveries(store)[-1] == ("mail", "mail", "waiting", None)
    assert queries.alerts(store, kinds=("source_failing",)) == ()


def test_what_was_written_before_the_clock_was_set_back_does_not_fill_the_day(store: Store) -> None:
    store = replace(store, watches=(replace(MAIL, most_per_day=1),))
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW + timedelta(days=365))
    save.save_report(store, told("乙报", THIRD, on="2026-06-20"), now=NOW)
    with store.reading() as session:
        digests = session.scalars(select(models.Delivery.digest).order_by(models.Delivery.id)).all()
    assert digests == [False, False]


def first_crawled(store: Store, **changes: object) -> Store:
    """A store whose first crawl of 甲报 brought a signing, and that crawled 乙报 before."""
    store = replace(store, watches=(MAIL,))
    crawled(store, "甲报", ended=False)
    crawled(store, "乙报", ended=True)
    save.save_report(store, told("甲报", FIRST, SECOND, **changes), now=NOW)
    assert deliveries(store) == [("mail", "mail", "held", "first_crawl")]
    return store


def test_what_a_known_source_reports_as_news_is_sent_once_though_a_first_crawl_brought_it(
    store: Store,
) -> None:
    store = first_crawled(store)
    later = NOW + timedelta(days=1)
    save.save_report(store, replace(told("乙报", FIRST, SECOND), fetched_at=later), now=later)
    assert deliveries(store) == [("mail", "mail", "waiting", None)]
    crawled(store, "丙报", ended=True)
    save.save_report(store, told("丙报", FIRST, SECOND), now=later)
    assert deliveries(store) == [("mail", "mail", "waiting", None)]
    assert len(queries.alerts(store)) == 1


def test_a_reprint_by_a_known_source_is_such_a_report_too(store: Store) -> None:
    store = first_crawled(store)
    same = told("甲报", FIRST, SECOND)
    reprint = replace(same, page_url="https://乙报.example/1", source="乙报", article=replace(same.article, outlet="乙报"))  # fmt: skip
    assert save.save_report(store, reprint, now=NOW).outcome == "reprint"
    assert deliveries(store) == [("mail", "mail", "waiting", None)]


def test_what_another_first_crawl_brings_stays_held(store: Store) -> None:
    store = first_crawled(store)
    crawled(store, "丙报", ended=False)
    save.save_report(store, told("丙报", FIRST, SECOND), now=NOW)
    assert deliveries(store) == [("mail", "mail", "held", "first_crawl")]


def test_old_news_that_a_first_crawl_brought_stays_held(store: Store) -> None:
    store = first_crawled(store)
    # five weeks after the day: the report does not say when, but we know
    later = NOW + timedelta(days=34)
    save.save_report(store, replace(told("乙报", FIRST, SECOND, on=None), fetched_at=later), now=later)
    assert deliveries(store) == [("mail", "mail", "held", "first_crawl")]


def test_what_is_told_as_no_news_lets_nothing_go(store: Store) -> None:
    store = first_crawled(store)
    again = replace(told("乙报", FIRST, SECOND), verdicts=(Verdict(claim_id="s1", alert=False),))
    save.save_report(store, again, now=NOW)
    assert deliveries(store) == [("mail", "mail", "held", "first_crawl")]


def test_a_page_of_the_first_crawl_that_was_edited_is_no_other_report(store: Store) -> None:
    store = first_crawled(store)
    edited = told("甲报", FIRST, SECOND)
    text = f"{edited.article.text}本文有改动。"
    later = NOW + timedelta(days=1)
    edited = replace(edited, article=replace(edited.article, text=text), fetched_at=later)
    with store.transaction() as session:
        session.execute(update(models.Run).values(outcome="success", finished_at=NOW))
    assert save.save_report(store, edited, now=later).outcome == "updated"
    assert deliveries(store) == [("mail", "mail", "held", "first_crawl")]


def test_two_alerts_of_one_claim_of_a_first_crawl_are_both_of_the_first_crawl(store: Store) -> None:
    crawled(store, "甲报", ended=False)
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    with store.transaction() as session:
        (first,) = session.scalars(select(models.Alert))
        again = models.Alert(
            subject_kind=first.subject_kind,
            subject_id=first.subject_id,
            kind="correction",
            status=first.status,
            state_hash="again",
            summary=first.summary,
            happening_id=first.happening_id,
            claim_id=first.claim_id,
            created_at=NOW,
        )
        session.add(again)
        session.flush()
        assert all(came.first_crawl for came in how_came(session, [first, again]).values())
