"""An iCalendar of what is scheduled (RFC 5545), whole days of Asia/Shanghai.

It depends on the happenings alone: what has not changed gives the same bytes, and a change a greater SEQUENCE.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from icalendar import Calendar, Event

from channels.fitting import clean
from channels.messages import happening_message, plain, subject
from channels.words import Language
from database.rows import HappeningRow

#: A happening that is postponed to a day may move again.
_STATUS = {"scheduled": "CONFIRMED", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
_NAMES = {"zh": "河套日程", "en": "Hetao calendar"}
_TITLE = 120


def calendar(happenings: Sequence[HappeningRow], language: Language, *, names: Sequence[str] = ()) -> bytes:
    """The happenings that are scheduled, postponed or cancelled and have a day; others are left out. ``names``: of the
    watches whose calendar it is."""
    made = Calendar()
    made.add("prodid", "-//Hetao Watch//hetao-watch//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", clean(" · ".join((_NAMES[language], *names))))
    made.add("x-wr-timezone", "Asia/Shanghai")
    for row in happenings:
        days = _days(row)
        if row.status in _STATUS and days is not None:
            made.add_component(_event(row, days, language))
    return bytes(made.to_ical())


def _event(row: HappeningRow, days: tuple[date, date], language: Language) -> Event:
    message = happening_message(row, language)
    event = Event()
    event.add("uid", f"happening-{row.id}@hetao-watch")
    event.add("dtstamp", row.updated_at)
    event.add("created", row.first_reported_at)
    event.add("last-modified", row.updated_at)
    # every change is later than the one before, and both moments are stored: the number grows without a counter
    event.add("sequence", max(0, int((row.updated_at - row.first_reported_at).total_seconds())))
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + timedelta(days=1))
    event.add("status", _STATUS[row.status])
    event.add("transp", "TRANSPARENT")
    event.add("summary", subject(message.within("day", 0), _TITLE))
    event.add("description", plain(message))
    if row.place:
        event.add("location", clean(row.place))
    if message.link:
        event.add("url", message.link)
    return event


def _days(row: HappeningRow) -> tuple[date, date] | None:
    """First and last day; None where they are not known to the day."""
    if row.date is None:
        return None
    try:
        first = date.fromisoformat(row.date.start[:10])
        last = date.fromisoformat(row.date.end[:10])
    except ValueError:
        return None
    return first, max(first, last)
