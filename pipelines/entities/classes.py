"""What an organisation is and where it is at home, told by its names; what they do not tell stays open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipelines.entities.lexicon import seed, toml
from pipelines.folding import fold_name

OPEN_CLASS, OPEN_REGION = "other", "unknown"
_BRACKET = re.compile("（([^（）]{1,12})）")
_LEGAL = re.compile(
    "(?:股份有限公司|有限责任公司|集团有限公司|控股有限公司|有限公司|集团公司|公司|集团|（有限合伙）|有限合伙)$"
)
_HAN = re.compile("[一-鿿]")
#: Who runs a park: 某某科技园发展有限公司; not a kindergarten or an amusement park (幼儿园, 乐园).
_PARK = re.compile(
    "(?:(?<![公乐花田家校幼儿庄果茶菜墓陵])园|园区|合作区|开发区|高新区|保税区|科学城|科技城|数码港|孵化器)"
    "(?:发展|投资|建设|开发|运营|管理|服务|集团|控股|实业|资产){0,3}(?:股份|有限|责任)*公司$"
)
_INTERNATIONAL = re.compile("^(?:联合国|(?:世界|国际)[一-鿿]{1,8}(?:组织|总署)$)")
#: 某大学深圳医院's department, 某银行深圳分行: a part is of the class of the whole.
_PART = re.compile("(?:[一-鿿]{0,8}(?:分行|支行|分公司|分院|校区))$")


def classify(names: Sequence[str]) -> str:
    """The class of an organisation by its names, the fullest first; ``other`` where none tells.

    >>> classify(["深圳市星澜生物科技有限公司"]), classify(["粤澜大学深圳研究院"]), classify(["海岚展示中心"])
    ('firm', 'institute', 'other')
    """
    return next((found for name in names if (found := class_of(name)) != OPEN_CLASS), OPEN_CLASS)


def locate(names: Sequence[str]) -> str:
    """The region of an organisation by its names, the fullest first; ``unknown`` where none tells or they differ."""
    told = [region_of(name) for name in names]
    if told and told[0] != OPEN_REGION:
        return told[0]
    rest = {region for region in told if region != OPEN_REGION}
    return rest.pop() if len(rest) == 1 else OPEN_REGION


def entity_class(key: str, names: Sequence[str]) -> str:
    """The class by the lexicons, else by the names."""
    known = seed(key)
    if known is None:
        return classify(names)
    found = known.class_ or classify(known.names)
    return found if found != OPEN_CLASS else known.class_ or known.kind_class


def entity_region(key: str, names: Sequence[str]) -> str:
    """The region by the lexicons, else by the names, else by the side of the zone that a body of it belongs to."""
    known = seed(key)
    if known is None:
        return locate(names)
    if known.region:
        return known.region
    found = locate(known.names)
    return found if found != OPEN_REGION else known.home or OPEN_REGION


# ---------------------------------------------------------------- class


def class_of(name: str) -> str:
    """The class that one name tells."""
    plain = fold_name(name)
    if not _HAN.search(plain):
        return _latin_class(plain)
    plain = re.sub("（[^（）]{1,12}）$", "", plain)
    if _INTERNATIONAL.search(plain):
        return "intl_org"
    if _PARK.search(re.sub(_BRACKET, "", plain)):
        return "park_operator"
    bare = _LEGAL.sub("", re.sub(_BRACKET, "", plain))
    if bare != plain:
        inner = _by_ending(bare)
        return inner if inner in ("bank", "fund", "media") else _by_ending(plain)
    part = _PART.search(plain)
    if part and (whole := _ending_inside(part[0])) != OPEN_CLASS:
        return whole
    return _by_ending(plain)


def _ending_inside(part: str) -> str:
    """Of 星澜银行深圳分行 the bank, of 粤澜大学海岚校区 the university."""
    for match in re.finditer("银行|大学|学院|公司|研究院|医院", part):
        return {"银行": "bank", "大学": "university", "学院": "university", "公司": "firm"}.get(
            match[0], "hospital" if match[0] == "医院" else "institute"
        )
    return "bank" if part.endswith(("支行", "分行")) else "firm" if part.endswith("分公司") else OPEN_CLASS


@lru_cache(maxsize=1)
def _endings() -> tuple[dict[str, str], int, dict[str, tuple[str, ...]]]:
    data = toml("organisation_classes.toml")
    classes = {ending: class_ for class_, endings in data["han"].items() for ending in endings}
    behind = {ending: tuple(words) for ending, words in data["not_behind"].items()}
    return classes, max(map(len, classes)), behind


def _by_ending(name: str) -> str:
    classes, longest, behind = _endings()
    for length in range(min(longest, len(name)), 0, -1):
        ending = name[-length:]
        if ending not in classes:
            continue
        if any(word in name[:-length] for word in behind.get(ending, ())):
            return OPEN_CLASS
        # 局 and 署 alone are letters of other words too (邮局, 部署): an office has a name before it
        return classes[ending] if len(name) > length or length > 1 else OPEN_CLASS
    return OPEN_CLASS


@lru_cache(maxsize=1)
def _latin_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = toml("organisation_classes.toml")["latin"]
    return tuple((name.removesuffix("_legal"), re.compile(data[name])) for name in data["order"])


def _latin_class(name: str) -> str:
    return next((class_ for class_, pattern in _latin_patterns() if pattern.search(name[:200])), OPEN_CLASS)


# ---------------------------------------------------------------- region


@lru_cache(maxsize=1)
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    data = toml("regions.toml")
    regions = {place: region for region, places in data["han"].items() for place in places}
    words = sorted(regions, key=lambda place: (-len(place), place))
    return re.compile("|".join(map(re.escape, words))), regions


@lru_cache(maxsize=1)
def _latin_places() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = toml("regions.toml")

    def pattern(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, words))})(?![A-Za-z])")

    return tuple((region, pattern(words)) for region, words in data["latin"].items())


@lru_cache(maxsize=1)
def _branch() -> re.Pattern[str]:
    endings = toml("regions.toml")["branches"]["endings"]
    return re.compile(f"(?:{'|'.join(sorted(endings, key=len, reverse=True))})(?:（[^（）]{{1,12}}）)?$")


def region_of(name: str) -> str:
    """The region that one name tells.

    A place in brackets outranks the others, then the place of a branch, then the place at the head:

    >>> region_of("香港粤澜大学（深圳）"), region_of("香港粤澜大学深圳研究院"), region_of("香港深圳海岚商会")
    ('SZ', 'SZ', 'HK')
    """
    plain = fold_name(name)[:200]
    if not _HAN.search(plain):
        return _latin_region(plain)
    if plain.endswith("株式会社"):
        return "foreign"
    pattern, regions = _places()
    for bracket in reversed(_BRACKET.findall(plain)):
        if place := pattern.match(bracket):
            return regions[place[0]]
    found = list(pattern.finditer(plain))
    if not found:
        return OPEN_REGION
    first, last = found[0], found[-1]
    if len(found) > 1 and _branch().search(plain, last.end()):
        return regions[last[0]]
    if first.start() == 0 or plain[: first.start()] in ("中共", "原", "驻"):
        return regions[first[0]]
    if last.end() == len(plain) or _branch().search(plain, last.end()):
        return regions[last[0]]  # 海岚银行深圳分行, 星澜药业中国
    return OPEN_REGION


def _latin_region(name: str) -> str:
    found = {region for region, pattern in _latin_places() if pattern.search(name)}
    bracket = re.search("（([^（）]{2,30})）", name)
    if bracket and (inside := _latin_region(bracket[1])) != OPEN_REGION:
        return inside
    if len(found) == 1:
        return found.pop()
    if "mainland" in found and len(found) == 2:
        return (found - {"mainland"}).pop()  # Shenzhen, China
    forms = toml_forms()
    return "foreign" if not found and any(name.endswith(form) for form in forms) else OPEN_REGION


@lru_cache(maxsize=1)
def toml_forms() -> tuple[str, ...]:
    """Legal forms of other countries, folded as names are."""
    return tuple(fold_name(form) for form in toml("regions.toml")["forms"]["foreign"])
