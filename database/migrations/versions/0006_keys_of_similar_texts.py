"""Similar texts are found by keys with their day, in a table that is its own index; the bands of before go.

The keys of the articles of the last months are computed anew: only these can still be reprinted. An older one is
found by its exact text, as before.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from pipelines.reprints import fingerprint

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

_STILL_REPRINTED = timedelta(days=90)  # twice the window in which a reprint is looked for
_ROWS = 500


def upgrade() -> None:
    op.drop_index(op.f("ix_reprint_bands_article_id"), table_name="reprint_bands")
    op.drop_table("reprint_bands")
    op.create_table(
        "reprint_keys",
        sa.Column(
            "key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="hash of a sentence, or of a band of the text's MinHash signature",
        ),
        sa.Column(
            "day",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="when it was published, in days since 1970 (UTC)",
        ),
        sa.Column(
            "article_id",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="an article that has it; a reprint has only those that its originals lack",
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_reprint_keys_article_id")),
        sa.PrimaryKeyConstraint("key", "day", "article_id", name=op.f("pk_reprint_keys")),
        comment="index of similar texts: articles that share a key are compared",
        sqlite_with_rowid=False,
    )
    _fill()


def _fill() -> None:
    """Write the keys of the articles that may still be reprinted."""
    connection = op.get_bind()
    keys = sa.table("reprint_keys", sa.column("key"), sa.column("day"), sa.column("article_id"))
    moment = sa.func.coalesce(_ARTICLES.c.published_at, _ARTICLES.c.reached_at)
    last = connection.scalar(sa.select(sa.func.max(_ARTICLES.c.reached_at)))
    if last is None:
        return
    current = (_VERSIONS.c.article_id == _ARTICLES.c.id) & (_VERSIONS.c.number == _ARTICLES.c.current_version)
    query = (
        sa.select(_ARTICLES.c.id, moment, _VERSIONS.c.text)
        .join(_VERSIONS, current)
        .where(_ARTICLES.c.reached_at >= last - _STILL_REPRINTED)
        .order_by(_ARTICLES.c.id)
    )
    for rows in connection.execute(query).partitions(_ROWS):
        found = [
            {"key": key, "day": _day(at), "article_id": article}
            for article, at, text in rows
            for key in fingerprint(text).keys
        ]
        if found:
            connection.execute(sa.insert(keys), found)


def _day(moment: datetime) -> int:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int(aware.timestamp()) // 86_400


_ARTICLES = sa.table(
    "articles",
    sa.column("id", sa.Integer()),
    sa.column("published_at", sa.DateTime(timezone=True)),
    sa.column("reached_at", sa.DateTime(timezone=True)),
    sa.column("current_version", sa.Integer()),
)
_VERSIONS = sa.table(
    "article_versions",
    sa.column("article_id", sa.Integer()),
    sa.column("number", sa.Integer()),
    sa.column("text", sa.Text()),
)


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
