"""What a daemon that is left alone needs: locks, its own state, misfires, and two outcomes of pages."""

# ruff: noqa: E501 - the vocabulary makes a long line

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

OUTCOMES = "'queued', 'new', 'updated', 'reprint', 'undated', 'known', 'irrelevant', 'broken', 'undecodable', 'empty', 'not_an_article', 'too_large', 'robots_denied', 'blocked', 'redirected', 'refused', 'http_error', 'timeout', 'unreachable', 'poisonous'"


def upgrade() -> None:
    op.create_table(
        "locks",
        sa.Column("name", sa.String(), nullable=False, comment="daemon, or run of SOURCE"),
        sa.Column("host", sa.String(), nullable=False, comment="machine of the holder"),
        sa.Column("pid", sa.BigInteger(), nullable=False, comment="process of the holder"),
        sa.Column("program", sa.String(), nullable=False, comment="what it is: hetao daemon, hetao crawl …"),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False, comment="since when (UTC)"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_locks")),
        comment="who took a lock last; whether it is still held is not told here",
    )
    op.create_table(
        "daemon",
        sa.Column("id", sa.Integer(), nullable=False, comment="always 1"),
        sa.Column("host", sa.String(), nullable=False, comment="machine that it runs on"),
        sa.Column("pid", sa.BigInteger(), nullable=False, comment="its process"),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="begin (UTC), renewals not counted",
        ),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False, comment="last sign of life (UTC)"),
        sa.Column(
            "stopped_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="orderly end (UTC); null while running, and after a kill",
        ),
        sa.Column("memory", sa.BigInteger(), nullable=False, comment="resident bytes of the daemon itself"),
        sa.Column(
            "workers_memory",
            sa.BigInteger(),
            nullable=False,
            comment="resident bytes of its worker processes",
        ),
        sa.Column(
            "renewals",
            sa.Integer(),
            nullable=False,
            comment="how often it renewed itself to give memory back",
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_daemon_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daemon")),
        comment="how the daemon does; one row",
    )
    op.create_table(
        "waiting_entry_points",
        sa.Column("url", sa.String(), nullable=False, comment="address of the further page"),
        sa.Column("source_id", sa.String(), nullable=False, comment="its source"),
        sa.Column(
            "declared_url", sa.String(), nullable=False, comment="the declared entry point that led to it"
        ),
        sa.Column(
            "depth",
            sa.Integer(),
            nullable=False,
            comment="how many pages it is behind that, the first being 1",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_waiting_entry_points_source_id")
        ),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_waiting_entry_points")),
        comment="further pages of entry points that were named and not yet read",
    )
    op.create_index(
        op.f("ix_waiting_entry_points_source_id"), "waiting_entry_points", ["source_id"], unique=False
    )
    op.add_column(
        "sources",
        sa.Column(
            "misfires",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="runs that the schedule began late or left out",
        ),
    )
    _know_outcomes(OUTCOMES)


def _know_outcomes(outcomes: str) -> None:
    with op.batch_alter_table("pages") as pages:
        pages.drop_constraint(op.f("ck_pages_outcome_known"), type_="check")
        pages.create_check_constraint(op.f("ck_pages_outcome_known"), f"outcome IN ({outcomes})")


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
