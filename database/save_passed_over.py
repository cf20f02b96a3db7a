"""Pages that were passed over by their headline, and that a search or a list near the zone names later."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from database import models
from database.save_pages import hint_fields, page_key
from database.session import Store
from pipelines.values import Discovered

_CHUNK = 500  # SQLite's limit of variables per statement is 999 in old builds


def queue_passed_over(store: Store, named: Sequence[Discovered]) -> int:
    """Queue those of the named pages that were found irrelevant and never asked for; gives how many.

    A general feed is mostly quicker than the search: its headline need not name the zone where the article does.
    What is named with its whole text was judged by that.
    """
    keyed = {
        page_key(one.url): one for one in reversed(named) if not one.text_is_full
    }  # of equals the first counts
    urls = list(keyed)
    queued = 0
    for begin in range(0, len(urls), _CHUNK):
        passed_over = select(models.Page.url).where(
            models.Page.url.in_(urls[begin : begin + _CHUNK]),
            models.Page.outcome == "irrelevant",
            models.Page.status.is_(None),
        )
        with store.reading() as session:
            found = list(session.scalars(passed_over))
        if not found:
            continue
        with store.transaction() as session:
            for page in session.scalars(select(models.Page).where(models.Page.url.in_(found))):
                page.outcome, page.hint = "queued", hint_fields(keyed[page.url])
        queued += len(found)
    return queued
