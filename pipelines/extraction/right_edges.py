"""Where a name goes on behind its ending: a place in brackets, a unit of the house, an official second name."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.lexicons import names

PLACE_BRACKET = re.compile(
    r"（(?:粤港澳大湾区|大湾区|[一-鿿]{2}(?:[一-鿿]{2}|市|区|县|省)?|亚太|亚洲|国际|集团|中国|深圳福田|普通合伙|有限合伙|特殊普通合伙)）"
)
NO_PLACE = re.compile(
    r"（(?:以下|下称|简称|下同|左|右|上(?!海)|下|前(?!海)|后|图|注|含|暂|拟|共|约|即|原|现|今|昨|甲方|乙方|丙方|本次|如图|资料|记者)[^）]*）"
)
_UNIT = re.compile(
    r"(?P<place>粤港澳大湾区|大湾区|河套|深圳福田|[一-鿿]{2,3}(?:市|区|省)?)?(?:分公司|分院|分园|分中心|分行|支行|分部|子公司|事业部|代表处|办事处|筹备处|研究院|研究总院|创新中心|国际总部|附属[一-鿿]{0,6}医院|第[一二三四五六七八九十]附属医院|(?:知识|技术|科技成果|成果)(?:转移|转化)(?:处|办公室|中心)(?![长主])|(?<=大学)[一-鿿]{2,9}?系(?![列统数主]))"
)
_SECOND_NAME = re.compile(r"（(?P<name>[一-鿿]{4,20})）(?!(?:以下)?简称)")


def right_edge(text: str, end: int, known: Callable[[str], bool]) -> int:
    """A place bracket, a unit of the house and an official second name belong to the name."""
    for _ in range(4):
        further = _further(text, end)
        if further == end:
            break
        end = further
    second = _SECOND_NAME.match(text, end)
    if (
        second
        and names.ends_name(second["name"])
        and not NO_PLACE.match(text, end)
        and not known(second["name"])
        and not second["name"].endswith("公司")  # 晨屿有限公司（园区公司）: what it is called in short
    ):
        end = second.end()
    return end


def _further(text: str, end: int) -> int:
    bracket = PLACE_BRACKET.match(text, end)
    if bracket and not NO_PLACE.match(text, end) and _is_place(bracket[0]):
        return bracket.end()
    unit = _UNIT.match(text, end)
    if unit and (
        not unit["place"] or names.is_region(unit["place"].rstrip("市区省")) or names.is_region(unit["place"])
    ):
        return unit.end()
    return end


def _is_place(bracket: str) -> bool:
    inside = bracket[1:-1]
    return (
        names.is_region(inside)
        or names.is_region(inside[:2])
        or inside in ("集团", "国际", "普通合伙", "有限合伙", "特殊普通合伙")
    )
