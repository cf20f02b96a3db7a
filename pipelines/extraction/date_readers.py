"""What each pattern of a date means: readers from a match and its clue to a calendar value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipelines.extraction.date_values import (
    Clue,
    bare_day,
    months,
    nearest_weekday,
    number,
    on,
    quarter,
    valid,
    weekday_in,
    whole_year,
    year_of,
    year_of_day,
    year_of_month,
    year_of_quarter,
)
from pipelines.values import Date

Reader = Callable[[re.Match[str], Clue], Date | None]
Rule = tuple[re.Pattern[str], Reader]

_RELATIVE_DAYS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨早": -1, "昨晚": -1, "昨晨": -1, "昨": -1,
    "今天": 0, "今日": 0, "今早": 0, "今晚": 0, "今晨": 0, "今午": 0, "今": 0,
    "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "明": 1, "后天": 2, "后日": 2,
}  # fmt: skip
_YEAR_WORDS = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "来": 1, "后": 2}
_TURNS = {"上": -1, "本": 0, "这": 0, "今": 0, "下": 1}
_HOLIDAYS = {
    "元旦": (1, 1),
    "劳动节": (5, 1),
    "国庆节": (10, 1),
    "国庆日": (10, 1),
    "圣诞节": (12, 25),
    "平安夜": (12, 24),
}


def read_full(match: re.Match[str], clue: Clue) -> Date | None:
    year = number(match["y"])
    year += 2000 if year < 100 else 0
    start = valid(year, number(match["m"]), number(match["d"]))
    return on(start, "explicit", _end(match, start))


def _end(match: re.Match[str], start: date | None) -> date | None:
    """The second day of a range: 18日至20日, 12月30日至翌年1月2日 (also without 翌年)."""
    groups = match.groupdict()
    if start is None or not groups.get("d2"):
        return None
    told = groups.get("y2")
    year = number(told) if told and number(told) else start.year + (told in ("翌", "次", "明"))
    month = number(groups.get("m2")) or start.month
    end = valid(year, month, number(groups["d2"]))
    if end is not None and end < start and not told and groups.get("m2"):
        return valid(year + 1, month, number(groups["d2"]))
    return end


def read_year_month(match: re.Match[str], clue: Clue) -> Date | None:
    year = number(match["y"])
    first = number(match["m"])
    return months(year + (2000 if year < 100 else 0), first, number(match["m2"]) or first, "explicit")


def read_roc(match: re.Match[str], clue: Clue) -> Date | None:
    year = number(match["y"]) + 1911
    if match["d"]:
        return on(valid(year, number(match["m"]), number(match["d"])), "roc")
    return (
        months(year, number(match["m"]), number(match["m"]), "roc") if match["m"] else whole_year(year, "roc")
    )


def read_month_day(match: re.Match[str], clue: Clue) -> Date | None:
    month, day = number(match["m"]), number(match["d"])
    year = year_of_day(month, day, clue)
    start = valid(year, month, day) if year is not None else None
    return on(start, "yearless", _end(match, start))


def read_relative_year(match: re.Match[str], clue: Clue) -> Date | None:
    """去年, 明年3月底, 今年5月15日, 明年第一季度, 今年前三季度, 今年首四个月."""
    if clue.reference is None:
        return None
    return read_within_year(match, clue.reference.year + _YEAR_WORDS[match["w"]], "relative")


def read_told_year(match: re.Match[str], clue: Clue) -> Date | None:
    """同年11月, 那年八月, 翌年1月: counted from the year told before, else from the article's."""
    told = year_of(clue.earlier) or (clue.reference.year if clue.reference else None)
    return read_within_year(match, told + (match["w"] in "翌次隔"), "relative") if told is not None else None


def read_year_part(match: re.Match[str], clue: Clue) -> Date | None:
    return read_within_year(match, number(match["y"]), "explicit")


def read_within_year(match: re.Match[str], year: int, basis: str) -> Date | None:
    groups = {k: v for k, v in match.groupdict().items() if v}
    if "d" in groups:
        start = valid(year, number(groups["m"]), number(groups["d"]))
        return on(start, basis, _end(match, start))
    if "m" in groups:
        first = number(groups["m"])
        return months(year, first, number(groups.get("m9") or groups.get("m8")) or first, basis)
    if "q" in groups:
        return quarter(year, _which_quarter(groups["q"]), basis)
    if "qs" in groups:
        return months(year, 1, 3 * _which_quarter(groups["qs"]), basis)
    if "ms" in groups:
        return months(year, 1, number(groups["ms"]), basis)
    if "hy" in groups:
        return months(year, 1, 6, basis)
    if "h" in groups:
        return months(year, 1, 6, basis) if groups["h"] in "上前" else months(year, 7, 12, basis)
    return whole_year(year, basis)


