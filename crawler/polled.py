"""An answer, or a failure, of an entry point as a poll."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from scrapy.http import Request, Response

from crawler.failures import Fault
from crawler.retry_after import LONGEST, retry_after
from pipelines import polls
from pipelines.polls import Hints, Poll
from pipelines.values import Discovered

_MAX_AGE = re.compile(r"(?:^|[,\s])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})")
_OF_FAULTS = {"refused": polls.REFUSED, "http_error": polls.HTTP_ERROR, "redirected": polls.BROKEN}


def hints_of(response: Response, *, now: datetime, ttl: timedelta | None = None) -> Hints:
    """What the headers of an answer, and its feed (``ttl``), say of when to come again."""
    control = (response.headers.get("Cache-Control") or b"").decode("latin-1").lower()
    ages = [timedelta(seconds=int(age)) for age in _MAX_AGE.findall(control)]
    return Hints(
        retry_after=retry_after(response, now=now), max_age=min(max(ages), LONGEST) if ages else None, ttl=ttl
    )


def poll_of_answer(
    response: Response, outcome: str, *, now: datetime, named: Sequence[Discovered] = (),
    fresh: Sequence[Discovered] = (), why: str = "", ttl: timedelta | None = None,
) -> Poll:  # fmt: skip
    """The poll that an answer makes; ``ttl``: what its feed says."""
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
        hints=hints_of(response, now=now, ttl=ttl),
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
        hints=Hints(retry_after=fault.retry_after),
    )


def is_conditional(request: Request | None) -> bool:
    """Whether a request asks only for what changed."""
    return request is not None and bool({b"If-None-Match", b"If-Modified-Since"} & set(request.headers))
