"""Short forms: those that a text defines itself, and those that the lexicon of the zone knows."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import ahocorasick_rs

from pipelines import relevance
from pipelines.folding import fold_name

_DEFINED = re.compile(
    r"（(?:以下|下|又)?(?:简称|称)(?:为)?[：“‘]?(?P<a>[^“”‘’（）]{2,16}?)[”’]?(?:(?:或|、)[“‘](?P<b>[^“”‘’（）]{2,16})[”’])?）"
)
_BRACKET = re.compile(r"（(?P<a>[一-鿿A-Za-z]{2,10})）")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """``alias`` stands for ``full``; ``name`` and ``bracket`` are folded offsets of name and definition."""

    alias: str
    full: str
    name: tuple[int, int]
    bracket: tuple[int, int]


def definitions(text: str, found: list[tuple[int, int]]) -> list[Definition]:
    """What ``NAME（以下简称“X”）`` and ``NAME（X）`` define, X a subsequence of NAME in the second form."""
    by_end = {end: start for start, end in found}
    defined: list[Definition] = []
    for match in _DEFINED.finditer(text):
        start = by_end.get(match.start())
        if start is None:
            continue
        for alias in (match["a"], match["b"]):
            if alias:
                defined.append(_made(text, alias, (start, match.start()), match.span()))
    for match in _BRACKET.finditer(text):
        start = by_end.get(match.start())
        if start is not None and _is_subsequence(match["a"], text[start : match.start()]):
            defined.append(_made(text, match["a"], (start, match.start()), match.span()))
    return defined


def _made(text: str, alias: str, name: tuple[int, int], bracket: tuple[int, int]) -> Definition:
    return Definition(alias=alias, full=text[name[0] : name[1]], name=name, bracket=bracket)


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return all(c in rest for c in short)


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Folded name to canonical name, and to kind."""
    data = tomllib.loads((files("pipelines") / "lexicons" / "zone.toml").read_text("utf-8"))
    kinds = {
        "body": "gov",
        "institute": "academy",
        "company": "firm",
        "university": "academy",
        "place": "place",
        "park": "place",
    }
    canonical: dict[str, str] = {}
    kind: dict[str, str] = {}
    for row in data["name"]:
        first = fold_name(row["names"][0])
        for name in row["names"]:
            folded = fold_name(name)
            if len(folded) >= 3:
                canonical.setdefault(folded, first)
                own = "firm" if folded.endswith("公司") else kinds[row["kind"]]
                kind.setdefault(folded, own)
    return canonical, kind


def canonical(name: str) -> str | None:
    """The canonical form of a name that the lexicon knows, folded; None for any other."""
    return _table()[0].get(fold_name(name))


@lru_cache(maxsize=1)
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    known_names = tuple(_table()[1])
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(known_names), matchkind=longest), known_names


def known(text: str) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the names that the lexicon knows."""
    automaton, known_names = _automaton()
    hits: list[tuple[int, int, str]] = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        latin = known_names[index][0].isascii()
        if latin and (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            continue
        hits.append((start, end, _table()[1][known_names[index]]))
    return hits


def zone_ending(name: str) -> str | None:
    """The longest name of the zone, its parks or buildings in which a stretch ends (服务河套深圳园区)."""
    return next((known for known in relevance.zone_names() if name.endswith(known)), None)


def ends_known(text: str) -> bool:
    """Whether a stretch ends in a known name."""
    return any(text.endswith(name) for name in _table()[0])
