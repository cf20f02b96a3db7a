"""The program that bench/faults.py kills: crawls the demo's outlets one after the other and delivers, as ``hetao crawl`` does.

It counts its pieces of work, and dies by SIGKILL where it is told to, in a thread of its own, whatever it does then.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from channels.deliver import deliver_alone
from channels.file import FileChannel
from crawler import catalogue, crawl, stages
from crawler.configuration import DEFAULT
from crawler.outlet import OutletSpider
from database import session
from pipelines.vocabulary import ALERT_KINDS
from pipelines.watches import Watch


class Fate:
    """Counts pieces of work and strikes in the one that was drawn."""

    def __init__(self, drawn: Mapping[str, Any]) -> None:
        self._drawn = drawn
        self._seen: Counter[str] = Counter()

    def begins(self, work: str) -> None:
        self._seen[work] += 1
        if work == self._drawn.get("work") and self._seen[work] == self._drawn["number"]:
            threading.Thread(target=self._strike, daemon=True).start()

    def _strike(self) -> None:
        time.sleep(self._drawn["delay"])
        os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, owner: Any, name: str, work: str) -> None:
        """Count every call of a function; what it does stays as it is."""
        real: Callable[..., Any] = getattr(owner, name)

        def counted(*arguments: Any, **more: Any) -> Any:
            self.begins(work)
            return real(*arguments, **more)

        setattr(owner, name, counted)


def crawl_and_deliver(wished: Mapping[str, Any]) -> None:
    """Crawl, deliver, end; or die where ``work``, ``number`` and ``delay`` say."""
    folder = Path(wished["folder"])
    fate = Fate(wished)
    fate.watch(OutletSpider, "parse_entry", "crawl")
    fate.watch(OutletSpider, "parse_article", "crawl")
    fate.watch(stages.DecidePage, "process_item", "decide")
    fate.watch(stages.SaveReport, "process_item", "save")
    fate.watch(FileChannel, "send", "deliver")
    store = session.open_store(
        wished["url"],
        watches=(Watch(name="all", channels=("lines",), programs=("lines",), kinds=ALERT_KINDS),),
    )
    channels = {"lines": FileChannel(name="lines", path=folder / "alerts.jsonl")}
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
            await crawls.crawl(spider, trigger="hand")
            await asyncio.to_thread(
                deliver_alone, store, crawls.locks, channels, now=lambda: datetime.now(UTC)
            )

    try:
        crawl.on_reactor(one_after_the_other)
    finally:
        crawls.close()
        store.close()
