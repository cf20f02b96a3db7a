"""Names of events: the part that no other event shares, and the edition and year that they count."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extraction.numbers import parse_number
from pipelines.folding import fold_name
from pipelines.relevance import zone_names

#: What names of events have in common: kinds of body and of meeting, what is done, and where the zone lies.
_COMMON = re.compile(
    "联合(?:实验室|创新中心|研究院|研究中心)|(?:重点|开放|孵化)?(?:实验室|研究院|研究中心|创新中心|中心|平台|基地|大楼|大厦)"
    "|(?:高峰|主题|国际|学术|产业|年度)*(?:论坛|峰会|大会|年会|研讨会|座谈会|交流会|发布会|推介会|说明会|对接会|路演|博览会|展会|沙龙|会议)"
    "|(?:正式)?(?:开幕|启动|揭牌|签约|开园|开业|启用|奠基|封顶|竣工|落成|投产|开工|颁奖|授牌|成立|入驻)(?:仪式|典礼|大会|活动)?"
    "|仪式|典礼|活动|项目|工程|深港|粤港澳大湾区|大湾区|深圳|香港|河套|园区|合作区|国际|科技|创新|发展"
)
_EDITION = re.compile(
    r"第[0-9一二三四五六七八九十百零〇两]+(?:届|期|次|批|轮|季)|20\d\d年?(?:度)?|首(?:届|期|批|次)"
)
# 平台一期 is a phase without 第, too.
_ORDINAL = re.compile(
    r"第([0-9一二三四五六七八九十百零〇两]+)(届|期|次|批|轮|季)|(?<![第0-9一二三四五六七八九十百零〇两])([0-9一二三四五六七八九十]{1,2})(期)"
)
_YEAR = re.compile(r"(20\d\d|二〇[一二三四五六七八九〇]{2})年?")
_TENTHS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = {word: float(number) for number, word in enumerate(_TENTHS, 1)}
_ENGLISH_ORDINAL = re.compile(
    r"\b(?:(" + "|".join(_ORDINALS) + r")|(\d{1,2})(?:st|nd|rd|th))\b(?! (?:phase|quarter|half|batch))"
)
_BARE = re.compile(
    "若干|有关|相关|新|措施|政策|文件|通知|办法|规定|意见|方案|规划|细则|条例|机构|活动|仪式|会"
)
_BARE_LATIN = frozenset(
    "a an the new joint laboratory lab centre center measures measure rules policy policies plan scheme document forum "
    "conference summit seminar meeting event ceremony platform institute building base office in of for and its".split()
)
_LOOSE = re.compile(r"[\W_]+")
_HAN = re.compile("[一-鿿]")


@lru_cache(maxsize=8192)
def own_part(name: str) -> str:
    """What is left of a folded name without the zone, the edition and the words that such names have in common.

    >>> own_part("第三届河套量子科技论坛"), own_part("青禾智能联合实验室"), own_part("河套深圳园区开园仪式")
    ('量子', '青禾智能', '')
    """
    plain = fold_name(name).lower()
    for zone in zone_names():
        if len(zone) > 3 and zone in plain:
            plain = plain.replace(zone, " ")
    return _LOOSE.sub("", _COMMON.sub(" ", _EDITION.sub(" ", plain)))


def told_apart(a: str, b: str) -> bool:
    """Whether two Chinese names each have a part of their own, and share no two letters of it.

    >>> told_apart("青禾智能联合实验室", "海岚光子联合实验室"), told_apart("青禾智能联合实验室", "青禾联合实验室")
    (True, False)
    """
    if is_bare(a) or is_bare(b):
        return False
    mine, theirs = own_part(a), own_part(b)
    if min(len(mine), len(theirs)) < 2 or not (_HAN.search(mine) and _HAN.search(theirs)):
        return False
    pairs = {mine[i : i + 2] for i in range(len(mine) - 1)}
    return not any(theirs[i : i + 2] in pairs for i in range(len(theirs) - 1))


def peculiar(name: str) -> str:
    """The part of its own of a name, without the kind of paper or body that many have.

    >>> peculiar("河套科研数据跨境便利化若干措施")
    '科研数据跨境便利化'
    """
    return _BARE.sub("", own_part(name))


def is_bare(name: str) -> bool:
    """Whether a name says only what kind of thing it is: 措施, 联合实验室, measures, joint laboratory.

    >>> is_bare("若干措施"), is_bare("joint laboratory"), is_bare("精准免疫联合实验室"), is_bare("third hetao forum")
    (True, True, False, False)
    """
    if _HAN.search(name):
        return len(peculiar(name)) < 2
    return all(word in _BARE_LATIN for word in re.findall("[a-z]+", name))


def common_run(a: str, b: str) -> int:
    """How many letters the longest run has that two names share."""
    longest = [0] * (len(b) + 1)
    best = 0
    for x in a:
        longest = [0, *(longest[i] + 1 if x == y else 0 for i, y in enumerate(b))]
        best = max(best, *longest)
    return best


@lru_cache(maxsize=8192)
def _numbers(name: str) -> tuple[frozenset[tuple[float, str]], frozenset[float]]:
    """What a name counts: editions with their kind (届, 期), and years."""
    found = [(parse_number(a or b), kind or phase) for a, kind, b, phase in _ORDINAL.findall(name)]
    english = _ENGLISH_ORDINAL.search(name)
    if english:
        found.append((_ORDINALS.get(english[1]) or float(english[2]), "届"))
    years = (parse_number(year) for year in _YEAR.findall(name))
    return (
        frozenset((number, kind) for number, kind in found if number is not None),
        frozenset(year for year in years if year is not None),
    )


def other_number(a: str, b: str) -> str | None:
    """What rules out that two names are one: another edition, another year; None where nothing does.

    >>> other_number("第2届论坛", "第三届论坛"), other_number("第2届论坛", "第二届河套论坛")
    ('another edition', None)
    """
    (editions, years), (their_editions, their_years) = _numbers(a), _numbers(b)
    kinds = {kind for _, kind in editions} & {kind for _, kind in their_editions}
    if kinds and not editions & their_editions:
        return "another edition"
    return "another year in the name" if years and their_years and not years & their_years else None


def same_edition(a: str, b: str) -> bool:
    """Whether two names both say which edition they are, and the same one."""
    return bool(_numbers(a)[0] & _numbers(b)[0])


def next_edition(later: str, earlier: str) -> bool:
    """Whether two names are one, and the later counts just one more: 第二届 and 第三届, 一期 and 二期.

    >>> next_edition("第三届河套量子论坛", "第二届河套量子论坛"), next_edition("通关平台二期", "通关平台一期")
    (True, True)
    >>> next_edition("第四届河套量子论坛", "第二届河套量子论坛"), next_edition("第三届光子论坛", "第二届量子论坛")
    (False, False)
    """
    before = {(number + 1, kind) for number, kind in _numbers(earlier)[0]}
    return bool(before & _numbers(later)[0]) and _unnumbered(later) == _unnumbered(earlier) != ""


def _unnumbered(name: str) -> str:
    return _LOOSE.sub("", _YEAR.sub("", _ORDINAL.sub("", name)))
