"""What watches look at is read for many claims as for few: databases bound how many values a statement may name."""

from __future__ import annotations

from sqlalchemy import select

from database import models, queries_watches, save
from database.first_crawls import news_reports
from database.load import to_claims
from database.portions import portions
from database.rows import SourceRow
from database.session import Store
from database.subjects import known_of, said_by, subjects_of
from tests.reports import NOW
from tests.test_database_regrouping import FIRST, SECOND, THIRD, told

#: More than a statement of PostgreSQL may name.
MANY = 70_000


def test_a_happening_with_more_claims_than_a_statement_may_name_is_read(store: Store) -> None:
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    with store.reading() as session:
        (claim_id,) = session.scalars(select(models.Claim.id))
        ids = range(claim_id, claim_id + MANY)
        assert set(said_by(session, ids)) == set(to_claims(session, ids)) == {claim_id}
        assert len(known_of(session, ids)) <= 1
        assert news_reports(session, ids) is not None


def test_many_alerts_are_looked_at_as_each_by_itself(store: Store) -> None:
    for outlet, names in (("甲报", (FIRST, SECOND)), ("乙报", (THIRD,)), ("丙报", (FIRST, SECOND))):
        save.save_report(store, told(outlet, *names), now=NOW)
    save.register_source(store, SourceRow(id="s", outlet="s", family="s"))
    save.source_health_alert(store, "s", failing=True, summary="s answers nothing", now=NOW)
    with store.reading() as session:
        alerts = session.scalars(select(models.Alert)).all()
        together = subjects_of(session, alerts)
        assert together == [subjects_of(session, [alert])[0] for alert in alerts]
    assert sorted(subject.reports for subject in together) == [1, 1, 2]
    assert len(queries_watches.subjects(store, since=NOW)) == 3


def test_portions_have_all_in_their_order() -> None:
    assert [list(part) for part in portions(range(5), 2)] == [[0, 1], [2, 3], [4]]
    assert list(portions([])) == []
