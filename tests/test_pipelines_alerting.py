"""What is told, and that it is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipelines.alerting import alert_for, judge
from pipelines.merging import establish
from pipelines.values import Claim, Date, Relevance, Span, Verdict

REACHED = datetime(2026, 11, 24, 4, tzinfo=UTC)
SUBJECT = Relevance(kind="subject")
YES = Verdict(claim_id="e1", alert=True)


def claim(status: str = "occurred", on: str = "2026-11-23", type_: str = "OPENING") -> Claim:
    return Claim(
        id="e1",
        family="event",
        type=type_,
        subtype=None,
        status=status,
        name="河套量子中心",
        evidence=Span(start=0, end=2, text="开园"),
        date=Date(start=on, end=on, precision="day", basis="explicit"),
    )


def told(c: Claim, relevance: Relevance = SUBJECT, *, stale: bool = False) -> bool:
    return judge(c, relevance=relevance, reached_at=REACHED, reference_stale=stale).alert


@pytest.mark.parametrize("status", ["occurred", "scheduled", "postponed", "cancelled", "terminated"])
def test_these_statuses_are_told(status: str) -> None:
    assert told(claim(status))


@pytest.mark.parametrize(
    "status", ["planned", "intended", "denied", "historical", "cumulative", "generic", "ongoing"]
)
def test_these_statuses_are_only_recorded(status: str) -> None:
    verdict = judge(claim(status), relevance=SUBJECT, reached_at=REACHED, reference_stale=False)
    assert not verdict.alert
    assert status in (verdict.why_not or "")


def test_old_news_visits_and_strangers_are_not_told() -> None:
    assert not told(claim(on="2026-09-01"))
    assert not told(claim(type_="VISIT"))
    assert not told(replace(claim(), on_hetao=False))
    assert not told(claim(), Relevance(kind="irrelevant", why=("灌区",)))
    assert not told(claim(), stale=True)


def test_thirty_days_are_still_news() -> None:
    assert told(claim(on="2026-10-25"))


def test_a_happening_is_told_once_per_status() -> None:
    first = establish([(claim("scheduled", on="2026-12-01"), "a")])
    intent = alert_for(first, YES)
    assert intent is not None
    assert intent.kind == "new"
    assert alert_for(replace(first, statuses_told=("scheduled",)), YES) is None
    opened = establish([(claim(status, on="2026-12-01"), status) for status in ("scheduled", "occurred")])
    change = alert_for(replace(opened, statuses_told=("scheduled",)), YES)
    assert change is not None
    assert change.kind == "status_change"


def test_a_verdict_that_says_no_raises_nothing() -> None:
    assert alert_for(establish([(claim(), "a")]), Verdict(claim_id="e1", alert=False)) is None
