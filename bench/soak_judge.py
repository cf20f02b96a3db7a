"""What must be so at the end of a week of bench/soak.py: told once, nothing left over, nothing that grows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from bench.soak_samples import Sampler, last_life, rise
from crawler.demo.stories import Story
from database import models
from database.rows import ARTICLE_OUTCOMES
from database.session import Store

#: What counts as flat: the share by which memory may rise in the last life, and the number of open files.
MOST_RISE, MOST_FILES = 0.05, 3.0
#: Kinds of alerts that tell of a source and not of the world.
HEALTH = ("source_failing", "source_recovered")


def told_wrongly(alerts: list[dict[str, Any]], stories: list[Story], where: str) -> Iterator[str]:
    """What was not told, was told twice, or should not have been told."""
    new = [json.dumps(one, ensure_ascii=False) for one in alerts if one["kind"] not in HEALTH]
    left = list(new)
    for story in stories:
        if story.tells:
            found = [line for line in new if str(story.same) in line]
            left = [line for line in left if line not in found]
            if len(found) != 1:
                yield f"{where}: {story.title} ({story.outlet}) was told {len(found)} times"
    yield from (f"{where}: told though nothing was to be told: {line[:300]}" for line in left)


def pages_wrong(store: Store, stories: list[Story]) -> Iterator[str]:
    """Published pages that did not come to what they are."""
    with store.reading() as reading:
        rows = reading.execute(select(models.Page.url, models.Page.outcome, models.Page.why)).all()
    became = {url.rpartition("/")[2].removesuffix(".html"): (outcome, why) for url, outcome, why in rows}
    for story in stories:
        outcome, why = became.get(story.key, ("never seen", None))
        wanted = ARTICLE_OUTCOMES if story.relevance == "subject" else ("irrelevant",)
        if outcome not in wanted:
            yield f"{story.key} of {story.outlet} is {outcome} ({why}), not {' or '.join(wanted)}"


def not_flat(sampler: Sampler) -> Iterator[str]:
    """Print how what is held rises in the last life; gives what rises too much."""
    samples = last_life(sampler.samples)
    if len(samples) < 10:
        print("the last life is too short for slopes")
        return
    days = samples[-1].day - samples[0].day
    judged: list[tuple[str, Callable[[Any], float], Callable[[float], float]]] = [
        ("MB of the daemon", lambda s: s.memory / 10**6, lambda median: MOST_RISE * median),
        ("open files", lambda s: s.files, lambda _: MOST_FILES),
    ]
    print(f"in the last life, over {days:.2f} days after its warm-up ({len(samples)} samples):")
    for name, of, bound in judged:
        risen, median = rise(samples, of)
        print(f"  {name}: median {median:.1f}, slope {risen / days:+.2f} a day, {risen:+.2f} in all")
        if risen > bound(median):
            yield f"{name} rises by {risen:.1f}, more than {bound(median):.1f}"
    per_worker, median = rise(samples, lambda s: s.workers_memory / 10**6 / max(1, s.workers))
    print(
        f"  MB of a worker (renewed after 2,000 calls): median {median:.1f}, slope {per_worker / days:+.2f} a day"
    )
