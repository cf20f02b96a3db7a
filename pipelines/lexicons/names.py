"""The lexicon of names as patterns and word classes: endings, bounds, generic words; loaded once.

The word classes are those of the segmenter's own dictionary (jieba, MIT): a verb, an adverb or a preposition
bounds a name unless the list ``inside`` knows it as a word of names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import ahocorasick_rs
import jieba

from pipelines import relevance
from pipelines.lexicons.segmenter import Segmenter

jieba.setLogLevel("WARNING")  # it reports every start otherwise

#: Words of the dictionary rarer than this may be brands (tag nz, nr) and do not count as common.
COMMON = 3
#: Verbs and adverbs rarer than this (启衡, 4) bound nothing: they are as likely a brand.
RARE = 20
_NUMERALS = re.compile(
    r"[\d〇零一二三四五六七八九十百千万亿两几数多余.,，]+(?:家|个|名|位|间|所|项|份|大|批|亿|万)?"
)
#: Tags whose words of two or more characters bound a name.
_BOUNDING = ("v", "d", "p", "c", "u", "r", "y", "e", "t", "f", "s", "mq")
#: One-character words that shape a common noun instead of being a piece of a brand.
_AFFIXES = frozenset(
    "级式型化类湿大新旧各多首跨小内外高中低老总分子双两三四五六七八九十一二百千万个家间所名位批次年月日上下性等用区市省县局署部委办院校厂园处科室组"
    "商业者员人物品器机车线网站台厅馆社会业务费率量度力法学与和及的们"
)
_REGIONS = re.compile(
    r"(?:深港|港深|粤港澳|粤港|深港澳|湾区|大湾区|河套|福田|皇岗|落马洲|福保|新田|深圳|香港|澳门|广东|广州|前海|横琴|南沙|光明|南山|罗湖|龙岗|坪山|宝安|"
    r"港岛|九龙|新界|大屿山|中国|中华|国家|国务院|中央|全国|世界|金砖|亚洲|亚太|欧洲|港澳|香江|鹏城|岭南|特区|市|省|区)"
)


#: The dictionary calls these places.
_NO_PLACES = frozenset(["海洋", "高新", "海上", "南海", "中心", "新城", "大地", "明珠"])


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pipelines") / "lexicons" / name).read_text("utf-8"))


@lru_cache(maxsize=1)
def _endings() -> dict[str, Any]:
    return _toml("organisation_suffixes.toml")


@lru_cache(maxsize=1)
def _bounds() -> dict[str, Any]:
    return _toml("organisation_bounds.toml")


def any_of(words: Iterable[str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(sorted({re.escape(w) for w in words}, key=lambda w: (-len(w), w)))


# ---------------------------------------------------------------- endings


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    kinds = {suffix: kind for kind, suffixes in _endings()["suffixes"].items() for suffix in suffixes}
    return {**dict.fromkeys(_endings()["whole"]["names"], "gov"), **kinds}


def is_whole(name: str) -> bool:
    """Whether an ending is the whole name of a body: 运输署."""
    return name in _endings()["whole"]["names"]


@lru_cache(maxsize=1)
def suffix_pattern() -> re.Pattern[str]:
    """All endings, the longest first, where what follows does not forbid them (大学 in 大学生)."""
    forbidden: dict[str, list[str]] = _endings()["not_before"]
    parts = []
    for suffix in sorted(_kinds(), key=lambda s: (-len(s), s)):
        words = next((w for key, w in forbidden.items() if suffix.endswith(key)), [])
        parts.append(re.escape(suffix) + (f"(?!{'|'.join(words)})" if words else ""))
    return re.compile("|".join(parts))


def kind_of(suffix: str) -> str:
    """firm, gov, academy, society, money, media, other or place."""
    return _kinds().get(suffix, "other")


@lru_cache(maxsize=1)
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(_kinds())})(?:（[^（）]{{2,20}}）)?$")


def ends_name(text: str) -> bool:
    """Whether a stretch ends as a complete name."""
    return bool(_ending().search(text[-48:]))


def ends_body(text: str) -> bool:
    """Whether a stretch ends as a university or a group does, which own firms: 香港屿澜大学."""
    return text.endswith(("大学", "学院", "集团", "研究院", "科学院"))


def ends_place(text: str) -> bool:
    """Whether a stretch ends as a park or a building does."""
    return kind_by_ending(text) == "place"


def kind_by_ending(name: str) -> str | None:
    """The kind that the ending of a name tells."""
    match = _ending().search(name)
    if match is None:
        return None
    return kind_of(re.sub("（.*$", "", match[0]))


@lru_cache(maxsize=1)
def _weak() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(_endings()['weak']['words'])})(?:（[一-鿿]{{2,4}}）)?$")


def ends_weak(text: str) -> bool:
    """Whether a stretch ends in a word for a trade, as brands do."""
    return bool(_weak().search(text[-16:]))


@lru_cache(maxsize=1)
def _trades() -> ahocorasick_rs.AhoCorasick:
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(_endings()["weak"]["words"], matchkind=longest)


def trades_in(text: str) -> list[tuple[int, int]]:
    """Where words for trades stand, those in a row as one: 海洋科技, 智能装备."""
    found: list[tuple[int, int]] = []
    for _, start, end in _trades().find_matches_as_indexes(text):
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def ends_in_action(trade: str) -> str | None:
    """The last word of a trade, if it is a verb as well: 支付, 投资."""
    return _action_words().get(trade[-2:])


@lru_cache(maxsize=1)
def _action_words() -> dict[str, str]:
    return {word: word for word in _endings()["weak"]["actions"]}


def trade_kind(name: str) -> str:
    """firm, unless the ending tells otherwise."""
    return kind_by_ending(name) or "firm"


def is_trade(word: str) -> bool:
    """Whether a word is one for a trade."""
    return bool(_weak().fullmatch(word))


def modifiers() -> frozenset[str]:
    """Rare words that say what kind of trade: 柔性 in 柔性电子."""
    return frozenset(_bounds()["bounds"]["modifiers"])


def is_inner_region(word: str) -> bool:
    """Whether a word is one of the places that our list names."""
    return bool(_REGIONS.fullmatch(word))


def without_trade(name: str) -> str:
    """A brand without the words for its trade: 澜图 of 澜图智能科技."""
    return _trade().sub("", name)


@lru_cache(maxsize=1)
def _trade() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(_endings()['weak']['words'])}|集团|控股)+$")


@lru_cache(maxsize=1)
def single_endings() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Endings of one character: their kind, and the posts that license them."""
    posts: dict[str, list[str]] = _endings()["single_posts"]
    kinds = {c: kind for kind, letters in _endings()["single"].items() for c in letters}
    return {c: (kinds[c], tuple(heads)) for c, heads in posts.items()}


