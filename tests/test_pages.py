"""Recorded and constructed pages under ``tests/pages``: each gives what a person has checked that it must give."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import catalogue, recording
from pipelines.patterns import compiled

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "pages"
PAGES = recording.recordings(FOLDER)
SOURCES = catalogue.built_in()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_page_gives_what_was_checked(path: Path) -> None:
    source = SOURCES[path.parent.name]
    recorded, expected, checked = recording.load(path)
    assert checked, "compare the draft with the page, then set `checked` to true"
    assert recording.gives(recorded, source) == expected
    assert "problem" not in expected
    if recorded.entry is None:
        assert compiled(source.article_url).fullmatch(recorded.url)
        assert all(expected[field] for field in {"title", "published_at", "begins"})
    else:
        assert expected["count"] or expected["onward"]
        for article in expected["articles"]:
            assert source.owns(article["url"])
            assert compiled(source.article_url).fullmatch(article["url"])


def test_a_source_that_was_recorded_has_its_pages() -> None:
    kept = {path.parent.name for path in PAGES if not recording.load(path)[0].of_ours}
    assert {one.id for one in SOURCES.values() if one.proven == "recorded"} <= kept


def test_all_that_lies_there_is_walked() -> None:
    bodies = {path.parent / recording.body_name(path) for path in PAGES}
    assert {path for path in FOLDER.glob("*/*") if path.is_file()} == bodies | set(PAGES)
