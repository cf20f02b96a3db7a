"""Whatever stands in hetao.toml: it is used, or one error names the file and the mend."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler import configuration, mistakes, own_sources, source_settings
from crawler.configuration import ConfigurationError, load
from crawler.toml_places import line_of, places
from pipelines.discovery.listings import parse_listing
from pipelines.patterns import BadPattern, compiled

KEYS = sorted(
    {
        key if not field.alias else field.alias
        for module in (configuration, own_sources, source_settings)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, mistakes.Strict)
        for key, field in model.model_fields.items()
    }
    | {"rthk", "Referer", "a b", 'quo"ted'}
)
TEXTS = [
    "rthk", "bay", "30m", "9999d", "0 6 * * *", "* * 31 2 *", "https://a.example/x", "http://[::1", "*.example", "h1",
    "//div[@class='x']", "a::text", r"https://a\.example/\d+", "(a+)+b", "env:X", "direct", "http://u:p@h:1", "{query}",
    "zh-Hans", "500 kB", "1.5 GB", "",
]  # fmt: skip
texts = st.one_of(st.sampled_from(TEXTS), st.text(max_size=20))
plain = st.one_of(
    texts, st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.dates(), st.datetimes(), st.times()
)
keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=8))
tables: st.SearchStrategy[Any] = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5), max_leaves=20
)
declarations = st.dictionaries(
    st.sampled_from(KEYS), st.one_of(texts, st.lists(texts, max_size=2), tables), max_size=6
)
files = st.one_of(
    st.dictionaries(keys, tables, max_size=5),
    st.fixed_dictionaries({"sources": st.lists(declarations, max_size=3)}),
    st.fixed_dictionaries({"sources": st.dictionaries(texts, declarations, max_size=3)}),
)
settled = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def toml(value: Any) -> str:
    """A value as TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(toml, value)) + "\n]"
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(text: str) -> str:
    return json.dumps(text).replace("\x7f", "\\u007f")


def document(data: dict[str, Any]) -> str:
    """A TOML file: tables and arrays of tables with headings where that can be."""
    lines = [f"{quoted(key)} = {toml(value)}" for key, value in data.items() if not _headed(value)]
    for key, value in data.items():
        if _headed(value):
            brackets = ("[[", "]]") if isinstance(value, list) else ("[", "]")
            for table in value if isinstance(value, list) else [value]:
                lines.append(f"{brackets[0]} {quoted(key)} {brackets[1]} # a [heading] = 'x")
                lines += [f"{quoted(name)} = {toml(inner)}" for name, inner in table.items()]
    return "\n".join(lines) + "\n"


def _headed(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)
    )


def usable_or_named(file: Path) -> None:
    said = ""
    try:
        load(file)
    except ConfigurationError as problem:
        said = str(problem)
    assert not said or str(file) in said


@settled
@given(st.one_of(st.text(), st.text(alphabet="[]{}=.,\"'\\#\n ab1-:")))
@example("[" * 3000)
@example("a." * 3000 + "a=1")
@example("a=" + "{a=" * 3000)
@example("a=" + "1" * 5000)
@example("[sources.rthk]\n[[sources]]")
@example("\ufeff[crawl]")
def test_no_text_brings_more_than_a_configuration_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "hetao.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    usable_or_named(file)
    places(text)


@settled
@given(files)
def test_no_value_brings_more_than_a_configuration_error(tmp_path: Path, data: dict[str, Any]) -> None:
    file = tmp_path / "hetao.toml"
    file.write_bytes(document(data).encode("utf-8", "surrogatepass"))
    usable_or_named(file)


def ways(value: Any, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to every table, key and element of what a file says."""
    found = [place] if place else []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        found += ways(inner, (*place, key))
    return found


simple_keys = st.text(alphabet="ab-_1", min_size=1, max_size=4)
simple = st.recursive(
    st.sampled_from(["x", "]", "= [", "#", 1.5, True]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(simple_keys, inner, max_size=3),
    max_leaves=12,
)


@settled
@given(st.dictionaries(simple_keys, simple, max_size=4))
def test_every_key_and_element_has_the_line_where_it_stands(data: dict[str, Any]) -> None:
    text = document(data)
    assert tomllib.loads(text) == data
    lines = text.splitlines()
    known = places(text)
    for way in ways(data):
        assert way in known
        if isinstance(way[-1], str):
            assert way[-1] in lines[known[way] - 1]


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("sources", 0), 2),
        (("sources", 0, "id"), 3),
        (("sources", 0, "feeds", 0, "url"), 5),
        (("sources", 0, "feeds", 1), 7),
        (("sources", 1), 9),
        (("sources", 1, "selectors", "text"), 16),
        (("sources", 1, "text"), 10),
        (("sources", 1, "outlet"), 9),
        (("sources", 2), 2),
        (("crawl",), 1),
    ],
)
def test_a_line_is_found_among_tables_that_look_alike(place: tuple[str | int, ...], line: int) -> None:
    text = '''# [sources]
[[sources]]
id = "a"
feeds = [
  { url = "https://a.example/#]", full_text = true },
  # "https://nothing.example/"
  "https://b.example/",
]
[[ sources ]]
text = """
id = 5
[[sources]]
"""
'id' = 'b'
[sources.selectors]
text = ["]", 'x']
'''
    assert line_of(text, place) == line


@pytest.mark.parametrize("evil", ["(a+)+b", "(a|a)*b", "(.*a){20}b", r"(\w+\s?)*x", "(a?){200}a{200}b"])
def test_an_expression_of_a_user_cannot_take_for_ever(evil: str) -> None:
    url = "https://a.example/" + "a" * 5000
    expression = "https://a.example/" + evil
    text = f"<a href='{url}'>x</a>" * 20
    assert (
        parse_listing(text, url=url, links="a", article_url=expression, next_page=None).articles == ()
    )  # Python's re would need longer than the sun has


@given(st.text(alphabet="ab()[]*+?{}\\|^$.1,:=!<>", max_size=30))
@settings(max_examples=200, deadline=None)
def test_an_expression_is_used_or_refused(text: str) -> None:
    with suppress(BadPattern):
        compiled(text).fullmatch("aab")
