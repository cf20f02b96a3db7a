"""The daemon of bench/soak.py: scheduler.run_daemon on the demo's outlets, in another rhythm."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from apscheduler.triggers.interval import IntervalTrigger

import scheduler
from crawler import catalogue, configuration, crawl
from database import engines, session
from database.errors import StoreError


def main() -> int:
    """Watch until told to stop; gives the exit status."""
    wished: dict[str, Any] = json.loads(sys.argv[1])
    settings = configuration.load(Path(wished["settings"]))
    engines.BUSY_SECONDS = 1.0  # a week in minutes: nobody waits ten seconds
    store = session.open_store(wished["url"], watches=settings.watches)
    spiders = list(catalogue.spiders(demo=True).values())
    crawl.register(store, spiders, settings)
    crawls = crawl.Crawls(
        store=store,
        configuration=settings,
        rebased=wished["rebased"],
        allowed=tuple(wished["rebased"].values()),
        delay=0.0,
    )
    try:
        status = scheduler.run_daemon(
            store,
            settings,
            spiders=spiders,
            crawls=crawls,
            triggers=lambda *_: IntervalTrigger(seconds=wished["every"]),
            beat_seconds=wished["beat"],
        )
    except StoreError as problem:
        sys.exit(f"hetao: {problem}")
    finally:
        store.close()
    return scheduler.ended(status)


if __name__ == "__main__":
    sys.exit(main())
