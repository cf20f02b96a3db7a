"""Deliveries that their channel refuses are counted apart from those that it was away for; each channel has its queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column(
        "deliveries",
        sa.Column(
            "refusals",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="those after which the channel said that it never takes it",
        ),
    )
    op.create_index(
        op.f("ix_deliveries_channel_state_alert_id"),
        "deliveries",
        ["channel", "state", "alert_id"],
        unique=False,
    )


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
