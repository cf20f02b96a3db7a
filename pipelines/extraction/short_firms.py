"""The full name of a firm whose short form stands beside a post: 澜图精密总经理, 东莞市澜图精密五金有限公司."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.lexicons import names

#: Endings by which a name is the one in the register; what has one already is no short form.
_LEGAL = re.compile("(?:有限公司|有限责任公司|股份公司|集团公司|事务所|律师行|控股)$")
_LEGAL_TAIL = re.compile(
    "(?:股份|集团|控股|科技|技术|（[^（）]{1,8}）)*(?:有限责任公司|有限公司|股份公司|集团公司)(?:（[^（）]{1,8}）)?$"
)
_REGION_BRACKET = re.compile("（[^（）]{1,8}）")
#: What firms of one trade are called in short: 创投 is 创业投资, 生技 生物科技.
_ALIKE = (("创投", "创业投资"), ("生技", "生物科技"), ("证券", "证券"), ("资本", "资本管理"))


def full_form(name: str, others: Iterable[str]) -> str:
    """The one registered name of the text that a short form stands for; the form itself where there is none or two.

    >>> full_form("澜图精密", ["东莞市澜图精密五金有限公司", "深圳河岸科技有限公司"])
    '东莞市澜图精密五金有限公司'
    """
    if not 2 <= len(name) <= 9 or _LEGAL.search(name) or not re.fullmatch("[一-鿿]+", name):
        return name
    fitting = {other for other in others if other != name and _stands_for(name, other)}
    if len(fitting) > 1:
        heads = {other for other in fitting if _core(other).startswith(name)}
        fitting = heads or fitting
    return fitting.pop() if len(fitting) == 1 else name


def _core(name: str) -> str:
    """A registered name without its place in front and its bracketed place."""
    plain = _REGION_BRACKET.sub("", name)
    short = names.without_region(plain)
    if len(short) > 2 and short[0] in "市省区县":
        short = short[1:]
    return short or plain


def _stands_for(short: str, full: str) -> bool:
    if len(full) <= len(short):
        return False
    core = _core(full)
    if _LEGAL_TAIL.search(full) or full.endswith(("事务所", "律师行", "集团")):
        if core.startswith(short) and len(short) >= 2:
            return True
        if full.endswith("集团") and not short.endswith("集团"):
            return False
        return len(short) >= 4 and _abbreviates(short, core, full)
    return any(
        short.endswith(brief) and full.endswith(long) and full[: -len(long)] == short[: -len(brief)]
        for brief, long in _ALIKE
    )


def _abbreviates(short: str, core: str, full: str) -> bool:
    """港岸创科园公司 for 港岸创新及科技园有限公司: the same beginning, and its characters in order."""
    body = next((b for b in (core, _REGION_BRACKET.sub("", full)) if b[:2] == short[:2]), None)
    if body is None or (short.endswith(("公司", "集团")) and body[-2:] != short[-2:]):
        return False
    if not short.endswith(("公司", "集团", "控股")):
        return False
    rest = iter(body)
    return all(letter in rest for letter in short)
