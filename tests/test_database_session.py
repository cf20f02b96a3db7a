"""The database is found, made, migrated or refused with a sentence that says how to mend it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, create_engine, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from database import engines, models, save
from database.addresses import database_url, engine_url
from database.errors import SchemaOutdated, StoreUnreachable
from database.models import Base
from database.schema import alembic_configuration
from database.session import Store, migrate, open_store
from tests import postgresql
from tests.reports import NOW, report

VIEWS = {"v_alerts", "v_signings", "v_events"}


def test_the_address_is_the_given_one_else_the_environments_else_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HETAO_DATABASE_URL", "postgresql://db.example/hetao")
    assert database_url("other.db") == "sqlite:///other.db"
    assert database_url() == "postgresql://db.example/hetao"
    monkeypatch.delenv("HETAO_DATABASE_URL")
    assert database_url() == "sqlite:///data/hetao.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_psycopg(scheme: str) -> None:
    assert engine_url(f"{scheme}://me@db.example/hetao").drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "url", ["mysql://me:secret@db.example/x", "sqlite://", "postgres//me:secret@x", "x://"]
)
def test_other_addresses_are_refused_without_showing_a_password(url: str) -> None:
    with pytest.raises(StoreUnreachable) as refusal:
        engine_url(url)
    assert "secret" not in str(refusal.value)
    assert "postgresql://USER@HOST/NAME" in str(refusal.value)


def test_no_password_is_shown_wherever_it_stands_in_an_address() -> None:
    for url in ("postgresql://me:s3cret@127.0.0.1:1/x", "postgresql://127.0.0.1:1/x?user=me&password=s3cret"):
        with pytest.raises(StoreUnreachable) as refusal:
            open_store(url)
        assert "s3cret" not in str(refusal.value)


@pytest.mark.postgresql
def test_a_writer_that_does_not_end_is_told_and_not_waited_for_without_end(
    migrated_postgresql: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engines._PATIENCE_WITH_A_SERVER, "options", "-c lock_timeout=200")
    impatient = open_store(migrated_postgresql.engine.url.render_as_string(hide_password=False))
    with (
        migrated_postgresql.transaction(),
        pytest.raises(StoreUnreachable, match="Another program has been writing"),
        impatient.transaction(),
    ):
        pass
    impatient.close()


def test_an_absent_sqlite_database_is_made_with_its_folder(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "new folder" / "hetao.db"))
    assert save.save_report(store, report(), now=NOW).outcome == "new"
    with store.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    store.close()


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    store = open_store(str(path))
    with store.transaction() as session:
        session.execute(text("DELETE FROM alembic_version"))
    store.close()
    with pytest.raises(SchemaOutdated, match="hetao migrate"):
        open_store(str(path))


def test_a_database_of_a_newer_program_is_refused_by_opening_and_migrating(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    store = open_store(str(path))
    with store.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    for use in (open_store, migrate):
        with pytest.raises(SchemaOutdated, match="newer"):
            use(str(path))


def test_what_is_no_database_or_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text(
        "Dear reader, this is a letter and no database. " * 50, encoding="utf-8"
    )
    with pytest.raises(StoreUnreachable, match=r"letter\.db cannot be reached: file is not a database"):
        open_store(str(tmp_path / "letter.db"))
    with pytest.raises(StoreUnreachable, match="cannot be made"):
        open_store(str(tmp_path / "letter.db" / "hetao.db"))
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(StoreUnreachable, match="unable to open"):
        open_store(str(tmp_path / "folder.db"))


def test_a_writer_that_does_not_end_is_named_as_the_cause(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("database.engines.BUSY_SECONDS", 0.05)
    other = open_store(sqlite_store.engine.url.render_as_string())
    with sqlite_store.transaction() as session:
        session.execute(text("DELETE FROM runs"))
        with pytest.raises(StoreUnreachable, match="Another program has been writing"):
            save.save_report(other, report(), now=NOW)
        with other.reading() as reading:
            assert reading.scalar(text("SELECT count(*) FROM runs")) == 0, "readers wait for nobody"
    other.close()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(StoreUnreachable) as refusal:
        open_store("postgresql://me:secret@127.0.0.1:1/hetao")
    message = str(refusal.value)
    assert "127.0.0.1:1/hetao" in message
    assert "HETAO_DATABASE_URL" in message
    assert "secret" not in message


@pytest.mark.postgresql
def test_a_servers_database_is_not_touched_unasked(migrated_postgresql: Store) -> None:
    with postgresql.throw_away_database(migrated_postgresql.engine.url) as url:
        with pytest.raises(SchemaOutdated, match="hetao migrate"):
            open_store(url)
        assert migrate(url) == migrate(url) == "0013"
        open_store(url).close()


def test_processes_that_start_together_make_one_database(tmp_path: Path) -> None:
    code = "import sys; from database.session import open_store; open_store(sys.argv[1]).close()"
    here = Path(__file__).parent.parent
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "x" / "hetao.db")],
            cwd=tmp_path,  # migrations are found from any folder
            env={**os.environ, "PYTHONPATH": str(here)},
        )
        for _ in range(2)
    ]
    assert [process.wait(60) for process in started] == [0, 0]


def test_the_migrations_make_what_the_models_say(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def checks(engine: Engine) -> set[tuple[str, str | None]]:
    inspector = inspect(engine)
    return {(t, c["name"]) for t in Base.metadata.tables for c in inspector.get_check_constraints(t)}


def test_every_closed_vocabulary_is_checked_by_the_database(store: Store) -> None:
    declared = {
        (table.name, str(c.name))
        for table in Base.metadata.tables.values()
        for c in table.constraints
        if isinstance(c, CheckConstraint)
    }
    assert checks(store.engine) == declared
    assert len(declared) > 25


def test_the_views_exist(store: Store) -> None:
    assert set(inspect(store.engine).get_view_names()) == VIEWS


def wrong_status(alert: models.Alert) -> None:
    alert.status = "perhaps"


def no_subject(alert: models.Alert) -> None:
    alert.happening_id = None


@pytest.mark.parametrize("spoil", [wrong_status, no_subject])
def test_the_database_itself_refuses_what_the_vocabulary_does_not_know(
    store: Store, spoil: Callable[[models.Alert], None]
) -> None:
    (alert_id,) = save.save_report(store, report(), now=NOW).alerts
    with pytest.raises(IntegrityError), store.transaction() as session:
        spoil(session.get_one(models.Alert, alert_id))


def test_an_alert_cannot_be_written_twice(store: Store) -> None:
    (alert_id,) = save.save_report(store, report(), now=NOW).alerts
    with store.reading() as session:
        told = session.get_one(models.Alert, alert_id)
        values = {c.name: getattr(told, c.name) for c in models.Alert.__table__.columns if c.name != "id"}
    with pytest.raises(IntegrityError), store.transaction() as session:
        session.add(models.Alert(**values))


def test_times_come_back_aware_and_naive_ones_are_refused(store: Store) -> None:
    shenzhen = timezone(timedelta(hours=8))
    save.start_run(store, "x", started_at=datetime(2026, 6, 21, 16, tzinfo=shenzhen), trigger="hand")
    with store.reading() as session:
        run = session.get_one(models.Run, session.scalars(text("SELECT max(id) FROM runs")).one())
        assert run.started_at == datetime(2026, 6, 21, 8, tzinfo=UTC)
        assert run.started_at.tzinfo is UTC
    with pytest.raises(StatementError, match="needs its zone"):
        save.start_run(store, "x", started_at=datetime(2026, 6, 21), trigger="hand")  # noqa: DTZ001


def test_every_table_and_column_is_documented() -> None:
    for table in Base.metadata.tables.values():
        assert table.comment, table.name
        assert all(column.comment for column in table.columns), table.name


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_a_database_of_the_first_schema_is_brought_up_to_date_with_all_its_rows(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with contextlib.ExitStack() as stack:
        if kind == "postgresql":
            server = request.getfixturevalue("migrated_postgresql").engine.url
            url = stack.enter_context(postgresql.throw_away_database(server))
        else:
            url = f"sqlite:///{tmp_path / 'old.db'}"
        engine = create_engine(engine_url(url))
        with engine.begin() as connection:
            command.upgrade(alembic_configuration(connection), "0001")
            connection.execute(
                text(
                    "INSERT INTO sources (id, outlet, family, enabled, consecutive_failures, health,"
                    " health_changes) VALUES ('s', '某报', 's', true, 0, 'ok', 0)"
                )
            )
            connection.execute(
                text(
                    "INSERT INTO pages (id, url, asked_url, source_id, outcome, tries, discovered_at)"
                    " VALUES (7, 'http://a.example/1', 'http://a.example/1', 's', 'new', 0,"
                    " '2026-11-24 00:00:00')"
                )
            )
            connection.execute(
                text("INSERT INTO reprint_groups (id, created_at) VALUES (1, '2026-11-24 00:00:00')")
            )
            connection.execute(
                text(
                    "INSERT INTO articles (id, page_id, group_id, reached_at, script, relevance, relevance_why,"
                    " degraded, read_by, text_key, current_version)"
                    " VALUES (1, 7, 1, '2026-11-24 00:00:00', 'hans', 'subject', '[]', false, '[]', 'k', 1)"
                )
            )
        engine.dispose()
        with pytest.raises(SchemaOutdated, match="hetao migrate"):
            open_store(url)
        migrate(url)
        store = open_store(url)
        with store.transaction() as session:
            page = session.get_one(models.Page, 7)
            assert (page.url, page.source_id) == ("http://a.example/1", "s")
            page.outcome = "poisonous"
        with store.reading() as session:
            assert session.get_one(models.Source, "s").misfires == 0
            assert session.get_one(models.Article, 1).page_id == 7  # nothing was deleted with the old table
            assert session.scalar(text("SELECT COUNT(*) FROM v_alerts")) == 0
        with pytest.raises(IntegrityError), store.transaction() as session:
            session.execute(text("UPDATE pages SET source_id = 'nobody' WHERE id = 7"))
        store.close()


OF_SCHEMA_3 = """
INSERT INTO pages (id, url, asked_url, outcome, tries, discovered_at)
 VALUES (7, 'http://a.example/1', 'http://a.example/1', 'new', 0, '2026-11-24 00:00:00');
