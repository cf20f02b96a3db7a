"""Organisations are entities: class and region, the origin of every name, which texts name them, and whose a name is.

What rows of before say is kept. What only the rules can tell (class, region, names that prove two rows to be one) is
filled in by ``hetao migrate`` afterwards (``database.save_organisations.refresh``).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.entities.forms import script_of_name
from pipelines.folding import fold_name

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

CLASSES = (
    "'gov', 'gov_agency', 'state_firm', 'firm', 'university', 'institute', 'lab', 'hospital', 'association', "
    "'alliance', 'fund', 'bank', 'park_operator', 'media', 'intl_org', 'other'"
)
REGIONS = "'SZ', 'HK', 'MO', 'GD', 'mainland', 'TW', 'foreign', 'unknown'"
ORIGINS = "'seed', 'written', 'definition', 'translation', 'acronym', 'former', 'in_text', 'suffix_strip'"
SCOPES = "'global', 'document'"
SCRIPTS = "'hans', 'hant', 'han', 'latin', 'mixed'"
_ROWS = 2000


def upgrade() -> None:
    _organisations()
    _keys()
    _names()
    for table in ("claim_arguments", "people"):
        _refer_to_keys(table)
    _mentions()


def _organisations() -> None:
    with op.batch_alter_table("organisations") as table:
        table.add_column(
            sa.Column("class", sa.String(), comment="firm, university, gov_agency …; other if none tells")
        )
        table.add_column(
            sa.Column("region", sa.String(), comment="SZ, HK, mainland …; unknown if no name tells")
        )
        table.add_column(sa.Column("seed", sa.Boolean(), comment="known from the lexicons"))
    rows = sa.table("organisations", sa.column("class"), sa.column("region"), sa.column("seed", sa.Boolean))
    op.execute(rows.update().values({"class": "other", "region": "unknown", "seed": sa.false()}))
    with op.batch_alter_table("organisations") as table:
        table.alter_column("class", existing_type=sa.String(), nullable=False)
        table.alter_column("region", existing_type=sa.String(), nullable=False)
        table.alter_column("seed", existing_type=sa.Boolean(), nullable=False)
        table.create_check_constraint(op.f("ck_organisations_class_known"), f"class IN ({CLASSES})")
        table.create_check_constraint(op.f("ck_organisations_region_known"), f"region IN ({REGIONS})")
    _comment(
        "organisations", "organisations, one row each whatever the script, language or length of the name"
    )


def _keys() -> None:
    op.create_table(
        "organisation_keys",
        sa.Column("key", sa.String(), nullable=False, comment="name: Simplified, narrow, lower case"),
        sa.Column("organisation_id", sa.Integer(), nullable=False, comment="the organisation"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_keys_organisation_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_organisation_keys")),
        comment="the folded fullest names in texts, and whose they are proven to be",
    )
    op.create_index(
        op.f("ix_organisation_keys_organisation_id"), "organisation_keys", ["organisation_id"], unique=False
    )
    op.execute("INSERT INTO organisation_keys (key, organisation_id) SELECT key, id FROM organisations")


def _names() -> None:
    with op.batch_alter_table("organisation_names") as table:
        table.add_column(
            sa.Column("organisation_key", sa.String(), comment="the fullest name that this one stands for")
        )
        table.add_column(sa.Column("folded", sa.String(), comment="Simplified, narrow, lower case"))
        table.add_column(
            sa.Column("script", sa.String(), comment="hans, hant, han (alike in both), latin, mixed")
        )
        table.add_column(
            sa.Column("origin", sa.String(), comment="seed, written, definition, translation, suffix_strip …")
        )
        table.add_column(
            sa.Column("scope", sa.String(), comment="global, or document: says who is meant in its text only")
        )
    _fill_names()
    with op.batch_alter_table("organisation_names") as table:
        table.drop_constraint(op.f("uq_organisation_names_organisation_id_name"), type_="unique")
        for column in ("organisation_key", "folded", "script", "origin", "scope"):
            table.alter_column(column, existing_type=sa.String(), nullable=False)
        table.alter_column("name", existing_type=sa.String(), comment="the name as it is written")
        table.create_foreign_key(
            op.f("fk_organisation_names_organisation_key"), "organisation_keys", ["organisation_key"], ["key"]
        )
        table.create_unique_constraint(
            op.f("uq_organisation_names_organisation_key_name_origin_scope"),
            ["organisation_key", "name", "origin", "scope"],
        )
        for column, values in (("script", SCRIPTS), ("origin", ORIGINS), ("scope", SCOPES)):
            table.create_check_constraint(
                op.f(f"ck_organisation_names_{column}_known"), f"{column} IN ({values})"
            )
        table.create_index(op.f("ix_organisation_names_folded"), ["folded"], unique=False)
        table.create_index(op.f("ix_organisation_names_organisation_id"), ["organisation_id"], unique=False)
    _comment("organisation_names", "all names of an organisation, each once per way in which we know it")


def _fill_names() -> None:
    connection = op.get_bind()
    op.execute(
        "UPDATE organisation_names SET origin = 'written', scope = 'global', organisation_key ="
        " (SELECT o.key FROM organisations o WHERE o.id = organisation_names.organisation_id)"
    )
    last = 0
    fill = sa.text("UPDATE organisation_names SET folded = :folded, script = :script WHERE id = :id")
    read = sa.text("SELECT id, name FROM organisation_names WHERE id > :last ORDER BY id LIMIT :rows")
    while rows := connection.execute(read, {"last": last, "rows": _ROWS}).all():
        connection.execute(
            fill,
            [
                {"id": number, "folded": fold_name(name).lower(), "script": script_of_name(name)}
                for number, name in rows
            ],
        )
        last = rows[-1][0]


def _refer_to_keys(name: str) -> None:
    with op.batch_alter_table(name) as table:
        table.add_column(
            sa.Column("organisation_key", sa.String(), comment="its fullest name in this text, folded")
        )
    op.execute(
        f"UPDATE {name} SET organisation_key ="
        f" (SELECT o.key FROM organisations o WHERE o.id = {name}.organisation_id)"
        " WHERE organisation_id IS NOT NULL"
    )
    with op.batch_alter_table(name) as table:
        table.create_foreign_key(
            op.f(f"fk_{name}_organisation_key"), "organisation_keys", ["organisation_key"], ["key"]
        )
        table.create_index(op.f(f"ix_{name}_organisation_key"), ["organisation_key"], unique=False)


def _mentions() -> None:
    op.create_table(
        "organisation_mentions",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the row"),
        sa.Column("version_id", sa.Integer(), nullable=False, comment="the text that names it"),
        sa.Column("organisation_id", sa.Integer(), nullable=False, comment="the organisation"),
        sa.Column(
            "organisation_key", sa.String(), nullable=False, comment="its fullest name in this text, folded"
        ),
        sa.Column("name", sa.String(), nullable=False, comment="the name as it is written"),
        sa.Column("origin", sa.String(), nullable=False, comment="what the text shows the name to be"),
        sa.Column(
            "evidence_start",
            sa.Integer(),
            nullable=False,
            comment="first code point of the evidence in the version's text",
        ),
        sa.Column("evidence_end", sa.Integer(), nullable=False, comment="code point behind the evidence"),
        sa.Column(
            "evidence_text", sa.String(), nullable=False, comment="the characters themselves: text[start:end]"
        ),
        sa.CheckConstraint(
            "evidence_start >= 0 AND evidence_end >= evidence_start",
            name=op.f("ck_organisation_mentions_evidence_start_order"),
        ),
        sa.CheckConstraint(f"origin IN ({ORIGINS})", name=op.f("ck_organisation_mentions_origin_known")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_versions.id"], name=op.f("fk_organisation_mentions_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_mentions_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_key"],
            ["organisation_keys.key"],
            name=op.f("fk_organisation_mentions_organisation_key"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_mentions")),
        sa.UniqueConstraint(
            "version_id",
            "organisation_key",
            "name",
            "origin",
            name=op.f("uq_organisation_mentions_version_id_organisation_key_name_origin"),
        ),
        comment="which texts name an organisation, by which names, with the characters",
    )
    for column in ("organisation_id", "organisation_key"):
        op.create_index(op.f(f"ix_organisation_mentions_{column}"), "organisation_mentions", [column])
    op.execute(
        "INSERT INTO organisation_mentions"
        " (version_id, organisation_id, organisation_key, name, origin, evidence_start, evidence_end, evidence_text)"
        " SELECT c.version_id, a.organisation_id, a.organisation_key, a.value, 'written',"
        " a.evidence_start, a.evidence_end, a.evidence_text"
        " FROM claim_arguments a JOIN claims c ON c.id = a.claim_id WHERE a.id IN"
        " (SELECT MIN(b.id) FROM claim_arguments b JOIN claims d ON d.id = b.claim_id"
        " WHERE b.organisation_id IS NOT NULL GROUP BY d.version_id, b.organisation_key, b.value)"
    )


def _comment(table: str, comment: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.create_table_comment(table, comment)


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore a copy from before the update")
