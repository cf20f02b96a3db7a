"""What stands before a name and says what its bearer is: 散热模组厂旭屿精密, 瑞士诊断企业赫屿生物, 子公司香港量屿.

The head of such a phrase is a noun for a kind of body (厂, 商, 企业, 公司); what follows it is the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extraction.ground import Ground
from pipelines.extraction.letters import JOINERS, brand_letters, proof
from pipelines.extraction.posts import is_surname
from pipelines.lexicons import names

Hit = tuple[int, int, str]

_HAN = re.compile("[一-鿿]")
_HEAD = re.compile(
    "厂|商|方|所|业者|[一-鿿]{2}[厂商]|新创|初创|[一-鿿]{0,6}(?:公司|企业|机构|厂商|药企|车企|科企|[供应发展开制造运营经销代理承包服务设备系统]{2}商|巨头|龙头|独角兽|药厂|车厂|大厂|企)"
)
#: 英资所, 港资企业: whose money a house is.
_OWNED = re.compile("[中港台日美英法德韩外陆澳星葡]资(?:所|厂|行|企|律所|企业|公司|药厂|机构|银行|商)?")
#: 设备商米屿尔（Miyura Biosystems）: the reading of two words or more is that of a firm, not of a person.
_LATIN_BRACKET = re.compile(r"（[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)+）")
_SIDE = re.compile("[与和同跟][^，。；]{2,30}(?:签|订立|达成)")
_ABROAD = re.compile(f"(?:台湾|内地|本地|本港|{names.country_pattern()})(?:的)?")


def behind_head(ground: Ground, start: int, at: int) -> int:
    """Where a name begins whose ending or trade begins at ``at``: behind the last head in ``[start, at)``, and behind a country."""
    owned = _OWNED.match(ground.text, start, at)
    if owned and at - owned.end() >= 2:
        start = owned.end()
    words = ground.words.between(start, at)
    for index, (offset, word) in enumerate(words):
        after = offset + len(word)
        rest = [w for _, w in words[index + 1 :]]
        before = words[index - 1][1] if index else ground.words.before(offset)[1]
        if at - after < 2 or not _is_head(word, before) or not _opens_name(rest):
            continue
        start = after
    return _behind_country(ground, start, at)


def _opens_name(words: list[str]) -> bool:
    """Whether a name can begin with these words: a brand, or a place and more."""
    return proof(words) >= 2 and ((brand_letters(words[0]) or 0) != 0 or names.is_region(words[0]))


def _is_head(word: str, before: str) -> bool:
    """Whether a word is the head of what its bearer is: 厂 behind 模组, 企业; not 商 of 工商总会."""
    if not _HEAD.fullmatch(word):
        return False
    return len(word) > 1 or (len(before) >= 2 and names.is_common(before))


def _behind_country(ground: Ground, start: int, at: int) -> int:
    """挪威屿斯塔公司, 南非开普敦水务研究所: the country in which a body is at home stands before its name."""
    abroad = _ABROAD.match(ground.text, start, at)
    if abroad is None or at - abroad.end() < 2:
        return start
    words = [w for _, w in ground.words.between(abroad.end(), at)]
    foreign = names.is_region(words[0]) and not names.is_inner_region(words[0])
    return abroad.end() if proof(words) >= 2 or foreign else start


def behind_country(ground: Ground, at: int) -> int | None:
    """日本中屿堂制药: where a brand begins between a country and a trade whose letters alone would not prove it."""
    places = list(_ABROAD.finditer(ground.text, max(ground.bar_before(at), at - 12), at))
    if not places or not 2 <= at - places[-1].end() <= 5:
        return None
    start = places[-1].end()
    words = [w for _, w in ground.words.between(start, at)]
    if any(names.is_stop(w) or names.is_head(w) or w in JOINERS or not _HAN.match(w) for w in words):
        return None
    return start if proof(words) >= 1 else None


def headed_firms(ground: Ground) -> Iterator[Hit]:
    """储能系统商星屿电能昨日…: behind a head with its modifier letters that make no word, and then a bound."""
    text = ground.text
    for match in re.finditer("厂|商|企业|公司|药企|业者|独角兽|龙头", text):
        edge = match.end()
        if ground.words.before(edge)[0] > match.start() or not _modified(ground, edge):
            continue
        start, letters = edge, 0
        while edge < len(text) and edge - start < 8:
            stop, word = ground.words.at(edge)
            size = brand_letters(word)
            if not size or names.bounds_name(word):
                break  # 园区公司签订协议: its verb
            letters, edge = letters + abs(size), stop
        edge = _with_noun(ground, edge) if letters >= 2 else edge
        name = text[start:edge]
        person = len(name) <= 3 and is_surname(name) and not _LATIN_BRACKET.match(text, edge)
        # 医疗器械企业梅屿康与园区签下协议: behind 企业 a side of a signing is a firm
        person = person and not (match[0] in ("企业", "厂商", "药企") and _SIDE.match(text, edge))
        if 2 <= letters <= 6 and _closed(ground, edge) and not person and not names.is_generic(name):
            yield start, edge, "firm"


def _with_noun(ground: Ground, edge: int) -> int:
    """储能系统商星屿电能: one plain noun behind the letters of a brand belongs to it, if the name ends there."""
    stop, word = ground.words.at(edge)
    noun = len(word) == 2 and (names.tag(word) or "").startswith("n") and not names.is_head(word)
    return stop if noun and stop < len(ground.text) and _closed(ground, stop) else edge


def _modified(ground: Ground, end: int) -> bool:
    """Whether the head that ends here has a noun before it: 储能系统商; the bare 公司 is a subject."""
    start, word = ground.words.before(end)
    if start == 0:
        return False
    before = ground.words.before(start)[1]
    return len(before) >= 2 and names.is_common(before) and not names.is_stop(before) and len(word) <= 3


def _closed(ground: Ground, offset: int) -> bool:
    """Whether a name may end here: at punctuation, a joiner, a verb, a day or a post."""
    if offset == len(ground.text):
        return True
    word = ground.words.at(offset)[1]
    bound = names.bounds_name(word) or word in JOINERS or not _HAN.match(word)
    return bound or offset in ground.people
