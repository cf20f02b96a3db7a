"""Names of organisations found by their endings: 有限公司, 研究院, 委员会; and what an ending alone does not prove."""

from __future__ import annotations

import re

from pipelines.extraction import aliases, boundaries, posts
from pipelines.extraction.appositions import behind_head
from pipelines.extraction.ground import LONGEST, Ground
from pipelines.extraction.letters import proof
from pipelines.extraction.right_edges import right_edge
from pipelines.extraction.trades import is_clean
from pipelines.lexicons import names

Hit = tuple[int, int, str]  # start, end, kind

#: What follows shows that a stretch of common words is a name: a post, or its own unveiling.
_POSTED = re.compile(
    r"(?:[一-鿿]{2,6}(?:部|处|科|室))?(?:副|代|常务|署理){0,4}(?:署长|局长|厅长|主任|书记|部长|处长)"
)
_AS_NAME = re.compile(r"揭牌|挂牌|成立|落成|由|（以下简称|院长|所长|主任|副院长|副主任|理事长")
#: 临屿区农牧局: a bureau of a district, whatever it is for.
_LOCAL = re.compile("(?<=[省市区县旗州])(?<!园区)(?<!社区)(?<!地区)[一-鿿]{2,6}?[局厅](?![长部面限势级外域])")
_LEGAL = re.compile("(?:有限责任公司|股份有限公司|有限公司)$")
#: What the bearer of a name is stands before it: 初创企业…, and the preposition that leads to it.
_APPOSITION = re.compile(
    r"(?:[一-鿿A-Za-z（）]{0,20}?(?:全资|控股|参股|间接|直接|下属|附属|关联|非){1,4}(?:子|孙)?公司|(?:全资|控股)?[子孙]公司|(?:[一-鿿]{0,4}(?:初创|科技|创新|独角兽|龙头|上市|本地|港资|外资|民营|重点|高新)(?:企业|公司)|[曾并还已]?与))(?=[一-鿿]{2})"
)
#: Endings before one that may be those of its house.
_NEAR = 4
_HOUSE = re.compile("[一-鿿（）]{2,}(?:公司|集团|银行|署)(?=[一-鿿]{0,6}$)")


def by_ending(ground: Ground, titles: list[posts.Post]) -> list[Hit]:
    """All stretches that end as names do, begin where grammar lets them, and say who is meant."""
    text = ground.text
    endings = [(m.start(), m.end(), names.kind_of(m[0])) for m in names.suffix_pattern().finditer(text)]
    endings += [(m.end() - 1, m.end(), "gov") for m in _LOCAL.finditer(text)]
    found: list[Hit] = []
    endings = [
        e for e in endings if text[e[0] : e[1]] != "子公司"
    ]  # 某集团控股子公司 says whose firm, not which
    for at, end, kind in [*endings, *_single(text, titles)]:
        start = boundaries.left_edge(ground, at)
        start = _behind_apposition(ground, start, at)
        stop = right_edge(text, end, aliases.is_known)
        if kind == "place" and (zone := aliases.zone_ending(text[start:stop])):
            start = stop - len(zone)  # 服务河套深圳园区
        if end < stop and text[end:stop].endswith("事业部") and _posted(ground, stop):
            stop = end  # the department belongs to the post
        if _is_department(ground, start, at, stop):
            continue
        if _is_name(ground, start, at, stop):
            found.append((start, stop, kind))
    return [_with_its_house(found, index) for index in range(len(found))]


def _with_its_house(found: list[Hit], index: int) -> Hit:
    """深圳湾口岸海关技术中心: what begins with the ending of an authority before it is a part of that authority."""
    start, end, kind = found[index]
    for before, stop, house in found[max(0, index - _NEAR) : index]:
        if before < start < stop < end and house == "gov" and stop - start <= 3:
            return before, end, kind
    return found[index]


def _is_department(ground: Ground, start: int, at: int, end: int) -> bool:
    """屿港公司工程中心主任: a centre or office of a firm or an authority before a post is no body of its own."""
    house = _HOUSE.match(ground.text, start, at)
    return bool(house) and (end in ground.people or _posted(ground, end))


def _behind_apposition(ground: Ground, start: int, at: int) -> int:
    """控股子公司深圳屿智有限公司, 挪威屿斯塔公司: what the firm is, or where it is at home abroad, stands before its name."""
    text = ground.text
    if apposition := _APPOSITION.match(text, start, at):
        start = apposition.end()
    return behind_head(ground, start, at)


def _single(text: str, titles: list[posts.Post]) -> list[Hit]:
    """金屿局局长: an ending of one character, licensed by the post behind it."""
    endings = names.single_endings()
    hits: list[Hit] = []
    for post in titles:
        ending = endings.get(text[post.start - 1 : post.start])
        if ending and any(head in post.title for head in ending[1]):
            if text[post.start - 2 : post.start] in ("三校", "两校", "四校", "各校", "本会", "该会"):
                continue
            if text[post.start - 1] == "部" and not names.is_ministry(
                text[max(0, post.start - 6) : post.start]
            ):
                continue
            hits.append((post.start - 1, post.start, ending[0]))
    return hits


def _is_name(ground: Ground, start: int, at: int, end: int) -> bool:
    """Whether a stretch before an ending makes it the name of somebody."""
    text = ground.text
    name, own = text[start:end], text[start:at]
    if len(name) > LONGEST or names.is_generic(name):
        return False
    if not own and names.is_whole(text[at:end]):
        return True
    if not own:
        return end - start > 2 and _posted(ground, end) and names.kind_by_ending(name) == "gov"
    if own in ("区委", "市委", "区政府", "市政府", "市民") and names.ends_place(name):
        return True  # 在区委会堂签约
    if own in ("市", "区", "省", "县") and names.kind_by_ending(name) == "gov":
        return len(name) > 2
    if aliases.is_known(name) or (_LEGAL.search(name) and len(own) > 1):
        return True  # a legal form makes any brand a name
    words = [w for _, w in ground.words.between(start, at)]
    letters = proof(words)
    proved = letters >= 2 or (letters and is_clean(ground, start))
    directed = len(words) > 1 and words[0] in boundaries.DIRECTIONS
    if proved or directed or any(map(names.is_region, words)) or re.search("[A-Za-z]{2}", own):
        return len(own) > 1 or len(text[at:end]) > 2
    return _formal(ground, start, at, end)


def _formal(ground: Ground, start: int, at: int, end: int) -> bool:
    """Names of common words only: bodies of a trade, and what is followed as a name is (…联合实验室揭牌)."""
    text = ground.text
    kind = names.kind_by_ending(text[start:end])
    if re.match("国家|国务院|中央|世界|全国|中华|国际[一-鿿]{2,}", text[start:at]) and kind in (
        "gov",
        "society",
        "academy",
    ):
        return at - start >= 4
    if kind == "society":
        return at - start >= 4
    if kind == "gov" and _posted(ground, end):
        return at - start >= 2
    return bool(_AS_NAME.match(text, end)) and at - start >= 4


def _posted(ground: Ground, end: int) -> bool:
    """Whether a post follows, a department between at most: 发展署产业服务部部长."""
    return bool(_POSTED.match(ground.text, end)) and any(end + n in ground.people for n in range(10))
