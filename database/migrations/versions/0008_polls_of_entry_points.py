"""An entry point keeps its latest polls, what they taught of its rhythm, and its health."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None

_HEALTHS = "unknown healthy quiet gap degraded broken blocked unreachable saturated".split()


def upgrade() -> None:
    with op.batch_alter_table("entry_points") as table:
        table.add_column(
            sa.Column(
                "polls",
                sa.JSON(),
                nullable=False,
                server_default="[]",
                comment="the latest polls, oldest first, and what came of each",
            )
        )
        table.add_column(
            sa.Column("rhythm", sa.JSON(), comment="what its polls have taught of how often it pays to ask")
        )
        table.add_column(
            sa.Column(
                "next_at",
                sa.DateTime(timezone=True),
                comment="when the schedule asks next (UTC); null: at the next run of its source",
            )
        )
        table.add_column(
            sa.Column(
                "health",
                sa.String(),
                nullable=False,
                server_default="unknown",
                comment="healthy, quiet, gap, degraded, broken, blocked, unreachable, saturated",
            )
        )
        table.add_column(sa.Column("health_since", sa.DateTime(timezone=True), comment="since when (UTC)"))
        table.add_column(sa.Column("health_why", sa.String(), comment="the reason, for people"))
        table.create_check_constraint(
            op.f("ck_entry_points_health_known"), "health IN ('" + "', '".join(_HEALTHS) + "')"
        )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.create_table_comment(
            "entry_points",
            "feeds, sitemaps, listings and searches: their validators, latest polls, rhythm and health",
        )
