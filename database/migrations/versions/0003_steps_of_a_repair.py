"""A repair keeps what each place was before and became: ``steps`` take the place of ``places``."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return  # SQLite keeps no comments; rows of before keep their places, which nothing but people reads
    op.alter_column(
        "article_versions",
        "repairs",
        existing_type=sa.JSON(),
        existing_nullable=False,
        comment="cures applied: name, count, restored, steps",
    )


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
