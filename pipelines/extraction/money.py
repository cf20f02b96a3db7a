"""Amounts of money with currency, kind and operator: 总投资逾3亿元, 合同金额2.6億港元."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.numbers import NUMERAL, parse_number
from pipelines.values import Amount

_CURRENCIES = {
    "港元": "HKD",
    "港币": "HKD",
    "港圆": "HKD",
    "美元": "USD",
    "美金": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "澳门元": "MOP",
    "澳门币": "MOP",
    "新台币": "TWD",
    "元人民币": "CNY",
    "人民币": "CNY",
    "元": "CNY",
}
_PREFIXES = {
    "HK$": "HKD",
    "US$": "USD",
    "RMB": "CNY",
    "人民币": "CNY",
    "港币": "HKD",
    "￥": "CNY",
    "¥": "CNY",
    "$": "USD",
}
_OPERATORS = (
    ("不低于|至少|不少于", "≥"),
    ("不超过|最多|上限", "≤"),
    ("超过|超|逾|突破|多于|高于|over|more than", ">"),
    ("近|将近|接近|nearly", "<"),
    ("约|大约|大概|around|about", "≈"),
)
_AMOUNT = re.compile(
    rf"(?P<op>不低于|不少于|至少|不超过|超过|将近|接近|突破|大约|逾|超|近|约)?"
    rf"(?P<pre>HK\$|US\$|RMB|人民币|港币|￥|¥|\$)?\s{{0,3}}"
    rf"(?P<n>{NUMERAL}(?:\s?(?:billion|million))?)\s{{0,3}}"
    rf"(?P<cur>元人民币|港元|港币|美元|美金|欧元|英镑|日元|澳门元|澳门币|新台币|人民币|元)?(?P<tail>[以之]上)?"
)
_KINDS = (
    ("total_investment", "总投资|投资总额|投资额|投资约|拟投资|投资"),
    ("agreement", "签约金额|协议金额|协议额|签约额|意向金额|协议总额"),
    ("contract", "合同金额|合同额|合同总额|订单|采购额|中标金额|中标价|租金"),
    ("fund_size", "基金规模|规模|总规模|募集"),
    ("financing", "融资"),
    ("cumulative", "累计|合计"),
    ("expected_output", "产值|营收|收入"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountMention:
    """Folded ``[start, end)`` of an amount with its operator words."""

    start: int
    end: int
    text: str
    amount: Amount


def find_amounts(text: str) -> tuple[AmountMention, ...]:
    """All amounts of money in a folded text, in order; a number without a currency is none."""
    return tuple(m for match in _AMOUNT.finditer(text) if (m := _mention(text, match)))


def _mention(text: str, match: re.Match[str]) -> AmountMention | None:
    unit = match["cur"] or match["pre"]
    if unit is None or match["n"] is None:
        return None
    # 亿元级, 元旦, 元朗: the unit is part of another word
    if re.match(r"[级旦朗宵首素件老]", text[match.end() : match.end() + 1]) and match["cur"] == "元":
        return None
    number = match["n"]
    scale = 1.0
    for word, factor in (("billion", 1e9), ("million", 1e6)):
        if word in number:
            number, scale = number.replace(word, ""), factor
    value = parse_number(number.strip())
    if value is None:
        return None
    amount = Amount(
        value=round(value * scale, 2),
        currency=_CURRENCIES.get(match["cur"] or "") or _PREFIXES.get(match["pre"] or "", "CNY"),
        kind=_kind(text, match.start(), match.end()),
        operator=_operator(match),
    )
    return AmountMention(start=match.start(), end=match.end(), text=match[0], amount=amount)


def _operator(match: re.Match[str]) -> str:
    if match["op"]:
        return next(sign for words, sign in _OPERATORS if match["op"] in words.split("|"))
    if re.search(r"[余多]|以上", match[0]):
        return ">"
    return "="


def _kind(text: str, start: int, end: int) -> str:
    """By the head noun on the left in the clause, else the one right behind."""
    left = re.split(r"[。！？；，\n]", text[max(0, start - 16) : start])[-1]
    right = text[end : end + 6]
    for side in (left, right):
        for kind, words in _KINDS:
            if re.search(words, side):
                return kind
    return "unknown"
