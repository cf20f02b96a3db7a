"""A further page that never answers, and a page that alone keeps programs out, are tried so often and then given up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    for name, comment in (
        ("named_at", "since when it waits (UTC)"),
        ("tried_at", "when it last did not (UTC)"),
        ("given_up_at", "when it was given up (UTC); null: it waits"),
    ):
        op.add_column("waiting_entry_points", sa.Column(name, moment, comment=comment))
    op.add_column("waiting_entry_points", _count("tries", "how often it did not answer"))
    op.add_column("pages", _count("kept_back", "how often a page that keeps programs out came in its place"))
    # how long they have waited nobody knows
    op.execute(sa.text("UPDATE waiting_entry_points SET named_at = CURRENT_TIMESTAMP"))


def _count(name: str, comment: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0", comment=comment)


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
