"""Statements meet by how names begin and sound: keys of happenings are written anew (``database.statements.rekey``)."""

from __future__ import annotations

from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("DELETE FROM happening_keys")


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
