"""Amounts of money with currency, kind and operator: 总投资逾3亿元, 合同金额2.6億港元, HK$30 million."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.document import Document
from pipelines.extraction.numbers import NUMERAL, parse_number
from pipelines.values import Amount

_CURRENCIES = {
    "港元": "HKD", "港币": "HKD", "港圆": "HKD", "美元": "USD", "美金": "USD", "欧元": "EUR", "欧罗": "EUR", "英镑": "GBP",
    "日元": "JPY", "日圆": "JPY", "澳门元": "MOP", "澳门币": "MOP", "葡币": "MOP", "新台币": "TWD", "台币": "TWD",
    "新加坡元": "SGD", "坡元": "SGD", "澳元": "AUD", "加元": "CAD", "瑞士法郎": "CHF", "瑞郎": "CHF", "韩元": "KRW",
    "韩圜": "KRW", "瑞典克朗": "SEK", "挪威克朗": "NOK", "丹麦克朗": "DKK", "泰铢": "THB", "卢布": "RUB", "林吉特": "MYR",
    "元人民币": "CNY", "人民币": "CNY", "元港币": "HKD", "元新台币": "TWD", "元": "",
}  # fmt: skip
_PREFIXES = {
    "HK$": "HKD", "HKD": "HKD", "US$": "USD", "USD": "USD", "RMB": "CNY", "CNY": "CNY", "NT$": "TWD", "TWD": "TWD",
    "NTD": "TWD", "S$": "SGD", "SGD": "SGD", "A$": "AUD", "EUR": "EUR", "GBP": "GBP", "MOP$": "MOP", "MOP": "MOP",
    "CHF": "CHF", "€": "EUR", "£": "GBP", "￥": "CNY", "¥": "CNY", "$": "USD",
    "人民币": "CNY", "港币": "HKD", "新台币": "TWD", "台币": "TWD", "美金": "USD", "澳门币": "MOP",
}  # fmt: skip
_ENGLISH = {
    "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "hong kong dollars": "HKD", "us dollars": "USD", "dollars": "USD",
    "new taiwan dollars": "TWD", "taiwan dollars": "TWD", "euros": "EUR", "euro": "EUR", "pounds": "GBP", "yen": "JPY",
    "patacas": "MOP", "singapore dollars": "SGD", "swiss francs": "CHF",
}  # fmt: skip
_SCALES = {
    "billion": 1e9,
    "bn": 1e9,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "trillion": 1e12,
    "thousand": 1e3,
    "k": 1e3,
}
_OPERATORS = (
    ("不低于|至少|不少于|at least", "≥"),
    ("不超过|最多|最高|上限|至多|up to", "≤"),
    ("超过|超|逾|突破|多于|高于|over|more than", ">"),
    ("近|将近|接近|nearly|almost", "<"),
    ("约|大约|大概|约为|around|about|some", "≈"),
)
_OPS = r"不低于|不少于|至少|不超过|至多|最多|最高|超过|将近|接近|突破|大约|约为|逾|超|近|约"


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_AMOUNT = re.compile(
    rf"(?P<op>{_OPS})?(?P<pre>{_any(_PREFIXES)})?[ ]{{0,3}}(?P<op2>{_OPS})?"
    rf"(?P<n>{NUMERAL})[ ]{{0,3}}(?:个(?=亿))?(?P<more>[万亿]{{0,2}})"
    rf"(?P<range>[ ]?(?:至|到|-|－|–|~|～|—)[ ]?{NUMERAL}[ ]{{0,3}})?(?P<cur>{_any(_CURRENCIES)})?(?P<tail>[以之]上|整)?"
)
_ENGLISH_AMOUNT = re.compile(
    rf"(?:(?P<op>at least|up to|over|more than|nearly|almost|around|about|some)\s)?"
    rf"(?:(?P<pre>{'|'.join(re.escape(p) for p in _PREFIXES if p.isascii() or p in '€£¥')})\s?)?"
    r"(?P<n>\d[\d,]{0,24}(?:\.\d{1,6})?)(?:[\s-]?(?P<scale>billion|million|trillion|thousand|bn|mn|m|k)\b)?"
    rf"(?:[\s-](?P<cur>{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})\b)?",
    re.IGNORECASE,
)
# 以5.1亿收购, 融资2亿，: where the words around speak of money, 万 and 亿 need no 元
_UNMARKED = re.compile(
    rf"(?:以|斥资|作价|耗资|出资|投资|注资|赔偿|融资|募资|募集|总价|对价|估值|授信|金额|获|获得)(?:为|达|了|共)?"
    rf"(?P<all>(?P<op>{_OPS})?(?P<n>{NUMERAL})(?<=[万亿]))"
    r"(?=[，。；、）]|现金|收购|入股|认购|中标|竞得|拿下|融资|投资|授信|贷款|资金|增资|的价格|$)"
)
#: What an amount lies in, and what shows at once that none does.
_CLAUSE = re.compile("[^。；]*[。；]|[^。；]+")
_UNIT = re.compile(f"[万亿]|{_any({**_CURRENCIES, **_PREFIXES, **_ENGLISH})}", re.IGNORECASE)
_KINDS = (
    ("total_investment", "总投资|投资总额|总投入|投资额|投资金额|投资约|拟投资|投资|斥资|投入|注资|出资|耗资|invest"),
    ("agreement", "签约金额|协议金额|协议额|签约额|意向金额|协议总额|总金额|合作金额|签约总额|签约总金额|涉及金额|涉及资金|涉资|意向投资"),
    (
        "contract",
        "合同金额|合同额|合同总额|合同总金额|订单|采购额|中标金额|中标价|租金|合同价|总价|成交价|许可费|授权金|契约金额|服务费"
        "|合约总值|合约价值|合约金额|合同价款|合同总价|合同价值|工程造价|承建费"
        "|交易金额|作价|代价|对价|售价|总值|采购金额|顾问费|许可金|权利金|签约金|worth|contract|purchase price|consideration",
    ),
    ("fund_size", "基金规模|规模|总规模|募集|目标规模|首期规模|首关|终关|基金总额|认缴|fund of|fund worth"),
    ("financing", "融资|贷款|增资|认购|授信|信贷|领投|募资|私募|配售|发债|信用额度|loan|raised|funding|financing|credit"),
    ("cumulative", "累计|合计"),
    ("expected_output", "产值|营收|收入"),
)  # fmt: skip
#: 亿元级, 元旦, 元朗, 一元化: the unit is part of another word.
_OTHER_WORD = re.compile("[级旦朗宵首素件老化勋帅年月]")
# Words by which a text shows that its 元 is that of Taiwan or of Hong Kong; the writer of neither says which.
_OF_TAIWAN = ("新台币", "民国", "台北|新竹|台南|台中|高雄", "台湾", "执行长", "专案", "台商|台资")
_OF_HONG_KONG = (
    r"[\d一二三四五六七八九十百多数两]间(?:香港|本地)?(?:机构|企业|公司|大学|院校|银行|医院|学校|中学)",
    "平方呎|方呎|本港|港府|元人民币",
    "立法会|金管局|金融管理局|医管局|行政总裁|贸发局|创科局",
    "署方|局方|拓展署|渠务署|路政署|机电署|医务卫生局|创新科技及工业局|工业贸易署",
    "[〇○零一二三四五六七八九]{4}年|(?<!民国)[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日",
    r"昨日|现时|透过|租务|冀|(?<![的了])(?:逾|料)[一二三四五六七八九十百]",
)
_OF_MAINLAND = re.compile("获悉|据悉|我市|全市|市委|区委|本报讯|新华社|中新社")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountMention:
    """Folded ``[start, end)`` of an amount with its operator words."""

    start: int
    end: int
    text: str
    amount: Amount


def home_currency(document: Document) -> str:
    """The currency of 元 without more: by the usage of the text, whatever script it is in.

    A Hong Kong text about Hong Kong means its own dollar; one that says 港元 elsewhere means another with 元.
    """
    text = document.text
    if "新台币" in text or sum(bool(re.search(p, text)) for p in _OF_TAIWAN) >= 2:
        return "TWD"
    if "港元" in text or "港币" in text or _OF_MAINLAND.search(text):
        return "CNY"
    return "HKD" if sum(bool(re.search(p, text)) for p in _OF_HONG_KONG) >= 2 else "CNY"


def find_amounts(text: str, *, home: str = "CNY") -> tuple[AmountMention, ...]:
    """All amounts of money in a folded text, in order; a number without a currency is one only among words of money.

    Args:
        text: the folded text.
        home: the currency of 元 where nothing says which, see :func:`home_currency`.
    """
    found: list[AmountMention | None] = []
    for start, end in (m.span() for m in _CLAUSE.finditer(text) if _UNIT.search(text, *m.span())):
        found += [_chinese(text, match, home) for match in _AMOUNT.finditer(text, start, end)]
        found += [_english(text, match) for match in _ENGLISH_AMOUNT.finditer(text, start, end)]
        found += [_unmarked(text, match, home) for match in _UNMARKED.finditer(text, start, end)]
    return tuple(_apart([m for m in found if m is not None]))


def _apart(found: list[AmountMention]) -> list[AmountMention]:
    """In order, of overlapping readings the longer one."""
    kept: list[AmountMention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _chinese(text: str, match: re.Match[str], home: str) -> AmountMention | None:
    unit = match["cur"] or match["pre"]
    if unit is None or (match["cur"] == "元" and _OTHER_WORD.match(text, match.end("cur"))):
        return None
    value = parse_number(match["n"] + match["more"])
    if value is None:
        return None
    low = _lower(value, match)
    currency = _CURRENCIES.get(match["cur"] or "") or _PREFIXES.get(match["pre"] or "") or home
    operator = "range" if match["range"] else _operator(match["op"] or match["op2"], match[0])
    return _made(text, _narrow(match), low, (currency, operator))


def _lower(value: float, match: re.Match[str]) -> float:
    """2至3亿元, 3000万至5000万元: the first number has the unit of the second where it has none of its own."""
    if match["range"] is None or re.search("[千万亿兆]", match["n"] + match["more"]):
        return value
    units = re.search("[千万亿兆]+(?=[ ]*$)", match["range"])
    return value * (parse_number(f"1{units[0]}") or 1) if units else value


def _narrow(match: re.Match[str]) -> tuple[int, int]:
    """The span without 人民币 on either side, as annotators bound an amount: 人民币4800万元, 4800万元人民币."""
    start, end = match.span()
    if match["pre"] == "人民币" and match["cur"] and not match["op"]:
        start = match.start("op2") if match["op2"] else match.start("n")
    if match["cur"] == "元人民币" and not match["tail"]:
        end -= 3
    return start, end


def _english(text: str, match: re.Match[str]) -> AmountMention | None:
    unit = (match["cur"] or "").lower()
    prefix = (match["pre"] or "").upper()
    if not unit and not prefix:
        return None
    value = parse_number(match["n"])
    if value is None:
        return None
    currency = _ENGLISH.get(unit) or _PREFIXES.get(prefix, "USD")
    if unit == "dollars" and prefix:
        currency = _PREFIXES[prefix]
    value *= _SCALES.get((match["scale"] or "").lower(), 1.0)
    return _made(text, match.span(), value, (currency, _operator(match["op"], match[0])))


def _unmarked(text: str, match: re.Match[str], home: str) -> AmountMention | None:
    value = parse_number(match["n"])
    if value is None:
        return None
    return _made(text, match.span("all"), value, (home, _operator(match["op"], match["all"])))


def _made(text: str, at: tuple[int, int], value: float, unit: tuple[str, str]) -> AmountMention:
    start, end = at
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    amount = Amount(value=round(value, 2), currency=unit[0], kind=_kind(text, start, end), operator=unit[1])
    return AmountMention(start=start, end=end, text=text[start:end], amount=amount)


def _operator(word: str | None, surface: str) -> str:
    if word:
        return next(sign for words, sign in _OPERATORS if word.lower() in words.split("|"))
    if re.search(r"[余多]|以上", surface):
        return ">"
    return "="


def _kind(text: str, start: int, end: int) -> str:
    """By the head noun nearest on the left in the clause, else the one right behind."""
    wide = (
        48 if text[max(0, start - 16) : start].isascii() else 16
    )  # an English word is as long as a Chinese phrase
    left = re.split(r"[。！？；，\n]|\.\s", text[max(0, start - wide) : start])[-1]
    near = [(m.end(), len(m[0]), kind) for kind, words in _KINDS for m in re.finditer(words, left)]
    if near:
        return max(near)[2]
    right = text[end : end + (16 if wide > 16 else 6)]
    return next((kind for kind, words in _KINDS if re.search(words, right)), "unknown")
