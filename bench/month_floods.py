"""What outlets put on line as if it were new, for bench/month.py: no alert may come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bench.month_news import Item, News, month
from crawler.demo.stories import Story
from pipelines.alerting import LOCAL


def floods(news: News, moments: dict[str, tuple[str, datetime]], *, end: date, seed: int) -> Iterator[Item]:
    """Outlets that put what is old on line as if it were new; ``moments``: which and when.

    ``moved``: the latest forty articles that an outlet has stand under new addresses, with the day of the move.
    ``archive``: reports of a year before, a hundred and sixty, stand there for the first time.
    """
    if "moved" in moments:
        outlet, at = moments["moved"]
        had = [item for item in news.items if item.story.outlet == outlet and item.at < at][-40:]
        for number, item in enumerate(had):
            yield _late(item.story, f"v{number:04}", outlet, at, end, "moved")
    if "archive" in moments:
        outlet, at = moments["archive"]
        years = month(seed=seed + 1000, end=at.date() - timedelta(days=400), days=40, a_day=4, silent={})
        unseen = [item for item in years.items if item.why == "report"][:160]
        for number, item in enumerate(unseen):
            yield _late(item.story, f"w{number:04}", outlet, at, end, "archive")


def _late(story: Story, key: str, outlet: str, at: datetime, end: date, why: str) -> Item:
    local = at.astimezone(LOCAL)
    day = (local.date() - end).days
    again = replace(story, key=key, outlet=outlet, day=day, clock=local.time(), tells=(), reprint_of=None)
    return Item(at=at, story=again, why=why)
