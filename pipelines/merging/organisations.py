"""Whether two names may be one organisation: short and full, in both scripts of Chinese, in Chinese and by its sound in Latin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pipelines.entities.forms import names_somebody
from pipelines.entities.lexicon import seed
from pipelines.lexicons import names
from pipelines.merging.sounds import bones_of, chinese_bones, foreign_name_of, sounds

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
_PLACES_BEFORE = re.compile("^(?:内地|本地|两地|本港|香港|深圳市|深圳|河套)(?=[一-鿿]{2})")
_KIND_FIRST = re.compile(
    "大学|学院|医院|银行|研究|科技|理工|中文|城市|教育|公开|都会|浸会|创新|国际|证券|投资|产业|发展"
)
_SOMEBODY = frozenset({"园区公司", "园区", "公司", "运营公司", "园区运营公司", "双方"})
_WORD = re.compile("[a-z]{2,}")
#: A name shorter than this is contained in too many others.
_SHORTEST = 3
_ALIKE = 0.6
# What tells bodies of one name apart, in Chinese and in Latin letters: a university and a polytechnic university.
_KINDS = tuple(
    (re.compile(chinese), re.compile(latin))
    for chinese, latin in (
        ("理工|科技|技术", r"polytechnic|technolog|technical|tech\b"),
        ("大学|学院", "university|college"),
        ("医院", "hospital"),
        ("银行", "bank"),
        ("海关", "customs"),
        ("大学|学院|研究院|研究所|研究中心|实验室", "university|college|institute|laborator|academy"),
    )
)
_FOREIGN_WORD = 4  # letters
_LONGEST_SYLLABLES = 6  # letters
# Words of many names.
_COMMON_WORDS = frozenset(
    "the of and for in at hong kong shenzhen hetao china chinese hk park zone university college institute hospital bank "
    "company limited ltd co inc group holdings corporation technology technologies tech science sciences research centre "
    "center international biotech pharma capital national general new joint laboratory lab innovation development".split()
)
_NO_BRAND = re.compile(
    "^(?:中国|国家|全国|深圳|香港|河套|广东|北京|上海|澳门|福田|南山|大学|医院|银行|海关|研究|科技|创新|国际)"
)


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
    if _is_brand_of(mine, theirs) or _is_brand_of(theirs, mine):
        return True
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


def is_everywhere(names_: Names) -> bool:
    """Whether an organisation is a body of the zone or an authority, which has a part in half of all that happens here."""
    return any(seed(name) is not None for name in written(names_))


def is_about(about: frozenset[str], organisations: Sequence[Names]) -> bool:
    """Whether what a text tells of (``Statement.about``) is one of some organisations, one that is not everywhere."""
    return any(
        not is_everywhere(names_)
        and any(same_name(name, other) for name in written(names_) for other in about)
        for names_ in organisations
    )


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


@lru_cache(maxsize=16384)
def beginnings(name: str) -> frozenset[str]:
    """Keys under which names of one organisation meet: how it begins, short or full, in characters, by sound, in Latin letters.

    >>> sorted(beginnings("云麓大学") & beginnings("香港云麓大学") & beginnings("Yunlu University of Hong Kong"))
    ['yunlu', '~NL']
    """
    if not _HAN.search(name):
        words = [word for word in _WORD.findall(name.lower()) if word not in _COMMON_WORDS]
        pairs = {f"{x}{y}" for x, y in pairwise(words) if max(len(x), len(y)) <= _LONGEST_SYLLABLES}
        foreign = {f"~{bones}" for bones in bones_of(words[0])} if words else set()
        return frozenset((*words, *pairs, *foreign)) or frozenset((name,))
    whole = _BRACKET.sub("", name)
    begins = {b for b in (core(name), whole, _PLACES_BEFORE.sub("", whole)) if not _NO_BRAND.match(b)}
    foreign = {f"~{bones}" for bones in chinese_bones(core(name))} if begins else set()
    return frozenset((*(begin[:2] for begin in begins), *sounds(frozenset(begins)), *foreign)) or frozenset(
        (name,)
    )


def _within(short: str, full: str) -> bool:
    return _SHORTEST <= len(short) < len(full) and short in full


def _scripts(names_: Names) -> frozenset[bool]:
    return frozenset(bool(_HAN.search(name)) for name in written(names_))


def written(names_: Names) -> list[str]:
    """The names that somebody wrote, in order: what stands for a stored organisation is none."""
    return sorted(name for name in names_ if not name.startswith(STORED))


def _is_brand_of(short: str, full: str) -> bool:
    """Whether two characters are the beginning of a company's name: 宣枫, 宣枫制药."""
    return len(short) == 2 < len(full) and full.startswith(short) and not _NO_BRAND.match(short)


def brands(names_: Names) -> frozenset[str]:
    """The first two characters of an organisation's Chinese names, of those that are no place or kind of body; of bodies that
    have a part in half of all that happens here none."""
    if is_everywhere(names_):
        return frozenset()
    begins = (core(name) for name in written(names_) if _HAN.search(name))
    return frozenset(begin[:2] for begin in begins if len(begin) > 2 and not _NO_BRAND.match(begin))


def spoken(name: str) -> frozenset[str]:
    """How the beginning of a Chinese name sounds: what its name in Latin letters may hold."""
    whole = _BRACKET.sub("", name)
    return sounds(frozenset((core(name), whole, _PLACES_BEFORE.sub("", whole))))


def heard(name: str) -> frozenset[str]:
    """The words of a name in Latin letters, also two and two: Yun Lu University."""
    words = _WORD.findall(name.lower())
    return frozenset((*words, *("".join(pair) for pair in pairwise(words))))


def _sounds_like(chinese: str, latin: str) -> bool:
    if _of_another_kind(chinese, latin.lower()):
        return False
    if spoken(chinese) & heard(latin):
        return True
    first = next(iter(_WORD.findall(latin.lower())), "")
    return len(first) >= _FOREIGN_WORD and foreign_name_of(core(chinese), first)


def _of_another_kind(chinese: str, latin: str) -> bool:
    """Whether only one of two names says a kind that the other would say too, as both say what kind they are."""
    kinds = [(bool(c.search(chinese)), bool(x.search(latin))) for c, x in _KINDS]
    if not any(c for c, _ in kinds) or not any(x for _, x in kinds):
        return False
    return any(c != x for c, x in kinds)
