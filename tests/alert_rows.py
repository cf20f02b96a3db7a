"""Invented alerts as the store gives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from channels.outgoing import Outgoing, key_of
from database.rows import AlertRow, ArticleRow
from pipelines.values import Amount, Date
from tests.reports import NOW, SIGNED, span

PARTIES = ("星洲量子科技有限公司", "远屿新材股份有限公司")


def article(url: str = "https://news.example/a/1", outlet: str | None = "星洲晚报") -> ArticleRow:
    """An article that reports it."""
    return ArticleRow(
        id=1,
        url=url,
        outlet=outlet,
        title="签约",
        published_at=NOW,
        published_basis="meta",
        reached_at=NOW,
        relevance="subject",
        reprint_of=None,
        group_id=1,
    )


ALERT = AlertRow(
    id=7,
    kind="new",
    created_at=datetime(2026, 6, 22, 3, 0, tzinfo=UTC),
    read_at=None,
    happening_id=3,
    source_id=None,
    family="signing",
    type="strategic_cooperation",
    subtype=None,
    status="occurred",
    summary="strategic_cooperation · occurred · 2026-06-21",
    parties=PARTIES,
    date=Date(start="2026-06-21", end="2026-06-21", precision="day", basis="yearless"),
    evidence=span(SIGNED, SIGNED.split("。")[0] + "。"),
    articles=(article(),),
    place="河套深港科技创新合作区",
    amount=Amount(value=3e8, currency="CNY", kind="total_investment"),
    counts=(("project", 13),),
    independent_reports=2,
    names=(*PARTIES, "3亿元", "13个项目", "6月21日"),
)


def outgoing(alert: AlertRow = ALERT, *, delivery: int = 17, **changes: object) -> Outgoing:
    """A delivery of an alert, with other values where they are given."""
    changed = replace(alert, **changes)  # type: ignore[arg-type]
    return Outgoing(key=key_of([delivery], [changed]), alert=changed, at=NOW)
