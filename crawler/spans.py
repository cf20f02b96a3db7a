"""Spans of time and sizes as people write them: ``30m``, ``10 MB``."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SIZES = {"kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_SPAN = re.compile(r"(\d{1,6})\s*([smhd])", re.ASCII)
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(kB|MB|GB)", re.ASCII)
_DAYS = re.compile(r"(\d{1,5})\s*d", re.ASCII)
#: Polling faster than this is no news monitor but a nuisance.
LEAST_EVERY = timedelta(minutes=1)


def parse_every(text: str) -> timedelta:
    """``30m``, ``2h``, ``1d`` as a span.

    Raises:
        ValueError: it is no span, or below a minute.
    """
    match = _SPAN.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is no span; write 30m, 2h or 1d")
    span = timedelta(**{_UNITS[match[2]]: int(match[1])})
    if span < LEAST_EVERY:
        raise ValueError(f"{text!r} is below one minute")
    return span


def parse_span(text: str) -> float:
    """``20s``, ``30m``, ``2h`` in seconds.

    Raises:
        ValueError: it is no span, or nothing.
    """
    match = _SPAN.fullmatch(text.strip())
    if not match or not int(match[1]):
        raise ValueError(f"{text!r} is no span; write 20s, 30m or 2h")
    return timedelta(**{_UNITS[match[2]]: int(match[1])}).total_seconds()


def parse_size(text: str) -> int:
    """``500 kB``, ``10 MB``, ``1.5 GB`` in bytes.

    Raises:
        ValueError: it is no size, or nothing.
    """
    match = _SIZE.fullmatch(text.strip())
    size = int(float(match[1]) * _SIZES[match[2]]) if match else 0
    if not size:
        raise ValueError(f"{text!r} is no size; write 500 kB, 10 MB or 1.5 GB")
    return size


def parse_days(text: str) -> timedelta:
    """``30d`` as a span of days; ``0d`` is none.

    Raises:
        ValueError: it is no number of days.
    """
    match = _DAYS.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is no number of days; write 30d, or 0d to keep nothing")
    return timedelta(days=int(match[1]))