INSERT INTO reprint_groups (id, created_at) VALUES (1, '2026-11-24 00:00:00');
INSERT INTO articles (id, page_id, group_id, reached_at, script, relevance, relevance_why, degraded, read_by, text_key,
 current_version) VALUES (1, 7, 1, '2026-11-24 00:00:00', 'hant', 'subject', '[]', false, '[]', 'k', 1);
INSERT INTO article_versions (id, article_id, number, text_sha256, text, repairs, rules_version, seen_at)
 VALUES (3, 1, 1, 'x', '星瀾生物與河套發展署簽約，署長周聞', '[]', 'r', '2026-11-24 00:00:00');
INSERT INTO claims (id, version_id, local_id, family, type, status, zone, prominence, confidence, on_hetao, alert,
 evidence_start, evidence_end, evidence_text)
 VALUES (5, 3, 's1', 'signing', 'cooperation', 'occurred', 'lead', 'main', 0.9, true, true, 0, 12, '星瀾生物與河套發展署簽約');
INSERT INTO organisations (id, key, name) VALUES (1, '星澜生物', '星澜生物');
INSERT INTO organisations (id, key, name)
 VALUES (2, '河套深港科技创新合作区深圳园区发展署', '河套深港科技创新合作区深圳园区发展署');
INSERT INTO organisations (id, key, name) VALUES (3, '深圳市星澜生物科技有限公司', '深圳市星澜生物科技有限公司');
INSERT INTO organisation_names (organisation_id, name) VALUES (1, '星澜生物');
INSERT INTO organisation_names (organisation_id, name) VALUES (1, '星瀾生物');
INSERT INTO organisation_names (organisation_id, name) VALUES (2, '河套發展署');
INSERT INTO organisation_names (organisation_id, name) VALUES (3, '深圳市星澜生物科技有限公司');
INSERT INTO claim_arguments (id, claim_id, position, role, value, normalised, organisation_id, evidence_start,
 evidence_end, evidence_text) VALUES (1, 5, 0, 'party', '星瀾生物', '星澜生物', 1, 0, 4, '星瀾生物');