def is_ministry(text: str) -> bool:
    """Whether a stretch ends in a ministry or a department of the party, not in a department of a firm."""
    return text.endswith(tuple(f"{name}部" for name in _endings()["ministries"]["names"]))


# ---------------------------------------------------------------- words


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    """The segmenter, taught the words of our lists, so that its cuts agree with them."""
    taught = {*_terms(), *_lists()[0], *_lists()[1], *_lists()[2], *_endings()["weak"]["words"], *_kinds()}
    return Segmenter(sorted(w for w in taught if 2 <= len(w) <= 4))


def cut(text: str) -> Iterator[str]:
    """The words of a text, by the dictionary alone (no guessed words)."""
    starts = [*word_starts(text), len(text)]
    return (text[start:end] for start, end in pairwise(starts))


def word_starts(text: str) -> list[int]:
    """Where the words of a text begin, by the dictionary alone."""
    return _segmenter().starts(text)


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    """Word to tag, of the segmenter's dictionary."""
    return {
        word: tag
        for word, (times, tag) in dictionary().items()
        if times >= (RARE if tag[0] in "vdpcrt" else COMMON)
    }


@lru_cache(maxsize=1)
def dictionary() -> dict[str, tuple[int, str]]:
    """Word to frequency and tag, of the segmenter's dictionary."""
    with jieba.dt.get_dict_file() as lines:
        rows = (line.decode("utf-8").split() for line in lines)
        return {r[0]: (int(r[1]), r[2]) for r in rows if len(r) == 3}


def is_taught(word: str) -> bool:
    """Whether a word is an ending or a generic term of our lists, no word of a brand."""
    return word in _kinds() or word in _terms()


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    bounds = _bounds()["bounds"]
    stops = frozenset(bounds["words"]) | frozenset(bounds["single"])
    return stops, frozenset(bounds["heads"]), frozenset(bounds["inside"])


@lru_cache(maxsize=1)
def _terms() -> frozenset[str]:
    return frozenset(_bounds()["generic"]["terms"])


def is_stop(word: str) -> bool:
    """Whether a name begins behind this word for certain (由, 近日, 签署)."""
    return word in _lists()[0]


def is_head(word: str) -> bool:
    """Whether the word may head an apposition (企业, 器械商), behind which a name may begin."""
    return word in _lists()[1]


