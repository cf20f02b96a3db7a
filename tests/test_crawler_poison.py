"""Pages and feeds that no rule is quick enough for: each is recorded as such, and the others are read."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from crawler.answers import MOST_ITEMS, read_answer
from crawler.decider import Decider
from crawler.limits import Limits
from crawler.source import Feed

ROOT = Path(__file__).parent.parent
GOOD = "<html><head><title>河套实验楼启用</title></head><body><p>11月23日，河套深圳园区实验楼正式启用，多家机构迁入，科研人员表示满意。</p></body></html>"
DULL = "<html><body><p>今天多云，最高气温二十五度，请市民注意添衣。</p></body></html>"
# 18,000 signings of 36,000 firms: names are compared with names
SLOW = "".join(
    f"<p>11月{i % 28 + 1}日，甲{i}公司与乙{i}集团在河套深圳园区签署合作协议。</p>" for i in range(18_000)
)
PAGES = {
    "/robots.txt": "User-agent: *\nDisallow:\n",
    "/good.html": GOOD,
    "/dull.html": DULL,
    "/slow.html": f"<html><body>{SLOW}</body></html>",
    "/feed.xml": "<rss><channel>"
    + "".join(f"<item><title>{n}</title><link>/{n}.html</link></item>" for n in ("slow", "dull", "good"))
    + "</channel></rss>",
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES[self.path].encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


SCRIPT = """
import json, sys
from dataclasses import replace
from datetime import timedelta
from crawler import crawl
from crawler.configuration import DEFAULT
from crawler.limits import Limits
from crawler.outlet import OutletSpider
from crawler.source import Feed, Source
from database import queries, session

HOST, FOLDER = sys.argv[1:]

class Slow(OutletSpider):
    name = "slow"
    source = Source(
        id="slow", outlet="慢报", family="slow", language="zh-Hans", hosts=(HOST,),
        entry_points=(Feed(url=f"http://{HOST}/feed.xml"),), every=timedelta(hours=1), example=f"http://{HOST}/good.html",
    )

def main():
    store = session.open_store(f"sqlite:///{FOLDER}/slow.db")
    settings = replace(
        DEFAULT,
        crawl=DEFAULT.crawl.model_copy(update={"archive": FOLDER + "/archive"}),
        limits=Limits(worker_seconds=1.0),
    )
    allowed = {"allowed": (HOST,)} if "allowed" in crawl.Crawls.__dataclass_fields__ else {}
    crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, **allowed)
    crawl.register(store, [Slow], settings)
    try:
        (run,) = crawl.on_reactor(lambda: crawls.crawl_all([Slow], trigger="test"))
    finally:
        crawls.close()
    with store.reading() as rows:
        from sqlalchemy import text
        pages = rows.execute(text("SELECT asked_url, outcome, why, tries FROM pages")).all()
    print(json.dumps({
        "outcomes": dict(run.outcomes),
        "pages": {url.rpartition("/")[2]: [outcome, why, tries] for url, outcome, why, tries in pages},
        "articles": [a["title"] for a in queries.EXPORTS["articles"](store)],
    }, ensure_ascii=False))

main()
"""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("poison")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, f"127.0.0.1:{server.server_address[1]}", str(folder)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        )
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr[-3000:]
    files = sorted(path.name for path in (folder / "archive").iterdir())
    return json.loads(done.stdout.splitlines()[-1]) | {"files": files}


def test_a_poisonous_page_costs_one_page(crawled: dict) -> None:
    assert crawled["outcomes"] == {"poisonous": 1, "irrelevant": 1, "new": 1}
    assert crawled["articles"] == ["good"]


def test_it_is_recorded_with_the_reason_and_tried_again(crawled: dict) -> None:
    outcome, why, tries = crawled["pages"]["slow.html"]
    assert (outcome, tries) == ("queued", 1)
    assert "took over 1 seconds" in why


def test_what_was_read_and_what_was_skimmed_is_archived_apart(crawled: dict) -> None:
    skimmed, read = sorted(crawled["files"], reverse=True)
    assert skimmed == f"irrelevant-{read}"


def test_a_feed_that_takes_too_long_is_a_problem_of_that_feed() -> None:
    item = "<item><title>河套</title><link>/{}.html</link><description>&lt;p&gt;文&lt;/p&gt;</description></item>"
    body = ("<rss><channel>" + "".join(item.format(n) for n in range(60_000)) + "</channel></rss>").encode()
    feed = Feed(url="http://a.example/feed.xml")

    async def read() -> tuple[str | None, str | None]:
        decider = Decider(Limits(worker_seconds=0.5))
        try:
            slow = await decider.read_answer(feed, body, charset=None, url=feed.url)
            fine = await decider.read_answer(feed, PAGES["/feed.xml"].encode(), charset=None, url=feed.url)
        finally:
            decider.close()
        return slow.problem, fine.problem

    slow, fine = asyncio.run(read())
    assert slow == "reading the answer: it took over 0.5 seconds"
    assert fine is None


def test_of_a_feed_without_end_the_first_items_are_taken() -> None:
    items = "".join(f"<item><link>/{n}.html</link></item>" for n in range(MOST_ITEMS + 7))
    answer = read_answer(
        Feed(url="http://a.example/f"), f"<rss>{items}</rss>".encode(), None, "http://a.example/f"
    )
    assert len(answer.discovered) == MOST_ITEMS
    assert answer.left_out == 7
    assert answer.discovered[0].url == "http://a.example/0.html"
