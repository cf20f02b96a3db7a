"""Dates as Chinese (and English) news writes them, resolved against the day of the article.

A yearless day is the most recent one unless the clause looks ahead (将, 定于, 预计); a bare day likewise with
months; 今日（22日） is one mention. What names no calendar time (3日内, 2000家, 当天) is none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.extraction.document import Document
from pipelines.extraction.numbers import parse_number
from pipelines.values import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Folded ``[start, end)`` of a date. ``future_cue``: the clause looks ahead of the article's day."""

    start: int
    end: int
    text: str
    date: Date
    future_cue: bool = False


_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:\d{4}|[二一][〇零○一二三四五六七八九]{3})"
_PART = (
    r"(?:(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|晚|早)?"
    r"(?:\d{1,2}(?:时|点|:\d{2})(?:\d{1,2}分|半)?)?)"
)
_WEEKDAY = r"(?:[（]?(?:星期|周|礼拜)[一二三四五六日天][）]?)?"
_FUTURE = re.compile(
    r"将|定于|预计|拟|计划|即将|届时|明日|明天|有望|展期|报名|截止|改期|延期至|推迟至|力争|于?下"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_EN_MONTH = "|".join(m[:3] + f"(?:{m[3:]})?" if m[3:] else m for m in _MONTHS)

_RELATIVE_DAYS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨": -1,
    "今天": 0, "今日": 0, "今早": 0, "今晚": 0, "今晨": 0, "今": 0, "即日": 0,
    "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2, "后日": 2,
}  # fmt: skip
_RELATIVE = "大前天|前天|前日|昨天|昨日|昨晚|今天|今日|今早|今晚|今晨|即日|明天|明日|明早|明晚|后天|后日"


def _number(text: str) -> int:
    value = parse_number(text)
    return int(value) if value is not None else 0


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on(day: date | None, basis: str, end: date | None = None) -> Date | None:
    if day is None or not 1978 <= day.year <= 2100:
        return None
    if end is not None and end > day:
        return Date(start=day.isoformat(), end=end.isoformat(), precision="range", basis=basis)
    return Date(start=day.isoformat(), end=day.isoformat(), precision="day", basis=basis)


def _month(year: int, month: int, basis: str) -> Date | None:
    if not (1978 <= year <= 2100 and 1 <= month <= 12):
        return None
    text = f"{year:04d}-{month:02d}"
    return Date(start=text, end=text, precision="month", basis=basis)


def _year(year: int, basis: str) -> Date | None:
    return (
        Date(start=str(year), end=str(year), precision="year", basis=basis) if 1978 <= year <= 2100 else None
    )


def _yearless(month: int, day: int, reference: date | None, future: bool) -> date | None:
    """The year that fits best: a day ahead costs three times a day past, unless the clause looks ahead."""
    if reference is None:
        return None
    options = [d for y in (-1, 0, 1) if (d := _valid(reference.year + y, month, day))]

    def cost(option: date) -> int:
        distance = (option - reference).days
        if future:
            return distance if distance >= 0 else -3 * distance
        return -distance if distance <= 1 else 3 * distance

    return min(options, key=cost) if options else None


