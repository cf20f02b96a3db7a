"""Claims are grouped anew when a report shows that two happenings are one: links, decisions by hand, and redirects.

The claims of before are each taken for a statement of their own; they are compared when the next report meets them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column(
        "happening_claims",
        sa.Column(
            "statement_key",
            sa.String(),
            nullable=False,
            server_default="",
            comment="hash of what the claim tells: claims that tell the same have the same",
        ),
    )
    op.execute("UPDATE happening_claims SET statement_key = 'claim ' || claim_id")
    op.create_index(
        op.f("ix_happening_claims_statement_key"), "happening_claims", ["statement_key"], unique=False
    )
    op.add_column(
        "alerts",
        sa.Column(
            "told",
            sa.JSON(),
            nullable=True,
            comment="day and amount as told, which a later report may correct",
        ),
    )
    op.create_table(
        "claim_links",
        sa.Column("claim_id", sa.Integer(), nullable=False, comment="the claim that came later"),
        sa.Column("other_id", sa.Integer(), nullable=False, comment="the one that it was compared with"),
        sa.Column("score", sa.Double(), nullable=False, comment="1 and more: one happening; less: doubtful"),
        sa.Column("why", sa.String(), nullable=False, comment="the reason, for people"),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_links_claim_id")),
        sa.ForeignKeyConstraint(["other_id"], ["claims.id"], name=op.f("fk_claim_links_other_id")),
        sa.PrimaryKeyConstraint("claim_id", "other_id", name=op.f("pk_claim_links")),
        comment="claims that may tell of one happening: the comparison and its score",
    )
    op.create_index(op.f("ix_claim_links_other_id"), "claim_links", ["other_id"], unique=False)
    op.create_table(
        "merge_decisions",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the row; of two the later counts"),
        sa.Column("first_key", sa.String(), nullable=False, comment="statement key of one claim"),
        sa.Column("second_key", sa.String(), nullable=False, comment="statement key of the other"),
        sa.Column("together", sa.Boolean(), nullable=False, comment="whether both tell of one happening"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_decisions")),
        comment="what somebody decided by hand (hetao merge, hetao split); it outranks the rules",
    )
    for column in ("first_key", "second_key"):
        op.create_index(op.f(f"ix_merge_decisions_{column}"), "merge_decisions", [column], unique=False)
    op.create_table(
        "merged_happenings",
        sa.Column("happening_id", sa.Integer(), nullable=False, comment="the number that is no longer used"),
        sa.Column("into_id", sa.Integer(), nullable=False, comment="the happening that has its claims now"),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False, comment="when (UTC)"),
        sa.ForeignKeyConstraint(
            ["happening_id"], ["happenings.id"], name=op.f("fk_merged_happenings_happening_id")
        ),
        sa.ForeignKeyConstraint(["into_id"], ["happenings.id"], name=op.f("fk_merged_happenings_into_id")),
        sa.PrimaryKeyConstraint("happening_id", name=op.f("pk_merged_happenings")),
        comment="happenings that turned out to be another one; their numbers lead there",
    )
    op.create_index(op.f("ix_merged_happenings_into_id"), "merged_happenings", ["into_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
