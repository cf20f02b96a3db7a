"""A stop that comes while a run is only beginning is heard too."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from crawler.demo.site import serve
from database import queries
from database.session import Store

ROOT = Path(__file__).parent.parent
#: Turns of the event loop before the stop: from before the run is known to where it asks its first question.
MOMENTS = (0, 1, 3, 8, 21, 55, 144)

SCRIPT = """
import asyncio, json, sys
from crawler import catalogue, crawl
from crawler.configuration import DEFAULT
from database import session

url, rebased, moments = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
store = session.open_store(url)
spider = catalogue.spiders(demo=True)["xingzhou"]

async def stopped_after(turns, registered):
    crawls = crawl.Crawls(
        store=store, configuration=DEFAULT, rebased=rebased, allowed=tuple(rebased.values()), delay=0.0
    )
    running = asyncio.ensure_future(crawls.crawl(spider, trigger="hand"))
    while registered and not crawls.running:
        await asyncio.sleep(0)
    for _ in range(turns):
        await asyncio.sleep(0)
    stopping = asyncio.ensure_future(crawls.stop())
    # not wait_for: its cancelling would end a run that hangs
    _, hanging = await asyncio.wait({running, stopping}, timeout=20)
    if hanging:
        return f"hangs {turns} turns after {'it is known' if registered else 'it was begun'}"
    crawls.close()
    return running.result().outcome

async def main():
    return [await stopped_after(turns, registered) for registered in (False, True) for turns in moments]

print(json.dumps(crawl.on_reactor(main)))
store.close()
"""


def test_a_run_that_is_stopped_while_it_begins_ends_and_is_called_interrupted(sqlite_store: Store) -> None:
    url = sqlite_store.engine.url.render_as_string()
    with serve(ports=(0, 0, 0, 0)) as site:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, url, json.dumps(site.rebased), json.dumps(MOMENTS)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=1200,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    assert set(json.loads(done.stdout)) == {"interrupted"}
    assert {run.outcome for run in queries.runs(sqlite_store, limit=None)} == {"interrupted"}
