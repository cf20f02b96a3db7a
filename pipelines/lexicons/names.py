"""The lexicon of organisation names as patterns: endings, stops, generic words; loaded once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import jieba

from pipelines import relevance

jieba.setLogLevel("WARNING")  # it reports every start otherwise


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((files("pipelines") / "lexicons" / "organisations.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {suffix: kind for kind, suffixes in _data()["suffixes"].items() for suffix in suffixes}


@lru_cache(maxsize=1)
def suffix_pattern() -> re.Pattern[str]:
    """All endings, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True)))


def kind_of(suffix: str) -> str:
    """firm, gov, academy, society, money, health, media or place."""
    return _kinds()[suffix]


@lru_cache(maxsize=1)
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{suffix_pattern().pattern})(?:（[^）]{{2,20}}）)?$")


def ends_name(text: str) -> bool:
    """Whether a stretch ends as a complete name."""
    return bool(_ending().search(text))


def ends_firm(text: str) -> bool:
    """Whether a stretch ends in a legal form, behind which the same name cannot go on."""
    return text.endswith(("有限公司", "有限责任公司"))


@lru_cache(maxsize=1)
def _weak_words() -> tuple[str, ...]:
    return tuple(sorted(_data()["weak"]["words"], key=len, reverse=True))


def ends_weak(text: str) -> bool:
    """Whether a stretch ends in a word for a trade, as brands do."""
    return text.endswith(_weak_words())


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(_data()["stops"]["before"])


def is_stop(word: str) -> bool:
    """Whether a name may begin behind this word."""
    return word in _stops()


@lru_cache(maxsize=1)
def _generic() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    data = _data()["generic"]
    return frozenset(data["names"]), tuple(re.compile(p) for p in data["patterns"])


@lru_cache(maxsize=8192)
def is_generic(name: str) -> bool:
    """Whether a name says only what kind of thing it is: 重点企业, 联合实验室, 多家医院."""
    exact, patterns = _generic()
    return name in exact or any(p.match(name) for p in patterns)


@lru_cache(maxsize=1)
def common_nouns() -> frozenset[str]:
    """Words of the general dictionary that are frequent enough to be no brand."""
    jieba.initialize()
    return frozenset(w for w, n in jieba.dt.FREQ.items() if len(w) >= 2 and n >= 300)


@lru_cache(maxsize=4096)
def is_place(name: str) -> bool:
    """A park or building of the zone, or any name that ends like one."""
    if relevance.is_zone_place(name):
        return True
    match = re.search(f"(?:{suffix_pattern().pattern})$", name)
    return bool(match) and kind_of(match[0]) == "place"


# a、b、c等N家企业: the head noun licenses the items as names.
LISTED = re.compile(
    r"(?P<items>(?:[一-鿿A-Za-z0-9·（）\-]{2,16}[、和与及]){0,14}[一-鿿A-Za-z0-9·（）\-]{2,16})等"
    r"(?:[一-鿿]{0,4})?(?:\d+|[一二两三四五六七八九十百多数]+)?(?:余|多)?(?:家|间|个|所)?"
    r"(?:[一-鿿]{0,8})(?:企业|公司|机构|单位|高校|院校|科企|合作伙伴|独角兽|商户|药企)"
)

_WEAK = "|".join(_weak_words())
# A brand stands like a party: at a boundary on the left; 与/和/、/签 or the end of a clause on the right.
WEAK_PARTY = re.compile(
    rf"(?:^|(?<=[，。；：、！？\n“”与和及由日在]))(?P<name>[一-鿿A-Za-z0-9]{{2,10}}?(?:{_WEAK}))"
    r"(?=[、，与和及”]|分别|昨|今|近日|日前|当天|正式|现场|签|宣布|完成|获|进驻|入驻|落户|\d+月|将|拟|已|的?签约|也|在|否认|表示|同|携手|董事长|创始人|总裁|总经理|首席)",
    re.MULTILINE,
)
