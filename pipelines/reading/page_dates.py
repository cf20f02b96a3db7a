"""Dates of pages and feeds: ISO, RFC 822, 2025年12月22日, HKT, epoch, ROC. Naive is Asia/Shanghai."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from pipelines.alerting import LOCAL
from pipelines.extraction.numbers import parse_number

_ZONES = {"HKT": 8, "CST": 8, "GMT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "PST": -8}
_ISO = re.compile(
    r"(?P<y>(?:19|20)\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T\s]+(?:HKT\s+)?(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?)?"
    r"\s*(?P<z>Z|[+-]\d{2}:?\d{2}|HKT|GMT|UTC|CST)?"
)
_HAN = re.compile(
    r"(?P<y>(?:19|20)\d{2}|[二一][〇零○一二三四五六七八九]{3})\s*年\s*(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号號]"
    r"(?:[^\d]{0,14}?(?P<h>\d{1,2})\s*[:：时時](?P<mi>\d{2})?(?:[:：分](?P<s>\d{2})?)?)?"
)
_ROC = re.compile(
    r"(?:民[國国])?\s*(?P<y>1[01]\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日(?:[^\d]{0,8}(?P<h>\d{1,2})[:：](?P<mi>\d{2}))?"
)
_UNIX = re.compile(
    r"[A-Z][a-z]{2} (?P<mon>[A-Z][a-z]{2})\s+(?P<d>\d{1,2}) (?P<h>\d{2}):(?P<mi>\d{2}):(?P<s>\d{2}) (?P<z>[A-Z]{3,4}) (?P<y>\d{4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URL = re.compile(
    r"/(?P<y>20\d{2})[-/]?(?P<m>0[1-9]|1[0-2])(?:[-/]?(?P<d>0[1-9]|[12]\d|3[01]))(?=[/_\D]|$)|[/_]t?(?P<y2>20\d{2})(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])_"
)


def parse_published(text: str) -> datetime | None:
    """The instant that a date string of a page or feed names; None where it names none.

    >>> parse_published("2025年12月22日（星期一）香港時間15時30分").isoformat()
    '2025-12-22T15:30:00+08:00'
    """
    text = text.strip()
    if not text or len(text) > 400:
        return None
    if re.fullmatch(r"\d{10}(?:\.\d+)?|\d{13}", text):
        seconds = float(text) / (1000 if len(text) == 13 and "." not in text else 1)
        return _sane(datetime.fromtimestamp(seconds, UTC))
    for pattern in (_ISO, _HAN, _ROC, _UNIX):
        match = pattern.search(text)
        if match and (moment := _moment(match)):
            return moment
    return _rfc(text)


def date_in_text(text: str) -> datetime | None:
    """A full date somewhere in a stretch of visible text."""
    for pattern in (_ISO, _HAN):
        match = pattern.search(text)
        if match and (moment := _moment(match)):
            return moment
    return None


def date_in_url(url: str) -> datetime | None:
    """The day that an address carries: /2025-12/22/, /20251222/, t20251222_."""
    match = _URL.search(url)
    if not match:
        return None
    year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
    return _made(int(year), int(month), int(day), (0, 0, 0), None)


def _rfc(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(re.sub(r"\bHKT\b", "+0800", text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _sane(moment if moment.tzinfo else moment.replace(tzinfo=LOCAL))


def _moment(match: re.Match[str]) -> datetime | None:
    groups = match.groupdict()
    year = int(parse_number(groups["y"]) or 0)
    if match.re is _ROC:
        year += 1911
    month = (
        _MONTHS.index(groups["mon"].lower()) + 1 if groups.get("mon") else int(parse_number(groups["m"]) or 0)
    )
    clock = tuple(int(groups.get(name) or 0) for name in ("h", "mi", "s"))
    return _made(year, month, int(parse_number(groups["d"]) or 0), clock, groups.get("z"))


def _made(year: int, month: int, day: int, clock: tuple[int, ...], zone: str | None) -> datetime | None:
    tz: timezone | None = None
    if zone and zone in _ZONES:
        tz = timezone(timedelta(hours=_ZONES[zone]))
    elif zone:
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "")
        tz = timezone(sign * timedelta(hours=min(14, int(digits[:2])), minutes=int(digits[2:]) % 60))
    try:
        return _sane(datetime(year, month, day, clock[0], clock[1], clock[2], tzinfo=tz or LOCAL))
    except ValueError:
        return None


def _sane(moment: datetime) -> datetime | None:
    """Nothing of the web is older than 1990; a clock that says 2100 is wrong."""
    return moment if 1990 <= moment.year <= 2100 else None
