"""An answer, or a failure, of an entry point as a poll."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scrapy.http import Request, Response

from crawler.answers import Answer
from crawler.failures import Fault
from crawler.retry_after import LONGEST, retry_after
from crawler.robots import CLOSED
from pipelines import encoding, polls
from pipelines.health.block_pages import LARGEST, block_sign, is_login
from pipelines.health.silence import plausible
from pipelines.polls import Hints, Poll
from pipelines.values import Discovered

#: An answer in which nothing was read.
NOTHING = Answer()
_MAX_AGE = re.compile(r"(?:^|[,\s])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})")
_OF_FAULTS = {
    "refused": polls.REFUSED,
    "robots_denied": polls.REFUSED,
    "http_error": polls.HTTP_ERROR,
    "redirected": polls.BROKEN,
    "blocked": polls.BLOCKED,
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


def poll_of_answer(
    response: Response, outcome: str, *, now: datetime, answer: Answer = NOTHING, why: str = ""
) -> Poll:
    """The poll that an answer makes; ``answer``: what was read in it."""
    times = _plausible(answer.discovered, now)
    return Poll(
        at=now,
        outcome=outcome,
        status=response.status,
        named=len(answer.discovered),
        newest=times[-1] if times else None,
        asked_conditionally=is_conditional(response.request),
        why=why,
        hints=hints_of(response, now=now, ttl=answer.ttl),
    )


def naming(poll: Poll, fresh: Sequence[Discovered]) -> Poll:
    """A poll of which it is known what nobody had named before."""
    return replace(poll, fresh=len(fresh), fresh_times=_plausible(fresh, poll.at))


def _plausible(named: Sequence[Discovered], now: datetime) -> tuple[datetime, ...]:
    """The publication times that can be, the earliest first."""
    return tuple(sorted(filter(None, (plausible(one.published_at, now=now) for one in named))))


def poll_of_fault(request: Request, fault: Fault, *, now: datetime, refused: Response | None = None) -> Poll:
    """The poll that a failure makes; ``refused``: the answer, where its status is the failure."""
    sign = _sign(refused)
    outcome = polls.BLOCKED if sign else _outcome(fault)
    return Poll(
        at=now,
        outcome=outcome,
        status=fault.status,
        asked_conditionally=is_conditional(request),
        why=f"{fault.why} with {sign}" if sign else fault.why,
        hints=Hints(retry_after=fault.retry_after),
    )


def _outcome(fault: Fault) -> str:
    """The outcome of a poll for a failure: it is one of the outlet's, or the host rests, by its wish or ours."""
    if fault.outcome == "redirected" and (target := _LEADS_TO.search(fault.why)) and is_login(target[1]):
        return polls.BLOCKED
    if fault.of_host and fault.outcome == "unreachable" and not fault.why.startswith(CLOSED):
        return polls.RESTING
    return _OF_FAULTS.get(fault.outcome, polls.UNREACHABLE)


def _sign(refused: Response | None) -> str | None:
    """What tells that an error is a challenge: 加速乐 says 521 with it, Cloudflare 403 or 503."""
    if refused is None or len(refused.body) > LARGEST:
        return None
    return block_sign(encoding.decode(refused.body).text)


def is_conditional(request: Request | None) -> bool:
    """Whether a request asks only for what changed."""
    return request is not None and bool({b"If-None-Match", b"If-Modified-Since"} & set(request.headers))
