"""The corpus of templates keeps its own rules, and its bench counts what it should."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from bench.reprints import templates

ROWS = templates.load()


def test_there_are_enough_pairs_of_both_kinds_in_both_parts() -> None:
    links = Counter(row["link"] for row in ROWS)
    assert links[False] >= 220
    assert links[True] >= 60
    assert len({row["family"] for row in ROWS if not row["link"]}) >= 25
    assert {(row["link"], row["part"]) for row in ROWS} == {
        (link, part) for link in (True, False) for part in ("tune", "test")
    }


def test_no_family_of_templates_stands_in_both_parts() -> None:
    parts: dict[str, set[str]] = {}
    for row in ROWS:
        parts.setdefault(row["family"], set()).add(row["part"])
    assert [family for family, both in parts.items() if len(both) > 1] == []
    sides = {
        part: {row[s]["text"] for row in ROWS if row["part"] == part for s in "ab"}
        for part in ("tune", "test")
    }
    assert sides["tune"] & sides["test"] == set()


def test_every_pair_has_its_fields_and_its_two_texts() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert set(row) == {"id", "kind", "family", "link", "part", "a", "b"}
        for side in (row["a"], row["b"]):
            assert set(side) == {"title", "text", "published_at", "outlet"}
            assert 40 <= len(side["text"]) <= 900, row["id"]
            assert side["outlet"]
            assert datetime.fromisoformat(side["published_at"]).tzinfo is not None
        assert row["a"]["published_at"] <= row["b"]["published_at"], row["id"]
        if not row["link"]:
            assert row["a"]["text"] != row["b"]["text"], row["id"]


def test_no_pair_is_counted_twice() -> None:
    pairs = Counter((row["a"]["text"], row["b"]["text"]) for row in ROWS)
    assert [pair for pair, times in pairs.items() if times > 1 and pair[0] != pair[1]] == []


def test_a_correction_keeps_outlet_title_and_day() -> None:
    for row in ROWS:
        if row["kind"] == "corrected_figure":
            a, b = row["a"], row["b"]
            assert (a["title"], a["outlet"], a["published_at"][:10]) == (
                b["title"],
                b["outlet"],
                b["published_at"][:10],
            )


def test_a_linker_is_asked_for_every_pair_and_counted_by_kind() -> None:
    rows = ROWS[:5]
    everything = templates.linked(rows, lambda a, b: a.text != "" and b.text != "")
    assert sum(map(len, everything.values())) == 5
    assert all(row["kind"] == kind for (_, kind), found in everything.items() for row in found)
    assert templates.linked(rows, lambda a, b: not a.text) == {}


def test_the_anchors_link_a_text_to_itself_and_not_to_another() -> None:
    first, other = templates.article(ROWS[0]["a"]), templates.article(ROWS[-1]["a"])
    for linker in templates.LINKERS.values():
        assert linker(first, first)
        assert not linker(first, other)
