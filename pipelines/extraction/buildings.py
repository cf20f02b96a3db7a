"""Buildings and halls by their ending of one or two letters, and what of a park or building belongs to its name.

澄屿楼, 河套深圳园区知屿厅, 屿科大厦A座 are places; 写字楼, 展厅, 三楼 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extraction.ground import Ground
from pipelines.extraction.trades import brand_before
from pipelines.lexicons import names

Hit = tuple[int, int, str]

_BUILDING = re.compile(
    r"(?:科研|实验|办公|综合|教学|研发|创新|商务|科创|孵化|科技|总部|数据|信息|产业|金融|人才|图书)?[楼厅阁馆](?![宇层盘梯市主价上下堂长里内外员事])|(?:科研|研发|实验|创新)大楼"
)
_PARK = re.compile(r"(?:河套)?(?:深港科技创新合作区)?(?:深圳|香港)园区$|(?:园区|科学园|科技园|创新园)$")
_PARK_INSIDE = re.compile("(?:深圳|香港)园区(?!的|[与和及])")
#: Behind a building: its block, its floors and a hall in it; behind a park a hall alone.
_STOREYS = "(?:第?(?:[、至到和—-]?(?:[A-Z]?\\d{1,3}|[一二三四五六七八九十]{1,3}|地下[一二三]))++(?:层|楼(?!层))|地下[一二三]?层|首层|顶层)"
_BLOCK = re.compile(
    rf"(?:(?:[A-Z]\d?|[A-Z]?\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?:号楼|号|栋|座|幢))?{_STOREYS}?(?:的?(?:[一-鿿]{{2,4}}厅|大堂|中庭|大厅|礼堂))?"
)
_HALL = re.compile(r"(?:[一-鿿]{2,3})?(?:报告|会议|多功能|宴会|演讲|国际)厅")
#: Parks and places that no brand tells apart.
_NAMED = re.compile(
    r"(?:河套)?(?:深圳|香港)园区|(?:(?:河套)?(?:深圳|香港)?园区)?第?[\d一二三四五六七八九十]{1,3}号(?:大楼|楼)|(?:园区)?访客中心|市民中心|礼宾府|政府总部|人民大会堂|深圳会堂|五洲宾馆"
    r"|(?:香港|深圳)?会议展览中心|(?:香港|深圳)?会展中心"
)
#: Bare 河套 as the zone: what follows shows the plain, its liquor, its people, or a longer name.
_BARE = re.compile(
    r"(?:深圳|落马洲)?河套(?=[，。、；：！？”）\s]|\Z|[与和及的设建开内外里签办举有将已未再也都])(?!的?(?:平原|灌区|酒|文化|人家|农|地区|黄河|方言))"
)
_LEADS = re.compile(
    r"(?:在|于|至|到|进|入|落户|入驻|进驻|落地|扎根|迁入|布局|移师|选址|来|走进|抵达|离开|返回|回到)$"
)


def find_buildings(ground: Ground) -> Iterator[Hit]:
    """Buildings and halls whose brand is no word, with the park before them."""
    for match in _BUILDING.finditer(ground.text):
        start = _behind_park(ground, match.start()) or brand_before(ground, match.start())
        name = ground.text[start : match.end()] if start is not None else ""
        if start is not None and names.tag(name) is None and names.kind_by_ending(name) != "gov":
            yield _with_park(ground, start), match.end(), "place"
    for match in _NAMED.finditer(ground.text):
        yield match.start(), match.end(), "place"
    for match in _BARE.finditer(ground.text):
        if _LEADS.search(ground.text[max(0, match.start() - 4) : match.start()]):
            yield match.start(), match.end(), "place"


def _behind_park(ground: Ground, at: int) -> int | None:
    """河套深圳园区凌屿科技楼: right behind a park any two to four letters are the brand of a building."""
    park = next(
        (m for m in _PARK_INSIDE.finditer(ground.text, max(0, at - 9), at) if at - m.end() >= 2), None
    )
    if park is None or at - park.end() > 4:
        return None
    words = [w for _, w in ground.words.between(park.end(), at)]
    plain = any(names.bounds_name(w) or names.is_head(w) or names.is_taught(w) for w in words)
    return None if plain or not re.fullmatch("[一-鿿]+", "".join(words)) else park.end()


def _with_park(ground: Ground, start: int) -> int:
    """河套深圳园区知屿厅: the park before a hall is part of the name."""
    park = _PARK.search(ground.text, max(0, start - 20), start)
    return park.start() if park and park.end() == start else start


def place_end(text: str, end: int) -> int:
    """Where a place ends that ends at ``end`` without its block and hall."""
    block = _BLOCK.match(text, end)
    if block and block.end() > end and not text.startswith(("的", "号"), block.end() - 1):
        return block.end()
    hall = _HALL.match(text, end)
    return hall.end() if hall else end
