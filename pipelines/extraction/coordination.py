"""Names without an ending, licensed by their neighbours: lists, the two sides of a signing, subjects, quotation.

青禾智能、远屿新材等23家企业: the head noun says that the items are names. 华屿集团、中屿移动与…签署: what stands in a
row with a name, or where a signing wants its side, is one, if its letters are no words of the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extraction.boundaries import JOINERS, Ground
from pipelines.extraction.posts import is_surname
from pipelines.lexicons import names

Span = tuple[int, int]

_HEAD = re.compile(
    r"等(?:[一-鿿]{0,4}?)(?:\d+|[一二两三四五六七八九十百多数]+)?(?:余|多)?(?:家|间|个|所)?"
    r"(?:[一-鿿]{0,8}?)(?:企业|公司|机构|单位|高校|院校|科企|伙伴|独角兽|商户|药企|集团|租户|巨头|品牌|团队|厂商|成员)"
)
_BREAK = re.compile(r"[，。；：！？“”‘’《》\s等]")
_SIGN = re.compile(
    r"签署|签订|签约|签下|签字|订立|缔结|达成|战略合作|合作协议|备忘录|共建|合作共建|携手|牵手|联手|合资|租约|揭牌|共同|联合|合作关系|换文"
)
#: What a firm does at the head of a clause, and hardly a person or a thing.
_DOES = re.compile(
    r"(?:昨日|今日|近日|日前|当天|现场|正式|成功|宣布|已|将|拟|率先|也|还|又|\d+月\d*日?|与|（[^）]{2,12}）)*(?:签约|签署|签订|入驻|进驻|落户|宣布|完成[^，。]{0,6}(?:轮|融资)|获得?[^，。]{0,8}(?:投资|融资|批准|认证)|中标|"
    r"牵手|携手|联手|发布公告|累计签约|上市|领投|跟投|参投|在(?:河套|深圳|香港|园区)[^，。]{0,10}(?:设立|签|成立|建)|旗下|承办|主办|协办|研发的|自主研发)"
)
_ADJUNCT = r"(?:\d+月\d*日?|\d+日|（[^（）]{1,12}）|昨日|今日|昨天|今天|近日|日前|当天|同日|随后|现场|正式|分别|共同|宣布|已|将|拟|也|还|又|曾|于|在[^，。；与和]{1,16}?|[上下]午|晚上?|先后|成功)"
_MEETING = re.compile(rf"{_ADJUNCT}*(?:与|和|同|跟|携手|牵手|联手)")
_OPENERS = ("近日", "其中", "日前", "下的", "当天", "期间", "会上", "现场", "随后", "同日")
_LABEL = re.compile(
    r"(?:(?:主办|承办|协办|支持|指导|合作|签约|建设|运营|参与|联合主办|战略合作|技术支持)(?:单位|方|机构|伙伴)?|甲方|乙方|丙方|签约双方|落户企业|入驻企业|签约企业)[：:](?P<items>[^。；\n]{2,120})"
)
_QUOTED = re.compile(
    r"(?:企业|公司|机构|品牌|团队|平台|集团|独角兽|巨头|租户|客户|与|和|及|、)[“‘](?P<name>[^“”‘’，。；：！？]{2,30})[”’]"
)
_ROLE = re.compile(r"(?:联合)?(?:领投|跟投|参投|主办|承办|协办|独家投资|牵头)")
_BEFORE_ROLE = re.compile(r"[由、，和与及；](?=[^由、，和与及；]*$)")
_NAMED_UNIT = re.compile(r"[一-鿿]{2,5}(?:市|区|县|省|州|自治区)$")
_NOT_NAME = re.compile(
    r"[的了着过]|^[\d.%]+$|^(?:会上|期间|现场|活动|仪式|论坛|其中|另外|目前|此次|本次|项目|合作|双方|三方|各方|两地|我们|他们|公司|集团)$"
)


def licensed(ground: Ground, taken: list[Span]) -> list[Span]:
    """Spans of names that only their place in the sentence shows; ``taken`` are the names found already."""
    found = [*_labelled(ground), *_listed(ground), *_quoted(ground), *_roles(ground)]
    free = _Taken(taken)
    found = [span for span in found if free.free(span)]
    everything = sorted({*taken, *found})
    return sorted({*found, *_in_clauses(ground, everything)})


class _Taken:
    """Which characters names cover already."""

    def __init__(self, spans: list[Span]) -> None:
        self.covered = {o for start, end in spans for o in range(start, end)}

    def free(self, span: Span) -> bool:
        return not any(o in self.covered for o in range(*span))


def brandish(ground: Ground, start: int, end: int) -> bool:
    """Whether a stretch can be the name of a firm: some of it is no common word, and none bounds names."""
    words = [word for _, word in ground.words.between(start, end)]
    if any(names.bounds_name(w) for w in words[1:]) or any(w in JOINERS for w in words):
        return False
    text = ground.text[start:end]
    if not 2 <= end - start <= 16 or _NOT_NAME.search(text) or names.is_generic(text):
        return False
    return any(names.is_brand_piece(w) for w in words) or _latin(text)


def _latin(text: str) -> bool:
    return bool(re.match(r"[A-Z][A-Za-z]", text))


def _name_only(ground: Ground, start: int, end: int) -> Span:
    """A list item without what stands before the name: 包括青禾智能, 近日远屿新材."""
    for offset, word in ground.words.between(start, end):
        after = offset + len(word)
        opens = after < end and (
            names.is_region(ground.words.at(after)[1]) or names.is_brand_piece(ground.words.at(after)[1])
        )
        if (names.bounds_name(word) and (len(word) > 1 or after < end)) or (names.is_head(word) and opens):
            start = after
    for pattern in (r"^.*\d+[月日]", r"^[\d一二两三四五六七八九十多数]+(?:家|个|名|位|间|所|项)"):
        cut = re.match(pattern, ground.text[start:end])
        if cut:
            start += cut.end()
    return start, end


def _listed(ground: Ground) -> Iterator[Span]:
    """List licence: a、b、c等N家企业."""
    for head in _HEAD.finditer(ground.text):
        bar = max(ground.bar_before(head.start()), head.start() - 300)
        start = max((m.end() for m in _BREAK.finditer(ground.text, bar, head.start())), default=bar)
        yield from _items(ground, start, head.start(), strict=False)


def _labelled(ground: Ground) -> Iterator[Span]:
    """主办单位：a、b."""
    for label in _LABEL.finditer(ground.text):
        yield from _items(ground, label.start("items"), label.end("items"), strict=True)


def _items(ground: Ground, start: int, end: int, *, strict: bool) -> Iterator[Span]:
    for item in re.finditer(r"[^、，和与及；\s]+", ground.text[start:end]):
        span = _name_only(ground, start + item.start(), start + item.end())
        if _acceptable(ground, span, strict=strict):
            yield span


def _acceptable(ground: Ground, span: Span, *, strict: bool) -> bool:
    start, end = span
    text = ground.text[start:end]
    if not 2 <= len(text) <= 16 or _NOT_NAME.search(text) or names.is_generic(text):
        return False
    if brandish(ground, start, end):
        return True
    words = [w for _, w in ground.words.between(start, end)]
    placed = names.is_region(words[0]) and len(words) > 1 and not any(map(names.bounds_name, words))
    return placed and not strict


def _quoted(ground: Ground) -> Iterator[Span]:
    """企业“Name Ltd”: the inside is the name."""
    for match in _QUOTED.finditer(ground.text):
        inside = match["name"]
        if not re.search(r"[的了是]|\d+\+", inside) and (
            brandish(ground, *match.span("name")) or names.ends_name(inside)
        ):
            yield match.span("name")


def _roles(ground: Ground) -> Iterator[Span]:
    """由a领投，b、c跟投."""
    for match in _ROLE.finditer(ground.text):
        bar = max(ground.bar_before(match.start()), match.start() - 14)
        before = _BEFORE_ROLE.search(ground.text[bar : match.start()])
        if before and match.start() - bar - before.end() >= 2:
            start, end = _name_only(ground, bar + before.end(), match.start())
            if brandish(ground, start, end):
                yield start, end


# ---------------------------------------------------------------- clauses


def _in_clauses(ground: Ground, taken: list[Span]) -> Iterator[Span]:
    """Rows with a name in them, sides of a signing, and subjects of what only firms do."""
    by_start = dict(taken)
    for clause in re.finditer(r"[^。；！？\n]+", ground.text):
        pieces = list(_pieces(ground, clause.start(), clause.end(), by_start))
        signs = bool(_SIGN.search(clause[0]))
        for row in _rows(pieces):
            after = signs and _SIGN.search(ground.text, row[-1][1], min(clause.end(), row[-1][1] + 60))
            yield from _from_row(ground, row, signs=bool(after), end=clause.end())


Piece = tuple[int, int, str]  # start, end, and what it is: name, free, join, other


def _pieces(ground: Ground, start: int, end: int, taken: dict[int, int]) -> Iterator[Piece]:
    """A clause as names, joiners, stretches that might be names, and all else."""
    bars = set(ground.barred)
    run: int | None = None
    while start < end:
        if start in taken:
            stop, kind = taken[start], "name"
        elif start in ground.people:
            stop, kind = ground.people[start], "other"
        else:
            stop, word = ground.words.at(start)
            later = next((o for o in range(start + 1, stop) if o in taken), stop)
            stop, word = later, word[: later - start]
            kind = (
                "join" if word in JOINERS or word in ("以及", "同", "跟", "携手", "牵手", "联手") else "free"
            )
            dated = re.match(r"\d+[月日年时点]", ground.text[start : start + 6]) or re.match(
                r"\d[月日年时点]$", ground.text[start - 1 : stop]
            )
            if kind == "free" and (
                dated or names.bounds_name(word) or not re.match(r"[一-鿿A-Za-z0-9·]", word)
            ):
                kind = "other"
        if kind != "free" or start in bars:
            if run is not None and run < start:
                yield run, start, "free"
            run = None
        if kind == "free":
            run = start if run is None else run
        else:
            yield start, stop, kind
        start = stop
    if run is not None:
        yield run, end, "free"


def _rows(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Pieces that joiners string together."""
    row: list[Piece] = []
    for piece in pieces:
        if piece[2] == "other" or (row and (row[-1][2] == "join") == (piece[2] == "join")):
            if row:
                yield row
            row = [] if piece[2] in ("other", "join") else [piece]
        elif piece[2] != "join" or row:
            row.append(piece)
    if row:
        yield row


