"""The page about the database says what the database is, and its queries run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from database import save
from database.documentation import overview
from database.session import Store
from tests.reports import NOW, OPENED, opening, report

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUERIES = list(dict.fromkeys(re.findall(r"```sql\n(.*?)```", PAGE + README, re.DOTALL)))


def test_the_page_lists_all_tables_and_columns() -> None:
    assert PAGE.endswith(overview()), "run python -m database.documentation and put it at the end of the page"


def test_the_page_shows_three_queries() -> None:
    assert len(re.findall("```sql", PAGE)) == 3


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_that_we_show_runs_and_finds_something(store: Store, query: str) -> None:
    save.save_report(store, report(), now=NOW)
    save.save_report(store, report("https://news.example/forum", OPENED, (opening(),)), now=NOW)
    announced = replace(opening(), status="scheduled", date=None, name="云岭新材展")
    save.save_report(store, report("https://news.example/fair", OPENED, (announced,)), now=NOW)
    with store.reading() as session:
        rows = session.execute(text(query)).all()
    assert rows
    assert all(any(value is not None for value in row) for row in rows)
