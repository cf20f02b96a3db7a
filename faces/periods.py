"""Moments as people type them: 7d, 36h, 45m, or a date."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from pipelines.alerting import LOCAL

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class BadPeriod(ValueError):
    """What was typed names no moment."""


def since(text: str, *, now: datetime) -> datetime:
    """The moment that ``text`` names: a span before ``now``, or the start of a local day.

    Raises:
        BadPeriod: it is neither.

    >>> from datetime import UTC
    >>> since("2d", now=datetime(2026, 11, 24, tzinfo=UTC)).isoformat()
    '2026-11-22T00:00:00+00:00'
    """
    typed = text.strip().lower()
    if match := re.fullmatch(r"(\d{1,5})\s*([mhdw])", typed):
        return now - timedelta(**{_UNITS[match[2]]: int(match[1])})
    try:
        return datetime.combine(date.fromisoformat(typed), time(), LOCAL)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(typed.upper())
    except ValueError:
        raise BadPeriod(f"{text!r} is no date and no span; write 7d, 36h, 45m or 2026-11-24") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)
