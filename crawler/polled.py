"""An answer, or a failure, of an entry point as a poll."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Request, Response

from crawler.failures import Fault
from pipelines import polls
from pipelines.polls import Hints, Poll
from pipelines.values import Discovered

#: What a server may ask for: a century is a mistake.
LONGEST = timedelta(days=7)
_MAX_AGE = re.compile(r"(?:^|[,\s])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})")
_OF_FAULTS = {"refused": polls.REFUSED, "http_error": polls.HTTP_ERROR, "redirected": polls.BROKEN}


def hints_of(response: Response, *, now: datetime, ttl: timedelta | None = None) -> Hints:
    """What the headers of an answer, and its feed (``ttl``), say of when to come again."""
    control = (response.headers.get("Cache-Control") or b"").decode("latin-1").lower()
    ages = [timedelta(seconds=int(age)) for age in _MAX_AGE.findall(control)]
    return Hints(
        retry_after=retry_after(response, now=now), max_age=min(max(ages), LONGEST) if ages else None, ttl=ttl
    )


def retry_after(response: Response, *, now: datetime) -> timedelta | None:
    """Retry-After in seconds or as a date (RFC 9110, 10.2.3), within :data:`LONGEST`; None where it says nothing."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isdecimal() and len(text) < 10:
        return min(timedelta(seconds=int(text)), LONGEST)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), LONGEST)


def poll_of_answer(
    response: Response, outcome: str, *, now: datetime, named: Sequence[Discovered] = (),
    fresh: Sequence[Discovered] = (), why: str = "",
) -> Poll:  # fmt: skip
    """The poll that an answer makes."""
    times = sorted(one.published_at for one in named if one.published_at is not None)
    return Poll(
        at=now,
        outcome=outcome,
        status=response.status,
        named=len(named),
        fresh=len(fresh),
        newest=times[-1] if times else None,
        fresh_times=tuple(sorted(one.published_at for one in fresh if one.published_at is not None)),
        asked_conditionally=is_conditional(response.request),
        why=why,
        hints=hints_of(response, now=now),
    )


def poll_of_fault(request: Request, fault: Fault, *, now: datetime) -> Poll:
    """The poll that a failure makes."""
    outcome = polls.RESTING if fault.of_host else _OF_FAULTS.get(fault.outcome, polls.UNREACHABLE)
    return Poll(
        at=now,
        outcome=outcome,
        status=fault.status,
        asked_conditionally=is_conditional(request),
        why=fault.why,
    )


def is_conditional(request: Request | None) -> bool:
    """Whether a request asks only for what changed."""
    return request is not None and bool({b"If-None-Match", b"If-Modified-Since"} & set(request.headers))
