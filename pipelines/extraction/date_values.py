"""Calendar arithmetic for dates that news tells by halves: which year a yearless day is in, which month a bare day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.extraction.numbers import parse_number
from pipelines.values import Date

#: Years outside are numbers of something else (2500年历史), or no news.
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What helps to read a date: the day of the article, whether the clause looks ahead, what was told before.

    ``beside`` stands earlier in the same sentence (去年3月签约，9月动工), ``earlier`` anywhere before (同年, 翌年).
    """

    reference: date | None
    future: bool = False
    beside: Date | None = None
    earlier: Date | None = None


def number(text: str | None) -> int:
    """A numeral of a date as an integer, 0 where it is none; 廿八日 and 元月 are of dates alone."""
    plain = (text or "").replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    value = parse_number(plain) if plain else None
    return int(value) if value is not None else 0


def valid(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (2月30日)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def on(day: date | None, basis: str, end: date | None = None) -> Date | None:
    """A day, or a range of days where ``end`` is later."""
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    if end is not None and end > day:
        return Date(start=day.isoformat(), end=end.isoformat(), precision="range", basis=basis)
    return Date(start=day.isoformat(), end=day.isoformat(), precision="day", basis=basis)


def months(year: int, first: int, last: int, basis: str, precision: str = "range") -> Date | None:
    """The months ``first`` to ``last`` of a year; one month where they are the same."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= last <= 12):
        return None
    start, end = f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}"
    return Date(start=start, end=end, precision="month" if first == last else precision, basis=basis)


def quarter(year: int, which: int, basis: str) -> Date | None:
    """The quarter 1 to 4 of a year."""
    return months(year, which * 3 - 2, which * 3, basis, "quarter")


def whole_year(year: int, basis: str, end: int | None = None) -> Date | None:
    """A year, or the years up to ``end``."""
    last = end if end is not None else year
    if not FIRST_YEAR <= year <= last <= LAST_YEAR:
        return None
    return Date(start=str(year), end=str(last), precision="range" if last > year else "year", basis=basis)


def year_of(value: Date | None) -> int | None:
    """The year in which a date begins."""
    return int(value.start[:4]) if value is not None else None


def year_of_day(month: int, day: int, clue: Clue) -> int | None:
    """The year of 6月21日: that of the date told beside it, else the one that puts the day nearest to the article.

    A day ahead costs three times a day past, unless the clause looks ahead: 12月28日 in January is last year's.
    """
    if (told := _told_year(month, day, clue)) is not None:
        return told
    reference = clue.reference
    if reference is None:
        return None
    options = [d for y in (-1, 0, 1) if (d := valid(reference.year + y, month, day))]

    def cost(option: date) -> int:
        distance = (option - reference).days
        if clue.future:
            return distance if distance >= 0 else -3 * distance
        return -distance if distance <= 1 else 3 * distance

    return min(options, key=cost).year if options else None


def year_of_month(month: int, clue: Clue) -> int | None:
    """The year of 9月 alone: this month counts as past, and as ahead too."""
    if (told := _told_year(month, 0, clue)) is not None:
        return told
    reference = clue.reference
    if reference is None:
        return None

    def cost(year: int) -> int:
        distance = (year - reference.year) * 12 + month - reference.month
        ahead, behind = (1, 3) if clue.future else (3, 1)
        return distance * ahead if distance >= 0 else -distance * behind

    return min((reference.year + y for y in (-1, 0, 1)), key=cost)


def _told_year(month: int, day: int, clue: Clue) -> int | None:
    """去年3月签约，9月动工: the later month is of the same year; 去年12月开园，1月 is not."""
    beside = clue.beside
    if beside is None or beside.basis in ("yearless", "bare_day", "fuzzy_word"):
        return None
    if len(beside.end) == 4:
        return year_of(beside) if beside.start == beside.end else None
    told = (int(beside.end[5:7]), int(beside.end[8:10] or 0))
    later = month > told[0] or (month == told[0] and 0 < told[1] < day)
    return int(beside.end[:4]) if later else None


def year_of_quarter(which: int, clue: Clue) -> int | None:
    """明年第1季签订，装机则要到第2季: the quarter follows; alone it is the nearest one to the article."""
    beside, reference = clue.beside, clue.reference
    if beside is not None and beside.precision == "quarter" and int(beside.start[5:7]) < which * 3 - 2:
        return year_of(beside)
    if reference is None:
        return None
    middle = which * 3 - 1

    def cost(year: int) -> int:
        distance = (year - reference.year) * 12 + middle - reference.month
        return -3 * distance if clue.future and distance < -1 else abs(distance)

    return min((reference.year + y for y in (-1, 0, 1)), key=cost)


def bare_day(day: int, clue: Clue) -> date | None:
    """18日: in the month of the day told beside it where it is later, else the latest such day, or the next ahead."""
    beside = clue.beside
    if beside is not None and len(beside.end) == 10 and beside.basis != "fuzzy_word":
        told = date.fromisoformat(beside.end)
        if day > told.day and (found := valid(told.year, told.month, day)):
            return found
    reference, earlier = clue.reference, clue.earlier
    if (
        earlier is not None
        and len(earlier.end) == 10
        and earlier.end == earlier.start
        and int(earlier.end[8:]) == day
    ):
        return date.fromisoformat(earlier.end)  # 延至下周三（23日）举行。… 改在23日签署
    if reference is None:
        return None
    first = reference.year * 12 + reference.month - 1
    options = [d for m in (first - 1, first, first + 1) if (d := valid(m // 12, m % 12 + 1, day))]
    if clue.future:
        return min((d for d in options if d >= reference), default=None)
    return max((d for d in options if d <= reference + timedelta(days=1)), default=None)


def weekday_in(reference: date, weekday: int, weeks: int) -> date:
    """The weekday (0 is Monday) of this week, or ``weeks`` later."""
    return reference - timedelta(days=reference.weekday()) + timedelta(weeks=weeks, days=weekday)


def nearest_weekday(weekday: int, clue: Clue) -> date | None:
    """星期五, on Friday: the last one, the day itself included; the next one where the clause looks ahead."""
    if clue.reference is None:
        return None
    back = (clue.reference.weekday() - weekday) % 7
    if clue.future:
        return clue.reference + timedelta(days=-back % 7)
    return clue.reference - timedelta(days=back)
