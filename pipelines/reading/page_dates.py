"""Dates of pages and feeds as they are written here: ISO, RFC 822, 2025年12月22日, ROC years, HKT, epoch, English.

A time without a zone is Asia/Shanghai (+08:00, as Hong Kong, Macao and Taiwan), and so is CST. Dates that need to know
when the page was read (3小时前, 10月3日 15:30) are :mod:`pipelines.reading.recent_dates`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from itertools import islice

from pipelines.alerting import LOCAL
from pipelines.extraction.numbers import parse_number

_ZONES = {
    "Z": 0, "GMT": 0, "UTC": 0, "HKT": 8, "CST": 8, "BJT": 8, "SGT": 8, "JST": 9, "BST": 1, "CET": 1, "CEST": 2,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Characters that stand for the usual ones of dates.
_WIDE = str.maketrans("０１２３４５６７８９：／－．＋，　\xa0◯○Ｏ", "0123456789:/-.+,  〇〇〇") | {
    ord("廿"): "二十",
    ord("卅"): "三十",
}

_DIGIT = "[〇零一二三四五六七八九]"
_YEAR = rf"(?:19|20)\d\d|[一二]{_DIGIT}{{3}}"
_MONTH, _DAY = r"\d{1,2}|[一二三四五六七八九十]{1,2}", r"\d{1,2}|[一二三四五六七八九十]{1,3}"
#: What may stand between the day and the clock: a weekday, a place, a half of the day (上午, 下午, 香港時間).
_WEEKDAY = (
    r"[(（]?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6})[)）]?"
)
_HALF = r"(?P<half>上午|下午|凌晨|清晨|早上|早晨|早|中午|傍晚|晚上|晚间|晚間|晚|深夜|午夜)?"
_ZONE = (
    r"(?P<z>Z(?![A-Za-z])|(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)|[+-]\d\d:?\d\d(?!\d)|(?<=\d)[+-]\d\d(?![\d:])"
    rf"|(?:{'|'.join(sorted(_ZONES, key=len, reverse=True))})\b)?"
)
#: A time of day with its half and zone, as a part of patterns (groups half, h, mi, s, ap, z): 下午3:05, 15時30分, 3:05 pm HKT.
CLOCK = (
    rf"{_HALF}\s{{0,5}}(?P<h>\d{{1,2}})\s?[:时時點点]\s?(?:(?P<mi>\d\d)(?:\s?[:分]\s?(?P<s>\d\d)?(?:[.,]\d+)?)?)?"
    rf"\s?(?P<ap>(?i:[ap]\.?m\b\.?))?\s?{_ZONE}"
)
# the State Council's CMS writes 2026-11-28-16:20:00
_ISO = re.compile(
    rf"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?![\d])"
    rf"(?:(?:(?P<t>T)|-(?=\d\d:\d\d:\d\d))?[\s,|·]{{0,4}}(?:{_WEEKDAY})?[\s,|]{{0,3}}(?:HKT\s)?{CLOCK})?",
    re.IGNORECASE,
)
_HAN = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})\s{{0,5}}年\s{{0,5}}(?P<m>{_MONTH})\s{{0,5}}月\s{{0,5}}(?P<d>{_DAY})\s{{0,5}}[日号號]"
    rf"(?:[^\d上下凌清早中傍晚深午]{{0,14}}?{CLOCK})?"
)
#: 民國 is needed in running text, where 114年 may be an age; a date of its own may go without.
_ROC_YEAR = rf"(?P<roc>\d{{2,3}}|{_DIGIT}{{2,3}}|[一二三四五六七八九百十]{{1,6}})"
_ROC_DAY = rf"\s{{0,5}}年\s{{0,5}}(?P<m>{_MONTH})\s{{0,5}}月\s{{0,5}}(?P<d>{_DAY})\s{{0,5}}[日号號](?:[^\d上下凌清早中傍晚深午]{{0,14}}?{CLOCK})?"
_ROC = re.compile(rf"民[國国]\s{{0,5}}{_ROC_YEAR}{_ROC_DAY}")
_BARE_ROC = re.compile(
    rf"(?:民[國国])?\s{{0,5}}(?:(?P<roc>1\d\d)\s{{0,5}}年\s{{0,5}}(?P<m>\d{{1,2}})\s{{0,5}}月\s{{0,5}}(?P<d>\d{{1,2}})\s{{0,5}}日"
    rf"|(?P<roc2>1\d\d)[-/.](?P<m2>\d{{1,2}})[-/.](?P<d2>\d{{1,2}}))(?!\d)(?:\s{{0,5}}{CLOCK})?"
)
_NAMED = rf"(?P<{{0}}>{'|'.join(_MONTHS)})[a-z]{{{{0,6}}}}\.?"
_ENGLISH = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_NAMED.format('mon')},?[\s-]+(?P<y>(?:19|20)\d\d)(?!\d)"
    rf"|{_NAMED.format('mon2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)(?!\d))"
    rf"(?:[\s,|·-]{{1,4}}(?:at\s)?{CLOCK})?",
    re.IGNORECASE,
)
#: date(1) and Java: Sat Oct 03 07:23:11 HKT 2026.
_UNIX = re.compile(
    rf"\b[A-Z][a-z]{{2}} {_NAMED.format('mon')}\s+(?P<d>\d{{1,2}}) (?P<h>\d\d):(?P<mi>\d\d):(?P<s>\d\d) {_ZONE}\s?(?P<y>\d{{4}})\b",
    re.IGNORECASE,
)
#: Hong Kong and Macao write the day first; where that cannot be, it is the month.
_DAY_FIRST = re.compile(
    rf"(?<![\d/.-])(?P<d>\d{{1,2}})(?P<sep>[/-])(?P<m>\d{{1,2}})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)(?:[\s,|]{{1,4}}{CLOCK})?"
)
#: 新华网 parts year, day and clock: 2026 10/03 07:23:11.
_PARTED = re.compile(
    r"(?<!\d)(?P<y>20\d\d)\s{0,5}(?P<m>\d\d)\s?/\s?(?P<d>\d\d)\s{0,5}(?P<h>\d\d):(?P<mi>\d\d)(?::(?P<s>\d\d))?"
)
_COMPACT = re.compile(
    r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<h>\d\d)(?P<mi>\d\d)(?P<s>\d\d)?)?(?P<z>Z)?"
)
#: The day stands large, year and month below it: 21 2024-06.
_DAY_APART = re.compile(
    r"\D{0,6}(?P<d>[0-3]?\d)\s{0,3}[日/]?\s{1,3}(?P<y>20\d\d)\s?[-./年]\s?(?P<m>[01]?\d)\s?月?"
)
#: A label tells that a year of three digits is one of the Republic.
_LABELLED_ROC = re.compile(
    rf"(?:日期|時間|时间)\s?[:：]?\s{{0,3}}(?P<roc>1[01]\d)[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)(?:\s{{0,5}}{CLOCK})?"
)
#: The time may stand before its day: 10:30am, 21 Jun 2024.
_CLOCK_BEFORE = re.compile(rf"(?<!\d)(?<!\d:){CLOCK}[\s,，|]{{1,4}}$")
_EPOCH = re.compile(r"1\d{9}(?:\.\d{1,9})?|\d{12,13}")
_URL = re.compile(
    r"/(?P<y>20\d{2})[-/]?(?P<m>0[1-9]|1[0-2])(?:[-/]?(?P<d>0[1-9]|[12]\d|3[01]))(?=[/_\D]|$)|[/_]t?(?P<y2>20\d{2})(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])_"
)
_IN_TEXT = (_ISO, _HAN, _ROC, _ENGLISH, _DAY_FIRST, _PARTED, _LABELLED_ROC)
#: Behind these words a page says when it was changed, or which day it is.
_CHANGED = re.compile(r"(?:更新|修改|修订|updated|modified|revised|今天是|今日是)[^\d]{0,12}$", re.IGNORECASE)
#: Dates of one text that are looked at; the first one that is possible is taken.
_MOST_DATES = 40


def parse_published(text: str) -> datetime | None:
    """The instant that a date string of a page or feed names; None where it names none.

    >>> parse_published("2025年12月22日（星期一）香港時間15時30分").isoformat()
    '2025-12-22T15:30:00+08:00'
    >>> parse_published("民國一一四年十月三日").isoformat()
    '2025-10-03T00:00:00+08:00'
    """
    text = plain(text).strip()
    if not text or len(text) > 400:
        return None
    for whole in (_COMPACT, _BARE_ROC):
        if (match := whole.fullmatch(text)) and (moment := moment_of(match)):
            return moment
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    return date_in_text(text) or _first(_UNIX, text) or _rfc(text)


def date_in_text(text: str) -> datetime | None:
    """A full date somewhere in a stretch of visible text; a day of change only where there is no other."""
    text = plain(text)
    found = sorted(
        (match.start(), order, moment)
        for order, pattern in enumerate(_IN_TEXT)
        for match in islice(pattern.finditer(text), _MOST_DATES)
        if (moment := moment_of(match))
    )
    for start, _, moment in found:
        if not _CHANGED.search(text[max(0, start - 24) : start]):
            return _timed(moment, text[max(0, start - 24) : start])
    return found[0][2] if found else None


def day_apart(text: str) -> datetime | None:
    """The date of a line that has nothing but the day, and year and month behind it: 21 2024-06."""
    match = _DAY_APART.fullmatch(plain(text).strip())
    return moment_of(match) if match else None


def _timed(moment: datetime, before: str) -> datetime:
    """A day with the time that stands directly before it, where none stands behind it."""
    match = _CLOCK_BEFORE.search(before) if moment.time() == time() else None
    clock = clock_of(match) if match else None
    return moment + clock if clock else moment


def date_in_url(url: str) -> datetime | None:
    """The day that an address carries: /2025-12/22/, /20251222/, t20251222_."""
    match = _URL.search(url)
    if not match:
        return None
    year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
    return _made(int(year), int(month), int(day))


def plain(text: str) -> str:
    """Text with the full-width and rare characters of dates as the usual ones."""
    return text.translate(_WIDE)


def clock_of(match: re.Match[str]) -> timedelta | None:
    """The time of day that a match tells: 下午3:05, 3:05 pm, 中午12时; None where it is no time."""
    groups = match.groupdict()
    hour, minute, second = (int(groups.get(name) or 0) for name in ("h", "mi", "s"))
    half, ap = groups.get("half") or "", (groups.get("ap") or "").lower()
    late = ap.startswith("p") or half in ("下午", "傍晚", "晚上", "晚间", "晚間", "晚", "深夜")
    if (late or (half == "中午" and hour < 3)) and hour < 12:
        hour += 12
    elif hour == 12 and (ap.startswith("a") or half in ("上午", "凌晨", "午夜", "晚上", "晚", "深夜")):
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def moment_of(match: re.Match[str]) -> datetime | None:
    """The instant of a match with year, month and day; None where there is no such day."""
    groups = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
    roc = groups.get("roc")
    year = int(parse_number(roc) or 0) + 1911 if roc else int(parse_number(groups["y"]) or 0)
    named = groups.get("mon")
    month = _MONTHS.index(named.lower()[:3]) + 1 if named else int(parse_number(groups["m"]) or 0)
    day = int(parse_number(groups["d"]) or 0)
    if match.re is _DAY_FIRST and month > 12 >= day:
        month, day = day, month
    midnight = _made(year, month, day)
    clock = clock_of(match) if midnight else None
    if midnight is None or clock is None:
        return midnight
    tz = _zone(groups)
    return midnight + clock if tz is None else (midnight.replace(tzinfo=tz) + clock)


def _zone(groups: dict[str, str]) -> timezone | None:
    """The zone that is told; None where none is, or where what looks like one ends a stretch of time (10:00-11:30)."""
    told = groups.get("z", "").upper()
    if told in _ZONES:
        return timezone(timedelta(hours=_ZONES[told]))
    offset = re.fullmatch(r"(?P<name>GMT|UTC)?\s?(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<mi>\d\d)?", told)
    if not offset or (offset["sign"] == "-" and not (offset["name"] or "s" in groups or "t" in groups)):
        return None
    away = timedelta(hours=int(offset["h"]), minutes=int(offset["mi"] or 0))
    if away > timedelta(hours=14):
        return None
    return timezone(away if offset["sign"] == "+" else -away)


def _first(pattern: re.Pattern[str], text: str) -> datetime | None:
    match = pattern.search(text)
    return moment_of(match) if match else None


def _epoch(text: str) -> datetime | None:
    seconds = float(text) / (1 if "." in text or len(text) == 10 else 1000)
    return _sane(datetime.fromtimestamp(seconds, UTC))


def _rfc(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(re.sub(r"\b(?:HKT|CST|BJT)\b", "+0800", text))
        return _sane(moment if moment.tzinfo else moment.replace(tzinfo=LOCAL))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _made(year: int, month: int, day: int) -> datetime | None:
    try:
        return _sane(datetime(year, month, day, tzinfo=LOCAL))
    except ValueError:
        return None


def _sane(moment: datetime) -> datetime | None:
    """Nothing of the web is older than 1990; a clock that says 2100 is wrong."""
    return moment if 1990 <= moment.year <= 2100 else None
