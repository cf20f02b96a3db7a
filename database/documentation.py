"""The overview of tables and columns in ``docs/database.md``, made from the models.

``python -m database.documentation`` prints it; a test compares it with the page.
"""

from __future__ import annotations

import sys

from sqlalchemy import Column, Table

from database.models import Base

#: In the order in which a reader meets them: watching, reading, claiming, establishing, telling.
_ORDER = (
    "sources",
    "entry_points",
    "waiting_entry_points",
    "runs",
    "pages",
    "articles",
    "article_versions",
    "reprint_groups",
    "reprint_links",
    "reprint_keys",
    "organisations",
    "organisation_keys",
    "organisation_names",
    "organisation_mentions",
    "people",
    "claims",
    "claim_arguments",
    "claim_counts",
    "happenings",
    "signings",
    "events",
    "happening_claims",
    "happening_conflicts",
    "happening_relations",
    "claim_links",
    "merge_decisions",
    "merged_happenings",
    "happening_keys",
    "alerts",
    "deliveries",
    "feedback",
    "proposals",
    "locks",
    "daemon",
)


def overview() -> str:
    """Markdown: every table with its columns and what they mean."""
    tables = Base.metadata.tables
    missing = set(tables) - set(_ORDER)
    return "\n".join(_table(tables[name]) for name in (*_ORDER, *sorted(missing)))


def _table(table: Table) -> str:
    lines = [
        f"### {table.name}",
        "",
        f"{(table.comment or '').capitalize()}.",
        "",
        "| column | meaning |",
        "|---|---|",
    ]
    lines += [f"| `{column.name}`{_mark(column)} | {column.comment} |" for column in table.columns]
    return "\n".join([*lines, ""])


def _mark(column: Column[object]) -> str:
    target = next(iter(column.foreign_keys), None)
    return f" → {target.target_fullname.split('.')[0]}" if target else ""


if __name__ == "__main__":
    sys.stdout.write(overview())
