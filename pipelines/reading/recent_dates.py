"""Dates that only say something to somebody who knows when the page was read: 3小时前, 昨天 10:05, 10月3日 15:30."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from parsel import Selector

from pipelines.alerting import LOCAL
from pipelines.extraction.numbers import parse_number
from pipelines.reading.markup import short_text
from pipelines.reading.page_dates import CLOCK, clock_of, date_in_text, plain

_AGO = re.compile(
    r"(?P<n>\d{1,3}|[一二两兩三四五六七八九十]{1,3}|半|an?)\s{0,3}(?:个|個)?\s{0,3}"
    r"(?P<unit>秒钟?|秒鐘|分钟|分鐘|小时|小時|鐘頭|钟头|天|日|周|週|星期|(?:second|sec|minute|min|hour|hr|day|week)s?)\s{0,3}(?:之?前|ago)",
    re.IGNORECASE,
)
_UNITS = {
    "秒": 1, "sec": 1, "分": 60, "min": 60, "小": 3600, "鐘": 3600, "钟": 3600, "hou": 3600, "hr": 3600,
    "天": 86400, "日": 86400, "day": 86400, "周": 604800, "週": 604800, "星": 604800, "wee": 604800,
}  # fmt: skip
_JUST = re.compile(r"刚刚|剛剛|just now", re.IGNORECASE)
_DAYS_BACK = {"今": 0, "昨": 1, "前": 2, "tod": 0, "yes": 1}
_NAMED_DAY = re.compile(
    rf"(?P<day>[今昨前][天日](?!报|報|头条|新闻)|today\b|yesterday\b)(?:[\s,|]{{0,4}}(?:at\s)?{CLOCK})?",
    re.IGNORECASE,
)
_YEARLESS = re.compile(
    rf"(?<![\d年/.-])(?P<m>\d{{1,2}})(?:\s*月\s*(?P<d>\d{{1,2}})\s*[日号號]|(?P<sep>[/-])(?P<d2>\d{{1,2}})(?![\d/-]))"
    rf"(?:[\s,|]{{0,4}}{CLOCK})?"
)
#: Where a date line stands; in lists and margins stand those of other articles.
_LINES = "|".join(
    f"//*[{test}][not(ancestor::li or ancestor::a or ancestor::aside)]"
    for test in (
        "self::time",
        "contains(@class, 'time')",
        "contains(@class, 'date')",
        "contains(@class, 'info')",
    )
)
_MOST_LINES = 20
#: A distance in time that leads further from the day of the address is told of something else.
_APART = timedelta(days=3)
#: A date line is short; in a longer text a day and a distance in time belong to the story.
_LONGEST = 50
_SENTENCE = re.compile(r"[。！？；]")
#: What a label or a line of a date may hold beside its date.
_LABELLED = re.compile(r"时间|時間|日期|发布|發布|發佈|发表|發表|刊登|published|posted", re.IGNORECASE)


def recent_date_of(tree: Selector, *, reference: datetime, near: datetime | None) -> datetime | None:
    """What the first date line of a page names that carries no whole date (:func:`recent_date`)."""
    for node in tree.xpath(_LINES)[:_MOST_LINES]:
        moment = recent_date(short_text(node.root, 2 * _LONGEST, " "), reference=reference, near=near)
        if moment and (near is None or abs(moment - near) < _APART):
            return moment
    return None


def recent_date(text: str, *, reference: datetime, near: datetime | None = None) -> datetime | None:
    """The instant that a date line names, seen from when its page was read; never after that, None where it names none.

    Args:
        text: a date line, as short as it stands on the page; of a longer text nothing is taken.
        reference: when the page was read (aware).
        near: a day that the article is known to be of, as its address tells it; it gives the year.

    >>> at = datetime.fromisoformat("2026-10-03T10:00:00+08:00")
    >>> [recent_date(text, reference=at).isoformat()[:16] for text in ("3小时前", "昨天 10:05", "12月30日 15:30")]
    ['2026-10-03T07:00', '2026-10-02T10:05', '2025-12-30T15:30']
    """
    text = plain(text).strip()
    if len(text) > _LONGEST or _SENTENCE.search(text):
        return None
    here = reference.astimezone(LOCAL)
    if whole := date_in_text(text):
        return whole if whole <= here else None
    if _JUST.search(text):
        return here.replace(microsecond=0)
    if match := _AGO.search(text):
        return _ago(match, here)
    if match := _NAMED_DAY.search(text):
        back = next(days for word, days in _DAYS_BACK.items() if match["day"].lower().startswith(word))
        return _on(match, here - timedelta(days=back), here)
    if match := _YEARLESS.search(text):
        return _in_year(match, text, here, near)
    return None


def _ago(match: re.Match[str], here: datetime) -> datetime | None:
    told = match["n"].lower()
    n = 0.5 if told == "半" else 1 if told in ("a", "an") else parse_number(told)
    unit = match["unit"].lower()
    seconds = next(size for word, size in _UNITS.items() if unit.startswith(word))
    if n is None:
        return None
    moment = here - timedelta(seconds=n * seconds)
    whole_days = seconds >= 86400 and n >= 1
    return (
        moment.replace(hour=0, minute=0, second=0, microsecond=0)
        if whole_days
        else moment.replace(microsecond=0)
    )


def _on(match: re.Match[str], day: datetime, here: datetime) -> datetime | None:
    """A clock on a day; what would be later than the reading (their clock is fast) is the reading."""
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    clock = clock_of(match) if match["h"] else timedelta()
    return None if clock is None else min(midnight + clock, here.replace(microsecond=0))


def _in_year(match: re.Match[str], text: str, here: datetime, near: datetime | None) -> datetime | None:
    """A day without its year: in the year of the address, else the last one that is not in the future."""
    bare = match["sep"] is not None and match["h"] is None and not _LABELLED.search(text)
    if bare and match[0] != text:
        return None  # 3/5 of something, 10-12 people
    latest = here
    if near is not None and near.astimezone(LOCAL) < here:
        latest = min(here, near.astimezone(LOCAL) + timedelta(days=60))
    for year in range(latest.year, latest.year - 9, -1):  # 29 February may be eight years away
        try:
            day = datetime(year, int(match["m"]), int(match["d"] or match["d2"]), tzinfo=LOCAL)
        except ValueError:
            continue
        if day <= latest:
            return _on(match, day, here)
    return None
