"""Names without an ending that a clause licenses: rows with a name in them, sides of a signing, subjects.

A clause is read as pieces: names, joiners, stretches that might be names, and all else. What joiners string
together is a row; 华屿集团、中屿移动与…签署 has one, and what stands in it beside a name is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipelines.extraction.brands import Span, brandish, name_only
from pipelines.extraction.ground import Ground
from pipelines.extraction.letters import JOINERS
from pipelines.extraction.posts import is_surname
from pipelines.lexicons import names

_JOINERS = frozenset((*JOINERS, "以及", "同", "携手", "牵手", "联手"))
#: Longer rows are tables, not sentences.
LONGEST_ROW = 80
Piece = tuple[int, int, str]  # start, end, and what it is: name, free, join, other

_SIGN = re.compile(
    r"签署|签订|签约|签下|签字|签了|签妥|签过|签得|续签|续约|续租|订立|敲定|缔结|达成|战略合作|合作协议|备忘录|共建|携手|牵手|联手|合资|租约|揭牌|共同|联合|合作关系|换文"
)
_ADJUNCT = (
    r"(?:(?:去年|今年|前年|\d{4}年)(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{0,2}日?|\d{1,2}日|（[^（）]{1,12}）|(?:上|本|这)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天末]?|上个?月|本月|(?:两|三|几|数|半|一)(?:天|年|个?月|周)前|昨[日天晚午早]|今[日天晚午早]|前[天日]|近日|日前|早前|年初|当天|同日|同场|即场|同步|随后|现场|正式|分别|共同|宣布|已|将|拟|正|也|亦|还|又|刚|曾|率先|此次|本次|于|先后|再|陆续|成功"
    r"|在[^，。；与和在]{1,16}?|[上下]午|晚上?)"
)
#: One side, its adjuncts, and the joiner: 星澜生物6月21日在福田与….
_MEETING = re.compile(rf"{_ADJUNCT}{{0,6}}(?:与|和|同|跟|携手|牵手|联手)")
#: Behind the other side: 与车置宝签署.
_SIGNED = re.compile(
    rf"{_ADJUNCT}{{0,4}}(?:等)?(?:签|达成|订立|缔结|携手|合作|共建|的?(?:战略|合作)?协议|的?(?:合资|投资|租赁|服务|供货|采购|合作)?(?:协议|合同|合约|租约|合作|计划)|洽谈|商讨|磋商|合资|举行)"
)
#: What a firm does at the head of a clause, and hardly a person or a thing.
_DOES = re.compile(
    rf"{_ADJUNCT}{{0,4}}(?:签约|签署|签订|入驻|进驻|落户|宣布|完成[^，。]{{0,6}}(?:轮|融资)|获得?[^，。]{{0,8}}(?:投资|融资|批准|认证)|中标|牵手|携手|联手|发布公告|累计签约|上市|"
    r"收购|拟(?:以|收购|出资|购买|转让|与|在|于)|表示|称|公告|披露|承诺|持有|持股|股价|控股|推出|发布|迎来|斥资|出资|入股|参股|注资|透露|否认|澄清|选址|扎根|接手|计划|通过(?:子|孙|全资|旗下|控股)|应收|原定|租下|租用|退租|加租|扩租|搬|迁|"
    r"领投|跟投|参投|在(?:河套|深圳|香港|园区)[^，。]{0,10}(?:设立|签|成立|建)|旗下|承办|主办|协办|研发的|自主研发)"
)
_KIND_OF_FIRM = re.compile("企业|厂商|机构|初创|新创|独角兽|巨头|龙头|业者")
_CLAUSE = re.compile(r"[^。；！？\n]+")
_JOINT = re.compile("[与和及、跟同]|携手|牵手|联手")
#: Of _DOES, what shows at once that a clause may hold it.
_ACTING = re.compile(
    "签|驻|迎来|斥|出资|股|透露|否认|澄清|选址|扎根|接手|落户|宣布|完成|获|中标|牵手|携手|联手|公告|上市|投|在|旗下|办|研发|收购|拟|表示|称|披露|承诺|持|股|控股|推出|发布|计划|通过|应收|原定|租|搬|迁"
)
#: 霜屿精仪正与…洽谈, 雾屿检测亦即场签约: an adverb of one letter between a name and its verb.
_ADVERB = re.compile("(?:[正刚亦即仍](?=[与和同跟于在向就签场]))|亦(?=[已将会即同])")
_PLACE_OF = re.compile(
    f"(?:^|[，。；：！？\n“”）])(?:香港|深圳|内地|本地|台湾|澳门|广州|东莞|北京|上海|{names.country_pattern()})的$"
)
_RUMOUR = re.compile("(?:市场|外界|坊间|业界|网上|曾|消息|早前|日前)传$")
_NUMBER_OF_DATE = re.compile(r"\d{1,4}[月日年时点]")
_DIGITS_AND_UNITS = frozenset("0123456789月日年时点")
_LETTER = re.compile(r"[一-鿿A-Za-z0-9·]")
_OPENERS = (
    "近日",
    "其中",
    "日前",
    "下的",
    "当天",
    "期间",
    "会上",
    "现场",
    "随后",
    "同日",
    "披露",
    "了解",
    "据悉",
    "此外",
)
_NAMED_UNIT = re.compile(r"[一-鿿]{2,5}(?:市|区|县|省|州|自治区)$")


@dataclass(frozen=True, slots=True)
class _Row:
    """Pieces in a row, and what its clause holds. ``end``: the end of the clause."""

    pieces: tuple[Piece, ...]
    end: int
    signs: bool  # a word of signing follows
    named: bool  # a name stands in it
    strange: int  # members that cannot be brands

    @property
    def members(self) -> list[Piece]:
        return [p for p in self.pieces if p[2] != "join"]


def _beside(ground: Ground, clause: re.Match[str], taken: dict[int, int]) -> bool:
    """Whether a joiner stands in a clause with a name."""
    return bool(_JOINT.search(ground.text, *clause.span())) and any(o in taken for o in range(*clause.span()))


def sides_of_signings(ground: Ground, taken: list[Span]) -> Iterator[Span]:
    """Spans that their row, their part in a signing or their verb shows to be names."""
    by_start = dict(taken)
    for clause in _CLAUSE.finditer(ground.text):
        signs = bool(_SIGN.search(ground.text, *clause.span()))
        if (
            not signs
            and not _ACTING.search(ground.text, *clause.span())
            and not _beside(ground, clause, by_start)
        ):
            continue
        for pieces in _rows(_pieces(ground, *clause.span(), by_start)):
            if len(pieces) == 1 and not _opens(ground.text, pieces[0][0]):
                continue  # neither in a row nor at the head of anything
            first, last = pieces[0][1], pieces[-1][1]
            after = signs and _SIGN.search(ground.text, first, min(clause.end(), last + 60))
            named = any(p[2] == "name" for p in pieces)
            sides = (
                pieces[:-1] if len(pieces) > 2 and pieces[-2][1] - pieces[-2][0] == 2 else pieces
            )  # 联手投资…
            strange = (
                sum(p[2] != "join" and not _may_be_brand(ground, p) for p in sides) if len(pieces) > 2 else 0
            )
            yield from _of_row(ground, _Row(tuple(pieces), clause.end(), bool(after), named, strange))


def _pieces(ground: Ground, start: int, end: int, taken: dict[int, int]) -> Iterator[Piece]:
    text, ends, people = ground.text, ground.words.ends, ground.people
    run: int | None = None
    while start < end:
        stop, kind = taken.get(start), "name"
        if stop is None:
            stop, kind = people.get(start), "other"
        if stop is None:
            stop = _until_mark(ends[start], start, taken, people)
            kind = _kind(text[start:stop])
            if kind == "free" and text[start] in _DIGITS_AND_UNITS and _dated(text, start, stop):
                kind = "other"
            if stop == start + 1 and (
                _ADVERB.match(text, start) or _RUMOUR.search(text, max(0, stop - 4), stop)
            ):
                kind = "other"
        if kind == "free":
            run = start if run is None else run
        else:
            if run is not None:
                yield run, start, "free"
                run = None
            yield start, min(stop, end), kind
        start = stop
    if run is not None:
        yield run, end, "free"


def _until_mark(stop: int, start: int, taken: dict[int, int], people: dict[int, int]) -> int:
    """The end of a word, or the place in it where a name or a post begins."""
    for offset in range(start + 1, stop):
        if offset in taken or offset in people:
            return offset
    return stop


@lru_cache(maxsize=65536)
def _kind(word: str) -> str:
    """What a word is to a row."""
    if word in _JOINERS:
        return "join"
    return "other" if names.bounds_name(word) or not _LETTER.match(word) else "free"


def _dated(text: str, start: int, stop: int) -> bool:
    """A number of a date, or its unit."""
    if text[start] in "月日年时点":
        return stop == start + 1 and text[start - 1 : start].isdigit()
    return text[start].isdigit() and _NUMBER_OF_DATE.match(text, start) is not None


def _rows(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Pieces that joiners string together; a joiner at the head says that another side stands before."""
    row: list[Piece] = []
    for piece in pieces:
        if (
            piece[2] == "other"
            or len(row) > LONGEST_ROW
            or (row and (row[-1][2] == "join") == (piece[2] == "join"))
        ):
            if any(p[2] == "free" for p in row):
                yield row
            row = []
        if piece[2] != "other":
            row.append(piece)
    if any(p[2] == "free" for p in row):
        yield row


