"""The content of a database without its accidents: two stores are equal, row for row, where these dumps are.

Numbers that the database gives out are replaced by the content of the row that they name, and times of our own doing
(when something was fetched, written, sent) are left out, as they differ between any two runs.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select

from database.models import Base
from database.session import Store

#: What tells of the way and not of the result.
_WAY_TABLES = {"runs", "locks", "daemon", "hosts"}
_WAY_COLUMNS = {
    *("archive_file", "archive_offset", "run_id", "misfires"),
    *(
        "discovered_at",
        "fetched_at",
        "checked_at",
        "reached_at",
        "created_at",
        "updated_at",
        "due_at",
        "sent_at",
    ),
    # what polls have taught: a run that is killed asks again
    *("polls", "rhythm", "next_at", "health", "health_since", "health_why"),
    *("first_reported_at", "last_run_at", "last_success_at", "last_seen_at", "seen_at"),
}
#: Says what a claim was compared with, which depends on what was stored before: Scrapy mixes pages that wait together.
_ORDER = ("happening_claims", "why")
Row = dict[str, Any]
Dump = dict[str, Counter[str]]


def dump(store: Store) -> Dump:
    """Every table with its rows, each as a line of JSON, counted."""
    with store.reading() as session:
        tables = {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }
    content = _Content(tables)
    return {
        name: Counter(content.line(Base.metadata.tables[name], row) for row in rows)
        for name, rows in tables.items()
        if name not in _WAY_TABLES
    }


def differences(undisturbed: Dump, other: Dump) -> list[str]:
    """What stands in one of two dumps alone, a line each."""
    found = []
    for name in undisturbed:
        lost, added = undisturbed[name] - other[name], other[name] - undisturbed[name]
        found += [f"- {name} {line} (x{n})" for line, n in sorted(lost.items())]
        found += [f"+ {name} {line} (x{n})" for line, n in sorted(added.items())]
    return found


class _Content:
    """Replaces references by a hash of what they refer to."""

    def __init__(self, tables: Mapping[str, list[Row]]) -> None:
        self._rows = {
            name: {row[key]: row for row in rows}
            for name, rows in tables.items()
            for key in [Base.metadata.tables[name].primary_key.columns.keys()[0]]
        }
        self._hashes: dict[tuple[str, Any], str] = {}

    def line(self, table: Table, row: Row) -> str:
        told = {}
        given_out = self._given_out(table)
        for column in table.columns:
            value = row[column.name]
            if column.name in _WAY_COLUMNS or column.name == given_out or (table.name, column.name) == _ORDER:
                continue
            target = next(iter(column.foreign_keys), None)
            if target is not None and value is not None:
                value = self._hash(target.column.table, value)
            elif column.name == "subject_id" and row.get("happening_id") is not None:
                value = self._hash(Base.metadata.tables["happenings"], row["happening_id"])
            told[column.name] = value
        return json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)

    def _hash(self, table: Table, key: Any) -> str:
        place = (table.name, key)
        if place not in self._hashes:
            self._hashes[place] = "…"  # a row that refers to itself on a way round ends here
            line = self.line(table, self._rows[table.name][key])
            self._hashes[place] = hashlib.sha256(line.encode()).hexdigest()[:12]
        return self._hashes[place]

    @staticmethod
    def _given_out(table: Table) -> str | None:
        """The column that the database counts up by itself."""
        column = table.autoincrement_column
        return column.name if column is not None and not column.foreign_keys else None
