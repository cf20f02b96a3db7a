"""Names that end in a word for a trade: 青禾智能, 远屿新材. A brand of letters that make no word must stand before it.

Such a name needs no list and no signing around it, but its brand must be sure: 打造智能, 绿色能源 and 河套智能 are none.
Where a stock code follows (晨屿股份（300999）), or a firm's own verb at the head of a clause, any words may be the brand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extraction.appositions import behind_country, behind_head
from pipelines.extraction.brands import NOT_NAME
from pipelines.extraction.ground import LONGEST, Ground
from pipelines.extraction.letters import JOINERS, brand_letters
from pipelines.lexicons import names

Hit = tuple[int, int, str]

_HAN = re.compile("[一-鿿]")
#: Letters that may open a brand, but as often make a phrase with what follows: 新能源, 大数据.
_OPENING = frozenset("大新小高中老全多首旧各一三四五六七八九十百千万上下东南西北国人外内")
_ABROAD = re.compile(
    f"(?:香港|台湾|澳门|内地|本地|本港|{names.country_pattern()}|欧洲|北欧|海外|国外)(?:的)?"
)
#: Behind a trade these show that the trade is meant, not a firm of it.
_TRADE_ITSELF = re.compile(
    "企业|厂商|业者|独角兽|巨头|龙头|产业|行业|领域|板块|概念|市场|人才|创新(?!中心)|成果|革命|赛道|相关|方面|方向|专业|课程|体系|生态|应用|设备|产品|解决方案|研发|制造|生产|工程|项目|学院|园|城|[板片件仪站厂房区]"
)
_CODE = re.compile(
    r"（(?:[^（）]{0,10}[：:])?(?:SH|SZ|HK)?[.:：]?\d{4,6}(?:[.，, ]?[A-Z]{2,4})?[^（）]{0,12}）|（[A-Z]{1,5}\.[A-Z]{1,3}）"
)
_HOUSE = re.compile(
    "(?:集团|控股|股份)?(?:有限)?(?:责任)?公司|集团|控股(?!股东|子公司|权)|股份(?!的|数|比例|转让|占)"
)
#: 诺屿克传感系统与…签约: words that stand behind a trade in the name of a firm, where the name ends there.
_GOES_ON = re.compile("系统|运营|集成|系统集成")
#: What a listed firm does at the head of a sentence.
_TELLS = re.compile(
    r"(?:\d{1,2}月\d{1,2}日)?(?:晚间?|昨日|今日|早间|盘后|近日|日前)?(?:发布|披露|公布)?(?:公告|预案|年报|半年报|业绩)|（以下简称|：拟|拟(?:以|收购|出资|购买|转让|与)"
)


def by_trade(ground: Ground) -> Iterator[Hit]:
    """All brands with their trade whose letters prove them."""
    text = ground.text
    for at, stop in names.trades_in(text):
        end = _without_action(ground, at, stop)
        if end == at or _TRADE_ITSELF.match(text, end):
            continue
        start = brand_before(ground, at)
        start = behind_country(ground, at) if start is None else behind_head(ground, start, at)
        if legal := _HOUSE.match(text, end):
            end = legal.end()
        elif (more := _GOES_ON.match(text, end)) and _closed(ground, more.end()):
            end = more.end()
        if (
            start is not None
            and not names.is_generic(text[start:end])
            and not NOT_NAME.search(text[start:end])
        ):
            yield start, end, names.trade_kind(text[start:end])


def _without_action(ground: Ground, at: int, end: int) -> int:
    """Where a row of trades ends: 屿澜算力支付违约金 is no name of a firm for payments, 屿澜投资 is one.

    A trade that is also a verb counts behind another only where the name ends there.
    """
    trade = ground.text[at:end]
    if trade.endswith("支付") and len(trade) > 2:
        return end - 2
    action = names.ends_in_action(trade)
    if (
        action
        and _HAN.match(ground.text, end)
        and ground.text[end] not in JOINERS
        and not _HOUSE.match(ground.text, end)
    ):
        return end - len(action)
    return end


def brand_before(ground: Ground, at: int) -> int | None:
    """Where a brand begins that ends at ``at``: two letters or more that are no words, or a rare word; else None."""
    bar, edge = ground.bar_before(at), at
    letters, sure = 0, True
    while edge > bar and at - edge < 10:
        start = max(ground.words.before(edge)[0], bar)
        word = ground.text[start:edge]
        size = brand_letters(word)
        if size is None:
            break
        sure = sure and size >= 0
        letters, edge = letters + abs(size), start
    edge = _without_place(ground, edge, at)
    while edge < at and ground.text[edge] in _OPENING and not is_clean(ground, edge):
        step = min(ground.words.at(edge)[0], at)
        letters, edge = letters - (step - edge), step
    if not 2 <= letters <= 6 or edge >= at or not (sure or is_clean(ground, edge)):
        return None
    if not sure and (names.ends_in_action(ground.text[at : at + 2]) or edge + letters < at):
        return None  # 招股书显示: a word and a verb
    return edge


def foreign_firms(ground: Ground) -> Iterator[Hit]:
    """瑞典诺屿德租下…: behind a country letters that make no word, and then a verb or a bound."""
    text = ground.text
    for place in _ABROAD.finditer(text):
        edge, letters = place.end(), 0
        while edge < len(text) and edge - place.end() < 8:
            stop, word = ground.words.at(edge)
            size = brand_letters(word)
            if size is None or size < 1:
                break
            letters, edge = letters + size, stop
        if 3 <= letters <= 6 and (edge == len(text) or _closed(ground, edge)):
            yield place.end(), edge, "firm"


def _closed(ground: Ground, offset: int) -> bool:
    word = ground.words.at(offset)[1]
    return word in JOINERS or names.bounds_name(word) or not _HAN.match(word) or offset in ground.people


def _without_place(ground: Ground, edge: int, at: int) -> int:
    """瑞典诺屿能源, 香港宝屿建筑: a country, Hong Kong or Taiwan says whose brand it is; a city may be part of it."""
    place = _ABROAD.match(ground.text, edge, at)
    return place.end() if place and at - place.end() >= 2 else edge


def is_clean(ground: Ground, offset: int) -> bool:
    """Whether a name can begin here whatever its letters: behind punctuation, a joiner, a verb or a head."""
    if offset == 0 or not re.match(r"[一-鿿A-Za-z0-9]", ground.text[offset - 1]):
        return True
    word = ground.words.before(offset)[1]
    return (
        word in JOINERS
        or names.bounds_name(word)
        or names.is_head(word)
        or names.is_region(word)
        or ground.bar_before(offset) == offset
    )


def listed_firms(ground: Ground) -> Iterator[Hit]:
    """晨屿股份（300999）: the code proves any short stretch behind a bound; 晨屿股份晚间公告 does at the head."""
    text = ground.text
    for match in _CODE.finditer(text):
        if span := _short_before(ground, match.start()):
            yield *span, "firm"
    for match in _TELLS.finditer(text):
        span = _short_before(ground, match.start())
        if span and _at_head(text, span[0]) and names.ends_weak(text[slice(*span)]):
            yield *span, "firm"


def _at_head(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "，。；：！？\n“）丨| 【】"


def _short_before(ground: Ground, end: int) -> tuple[int, int] | None:
    """The two to eight letters before an offset, back to punctuation or a word that bounds names."""
    bar, edge = ground.bar_before(end), end
    while edge > bar and end - edge <= LONGEST:
        start, word = ground.words.before(edge)
        start = max(start, bar)
        if not re.match(r"[一-鿿A-Za-z0-9*]", word[-1]) or word in JOINERS:
            break
        if names.is_stop(word) or (names.is_head(word) and edge < end):
            break
        edge = start
    if (
        not 2 <= end - edge <= 8
        or NOT_NAME.search(ground.text[edge:end])
        or names.is_generic(ground.text[edge:end])
    ):
        return None
    return edge, end