def _of_row(ground: Ground, row: _Row) -> Iterator[Span]:
    for start, stop, kind in row.members:
        if kind != "free":
            continue
        span = name_only(ground, start, stop)
        if (start, stop, kind) == row.members[-1]:
            span = _without_tail(ground, span)
        text = ground.text[slice(*span)]
        person = len(text) <= 3 and is_surname(text) and not names.ends_weak(text)
        if _KIND_OF_FIRM.match(ground.text, span[1]):
            continue  # 上海机器人企业傅屿智行: what the firm is, not who
        if len(text) >= 2 and not person and _is_side(ground, row, (start, stop, kind), span):
            yield span


def _is_side(ground: Ground, row: _Row, piece: Piece, span: Span) -> bool:
    text = ground.text[slice(*span)]
    beside = row.named or _faces(ground, row, piece) or _all_brands(ground, row, piece)
    if brandish(ground, *span) and len(text) <= 12:
        if beside and (row.named or row.signs):
            return True
        return _acts(ground, row, span)
    if not (beside and row.signs):
        return False
    return _placed_trade(ground, span) or bool(_NAMED_UNIT.fullmatch(text))  # 青岛市与…签约: the place signs


def _faces(ground: Ground, row: _Row, piece: Piece) -> bool:
    """Whether a piece is the other side of a signing: 与车置宝签署."""
    if piece != row.pieces[-1] or len(row.pieces) < 2 or ground.text[row.pieces[-2][0]] == "、":
        return False
    return bool(_SIGNED.match(ground.text, piece[1], row.end))