def _bare(day: int, reference: date | None, future: bool) -> date | None:
    if reference is None:
        return None
    months = [(reference.year * 12 + reference.month - 1 + shift) for shift in (-1, 0, 1)]
    options = [d for m in months if (d := _valid(m // 12, m % 12 + 1, day))]
    if future:
        return min((d for d in options if d >= reference), default=None)
    return max((d for d in options if d <= reference + timedelta(days=1)), default=None)


Reader = Callable[[re.Match[str], date | None, bool], Date | None]


def _full(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    year = _number(match["y"])
    start = _valid(year, _number(match["m"]), _number(match["d"]))
    end = None
    if match["d2"]:
        end = _valid(year, _number(match["m2"] or match["m"]), _number(match["d2"]))
    return _on(start, "explicit", end)


def _year_month(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    return _month(_number(match["y"]), _number(match["m"]), "explicit")


def _roc(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    return _on(_valid(_number(match["y"]) + 1911, _number(match["m"]), _number(match["d"])), "roc")


def _month_day(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    start = _yearless(_number(match["m"]), _number(match["d"]), reference, future)
    if start is None:
        return None
    end = None
    if match["d2"]:
        end = _valid(start.year, _number(match["m2"] or match["m"]), _number(match["d2"]))
    return _on(start, "yearless", end)


def _relative_year(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    if reference is None:
        return None
    year = reference.year + {"前": -2, "去": -1, "今": 0, "本": 0, "明": 1, "后": 2}[match["w"]]
    if match["m"] and match["d"]:
        return _on(_valid(year, _number(match["m"]), _number(match["d"])), "relative")
    return _month(year, _number(match["m"]), "relative") if match["m"] else _year(year, "relative")


def _relative_day(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    """今日（22日）: the day in brackets decides, it was written by somebody who knew."""
    if reference is None:
        return None
    shift = _RELATIVE_DAYS[match["w"]]
    told = match["d"]
    if told:
        day = _bare(_number(told), reference, shift > 0)
        if day is not None and abs((day - reference).days - shift) <= 3:
            return _on(day, "relative")
    return _on(reference + timedelta(days=shift), "relative")


def _short_relative(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    """今(十二)日, 昨（10日）, 今日 written 今（22）日."""
    if reference is None:
        return None
    shift = _RELATIVE_DAYS[match["w"]]
    day = _bare(_number(match["d"]), reference, shift > 0)
    if day is None or abs((day - reference).days - shift) > 3:
        day = reference + timedelta(days=shift)
    return _on(day, "relative")


def _week(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    if reference is None:
        return None
    weekday = "一二三四五六日".index(match["d"].replace("天", "日"))
    weeks = {"上": -1, "本": 0, "这": 0, "下": 1}[match["w"]]
    return _on(
        reference - timedelta(days=reference.weekday()) + timedelta(weeks=weeks, days=weekday), "relative"
    )


def _relative_month(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    if reference is None:
        return None
    index = reference.year * 12 + reference.month - 1 + {"上": -1, "本": 0, "这": 0, "下": 1}[match["w"]]
    if match["d"]:
        return _on(_valid(index // 12, index % 12 + 1, _number(match["d"])), "relative")
    return _month(index // 12, index % 12 + 1, "relative")


def _bare_month(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    if reference is None:
        return None
    day = _yearless(_number(match["m"]), 1, reference, future)
    return _month(day.year, day.month, "yearless") if day else None


def _half(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    year = _number(match["y"]) if match["y"] else None
    if year is None:
        if reference is None:
            return None
        year = reference.year + {"去": -1, "今": 0, "明": 1}[match["w"]]
    basis = "explicit" if match["y"] else "relative"
    if match["q"]:
        quarter = "一二三四".find(match["q"]) + 1 or int(match["q"])
        first, last, precision = quarter * 3 - 2, quarter * 3, "quarter"
    else:
        first, last, precision = (1, 6, "range") if match["h"] == "上" else (7, 12, "range")
    return Date(start=f"{year}-{first:02d}", end=f"{year}-{last:02d}", precision=precision, basis=basis)


def _whole_year(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    return _year(_number(match["y"]), "explicit")


def _bare_day(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    start = _bare(_number(match["d"]), reference, future)
    return _on(start, "bare_day")


def _fuzzy(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    if reference is None:
        return None
    start = reference - timedelta(days=10)  # 近日 and 日前 reach back about ten days in agency use
    return Date(start=start.isoformat(), end=reference.isoformat(), precision="fuzzy", basis="fuzzy_word")


def _english(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    month = next(i for i, m in enumerate(_MONTHS, 1) if match["m"].lower().startswith(m[:3]))
    day = int(match["d"] or match["d0"])
    if match["y"]:
        return _on(_valid(int(match["y"]), month, day), "explicit")
    return _on(_yearless(month, day, reference, future), "yearless")


def _slashed(match: re.Match[str], reference: date | None, future: bool) -> Date | None:
    """23/12/2025 as Hong Kong writes it: the day first."""
    return _on(_valid(int(match["y"]), int(match["m"]), int(match["d"])), "explicit")


_TO = r"(?:至|到|-|—|–|~)"
_TAIL = rf"{_WEEKDAY}{_PART}"
# In order: what is more exact comes first and claims its characters.
_RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (
            rf"(?:民国|中华民国)(?P<y>\d{{2,3}}|[一二三四五六七八九十百〇零]{{2,5}})年(?P<m>{_N})月(?P<d>{_N})日?{_TAIL}",
            _roc,
        ),
        (rf"(?<!\d)(?P<y>1[01]\d)年(?P<m>{_N})月(?P<d>{_N})日{_TAIL}", _roc),
        (
            rf"(?P<y>{_YEAR})年(?P<m>{_N})月(?P<d>{_N})日?(?:{_TO}(?:(?P<m2>{_N})月)?(?P<d2>{_N})日)?{_TAIL}",
            _full,
        ),
        (r"(?<![\d/])(?P<y>20\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?P<m2>)(?P<d2>)(?!\d)", _full),
        (r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d{2})(?!\d)", _slashed),
        (rf"(?P<y>{_YEAR})年(?P<m>{_N})月(?:份|初|底|末|中旬|上旬|下旬)?", _year_month),
        (
            rf"(?P<w>[前去今本明后])年(?:(?P<m>{_N})月(?:份|初|底|中旬|上旬|下旬)?(?:(?P<d>{_N})日)?)?(?![上下第]|[一二三四1-4]季)(?:年?底|年?初|年内)?",
            _relative_year,
        ),
        (rf"(?:(?P<y>{_YEAR})年|(?P<w>[去今明])年)(?:(?P<h>[上下])半年|第?(?P<q>[一二三四1-4])季度?)", _half),
        (
            rf"(?<![\d年月])(?P<m>{_N})月(?P<d>{_N})日?(?:{_TO}(?:(?P<m2>{_N})月)?(?P<d2>{_N})日)?(?=日|[^\d]|$){_TAIL}",
            _month_day,
        ),
        (rf"(?P<w>{_RELATIVE})(?:[（](?P<d>{_N})日?[）])?{_PART}", _relative_day),
        (rf"(?P<w>[今昨])[（](?P<d>{_N})日?[）]日?{_PART}", _short_relative),
        (r"(?P<w>[上本这下])个?(?:周|星期|礼拜)(?P<d>[一二三四五六日天])", _week),
        (rf"(?P<w>[上本这下])个?月(?:(?P<d>{_N})日)?(?!球)", _relative_month),
        (rf"(?<![\d年一二三四五六七八九十])(?P<m>{_N})月(?:份|初|底|末|中旬|上旬|下旬)(?!\d)", _bare_month),
        (rf"(?<![\d〔\[（])(?P<y>{_YEAR})年(?:年?[初底末中]|内)?(?![代级间来\d〕\]）])", _whole_year),
        (rf"(?<![\d月年.第每])(?P<d>\d{{1,2}})日(?![均游内元报间后前常之]){_TAIL}", _bare_day),
        (r"近日|日前|近期|近来|连日来|新近", _fuzzy),
        (rf"\b(?P<m>{_EN_MONTH})\.?\s+(?P<d>\d{{1,2}})(?P<d0>)(?:[，,]?\s+(?P<y>20\d{{2}}))?\b", _english),
        (rf"\b(?P<d0>\d{{1,2}})(?P<d>)\s+(?P<m>{_EN_MONTH})\.?(?:[，,]?\s+(?P<y>20\d{{2}}))?\b", _english),
    )
)
# 6月18日 without 日 (6月18) is a day only before a weekday or a bracket; 3月10家 is a count.
_DAYLESS = re.compile(rf"月{_N}$")


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """All mentions of calendar time in a document, in order, none overlapping another."""
    text = document.text
    taken = bytearray(len(text))
    found: list[DateMention] = []
    for pattern, reader in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]) or _DAYLESS.search(match[0]):
                continue
            future = _looks_ahead(text, start, end)
            value = reader(match, document.reference, future)
            if value is None:
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(
                DateMention(start=start, end=end, text=text[start:end], date=value, future_cue=future)
            )
    return tuple(sorted(found, key=lambda m: m.start))


def _looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the clause around a date looks ahead: the cue stands close before it, or right behind."""
    left = re.split(r"[。！？；，\n]", text[max(0, start - 12) : start])[-1]
    right = re.split(r"[。！？；，\n]", text[end : end + 8])[0]
    return bool(_FUTURE.search(left)) or bool(
        re.match(r"(?:正式|起)?(?:将|举行的?预告|前)|(?:起)?(?:施行|实施|生效)", right)
    )


def last_day(value: Date) -> date | None:
    """The last day that a date may mean."""
    text = value.end
    try:
        if len(text) >= 10:
            return date.fromisoformat(text[:10])
        if len(text) == 7:
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, monthrange(year, month)[1])
        return date(int(text), 12, 31)
    except ValueError:
        return None