@lru_cache(maxsize=65536)
def bounds_name(word: str) -> bool:
    """Whether the dictionary calls a word a verb, adverb, preposition …, and no name is known to hold it."""
    stops, heads, inside = _lists()
    if word in stops:
        return True
    if len(word) < 2 or word in inside or word in heads or _weak().fullmatch(word):
        return False
    if is_region(word) or _tags().get(word, "").startswith(("nz", "nt")):
        return False  # 落马洲, whatever 落马 is alone
    if len(word) > 2 and (word[:2] in stops or (word[:2] not in inside and _tags().get(word[:2]) == "v")):
        return True
    return _tags().get(word, "n").startswith(_BOUNDING) and not _REGIONS.fullmatch(word)


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """A word of the general dictionary that identifies nobody."""
    if len(word) == 1:
        return word in _AFFIXES
    tag = _tags().get(word)
    if word in _NO_PLACES or word in _terms():
        return True
    return tag is not None and not tag.startswith(("ns", "nz", "nr", "nt")) and not _REGIONS.fullmatch(word)


@lru_cache(maxsize=65536)
def is_region(word: str) -> bool:
    """Whether a word names a place."""
    return (
        bool(_REGIONS.fullmatch(word))
        or word in _places()
        or (_tags().get(word, "").startswith("ns") and word not in _NO_PLACES)
    )


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(_bounds()["places"]["countries"]) | frozenset(_bounds()["places"]["cities"])


def country_pattern() -> str:
    """Countries as an alternation: what stands before 于利希氦循环有限公司 says where the firm is at home."""
    return any_of(_bounds()["places"]["countries"])


@lru_cache(maxsize=65536)
def is_brand_piece(word: str) -> bool:
    """Whether a word can be a piece of a brand: not in the dictionary, Latin, or listed as a proper name."""
    if is_stop(word) or is_region(word):
        return False
    return (not is_common(word)) and not re.fullmatch(r"[\W_]+|\d+", word)


@lru_cache(maxsize=65536)
def follows_name(word: str) -> bool:
    """Whether a verb or the like stands here, as behind the name of a person."""
    return is_stop(word) or _tags().get(word, "").startswith(("v", "d", "p", "c", "t", "ad"))


def is_noun_verb(word: str) -> bool:
    """Whether the dictionary calls a word a verb that is used as a noun: 交流, 流通."""
    return _tags().get(word, "").startswith("vn")


def without_region(name: str) -> str:
    """A name without the places at its head."""
    while name:
        cut = next((n for n in (6, 5, 4, 3, 2) if len(name) >= n and is_region(name[:n])), 0)
        cut = cut or next((m.end() for m in [re.match("[一-鿿]{2,3}[市区省]", name)] if m), 0)
        if not cut:
            return name
        name = name[cut:]
    return name


@lru_cache(maxsize=4096)
def without_common(name: str) -> str:
    """What of a name is no common word, by the segmenter's cuts: its identity, if any."""
    return "".join(w for w in cut(name) if not is_common(w))


def tag(word: str) -> str | None:
    """The word's tag in the dictionary."""
    return _tags().get(word)


# ---------------------------------------------------------------- what is none


@lru_cache(maxsize=1)
def _generic() -> tuple[frozenset[str], tuple[re.Pattern[str], ...], re.Pattern[str]]:
    data = _bounds()["generic"]
    joined = re.compile(f"(?:{any_of(_bounds()['bounds']['joined'])})")
    return frozenset(data["names"]), tuple(re.compile(p) for p in data["patterns"]), joined


#: A trade and a legal form, perhaps a place in brackets: what is left of a name of which the brand was lost.
_COMPANY = re.compile(
    r"(?:（[一-鿿]{2,6}）)?(?P<trade>[一-鿿]{2,12}?)(?:（[一-鿿]{2,6}）)?(?:股份|集团|控股)?有限(?:责任)?公司"
)


@lru_cache(maxsize=8192)
def is_generic(name: str) -> bool:
    """Whether a name says only what kind of thing it is: 重点企业, 联合实验室, 多家医院, 科技有限公司."""
    exact, patterns, _ = _generic()
    company = _COMPANY.fullmatch(name)
    if company and trades_in(company["trade"]) == [(0, len(company["trade"]))]:
        return True
    return name in exact or any(p.match(name) for p in patterns)


def joined_pattern() -> re.Pattern[str]:
    """Coordinated words that are one phrase inside names: 工业和信息化."""
    return _generic()[2]


@lru_cache(maxsize=4096)
def is_place(name: str) -> bool:
    """A park or building of the zone, or any name that ends like one."""
    base = re.sub("（.*$", "", name)
    return relevance.is_zone_place(name) or relevance.is_zone_place(base) or kind_by_ending(name) == "place"
