"""Short forms: those that a text defines, those that follow from a full name, and those that the lexicons know."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import ahocorasick_rs

from pipelines import relevance
from pipelines.extraction import latin_words
from pipelines.folding import fold_name
from pipelines.lexicons import names

_DEFINED = re.compile(
    r"（(?:[^（）“‘]{0,24}[，；、])?(?:以下|下|又|亦)?(?:统|合|并)?(?:简称|称)(?:为|作)?[：:]?[“‘]?(?P<a>[^“”‘’（）]{2,20}?)[”’]?(?:(?:或|、|及|/)[“‘](?P<b>[^“”‘’（）]{2,20})[”’])?）"
)
_QUOTED = re.compile(r"（[“‘](?P<a>[^“”‘’（）]{2,20})[”’](?:(?:或|、|及)[“‘](?P<b>[^“”‘’（）]{2,20})[”’])?）")
_BRACKET = re.compile(r"（(?P<a>[一-鿿A-Za-z0-9&*. -]{2,48})）")
#: What a notice calls a side is no name: （以下简称“公司”）.
ANAPHORS = frozenset(
    "公司 本公司 集团 本集团 甲方 乙方 丙方 双方 协议 本协议 标的公司 目标公司 发行人 合资公司 项目公司 项目 中心 大学 学校 学院 医院 银行".split()
)
_LEGAL = re.compile(
    r"(?:（[^（）]{2,8}）)?(?:股份有限公司|有限责任公司|集团有限公司|控股有限公司|有限公司|集团公司|集团|股份公司|公司)$"
)
_PLACE_HEAD = re.compile(
    r"^(?:中国|广东省?|[一-鿿]{2,3}(?:省|市|自治区)(?:[一-鿿]{2}(?:区|县))?|深圳|香港|广州|北京|上海|东莞|珠海|佛山|惠州|杭州|苏州|南京|武汉|成都|重庆|厦门|合肥|西安|天津|青岛|澳门)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """``alias`` stands for ``full``; ``name`` and ``bracket`` are folded offsets of name and definition."""

    alias: str
    full: str
    name: tuple[int, int]
    bracket: tuple[int, int]


def definitions(text: str, found: list[tuple[int, int]]) -> list[Definition]:
    """What ``NAME（以下简称“X”）``, ``NAME（“X”）`` and ``NAME（X）`` define; X alone only where it shortens NAME."""
    by_end = {end: start for start, end in found}
    defined: list[Definition] = []
    for pattern in (_DEFINED, _QUOTED, _BRACKET):
        for match in pattern.finditer(text):
            end = match.start() - (text[match.start() - 1 : match.start()] == " ")
            start = by_end.get(end)
            if start is None:
                continue
            for alias in (match["a"], match["b"] if pattern is not _BRACKET else None):
                full = text[start:end]
                if alias and alias not in ANAPHORS and (pattern is not _BRACKET or shortens(alias, full)):
                    defined.append(
                        Definition(alias=alias, full=full, name=(start, end), bracket=match.span())
                    )
    return defined


def shortens(short: str, full: str) -> bool:
    """Whether the letters of a short form stand in the full one in order, or are Latin initials or a Latin name."""
    if re.fullmatch(r"[A-Za-z0-9&*. -]+", short):
        return bool(re.search("[A-Za-z]{2}", short)) and not re.search(r"[a-z]{2,} [a-z]{2,}", short)
    short = re.sub(r"[A-Za-z]+(?=[一-鿿])", "", short)
    rest = iter(full)
    return len(short) >= 2 and all(c in rest for c in short)


def derived(name: str) -> tuple[str, ...]:
    """Short forms that follow from a firm's full name: 澜图智能科技 and 澜图智能 and 澜图 of 深圳市澜图智能科技有限公司."""
    if name.isascii() or _LATIN_LEGAL.search(name):
        return _latin_forms(name)
    core = _LEGAL.sub("", name)
    if core == name or len(name) < 7:
        return ()
    core = re.sub("（[^）]*）", "", _PLACE_HEAD.sub("", core))
    brand = names.without_trade(core)
    forms = {core, brand}
    for cut in range(len(brand) + 2, len(core)):
        if names.ends_weak(core[:cut]):
            forms.add(core[:cut])
    forms |= {brand + end for end in ("公司", "集团")}
    return tuple(sorted((f for f in forms if _distinct(f, brand)), key=lambda f: (-len(f), f)))


