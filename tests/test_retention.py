"""What is old is forgotten whole, and nothing that an unread alert or a young happening needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from crawler.configuration import DEFAULT, ConfigurationError, load
from crawler.crawl import Crawls
from database import models, queries, retention, save
from database.columns import Base
from database.rows import EntryState, PageOutcome
from database.session import Store
from pipelines import polls
from pipelines.polls import Poll
from tests.reports import NOW, OPENED, everything, opening, report
from watching.forgetting import forget

BEFORE = datetime(2028, 1, 1, tzinfo=UTC)
YOUNG = datetime(2028, 3, 1, tzinfo=UTC)
#: Where an address or an organisation is known, it stays known.
STAYS = {"pages", "sources", "organisations", "organisation_keys", "organisation_names"}


def rows(store: Store) -> dict[str, int]:
    with store.reading() as session:
        counts = {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
    return {name: n for name, n in counts.items() if n}


def forget_old(store: Store) -> int:
    return sum(retention.forget_articles(store, b) for b in retention.old_articles(store, before=BEFORE))


def read_all(store: Store) -> None:
    with store.transaction() as session:
        session.execute(update(models.Alert).values(read_at=NOW))


def old(store: Store) -> None:
    """A signing with a reprint and a forum, told and read two years ago."""
    signed = save.save_report(store, report(), now=NOW)
    again = report("https://other.example/1", outlet="另一报", source="other")
    assert save.save_report(store, again, now=NOW).outcome == "reprint"
    forum = report("https://news.example/a/2", OPENED, (opening(),))
    assert save.save_report(store, forum, now=NOW).alerts
    with store.transaction() as session:
        for kind, id_ in (("alert", signed.alerts[0]), ("article", signed.article_id)):
            session.add(models.Feedback(subject_kind=kind, subject_id=id_, verdict="useful", created_at=NOW))
    read_all(store)


def test_what_is_old_and_read_goes_whole_and_its_addresses_stay_known(store: Store) -> None:
    old(store)
    before = rows(store)
    assert forget_old(store) == 3
    assert rows(store) == {name: n for name, n in before.items() if name in STAYS}
    assert forget_old(store) == 0


def unread(store: Store) -> None:
    with store.transaction() as session:
        session.execute(update(models.Alert).values(read_at=None))


def on_its_way(store: Store) -> None:
    with store.transaction() as session:
        for id_ in session.scalars(select(models.Alert.id)):
            session.add(models.Delivery(alert_id=id_, channel="post", state="waiting", due_at=NOW))


def reprinted(store: Store) -> None:
    for number, text in enumerate(({}, {"text": OPENED, "claims": (opening(),)})):
        young = report(
            f"https://late.example/{number}", outlet="晚报", source="late", fetched_at=YOUNG, **text
        )  # type: ignore[arg-type]
        save.save_report(store, young, now=YOUNG)
    read_all(store)


def scheduled(store: Store) -> None:
    with store.transaction() as session:
        session.execute(update(models.Happening).values(date_end="2028"))


def changed(store: Store) -> None:
    with store.transaction() as session:
        session.execute(update(models.Happening).values(updated_at=YOUNG))


@pytest.mark.parametrize("need", [unread, on_its_way, reprinted, scheduled, changed])
def test_what_is_needed_stays_with_all_that_hangs_on_it(store: Store, need: Callable[[Store], None]) -> None:
    old(store)
    need(store)
    before = rows(store)
    assert forget_old(store) == 0
    assert rows(store) == before


def held(store: Store, why: str) -> None:
    """All alerts of the store are held on their way."""
    on_its_way(store)
    with store.transaction() as session:
        session.execute(update(models.Delivery).values(state="held", hold=why))


@pytest.mark.parametrize("was_read", [True, False])
def test_what_a_first_crawl_brought_is_kept_no_longer_than_the_rest(store: Store, was_read: bool) -> None:
    """It is held for good, and nobody reads hundreds of alerts that called nobody."""
    old(store)
    held(store, "first_crawl")
    if not was_read:
        unread(store)
    assert forget_old(store) == 3
    assert rows(store).keys() <= STAYS


def test_what_is_held_as_a_flood_waits_for_a_decision(store: Store) -> None:
    old(store)
    held(store, "flood")
    assert forget_old(store) == 0
    assert retention.forget_alerts(store, before=BEFORE) == 0


def test_of_two_happenings_only_the_old_one_goes(store: Store) -> None:
    old(store)
    with store.transaction() as session:
        forum = session.scalars(select(models.Happening).where(models.Happening.family == "event")).one()
        forum.updated_at = YOUNG
    assert forget_old(store) == 2
    assert [row["title"] for row in queries.EXPORTS["articles"](store)] == [OPENED[:18]]
    assert len(list(queries.EXPORTS["events"](store))) == 1
    assert list(queries.EXPORTS["signings"](store)) == []
    save.save_report(store, report(fetched_at=YOUNG), now=YOUNG)  # the store goes on with what is left
    assert len(list(queries.EXPORTS["signings"](store))) == 1


def test_what_is_taken_up_between_looking_and_removing_stays(store: Store) -> None:
    old(store)
    bundles = retention.old_articles(store, before=BEFORE)
    reprinted(store)
    before = rows(store)
    assert [retention.forget_articles(store, bundle) for bundle in bundles] == [0]
    assert rows(store) == before


def test_read_alerts_go_save_the_latest_of_each_subject(store: Store) -> None:
    store = Store(engine=store.engine, watches=everything("post"))
    (first,) = save.save_report(store, report(), now=NOW).alerts
    with store.transaction() as session:
        told = session.get_one(models.Alert, first)
        values = {c.name: getattr(told, c.name) for c in models.Alert.__table__.columns if c.name != "id"}
        for number in range(3):
            session.add(models.Alert(**values | {"kind": "material_update", "state_hash": str(number)}))
        session.execute(update(models.Delivery).values(state="sent"))
    assert retention.forget_alerts(store, before=BEFORE) == 0, "nobody has read them"
    read_all(store)
    assert retention.forget_alerts(store, before=NOW) == 0, "they are young"
    assert retention.forget_alerts(store, before=BEFORE) == 3
    assert [row.kind for row in queries.alerts(store)] == ["material_update"]
    assert rows(store).get("deliveries") is None
    assert rows(store)["happenings"] == 1


def test_by_default_everything_is_kept_and_else_what_the_file_says(store: Store, tmp_path: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=400)
    archive = tmp_path / "archive"
    archive.mkdir()
    for name in ("2020-01-01-7.warc.gz", "2020-01-02-7.warc.gz", "2999-01-01-7.warc.gz", "letter.txt"):
        (archive / name).write_bytes(b"x")
    for number, (text, claims) in enumerate(((None, None), (OPENED, (opening(),)))):
        page = report(
            f"https://news.example/a/{number}",
            **({"text": text, "claims": claims} if text else {}),
            fetched_at=long_ago,
        )  # type: ignore[arg-type]
        where = PageOutcome(
            url=page.page_url,
            outcome="new",
            archive_file=f"2020-01-0{number + 1}-7.warc.gz",
            archive_offset=0,
        )
        save.save_report(store, page, outcome=where, now=long_ago)
    with store.transaction() as session:
        session.execute(
            update(models.Alert).where(models.Alert.status == "occurred").values(read_at=long_ago)
        )
        session.execute(
            update(models.Happening).values(date_start="2020", date_end="2020", updated_at=long_ago)
        )
        event = session.scalars(select(models.Happening).where(models.Happening.family == "event")).one()
        session.execute(
            update(models.Alert).where(models.Alert.happening_id == event.id).values(read_at=None)
        )
    before = rows(store)
    asyncio.run(forget(Crawls(store=store, configuration=DEFAULT), go_on=lambda: True))
    assert rows(store) == before
    (tmp_path / "hetao.toml").write_text(
        f'[crawl]\narchive = "{archive}"\n[keep]\narticles = "365d"\nalerts = "365d"\narchive = "365d"\n',
        "utf-8",
    )
    wanted = load(tmp_path / "hetao.toml")
    asyncio.run(forget(Crawls(store=store, configuration=wanted), go_on=lambda: True))
    assert rows(store)["articles"] == 1
    assert len(list(queries.EXPORTS["events"](store))) == 1, "its alert is unread"
    assert {path.name for path in archive.iterdir()} == {
        "2020-01-02-7.warc.gz", "2999-01-01-7.warc.gz", "letter.txt",
    }  # fmt: skip
    with store.reading() as session:
        assert set(session.scalars(select(models.Page.archive_file))) == {None, "2020-01-02-7.warc.gz"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('articles = "7d"', "below 30d"),
        ('articles = "0d"', "below 30d"),
        ('alerts = "1y"', "is no number of days"),
        ('pages = "90d"', "no setting 'pages'"),
    ],
)
def test_a_mistake_in_keep_is_said_with_its_line(line: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "hetao.toml").write_text(f"\n[keep]\n{line}\n", "utf-8")
    with pytest.raises(ConfigurationError) as refusal:
        load(tmp_path / "hetao.toml")
    assert "line 3: " in str(refusal.value)
    assert said in str(refusal.value)


def test_the_editions_of_past_days_leave_no_rows_and_declared_entry_points_stay(
    store: Store, tmp_path: Path
) -> None:
    """A paper's address has the day in it, and each of its sheets has one: some twenty rows a day, for ever."""
    now, paper = datetime.now(UTC), "https://paper.example/{yyyy}{mm}/{dd}/node_01.html"
    for days in range(0, 100, 10):
        day = now - timedelta(days=days)
        for sheet in (1, 2):
            url = f"https://paper.example/{day:%Y%m/%d}/node_{sheet:02}.html"
            entry = EntryState(url=url, etag="an edition")
            save.record_discovered(store, "paper", None, [], entry=entry, now=day)
    save.record_poll(store, "paper", paper, Poll(at=now - timedelta(days=90), outcome=polls.READ, named=3))
    asyncio.run(forget(Crawls(store=store, configuration=DEFAULT), go_on=lambda: True))
    with store.reading() as session:
        left = session.scalars(select(models.EntryPoint.url)).all()
    assert len(left) == 1 + 2 * 3  # the declared one, whenever it was asked, and the last thirty days
    assert paper in left