def _which_quarter(text: str) -> int:
    return {"首": 1, "末": 4, "尾": 4}.get(text) or number(text.replace("两", "二"))


def read_bare_quarter(match: re.Match[str], clue: Clue) -> Date | None:
    several = bool(match.groupdict().get("qs"))
    which = _which_quarter(match["qs"] if several else match["q"])
    year = year_of_quarter(which, clue)
    if year is None:
        return None
    return months(year, 1, 3 * which, "yearless") if several else quarter(year, which, "yearless")


def read_first_months(match: re.Match[str], clue: Clue) -> Date | None:
    """首四个月 alone: of this year, of the last one where so many months are not over yet."""
    last = number(match["ms"])
    if clue.reference is None:
        return None
    return months(clue.reference.year - (last > clue.reference.month), 1, last, "relative")


def read_years(match: re.Match[str], clue: Clue) -> Date | None:
    return whole_year(number(match["y"]), "explicit", number(match["y2"]))


def read_relative_day(match: re.Match[str], clue: Clue) -> Date | None:
    """今日（22日）, 今（十二）日, 昨日（三月十八日）: the day in brackets decides, it was written by one who knew."""
    if clue.reference is None:
        return None
    expected = clue.reference + timedelta(days=_RELATIVE_DAYS[match["w"]])
    return on(read_checked(match, expected, clue), "relative")


def read_checked(match: re.Match[str], expected: date, clue: Clue) -> date:
    """The day in brackets nearest to the one expected, unless it is another story's."""
    groups = match.groupdict()
    if not groups.get("d"):
        return expected
    day, month = number(groups["d"]), number(groups.get("m"))
    first = expected.year * 12 + expected.month - 1
    near = [d for m in (first - 1, first, first + 1) if (d := valid(m // 12, m % 12 + 1, day))]
    near = [d for d in near if not month or d.month == month]
    told = min(near, key=lambda d: abs((d - expected).days), default=expected)
    return told if abs((told - expected).days) <= 3 or month else expected


def read_week(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    expected = weekday_in(clue.reference, _weekday(match["k"]), _TURNS[match["w"]])
    return on(read_checked(match, expected, clue), "relative")


def read_bare_weekday(match: re.Match[str], clue: Clue) -> Date | None:
    """星期五（11日）: the 11th that is a Friday; without a bracket the nearest Friday."""
    expected = nearest_weekday(_weekday(match["k"]), clue)
    if expected is None or clue.reference is None:
        return None
    near = (expected, expected + timedelta(weeks=1), expected - timedelta(weeks=1))
    told = number(match["d"]) if match["d"] else 0
    return on(next((d for d in near if d.day == told), read_checked(match, expected, clue)), "relative")


def _weekday(text: str) -> int:
    return "一二三四五六日".index(text.replace("天", "日"))


def read_relative_month(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    index = clue.reference.year * 12 + clue.reference.month - 1 + _TURNS[match["w"]]
    if match["d"]:
        start = valid(index // 12, index % 12 + 1, number(match["d"]))
        return on(start, "relative", _end(match, start))
    return months(index // 12, index % 12 + 1, index % 12 + 1, "relative")


def read_this_month(match: re.Match[str], clue: Clue) -> Date | None:
    day = clue.reference
    return months(day.year, day.month, day.month, "relative") if day else None


def read_this_quarter(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    index = clue.reference.year * 4 + (clue.reference.month - 1) // 3 + _TURNS[match["w"]]
    return quarter(index // 4, index % 4 + 1, "relative")


def read_bare_month(match: re.Match[str], clue: Clue) -> Date | None:
    first = number(match["m"])
    last = number(match["m2"]) or first
    year = year_of_month(first, clue)
    return months(year, first, last, "yearless") if year is not None else None


def read_bare_day(match: re.Match[str], clue: Clue) -> Date | None:
    start = bare_day(number(match["d"]), clue)
    return on(start, "bare_day", _end(match, start))


def read_holiday(match: re.Match[str], clue: Clue) -> Date | None:
    month, day = _HOLIDAYS[match["w"]]
    if match["y"] in _YEAR_WORDS:
        stated = clue.reference.year + _YEAR_WORDS[match["y"]] if clue.reference else None
        return on(valid(stated, month, day), "relative") if stated is not None else None
    if match["y"]:
        return on(valid(int(match["y"]), month, day), "explicit")
    year = year_of_day(month, day, clue)
    return on(valid(year, month, day), "yearless") if year is not None else None


def read_fuzzy(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    start = clue.reference - timedelta(days=10)  # 近日 and 日前 reach back about ten days in agency use
    end = clue.reference.isoformat()
    return Date(start=start.isoformat(), end=end, precision="fuzzy", basis="fuzzy_word")