def _all_brands(ground: Ground, row: _Row, piece: Piece) -> bool:
    """Whether everything else in the row can be a brand."""
    return len(row.pieces) > 2 and row.strange == (not _may_be_brand(ground, piece))


def _may_be_brand(ground: Ground, piece: Piece) -> bool:
    return piece[2] == "name" or brandish(ground, *_without_tail(ground, name_only(ground, *piece[:2])))


def _acts(ground: Ground, row: _Row, span: Span) -> bool:
    """Whether a brand opens a clause as a side of a signing or as the subject of what firms do."""
    text, (start, stop) = ground.text, span
    if not _opens(text, start):
        return False
    if _MEETING.match(text, stop, row.end) and _SIGN.search(text, stop, min(row.end, stop + 90)):
        return True
    traded = names.ends_weak(text[start:stop]) and stop - start >= 4
    stop = _behind_bracket(text, stop)
    verb = names.bounds_name(ground.words.at(stop)[1]) if stop < len(text) else False
    return bool(_DOES.match(text, stop, row.end)) or (traded and verb)


def _opens(text: str, start: int) -> bool:
    """Whether a clause, or a part of it behind an adverb or a place (香港的…), begins here."""
    return (
        start == 0
        or text[start - 1] in "，。；：！？\n“”）日、"
        or text[max(0, start - 2) : start] in _OPENERS
        or (text[start - 1] == "的" and bool(_PLACE_OF.search(text, max(0, start - 12), start)))
    )


def _behind_bracket(text: str, stop: int) -> int:
    """Behind a stock code: 晨屿股份（300999）."""
    bracket = re.compile(r"（[^（）]{1,16}）").match(text, stop)
    return bracket.end() if bracket else stop


def _placed_trade(ground: Ground, span: Span) -> bool:
    """广州移动, 黄山旅游: a place and a trade say nothing alone, but in the row of a signing name a firm."""
    words = [w for _, w in ground.words.between(*span)]
    text = ground.text[slice(*span)]
    placed = len(words) == 2 and names.is_region(words[0]) and len(text) <= 6
    return placed and names.ends_weak(text) and not names.is_generic(text)


def _without_tail(ground: Ground, span: Span) -> Span:
    """Common words at the end of the last item belong to what follows: 海屿战略合作签约."""
    start, stop = span
    words = ground.words.between(start, stop)
    while len(words) > 1 and not names.ends_weak(ground.text[start:stop]):
        offset, word = words.pop()
        if len(word) < 2 or not names.is_common(word):
            break
        stop = offset
    return start, stop