INSERT INTO claim_arguments (id, claim_id, position, role, value, normalised, organisation_id, evidence_start,
 evidence_end, evidence_text) VALUES (2, 5, 1, 'party', '河套發展署', '河套深港科技创新合作区深圳园区发展署', 2, 5, 10, '河套發展署');
INSERT INTO people (id, version_id, name, title, organisation, organisation_id, evidence_start, evidence_end,
 evidence_text) VALUES (1, 3, '周聞', '署長', '河套發展署', 2, 15, 17, '周聞');
"""


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_organisations_of_before_keep_their_claims_and_people_and_learn_what_they_are(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with contextlib.ExitStack() as stack:
        if kind == "postgresql":
            server = request.getfixturevalue("migrated_postgresql").engine.url
            url = stack.enter_context(postgresql.throw_away_database(server))
        else:
            url = f"sqlite:///{tmp_path / 'old.db'}"
        engine = create_engine(engine_url(url))
        with engine.begin() as connection:
            if kind == "sqlite":
                connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")  # as migrate does
            command.upgrade(alembic_configuration(connection), "0003")
            for statement in OF_SCHEMA_3.split(";\n"):
                if statement.strip():
                    connection.execute(text(statement.replace("\n", " ")))
        engine.dispose()
        migrate(url)
        store = open_store(url)
        stack.callback(store.close)
        with store.reading() as session:
            assert {row.organisation_key for row in session.scalars(select(models.ClaimArgument))} == {
                "星澜生物",
                "河套深港科技创新合作区深圳园区发展署",
            }
            mentions = session.scalars(select(models.OrganisationMention.evidence_text)).all()
            assert sorted(mentions) == sorted(["星瀾生物", "河套發展署"])
            scripts = dict(
                session.execute(select(models.OrganisationName.name, models.OrganisationName.script)).all()
            )
            assert (scripts["星瀾生物"], scripts["星澜生物"]) == ("hant", "hans")
        save.refresh_organisations(store)
        with store.reading() as session:
            rows = {row.key: row for row in session.scalars(select(models.Organisation))}
            office = rows["河套深港科技创新合作区深圳园区发展署"]
            assert (office.class_, office.region, office.seed) == ("gov_agency", "SZ", True)
            firm = rows["深圳市星澜生物科技有限公司"]
            assert (firm.class_, firm.region) == ("firm", "SZ")
            assert "星澜生物" not in rows, "the full name proves the short one"
            argument = session.get_one(models.ClaimArgument, 1)
            assert argument.organisation_id == firm.id
            assert session.get_one(models.Person, 1).organisation_id == office.id
