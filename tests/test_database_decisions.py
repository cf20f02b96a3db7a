"""Two happenings are one, or one is two, because somebody said so: the rules do not undo it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from database import decisions, models, queries
from database.errors import UnknownRecord
from database.session import Store
from pipelines.values import Amount, Verdict
from tests.reports import NOW
from tests.test_database_regrouping import FIRST, SECOND, THIRD, groups, save_all, told


def two(store: Store) -> tuple[int, int]:
    """Two signings that the rules keep apart."""
    save_all(store, [told("甲报", FIRST, SECOND), told("乙报", FIRST, THIRD, on="2026-07-21")])
    one, other = sorted(row.id for row in queries.signings(store))
    return one, other


def test_what_was_united_by_hand_stays_united(store: Store) -> None:
    one, other = two(store)
    assert decisions.unite(store, other, one, now=NOW) in (one, other)
    assert len(groups(store)) == 1
    save_all(store, [told("丙报", FIRST, THIRD, on="2026-07-21")])
    assert groups(store) == {frozenset(("甲报", "乙报", "丙报"))}
    assert len(queries.alerts(store, kinds=("new",))) == 2, "uniting by hand tells nobody"


def test_what_was_divided_by_hand_stays_divided(store: Store) -> None:
    save_all(store, [told("甲报", FIRST, SECOND), told("乙报", SECOND, FIRST, type="settle_in")])
    (row,) = queries.signings(store)
    leaving = next(c.id for c in row.claims if c.claim.type == "settle_in")
    assert len(decisions.divide(store, row.id, [leaving], now=NOW)) == 2
    assert groups(store) == {frozenset(("甲报",)), frozenset(("乙报",))}
    save_all(store, [told("丙报", FIRST, SECOND), told("丁报", SECOND, FIRST, type="settle_in")])
    assert groups(store) == {frozenset(("甲报", "丙报")), frozenset(("乙报", "丁报"))}
    united = decisions.unite(store, *(r.id for r in queries.signings(store)), now=NOW)
    assert groups(store) == {frozenset(("甲报", "乙报", "丙报", "丁报"))}
    assert queries.happening(store, united) is not None


def test_a_decision_that_cannot_be_carried_out_says_why_and_changes_nothing(store: Store) -> None:
    one, other = two(store)
    claims = {row.id: [c.id for c in row.claims] for row in queries.signings(store)}
    for wrong, why in (
        (lambda: decisions.unite(store, one, 999, now=NOW), "No signing or event 999"),
        (lambda: decisions.unite(store, one, one, now=NOW), "one happening already"),
        (lambda: decisions.divide(store, one, claims[other], now=NOW), "does not speak of happening"),
        (lambda: decisions.divide(store, one, claims[one], now=NOW), "leave at least one"),
    ):
        with pytest.raises(UnknownRecord, match=why):
            wrong()
    assert len(groups(store)) == 2
    with store.reading() as session:
        assert session.scalars(select(models.MergeDecision)).all() == []


def test_what_was_told_of_a_claim_goes_where_the_claim_goes(store: Store) -> None:
    one, other = two(store)
    claims = {row.id: row.claims[0].id for row in queries.signings(store)}
    decisions.unite(store, one, other, now=NOW)
    decisions.divide(store, one, [claims[other]], now=NOW)
    told_of = {row.claims[0].id: row.id for row in queries.signings(store)}
    alerts = {alert.happening_id for alert in queries.alerts(store, kinds=("new",))}
    assert alerts == set(told_of.values())
    assert told_of[claims[one]] == one
    save_all(store, [told("丙报", FIRST, SECOND), told("丁报", FIRST, THIRD, on="2026-07-21")])
    assert len(queries.alerts(store, kinds=("new",))) == 2


def test_what_is_left_when_the_claim_that_was_told_goes_is_told_as_new(store: Store) -> None:
    other = told("乙报", SECOND, FIRST, type="settle_in")
    more = told(
        "丙报", SECOND, FIRST, type="settle_in", amount=Amount(value=3e8, currency="CNY", kind="unknown")
    )
    save_all(store, [told("甲报", FIRST, SECOND), other, replace(more, verdicts=())])
    (row,) = queries.signings(store)
    lease = next(c.id for c in row.claims if c.claim.type == "lease")
    decisions.divide(store, row.id, [lease], now=NOW)
    assert {alert.happening_id for alert in queries.alerts(store)} == {
        one.id for one in queries.signings(store) if "甲报" in {article.outlet for article in one.articles}
    }
    again = replace(
        told("丁报", SECOND, FIRST, type="settle_in"), verdicts=(Verdict(claim_id="s1", alert=True),)
    )
    save_all(store, [again])
    assert len(groups(store)) == 2
    assert {alert.happening_id for alert in queries.alerts(store, kinds=("new",))} == {
        one.id for one in queries.signings(store)
    }
