"""Chinese and Arabic numerals, alone and mixed: 13, 二十三, 1.05亿, 1亿2000万, 三十余, 10余亿."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2, "○": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
# What contracts and banks write, so that nobody can add a stroke: 壹仟伍佰万元整.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_HAN = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
#: What a numeral is written with; multiples (余, 多, 几, 数) make it approximate. No number of news has more
#: characters; without these bounds a page of digits costs quadratic time and 3亿亿亿… is no finite number.
NUMERAL = (
    r"(?:(?:\d[\d,]{0,8}(?:\.\d{1,4})?[万亿兆]{1,2}(?=\d))?\d[\d,]{0,24}(?:\.\d{1,9})?"
    rf"|[一二三四五六七八九]点[一二三四五六七八九](?=[万亿])|[{_HAN}](?:[{_HAN}]|[万亿](?=[{_HAN}])){{0,15}})(?:[余多几]|来)?"
    r"[十百千万亿兆]{0,4}(?:[余多])?"
)
_CLEAN = re.compile(r"[,余多几来\s]")
_ARABIC = re.compile(r"(\d+(?:\.\d+)?)([十百千万亿兆]*)")
_COMPOUND = re.compile(r"(\d+(?:\.\d+)?)([万亿兆]{1,2})(\d.*)")
_SPOKEN = re.compile(r"([一二三四五六七八九])点([一二三四五六七八九])([万亿兆]+)")


def parse_number(text: str) -> float | None:
    """The value of a numeral, None where it is none.

    >>> parse_number("二十三"), parse_number("1.05亿"), parse_number("3,000"), parse_number("10余亿")
    (23.0, 105000000.0, 3000.0, 1000000000.0)
    >>> parse_number("1亿2000万"), parse_number("壹仟伍佰万")
    (120000000.0, 15000000.0)
    """
    plain = _CLEAN.sub("", text).translate(_FORMAL)
    if not plain:
        return None
    if match := _ARABIC.fullmatch(plain):
        return float(match[1]) * _scale(match[2])
    if match := _COMPOUND.fullmatch(plain):
        rest = parse_number(match[3])
        return float(match[1]) * _scale(match[2]) + rest if rest is not None else None
    if match := _SPOKEN.fullmatch(plain):
        return (_DIGITS[match[1]] + _DIGITS[match[2]] / 10) * _scale(match[3])
    if re.fullmatch(r"[零〇○一二三四五六七八九]{2,}", plain):  # read digit by digit: 二〇二五
        return float("".join(str(_DIGITS[c]) for c in plain))
    return _in_words(plain)


def _scale(units: str) -> float:
    value = 1.0
    for unit in units:
        value *= (_SMALL | _LARGE)[unit]
    return value


def _in_words(text: str) -> float | None:
    total = section = digit = 0
    last = 10**16
    seen = False
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL:
            section += (digit or (0 if seen and digit == 0 and section else 1)) * _SMALL[character]
            digit = 0
        elif character in _LARGE:
            unit = _LARGE[character]
            if unit < last:  # 九亿七千万: each part has its own unit
                total += (section + digit) * unit
            else:
                total = (total + section + digit) * unit
            last = unit
            section = digit = 0
        else:
            return None
        seen = True
    return float(total + section + digit) if seen else None
