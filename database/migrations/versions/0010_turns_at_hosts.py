"""Hosts are asked by turns, over all sources and programs, and so many times a day; what a back-search finds is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "hosts",
        sa.Column("name", sa.String(), nullable=False, comment="host name, with its port if that is unusual"),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="latest turn: a request was made then, or will be (UTC)",
        ),
        sa.Column(
            "next_at", sa.DateTime(timezone=True), nullable=True, comment="no request before this (UTC)"
        ),
        sa.Column(
            "rests_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="it asked to be left alone until then (UTC)",
        ),
        sa.Column("rests_why", sa.String(), nullable=True, comment="how it asked: status and Retry-After"),
        sa.Column(
            "crawl_delay",
            sa.Double(),
            nullable=True,
            comment="seconds between two requests that its robots.txt asks for",
        ),
        sa.Column("day", sa.String(), nullable=False, comment="day of the counts, local ISO"),
        sa.Column(
            "requests", sa.Integer(), nullable=False, comment="requests of that day, robots.txt included"
        ),
        sa.Column("conditional", sa.Integer(), nullable=False, comment="of these, requests for news only"),
        sa.Column(
            "not_modified",
            sa.Integer(),
            nullable=False,
            comment="answers of that day that said: nothing new",
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_hosts")),
        comment="hosts that were asked: the latest turn, what they wish, requests of a day",
    )
    op.create_table(
        "search_finds",
        sa.Column("page_id", sa.Integer(), nullable=False, comment="the page"),
        sa.Column("source_id", sa.String(), nullable=False, comment="the source whose search found it first"),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False, comment="when (UTC)"),
        sa.Column(
            "known_by",
            sa.String(),
            nullable=True,
            comment="the source that had named it by then; null: nobody, it is late",
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_search_finds_page_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_search_finds_source_id")),
        sa.ForeignKeyConstraint(["known_by"], ["sources.id"], name=op.f("fk_search_finds_known_by")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_search_finds")),
        comment="pages that a back-search found, and who had named them before",
    )


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
