"""Where a name of an organisation begins and ends, seen from its ending.

The walk to the left goes word by word until something bounds the name: punctuation, a stop, a verb, a person, another
name, or a joiner that stands between two names rather than inside one.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from pipelines.extraction.ground import LONGEST, Ground
from pipelines.extraction.joiners import is_plain, joins_inside
from pipelines.extraction.letters import JOINERS, proof
from pipelines.extraction.right_edges import NO_PLACE, PLACE_BRACKET
from pipelines.lexicons import names

_PIECE = re.compile(r"[一-鿿A-Za-zÀ-ÿ0-9·.&\-*+〇/]")
_DATED = re.compile(r"^.*(?:\d+[月日时年分点]|[今昨明前]?（\d+）日?|[今昨明]日)")
_COUNTED = re.compile(
    r"^.*?(?:\d[\d.,]*|[一二两三四五六七八九十百千数多]+)(?:余|多)?(?:家|个|名|位|间|所|项|支|批|座|栋|幢|层|处|片)"
)
_DAMAGED = re.compile(r"^.*[a-z](?=[一-鿿])")
#: 在河套建设步态数据中心: the place, and what is done there.
_SET_UP = re.compile(
    r"(?P<place>[一-鿿A-Za-z0-9]{2,16}?)(?:建设|经营|设立|开设|成立|打造|建立|创办|运营)(?=[一-鿿]{2})"
)
_LEGAL_FORM = re.compile("(?:股份|集团|控股)?有限(?:责任)?公司|(?:律师|会计师)?事务所")
#: 北方交屿大学, 华南…研究院.
DIRECTIONS = frozenset("东方 西方 南方 北方 华南 华东 华北 华中 西南 西北 东南 东北".split())
_COUNTRY_BEFORE = re.compile(f"(?:{names.country_pattern()})$")
_ADMIN = re.compile(r"[一-鿿]{2,6}(?:省|市|自治区|特别行政区|特区)")


def left_edge(ground: Ground, offset: int) -> int:
    """Where the name begins whose ending begins at ``offset``."""
    edge, soft = _walked(ground, offset, 0)
    if _identity(ground, edge, offset) == 0 and (wider := _across_verbs(ground, offset)) is not None:
        return wider
    if edge == offset and soft < offset:
        edge = _brand_verb(ground, soft, offset)
    return _trimmed(ground, _behind_verbs(ground, edge, soft, offset), offset)


def _walked(ground: Ground, offset: int, verbs: int) -> tuple[int, int]:
    """How far a walk to the left comes that may cross ``verbs`` verbs, and where the word begins that stopped it."""
    words, text = ground.words, ground.text
    bar = ground.bar_before(offset)
    edge, soft = offset, offset
    while edge > bar and offset - edge < LONGEST:
        start, word = words.before(edge)
        start = max(start, bar)
        bracket = _bracket_before(text, edge)
        if bracket is not None:
            edge = bracket
            continue
        if word in JOINERS or (word == "以及"):
            if word == "以及" or not joins_inside(ground, start, edge, offset):
                break
        elif not _PIECE.match(word[-1]):
            soft = start
            break
        elif _stops(ground, word, edge, offset) and not _inner_verb(ground, start, edge, offset):
            verbs -= len(word) == 2 and not names.is_stop(word) and not names.is_head(word)
            if verbs < 0 or len(word) != 2 or names.is_stop(word) or names.is_head(word):
                soft = start
                break
        elif edge < offset and text[max(0, edge - 6) : edge].endswith(("有限公司", "有限责任公司")):
            break
        edge = start
    return edge, soft


def _identity(ground: Ground, start: int, end: int) -> int:
    """What of a stretch can tell somebody from others: letters of a brand, and places."""
    words = [w for _, w in ground.words.between(start, end)]
    return proof(words) + sum(map(names.is_region, words))


def _across_verbs(ground: Ground, offset: int) -> int | None:
    """粤港澳大湾区数据流通服务有限公司, 香港国际争议解决学会: what identifies nobody goes on behind a verb inside the name.

    A verb right behind the place or the brand is what they do (深圳完善…委员会), unless a legal form ends the name.
    """
    edge, _ = _walked(ground, offset, 2)
    edge = _trimmed(ground, edge, offset)
    words = [w for _, w in ground.words.between(edge, offset)]
    if words and names.is_head(words[0]):
        edge, words = edge + len(words[0]), words[1:]
    # 长颈鹿（河套）智能设备有限公司: with a place in brackets and a legal form any word may be the brand
    housed = bool(_LEGAL_FORM.match(ground.text, offset)) and PLACE_BRACKET.search(ground.text, edge, offset)
    if len(words) < 2 or not (housed or names.is_region(words[0]) or names.is_brand_piece(words[0])):
        return None
    if any(names.ends_name(ground.text[edge : edge + n]) for n in range(2, offset - edge + 1)):
        return None
    legal = bool(_LEGAL_FORM.match(ground.text, offset))
    for before, word in pairwise(words):
        verb = names.bounds_name(word) and not names.is_stop(word)
        if (
            verb
            and not legal
            and (names.is_region(before) or not (names.is_noun_verb(word) or is_plain(before)))
        ):
            return None
    return edge if _identity(ground, edge, offset) else None


def _behind_verbs(ground: Ground, edge: int, soft: int, offset: int) -> int:
    """Where a company's name begins of which only the trade would be left: 银杉启航科技有限公司, 启航科技有限公司.

    A trade and a legal form name nobody, so the verb before them is of the name: it is the brand, or stands behind it.
    """
    if not (
        soft < edge < offset and _LEGAL_FORM.match(ground.text, offset) and _is_trade(ground, edge, offset)
    ):
        return edge
    for verbs in (1, 2):
        start = _trimmed(ground, _walked(ground, offset, verbs)[0], offset)
        _, first = ground.words.at(start)
        start += len(first) if names.is_head(first) else 0
        if start < edge and _has_brand(ground, start, edge):
            return start
    verb = ground.text[soft:edge]
    is_free = len(verb) == 2 and not names.is_stop(verb) and not names.is_head(verb)
    return soft if is_free and _is_bounded(ground, soft) else edge


def _is_trade(ground: Ground, start: int, end: int) -> bool:
    """Whether a stretch says only what is done, and where: （深圳）科技, 网络科技."""
    words = [word for _, word in ground.words.between(start, end) if word not in "（）"]
    return all(names.is_region(word) or names.is_trade(word) or names.is_trade(word[2:]) for word in words)


def _has_brand(ground: Ground, start: int, end: int) -> bool:
    """Whether a stretch begins with two letters or more, before its first verb, that may be a brand."""
    brand = list(
        takewhile(lambda word: not names.bounds_name(word), (w for _, w in ground.words.between(start, end)))
    )
    return len("".join(brand)) > 1 and not all(map(names.is_trade, brand))


def _is_bounded(ground: Ground, start: int) -> bool:
    """Whether a name may begin here for certain: behind punctuation, or what joins names."""
    text = ground.text
    return start == 0 or not _PIECE.match(text[start - 1]) or ground.words.before(start)[1] in JOINERS


def _inner_verb(ground: Ground, start: int, edge: int, offset: int) -> bool:
    """北方交汇大学, 香港屿澜大学知识转移有限公司: a verb right before an ending, or behind a body, is part of the name."""
    word = ground.text[start:edge]
    if len(word) != 2 or names.is_stop(word) or names.is_head(word):
        return False
    before = ground.words.before(start)[1]
    if edge == offset:
        return (names.is_region(before) or before in DIRECTIONS) and not ground.text.startswith(
            ("公司", "中心"), offset
        )
    return (
        offset - edge <= 8
        and ground.text.startswith(("有限", "股份", "公司"), offset)
        and names.ends_body(ground.text[max(0, start - 12) : start])
    )


def _bracket_before(text: str, edge: int) -> int | None:
    """Where a place bracket begins that ends at ``edge``: 未来机器人（深圳）有限公司."""
    if text[edge - 1 : edge] != "）":
        return None
    opened = text.rfind("（", max(0, edge - 10), edge)
    if opened <= 0 or not PLACE_BRACKET.fullmatch(text[opened:edge]) or NO_PLACE.match(text[opened:edge]):
        return None
    return opened


def _stops(ground: Ground, word: str, edge: int, offset: int) -> bool:
    """Whether the word that ends at ``edge`` is no part of the name."""
    if names.is_head(word):
        return edge < offset and _begins_name(ground, edge, offset)
    if names.bounds_name(word):
        return not _lone_letter(ground, word, edge)
    if edge < offset and _ADMIN.match(ground.text[edge : edge + 8]) and len(word) > 1:
        # 合作方深圳市…: a full place opens a name, unless a body stands before it (国家税务总局深圳市税务局)
        before = ground.text[max(0, edge - 12) : edge]
        return names.is_common(word) and not names.ends_name(before) and not names.is_region(word)
    return False


def _lone_letter(ground: Ground, word: str, edge: int) -> bool:
    """由同屿…基金会, 德国于屿…有限公司: a preposition behind another, or behind a country, is a letter of the name."""
    before = ground.text[max(0, edge - 8) : edge - 1]
    if word == "于":
        return bool(_COUNTRY_BEFORE.search(before)) and not ground.text[edge : edge + 1].isdigit()
    return word in ("同", "向", "经") and before.endswith(("由", "与", "被"))


def _begins_name(ground: Ground, edge: int, offset: int) -> bool:
    """Whether a name can begin at ``edge``: a place, a brand or Latin letters, not 服务 in 企业服务中心."""
    _, word = ground.words.at(edge)
    word = word[: offset - edge]
    return (names.is_region(word) and len(word) > 1) or names.is_brand_piece(word)


def _brand_verb(ground: Ground, soft: int, offset: int) -> int:
    """联想集团: a verb of the dictionary is the brand where nothing else can be."""
    word = ground.text[soft:offset]
    return soft if len(word) == 2 and not names.is_stop(word) and _is_bounded(ground, soft) else offset


def _trimmed(ground: Ground, edge: int, offset: int) -> int:
    """Behind a date, a number of things, a damaged stretch or adjectives the name begins later."""
    text = ground.text
    for pattern in (_DATED, _COUNTED, _DAMAGED):
        cut = pattern.match(text[edge:offset])
        if cut:
            edge += cut.end()
    while edge < offset and text[edge] in "）·.-&+/ ":
        edge += 1
    set_up = _SET_UP.match(text, edge, offset) if text[edge - 1 : edge] in ("在", "于") else None
    if set_up and (names.is_region(set_up["place"]) or names.ends_place(set_up["place"])):
        return set_up.end()
    return edge
