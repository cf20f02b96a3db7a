"""One request after the other at a host, at the distance that both sides wish: over all runs, programs and machines.

Scrapy keeps a distance within one run. Two sources of one host, a crawl by hand beside the daemon, or a second program
on the same database would ask side by side; here each request waits for its turn, which the database gives out.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.declined import Declined
from crawler.errand import ENDED, Errand
from crawler.lanes import Lane, for_pages
from crawler.retry_after import rest_asked
from database import save_hosts
from database.errors import StoreUnreachable
from database.save_hosts import Turn, Wish

P = ParamSpec("P")
T = TypeVar("T")


class AwaitTurn:
    """Lets a request wait for its host's turn. It stands next to the downloader: what is declined costs no turn."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._asking: dict[Request, tuple[Lane, float]] = {}
        self._declined: dict[tuple[str, bool], Turn] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AwaitTurn:
        """Scrapy's way to make a component."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Nothing, when the host may be asked; at once in a crawl without a run (one page that a person named).

        Raises:
            Declined: it may not be asked today, or wants to be left alone, or the run ended first.
        """
        run: Errand | None = getattr(self._crawler.spider, "run", None)
        if run is None:
            return
        lane = run.lanes.of(request.url)
        if refused := self._declined.get((lane.host, _is_page(request))):
            raise _refusal(refused)
        await _before_the_end(run, lane.lock.acquire())
        try:
            distance = lane.distance(run.delay)
            turn = await self._reserved(run, lane, request, distance)
            seconds = max(turn.seconds, lane.free_at - time.monotonic())
            if seconds > 0:
                await _before_the_end(run, asyncio.sleep(seconds))
        except BaseException:
            lane.lock.release()
            raise
        began = time.monotonic()
        lane.free_at = began + distance
        self._asking[request] = (lane, began)

    async def _reserved(self, run: Errand, lane: Lane, request: Request, distance: float) -> Turn:
        """The turn that the database gives.

        Raises:
            Declined: it gives none today, or stays away.
        """
        is_page, most = _is_page(request), run.lanes.daily_requests
        wish = Wish(
            host=lane.host,
            distance=distance,
            most=for_pages(most) if is_page else most,
            conditional="If-None-Match" in request.headers or "If-Modified-Since" in request.headers,
            crawl_delay=lane.crawl_delay,
        )
        turn = await _stored(run, save_hosts.reserve_turn, run.lanes.store, wish)
        if turn.why_not is None:
            return turn
        run.is_spent = run.is_spent or turn.is_spent
        self._declined[lane.host, is_page] = turn
        raise _refusal(turn)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The answer; the host is free for the next one who waits.

        Raises:
            Declined: the host asks to be left in peace. Its pages stay queued.
        """
        lane = self._leave(request)
        if lane is None:
            return response
        run: Errand = self._crawler.spider.run  # type: ignore[union-attr]
        if rest := rest_asked(response, now=datetime.now(UTC)):
            await _stored(
                run, save_hosts.rest_host, run.lanes.store, lane.host, rest.span.total_seconds(), rest.why
            )
            raise Declined(
                "unreachable",
                f"the host asks to wait ({rest.why})",
                of_host=True,
                status=response.status,
                retry_after=rest.wished,
            )
        if response.status == 304:
            await _stored(run, save_hosts.count_not_modified, run.lanes.store, lane.host)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Nothing; the host is free for the next one who waits."""
        self._leave(request)

    def _leave(self, request: Request) -> Lane | None:
        lane, began = self._asking.pop(request, (None, 0.0))
        if lane:
            lane.took = time.monotonic() - began
            lane.lock.release()
        return lane


def _refusal(turn: Turn) -> Declined:
    return Declined(
        "unreachable", turn.why_not or "", of_host=True, retry_after=timedelta(seconds=turn.seconds)
    )


def _is_page(request: Request) -> bool:
    """Whether an article is asked for, not an entry point or robots.txt."""
    return "discovered" in request.cb_kwargs


async def _stored(run: Errand, deed: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> T:
    """What a deed of the store gives.

    Raises:
        Declined: the store stayed away, and the run ended; the outlet is not to blame.
    """
    try:
        return await run.stored(deed, *arguments, **more)
    except (StoreUnreachable, OSError):
        raise Declined("unreachable", ENDED, of_host=True) from None


async def _before_the_end(run: Errand, waiting: Awaitable[Any]) -> None:
    """Wait for something, but not longer than the run lasts.

    Raises:
        Declined: the run ended first.
    """
    waits, end = asyncio.ensure_future(waiting), asyncio.ensure_future(run.ended.wait())
    try:
        await asyncio.wait({waits, end}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        end.cancel()
        came = waits.done()
        waits.cancel()
    if not came:
        raise Declined("unreachable", ENDED, of_host=True)
