"""A delivery says which watch wants it, whether it goes with a digest, and why it is held; verdicts of readers renamed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None

_HOLDS = "hold IN ('first_crawl', 'flood', 'unconfirmed')"
_VERDICTS = "verdict IN ('useful', 'duplicate', 'wrong', 'stale')"


def upgrade() -> None:
    with op.batch_alter_table("deliveries") as table:
        table.add_column(sa.Column("watch", sa.String(), comment="the watch that wants it"))
        table.add_column(
            sa.Column(
                "digest",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="goes out together with others",
            )
        )
        table.add_column(
            sa.Column(
                "hold",
                sa.String(),
                comment="why it is held: first_crawl, flood, unconfirmed; null where it is not",
            )
        )
        table.create_check_constraint(op.f("ck_deliveries_hold_known"), _HOLDS)
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column(
            "alerts",
            "told",
            existing_type=sa.JSON(),
            existing_nullable=True,
            comment="day, amount and parties as told, which a later report may correct or add to",
            existing_comment="day and amount as told, which a later report may correct",
        )
    with op.batch_alter_table("feedback") as table:
        table.drop_constraint(op.f("ck_feedback_verdict_known"), type_="check")
    for before, after in (("right", "useful"), ("unwanted", "stale")):
        op.execute(
            sa.text("UPDATE feedback SET verdict = :after WHERE verdict = :before").bindparams(
                before=before, after=after
            )
        )
    with op.batch_alter_table("feedback") as table:
        table.alter_column(
            "verdict",
            existing_type=sa.String(),
            existing_nullable=False,
            comment="useful, duplicate, wrong, stale",
            existing_comment="right, wrong, duplicate, unwanted",
        )
        table.create_check_constraint(op.f("ck_feedback_verdict_known"), _VERDICTS)


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
