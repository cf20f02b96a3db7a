"""What a language model proposed about an article, for review: a table of its own, which nothing else refers to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the row"),
        sa.Column(
            "version_id",
            sa.Integer(),
            nullable=False,
            comment="the text that was sent and that every span quotes",
        ),
        sa.Column("model", sa.String(), nullable=False, comment="name of the model, as configured"),
        sa.Column(
            "prompt_sha256", sa.String(), nullable=False, comment="hash of what was asked beside the article"
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, comment="when (UTC)"),
        sa.Column("outcome", sa.String(), nullable=False, comment="answered, refused, failed"),
        sa.Column(
            "why", sa.String(), nullable=True, comment="why it was refused or failed: one of our own words"
        ),
        sa.Column("characters", sa.Integer(), nullable=False, comment="how many of the text were sent"),
        sa.Column(
            "prompt_tokens",
            sa.Integer(),
            nullable=True,
            comment="how many tokens the server says that it read; null where it does not say",
        ),
        sa.Column(
            "proposals",
            sa.JSON(),
            nullable=False,
            comment="the proposals that stand in the text, each span verified, as in docs/json.md",
        ),
        sa.Column(
            "rejected",
            sa.JSON(),
            nullable=False,
            comment="what of the answer does not count: reason and number",
        ),
        sa.Column(
            "agrees", sa.Integer(), nullable=False, comment="proposals that say what a claim of ours says"
        ),
        sa.Column("adds", sa.Integer(), nullable=False, comment="proposals that say more than our claims"),
        sa.Column(
            "contradicts", sa.Integer(), nullable=False, comment="proposals that differ from a claim of ours"
        ),
        sa.CheckConstraint(
            "outcome IN ('answered', 'refused', 'failed')", name=op.f("ck_proposals_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_versions.id"], name=op.f("fk_proposals_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint(
            "version_id", "prompt_sha256", "model", name=op.f("uq_proposals_version_id_prompt_sha256_model")
        ),
        comment="what a language model proposed about one version of an article, for review only",
    )
    op.create_index(op.f("ix_proposals_asked_at"), "proposals", ["asked_at"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
