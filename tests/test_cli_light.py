"""Reading what is stored waits for nothing that only crawling needs; the table of verbs is true."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

import cli
from commands.verbs import MODULES, verbs_in
from database import schema

#: What takes long to load, and no reader of the database needs.
HEAVY = {"scrapy", "twisted", "alembic", "aiohttp", "pypinyin", "ftfy", "openpyxl", "icalendar"}


@pytest.mark.parametrize("module", ["alerts", "records", "watches"])
def test_what_only_crawling_needs_is_not_loaded_to_read_the_database(module: str) -> None:
    code = f"import sys, cli, commands.{module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert HEAVY.isdisjoint(loaded.split())


@pytest.mark.parametrize("module", MODULES)
def test_a_module_holds_the_verbs_that_the_table_names(module: str) -> None:
    assert set(verbs_in(module)) == set(MODULES[module])


def test_all_verbs_are_offered_and_each_can_be_had() -> None:
    group = typer.main.get_command(cli.app)
    context = typer.Context(group)  # type: ignore[arg-type]
    verbs = group.list_commands(context)  # type: ignore[attr-defined]
    assert verbs == [verb for of_one in MODULES.values() for verb in of_one]
    assert all(group.get_command(context, verb).name == verb for verb in verbs)  # type: ignore[attr-defined]
    assert group.get_command(context, "alrts") is None  # type: ignore[attr-defined]


def test_the_files_of_the_migrations_are_named_by_their_revisions() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    assert sorted(script.revision for script in scripts.walk_revisions()) == list(schema.revisions())
    assert scripts.get_current_head() == schema.revisions()[-1]