_LATIN_LEGAL = re.compile(
    r"(?: ?（[A-Z][A-Za-z ]+）)?[ ,，]*(?:Company Limited|Co\.?[ ,，]*(?:Ltd|Limited)\.?|Holdings Limited|Limited|Ltd\.?|Inc\.?|Corporation|Corp\.?|GmbH|plc|PLC|LLC|AG|SE)$"
)


def _latin_forms(name: str) -> tuple[str, ...]:
    """Kestrel Lifts, and Kestrel, of Kestrel Lifts (Hong Kong) Limited."""
    core = _LATIN_LEGAL.sub("", name)
    first = core.split(" ", 1)[0]
    long_first = len(first) >= 5 and first.isalpha() and first not in latin_words.NOBODY
    forms = {core if core != name and " " in core else "", first if long_first and core != name else ""}
    return tuple(sorted((f for f in forms if f), key=lambda f: (-len(f), f)))


def _distinct(form: str, brand: str) -> bool:
    """Whether a short form can hardly be anything else."""
    if len(brand) < 2 or len(form) < 2 or names.is_generic(form) or names.is_region(brand):
        return False
    tag = names.tag(brand)
    return tag is None or (tag.startswith("nz") and len(form) > 2)


@dataclass(frozen=True, slots=True)
class _Known:
    canonical: dict[str, str]
    kinds: dict[str, str]


_ZONE_KINDS = {
    "body": "gov",
    "institute": "academy",
    "company": "firm",
    "university": "academy",
    "place": "place",
    "park": "place",
}


@lru_cache(maxsize=1)
def _table() -> _Known:
    """Folded name to canonical name, and to kind; the zone's own names first."""
    known = _Known({}, {})
    for file, key in (("zone.toml", "name"), ("organisations.toml", "organisation")):
        data = tomllib.loads((files("pipelines") / "lexicons" / file).read_text("utf-8"))
        for row in data[key]:
            folded = [fold_name(n) for n in row["names"]]
            for name in folded:
                if len(name) < 3 and file == "zone.toml":
                    continue
                kind = _ZONE_KINDS.get(row["kind"], row["kind"])
                known.canonical.setdefault(name, folded[0])
                known.kinds.setdefault(
                    name, "firm" if name.endswith("公司") or folded[0].endswith("公司") else kind
                )
    return known


def canonical(name: str) -> str | None:
    """The canonical form of a name that the lexicons know, folded; None for any other."""
    return _table().canonical.get(fold_name(name))


def zone_ending(name: str) -> str | None:
    """The longest name of the zone, its parks or buildings in which a stretch ends."""
    return next((known for known in relevance.zone_names() if name.endswith(known)), None)


def is_known(name: str) -> bool:
    """Whether the lexicons know a name."""
    return name in _table().kinds


@lru_cache(maxsize=1)
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    known_names = tuple(_table().kinds)
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(known_names), matchkind=longest), known_names


def known(text: str) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the names that the lexicons know; Latin ones at word boundaries only."""
    automaton, known_names = _automaton()
    hits: list[tuple[int, int, str]] = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        name = known_names[index]
        if _latin_edge(text[start - 1 : start], name[0]) or _latin_edge(name[-1], text[end : end + 1]):
            continue
        hits.append((start, end, _table().kinds[name]))
    return hits


def _latin_edge(before: str, after: str) -> bool:
    """Whether two characters belong to one Latin word."""
    return all(c.isascii() and c.isalnum() for c in (before, after)) if before and after else False


def occurrences(text: str, forms: dict[str, str]) -> list[tuple[int, int, str]]:
    """(start, end, form) of every use of short forms in a text, the longest at each place."""
    if not forms:
        return []
    wanted = list(forms)
    automaton = ahocorasick_rs.AhoCorasick(wanted, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    hits = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        if not _latin_edge(text[start - 1 : start], wanted[index][0]) and not _latin_edge(
            wanted[index][-1], text[end : end + 1]
        ):
            hits.append((start, end, wanted[index]))
    return hits
