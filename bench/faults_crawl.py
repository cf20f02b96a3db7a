"""The program that bench/faults.py kills: crawls the demo's outlets one after the other and delivers, as ``hetao crawl`` does.

It counts its pieces of work, and dies by SIGKILL where it is told to, in a thread of its own, whatever it does then.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from channels.deliver import deliver_alone
from channels.file import FileChannel
from channels.outgoing import Channel
from channels.webhook import WebhookChannel
from crawler import catalogue, crawl, stages
from crawler.channel_settings import WebhookSettings
from crawler.configuration import DEFAULT
from crawler.outlet import OutletSpider
from database import save, session
from pipelines.vocabulary import ALERT_KINDS
from pipelines.watches import Watch

#: Pieces of work; of two that are under way the former is within the latter, or what a kill would interrupt.
STAGES = ("deliver", "merge", "save", "decide", "crawl")


class Fate:
    """Counts pieces of work, strikes in the one that was drawn, and keeps in a file what is being done at any moment.

    ``wished``: ``work``, ``number`` and ``delay`` where it strikes; ``marks``: the file, a byte for each of :data:`STAGES`,
    how many pieces of it are under way; it outlives the kill.
    """

    def __init__(self, wished: Mapping[str, Any]) -> None:
        self._drawn = wished
        self._seen: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()
        self._marks = os.open(wished["marks"], os.O_RDWR | os.O_CREAT) if wished.get("marks") else None

    def begins(self, work: str) -> None:
        self._count(work, 1)
        self._seen[work] += 1
        if work == self._drawn.get("work") and self._seen[work] == self._drawn["number"]:
            threading.Thread(target=self._strike, daemon=True).start()

    def ends(self, work: str) -> None:
        self._count(work, -1)

    def _count(self, work: str, more: int) -> None:
        self._under_way[work] += more
        if self._marks is not None:
            os.pwrite(self._marks, bytes([max(0, self._under_way[work])]), STAGES.index(work))

    def _strike(self) -> None:
        time.sleep(self._drawn["delay"])
        os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, owner: Any, name: str, work: str) -> None:
        """Count every call of a function; what it does stays as it is."""
        real: Callable[..., Any] = getattr(owner, name)

        @contextmanager
        def counted() -> Iterator[None]:
            self.begins(work)
            try:
                yield
            finally:
                self.ends(work)

        def at_once(*arguments: Any, **more: Any) -> Any:
            with counted():
                return real(*arguments, **more)

        async def awaited(*arguments: Any, **more: Any) -> Any:
            with counted():
                return await real(*arguments, **more)

        setattr(owner, name, awaited if inspect.iscoroutinefunction(real) else at_once)


def stage_in(marks: bytes) -> str:
    """What was under way, the innermost first: where nothing else was, pages were asked for, or the program began or ended."""
    return next((name for name, many in zip(STAGES, marks, strict=False) if many), "between")


def crawl_and_deliver(wished: Mapping[str, Any]) -> None:
    """Crawl, deliver, end; or die where ``work``, ``number`` and ``delay`` say."""
    folder = Path(wished["folder"])
    fate = Fate(wished)
    fate.watch(OutletSpider, "parse_entry", "crawl")
    fate.watch(OutletSpider, "parse_article", "crawl")
    fate.watch(stages.DecidePage, "process_item", "decide")
    fate.watch(stages.SaveReport, "process_item", "save")
    fate.watch(save, "store_happenings", "merge")
    fate.watch(FileChannel, "send", "deliver")
    fate.watch(WebhookChannel, "send", "deliver")
    channels = _channels(folder, wished.get("hook"))
    names = tuple(channels)
    store = session.open_store(
        wished["url"], watches=(Watch(name="all", channels=names, programs=names, kinds=ALERT_KINDS),)
    )
    # one worker: with two, chance alone would say which of two pages is stored first
    limits = replace(DEFAULT.limits, workers=1)
    settings = replace(
        DEFAULT, limits=limits, crawl=DEFAULT.crawl.model_copy(update={"archive": str(folder / "archive")})
    )
    crawls = crawl.Crawls(
        store=store,
        configuration=settings,
        rebased=wished["rebased"],
        allowed=tuple(wished["rebased"].values()),
        delay=0.0,
    )
    spiders = list(catalogue.spiders(demo=True).values())
    crawl.register(store, spiders, settings)

    async def one_after_the_other() -> None:
        # side by side, chance alone would say which of two reprints came first
        for spider in spiders:
            fate.begins("crawl")
            await crawls.crawl(spider, trigger="hand")
            fate.ends("crawl")
            await asyncio.to_thread(
                deliver_alone, store, crawls.locks, channels, now=lambda: datetime.now(UTC)
            )

    try:
        crawl.on_reactor(one_after_the_other)
    finally:
        crawls.close()
        store.close()


def _channels(folder: Path, hook: str | None) -> dict[str, Channel]:
    """A file, and where one is given a webhook at an address, which bundles what belongs together."""
    channels: dict[str, Channel] = {"lines": FileChannel(name="lines", path=folder / "alerts.jsonl")}
    if hook:
        os.environ["HETAO_BENCH_SECRET"] = "not much of a secret"
        settings = WebhookSettings(kind="webhook", url=hook, secret="env:HETAO_BENCH_SECRET")
        channels["hook"] = WebhookChannel(name="hook", settings=settings)
    return channels
