"""An answer, or a failure, of an entry point as a poll."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Request, Response

from crawler.failures import Fault
from pipelines import encoding, polls
from pipelines.health.block_pages import LARGEST, block_sign, is_login
from pipelines.health.silence import plausible
from pipelines.polls import Hints, Poll
from pipelines.values import Discovered

#: What a server may ask for: a century is a mistake.
LONGEST = timedelta(days=7)
_MAX_AGE = re.compile(r"(?:^|[,\s])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})")
_OF_FAULTS = {
    "refused": polls.REFUSED,
    "robots_denied": polls.REFUSED,
    "http_error": polls.HTTP_ERROR,
    "redirected": polls.BROKEN,
    "too_large": polls.BROKEN,
    "undecodable": polls.BROKEN,
}
_LEADS_TO = re.compile(r"leads to (\S+)")


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
    times = sorted(filter(None, (plausible(one.published_at, now=now) for one in named)))
    fresh_times = sorted(filter(None, (plausible(one.published_at, now=now) for one in fresh)))
    return Poll(
        at=now,
        outcome=outcome,
        status=response.status,
        named=len(named),
        fresh=len(fresh),
        newest=times[-1] if times else None,
        fresh_times=tuple(fresh_times),
        asked_conditionally=is_conditional(response.request),
        why=why,
        hints=hints_of(response, now=now),
    )


def poll_of_fault(request: Request, fault: Fault, *, now: datetime, refused: Response | None = None) -> Poll:
    """The poll that a failure makes; ``refused``: the answer, where its status is the failure."""
    outcome = polls.RESTING if fault.of_host else _OF_FAULTS.get(fault.outcome, polls.UNREACHABLE)
    target = _LEADS_TO.search(fault.why)
    sign = _sign(refused)
    if sign or (fault.outcome == "redirected" and target and is_login(target[1])):
        outcome = polls.BLOCKED
    return Poll(
        at=now,
        outcome=outcome,
        status=fault.status,
        asked_conditionally=is_conditional(request),
        why=f"{fault.why} with {sign}" if sign else fault.why,
    )


def _sign(refused: Response | None) -> str | None:
    """What tells that an error is a challenge: 加速乐 says 521 with it, Cloudflare 403 or 503."""
    if refused is None or len(refused.body) > LARGEST:
        return None
    return block_sign(encoding.decode(refused.body).text)


def is_conditional(request: Request | None) -> bool:
    """Whether a request asks only for what changed."""
    return request is not None and bool({b"If-None-Match", b"If-Modified-Since"} & set(request.headers))