def _from_row(ground: Ground, row: list[Piece], *, signs: bool, end: int) -> Iterator[Span]:
    members = [p for p in row if p[2] != "join"]
    named = any(p[2] == "name" for p in members)
    text = ground.text
    for index, (start, stop, kind) in enumerate(members):
        if kind != "free":
            continue
        begin, stop = _name_only(ground, start, stop)
        if index == len(members) - 1:
            stop = _without_tail(ground, begin, stop)
        if stop - begin < 2 or _is_person(text[begin:stop]):
            continue
        named_or_signs = signs or bool(_SIGN.search(text, stop, min(end, stop + 90)))
        brand = brandish(ground, begin, stop)
        opposite = len(members) > 1 and (
            named or all(brandish(ground, *_name_only(ground, *p[:2])) for p in members[:-1])
        )
        if (
            brand
            and stop - begin <= 12
            and (
                (named and opposite)
                or (signs and opposite)
                or _acts(text, begin, stop, end)
                or (named_or_signs and _meets(text, begin, stop, end))
            )
        ):
            yield begin, stop
        elif signs and opposite and (named or index == 0) and _NAMED_UNIT.fullmatch(text[begin:stop]):
            yield begin, stop  # 青岛市与…签约: the place signs


def _without_tail(ground: Ground, start: int, stop: int) -> int:
    """Common words at the end of the last item belong to what follows: 海屿战略合作签约."""
    words = ground.words.between(start, stop)
    while len(words) > 1 and names.is_common(words[-1][1]) and not names.ends_weak(ground.text[start:stop]):
        stop = words.pop()[0]
    return stop


def _meets(text: str, start: int, stop: int, end: int) -> bool:
    """星澜生物6月21日在福田与…: one side of a signing, its adjuncts, and the joiner."""
    opened = (
        start == 0
        or text[start - 1] in "，。；：！？\n“”）日、"
        or text[max(0, start - 2) : start] in _OPENERS
    )
    return bool(opened and _MEETING.match(text, stop, end))


def _acts(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a brand stands as the subject of what firms do: 屿山资本落户河套."""
    opened = (
        start == 0 or text[start - 1] in "，。；：！？\n“”）日" or text[max(0, start - 2) : start] in _OPENERS
    )
    does = _DOES.match(text, stop, end)
    return bool(opened and does)


def _is_person(text: str) -> bool:
    return len(text) <= 3 and is_surname(text) and not names.ends_weak(text)
