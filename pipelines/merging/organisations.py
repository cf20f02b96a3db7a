"""Whether two names may be one organisation: short and full, in both scripts of Chinese, in Chinese and by its sound in Latin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pipelines.entities.forms import names_somebody
from pipelines.lexicons import names

#: Before the number of a stored organisation, which is a name of it like any other.
STORED = "#"
#: All names of one organisation, folded; two organisations are one where they share a name.
Names = frozenset[str]

_HAN = re.compile("[一-鿿]")
_BRACKET = re.compile("（[^（）]*）|\\([^()]*\\)")
_LEGAL = re.compile("(?:股份|责任|控股|集团)*有限(?:责任)?公司$|集团$|公司$|株式会社$")
# What Hong Kong calls otherwise than the mainland, in names.
_REGIONAL = str.maketrans({"介": "接"})
_ROBOT = re.compile("机械人")
_PLACES_BEFORE = re.compile("^(?:内地|本地|两地|本港|香港|深圳|深圳市|河套)(?=[一-鿿]{2})")
_KIND_FIRST = re.compile(
    "大学|学院|医院|银行|研究|科技|理工|中文|城市|教育|公开|都会|浸会|创新|国际|证券|投资|产业|发展"
)
_SOMEBODY = frozenset({"园区公司", "园区", "公司", "运营公司", "园区运营公司", "双方"})
_WORD = re.compile("[a-z]{2,}")
#: A name shorter than this is contained in too many others.
_SHORTEST = 3
_ALIKE = 0.6
#: A sound shorter than this is a word of English by chance: an, he, sun.
_SHORTEST_SOUND = 4
_LONGEST_BRAND = 4


@lru_cache(maxsize=16384)
def core(name: str) -> str:
    """What is left of a Chinese name without its place in brackets or before it, and its legal form.

    >>> core("深圳远屿新材有限公司"), core("沐泽光电（香港）有限公司"), core("多山光機械人株式会社")
    ('远屿新材', '沐泽光电', '多山光機械人')
    """
    whole = _BRACKET.sub("", name)
    bare = _LEGAL.sub("", whole)
    short = names.without_region(bare) if bare != whole else _PLACES_BEFORE.sub("", bare)
    # the place of a university or bank is its name
    kept = bare if len(short) < _SHORTEST or _KIND_FIRST.match(short) else short
    return _ROBOT.sub("机器人", kept.translate(_REGIONAL))


def _forms(name: str) -> tuple[str, str]:
    """A name without its legal form, and without its place too: 深圳河 is a place, 深圳河汇光子 has none of it."""
    return _LEGAL.sub("", _BRACKET.sub("", name)), core(name)


@lru_cache(maxsize=65536)
def same_name(a: str, b: str) -> bool:
    """Whether two folded names may be of one organisation.

    >>> same_name("远屿新材", "深圳远屿新材有限公司"), same_name("云麓大学", "yunlu university of hong kong")
    (True, True)
    >>> same_name("清华大学深圳研究院", "北京大学深圳研究院"), same_name("青禾智能", "青禾生物")
    (False, False)
    """
    if a == b:
        return True
    if bool(_HAN.search(a)) != bool(_HAN.search(b)):
        return _sounds_like(*((a, b) if _HAN.search(a) else (b, a)))
    if not _HAN.search(a):
        return _within(a, b) or _within(b, a)
    mine, theirs = core(a), core(b)
    if any(x == y or _within(x, y) or _within(y, x) for x in _forms(a) for y in _forms(b)):
        return True
    return mine[:2] == theirs[:2] and likeness(mine, theirs) >= _ALIKE


def same_organisation(a: Names, b: Names) -> bool:
    """Whether two organisations, each with its names, may be one."""
    return bool(a & b) or any(same_name(x, y) for x in written(a) for y in written(b))


def shared(a: Sequence[Names], b: Sequence[Names]) -> int:
    """How many organisations two lists have in common; each counts once on either side."""
    mine = sum(1 for x in a if any(same_organisation(x, y) for y in b))
    theirs = sum(1 for y in b if any(same_organisation(x, y) for x in a))
    return min(mine, theirs)


def in_one_script(a: Sequence[Names], b: Sequence[Names]) -> bool:
    """Whether names of two lists are written with the same letters, so that their not agreeing says something."""
    return any(_scripts(x) & _scripts(y) for x in a for y in b)


def is_name(name: str) -> bool:
    """Whether a party is named, and no common word was taken for one: 'the', 'trials', 对方, 园区公司."""
    return (
        name not in _SOMEBODY and names_somebody(name) and (bool(_HAN.search(name)) or name != name.lower())
    )


def likeness(a: str, b: str) -> float:
    """Dice coefficient of the pairs of letters of two names, 0 to 1; 0 where one is missing."""
    first, second = ({n[i : i + 2] for i in range(len(n) - 1)} for n in (a, b))
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _within(short: str, full: str) -> bool:
    return _SHORTEST <= len(short) < len(full) and short in full


def _scripts(names_: Names) -> frozenset[bool]:
    return frozenset(bool(_HAN.search(name)) for name in written(names_))


def written(names_: Names) -> list[str]:
    """The names that somebody wrote, in order: what stands for a stored organisation is none."""
    return sorted(name for name in names_ if not name.startswith(STORED))


@lru_cache(maxsize=16384)
def _sounds(name: str) -> frozenset[str]:
    """How the beginning of a Chinese name is read, two to four characters long."""
    import pypinyin  # here, because reading what is stored needs no readings, and its phrases are many

    whole = _BRACKET.sub("", name)
    found = set()
    for begin in {core(name), whole, _PLACES_BEFORE.sub("", whole)}:
        syllables = pypinyin.lazy_pinyin(begin[:_LONGEST_BRAND])
        found |= {"".join(syllables[:n]) for n in range(2, len(syllables) + 1)}
    return frozenset(sound for sound in found if len(sound) >= _SHORTEST_SOUND)


def _sounds_like(chinese: str, latin: str) -> bool:
    words = _WORD.findall(latin.lower())
    heard = {*words, *("".join(pair) for pair in pairwise(words))}
    return bool(_sounds(chinese) & heard)
