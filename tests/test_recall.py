"""What a back-search finds is noted with who had named it; who reported what is counted by voices."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from scrapy.http import Request, Response
from typer.testing import CliRunner

import cli
from crawler.archive import Archive
from crawler.back_search import back_searches, only_searched
from crawler.catalogue import spiders
from crawler.configuration import DEFAULT
from crawler.crawl import Crawls
from crawler.entry_points import Lookup, Search, searches
from crawler.outlet import OutletSpider
from crawler.run import Run
from crawler.source import Source
from database import queries, queries_recall, save
from database.rows import PageOutcome, SourceRow
from database.save_recall import record_finds
from database.session import Store
from faces.recall import Recall, recall, recall_shape, recall_view
from pipelines.discovery import SearchFields
from pipelines.recall import SEARCHED_NAMES, Estimate, TooLittle
from pipelines.values import Discovered
from tests.reports import NOW, SIGNED, report, signing
from tests.test_database_crawl import FEED
from watching.watch import SEARCH_BACK, Watch

ROOT = Path(__file__).parent.parent
DAY = timedelta(days=1)
MONTH = {"since": NOW - 30 * DAY, "until": NOW + DAY}
ANOTHER = (
    "河套深港科技创新合作区6月21日又添新伙伴。星洲量子科技有限公司与远屿新材股份有限公司签署战略合作协议，总投资3亿元。"
    "据介绍，量子器件所需的新材料过去多从海外采购，如今两家企业就在同一座楼里上班，样品当天就能送到对方实验室检测。"
)


def registered(store: Store, *names: str) -> None:
    for name in names:
        row = SourceRow(id=name, outlet=name, family=f"house of {name}", enabled=True, every="1h")
        save.register_source(store, row)


def stored(store: Store, source: str, url: str, text: str = SIGNED) -> None:
    """An article that its source named and that was read."""
    found = Discovered(url=url)
    save.record_discovered(store, source, None, [found], entry=FEED, now=NOW)
    outcome = PageOutcome(url=url, outcome="known", source_id=source, fetched_at=NOW)
    told = report(url, text, (signing(text),), source=source, fetched_at=NOW, outlet=source)
    save.save_report(store, told, outcome=outcome, now=NOW)


def test_who_prints_anothers_text_reports_nothing(store: Store) -> None:
    registered(store, "a", "b", "c")
    stored(store, "a", "https://a.example/1")
    stored(store, "b", "https://b.example/1")  # the same text
    stored(store, "c", "https://c.example/1", ANOTHER)
    assert queries_recall.reporters(store, **MONTH) == (("house of a", "house of c"),)
    assert queries_recall.reporters(store, since=NOW + DAY, until=NOW + 2 * DAY) == ()


def test_of_what_a_search_finds_it_is_noted_who_had_named_it(store: Store) -> None:
    registered(store, "a", "s")
    stored(store, "a", "https://a.example/1")
    found = [Discovered(url=f"https://a.example/{n}") for n in (1, 2, 2)]
    assert [d.url for d in record_finds(store, "s", None, found, now=NOW)] == ["https://a.example/2"]
    stored(store, "s", "https://a.example/2", ANOTHER)
    assert record_finds(store, "s", None, found, now=NOW + 7 * DAY) == ()  # what was noted first stays
    first, second = queries_recall.finds(store, **MONTH)
    assert (first.known_by, second.known_by) == ("a", None)
    assert second.delay == NOW - datetime(2026, 6, 21, 8, 0, tzinfo=UTC)
    assert queries_recall.came_by_themselves(store, **MONTH) == 1
    assert queries_recall.came_by_themselves(store, **MONTH, apart_from=("a",)) == 0


def test_what_is_not_read_or_not_on_the_zone_is_no_find(store: Store) -> None:
    registered(store, "s")
    record_finds(store, "s", None, [Discovered(url="https://a.example/1")], now=NOW)
    assert queries_recall.finds(store, **MONTH) == ()
    assert queries_recall.unread_finds(store) == 1


# --------------------------------------------------------------------------------------------------- the back-search


@contextmanager
def outlet() -> Iterator[tuple[str, list[str]]]:
    """An outlet whose feed names three articles and whose search finds five; gives its address and what it was asked."""
    asked: list[str] = []
    today = datetime.now(UTC)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            parts = urlsplit(self.path)
            body, kind = b"", "text/html; charset=utf-8"
            if parts.path == "/rss.xml":
                items = "".join(f"<item><title>{n}</title><link>/{n}.html</link></item>" for n in range(3))
                body, kind = f"<rss><channel>{items}</channel></rss>".encode(), "application/rss+xml"
            elif parts.path == "/search":
                found = range(5) if parse_qs(parts.query)["q"] == [SEARCHED_NAMES[0]] else ()
                body = json.dumps({"hits": [{"url": f"/{n}.html", "title": str(n)} for n in found]}).encode()
                kind = "application/json"
            elif parts.path.endswith(".html"):
                body = _page(int(parts.path[1:-5]), today - 3 * DAY)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


_ABOUT = ("量子芯片测试线", "细胞治疗中试平台", "机器人检测中心", "海关查验改革", "青年宿舍二期")


def _page(number: int, at: datetime) -> bytes:
    what = _ABOUT[number]
    text = f"河套深港科技创新合作区的{what}近日有了新进展。{what}由多家机构共同推进，负责人表示{what}将服务园区企业。"
    meta = f'<meta property="article:published_time" content="{at.isoformat()}">'
    return f"<html><head><title>{what}</title>{meta}</head><body><h1>{what}</h1><p>{text * 2}</p></body></html>".encode()


SCRIPT = """
import asyncio, json, sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from crawler import crawl
from crawler.back_search import search_back
from crawler.configuration import DEFAULT
from crawler.crawl import Crawls
from crawler.entry_points import Feed, Search
from crawler.outlet import OutletSpider
from crawler.source import Source
from database import session
from pipelines.discovery import SearchFields

url, host, folder = sys.argv[1:]

class Paper(OutletSpider):
    name = "paper"
    source = Source(
        id="paper", outlet="湾区晨报", family="paper", language="zh-Hans", hosts=(host,), every=timedelta(hours=1),
        entry_points=(
            Feed(url=f"http://{host}/rss.xml"),
            Search(url=f"http://{host}/search?q={{query}}", queries=("新闻",), fields=SearchFields(records="hits")),
        ),
        example=f"http://{host}/1.html",
    )

def main():
    store = session.open_store(url)
    settings = replace(DEFAULT, crawl=DEFAULT.crawl.model_copy(update={"archive": folder}))
    crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, allowed=(host,))

    async def crawled():
        runs = list(await crawls.crawl_all([Paper], trigger="schedule"))
        for _ in range(2):
            runs += await search_back(crawls, [Paper], since=datetime.now(UTC) - timedelta(days=30))
        return runs

    try:
        runs = crawl.on_reactor(crawled)
    finally:
        crawls.close()
        store.close()
    print(json.dumps([[run.outcome, run.counts.discovered, run.counts.new, run.message] for run in runs]))

if __name__ == "__main__":
    main()
"""


def test_a_back_search_asks_for_every_name_and_brings_what_the_feed_did_not_name(
    sqlite_store: Store, tmp_path: Path
) -> None:
    url = sqlite_store.engine.url.render_as_string()
    with outlet() as (host, asked):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, url, host, str(tmp_path / "archive")],
            capture_output=True, text=True, timeout=180, check=False, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    crawled, first, second = json.loads(done.stdout.splitlines()[-1])
    assert crawled[:3] == ["success", 3, 3], crawled
    assert first[:3] == ["success", 5, 2], first
    assert second[:3] == ["success", 5, 0], second
    queried = [parse_qs(urlsplit(path).query)["q"][0] for path in asked if path.startswith("/search")]
    assert set(queried) == {"新闻", *SEARCHED_NAMES}
    assert len([path for path in asked if path.endswith(".html")]) == 5  # each once
    now = datetime.now(UTC)
    found = queries_recall.finds(sqlite_store, since=now - 30 * DAY, until=now)
    assert [find.known_by for find in found] == ["paper", "paper", "paper", None, None]
    assert all(2.9 * DAY < find.delay < 3.1 * DAY for find in found)
    assert queries_recall.last_back_search(sqlite_store)
    assert {run.trigger for run in queries.runs(sqlite_store)} == {"schedule", "back-search"}
    said = recall(sqlite_store, DEFAULT, since=now - 30 * DAY, until=now)
    assert (said.came, said.found, said.both, len(said.late)) == (3, 5, 3, 2)
    assert said.articles == TooLittle(held=5, recaptures=3)


SPENT = SCRIPT.replace(
    'runs = list(await crawls.crawl_all([Paper], trigger="schedule"))',
    """runs = []
        for _ in range(10):
            save_hosts.reserve_turn(store, save_hosts.Wish(host=host, distance=0.0, most=100))
        other = type("Other", (Paper,), {"name": "other", "source": replace(Paper.source, id="other")})""",
)
SPENT = SPENT.replace("for _ in range(2):", "for _ in range(1):").replace(
    "[Paper], since", "[Paper, other], since"
)
SPENT = SPENT.replace("from database import session", "from database import save_hosts, session")
SPENT = SPENT.replace('{"archive": folder}', '{"archive": folder, "daily_requests": 10}')


def test_a_host_that_has_had_its_requests_of_the_day_ends_no_search_of_the_others(
    sqlite_store: Store, tmp_path: Path
) -> None:
    url = sqlite_store.engine.url.render_as_string()
    done = subprocess.run(
        [sys.executable, "-c", SPENT, url, "127.0.0.1:9", str(tmp_path / "archive")],
        capture_output=True, text=True, timeout=180, check=False, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    outcomes = [outcome for outcome, *_ in json.loads(done.stdout.splitlines()[-1])]
    assert outcomes == ["interrupted", "interrupted"]


def test_an_answer_that_is_none_is_no_find_and_a_lookup_is_read_as_what_it_leads_to(
    sqlite_store: Store, tmp_path: Path
) -> None:
    """A search that leads to a login page was counted as read, and found nothing for ever."""
    then = Search(url="http://s.example/list?k={key}", fields=SearchFields(records="hits"))
    lookup = Lookup(url="http://s.example/?q={query}", pattern="key=(?P<key>[0-9]+)", then=then)
    source = Source(
        id="s", outlet="s", family="s", language="zh-Hans", hosts=("s.example",), entry_points=(lookup, replace(then, url="http://s.example/s?q={query}")),
        every=DAY, example="http://s.example/1",
    )  # fmt: skip
    (spider,) = back_searches([type("S", (OutletSpider,), {"name": "s", "source": source})])
    login = Request("http://s.example/login", meta={"redirect_urls": ["http://s.example/s"]})
    answers = [
        (0, 1, Response("http://s.example/?q=x", body=b"key=7")),
        (0, 2, Response("http://s.example/list?k=7", body=b'{"hits": [{"url": "/1.html"}]}')),
        (1, 1, Response(login.url, body="<form>用户登录</form>".encode(), request=login)),
    ]
    crawls = Crawls(store=sqlite_store, configuration=DEFAULT)
    decider = crawls.tools()[0]
    run_id = save.start_run(sqlite_store, "s", started_at=NOW, trigger="test")
    run = Run(
        source=spider.source, store=sqlite_store, run_id=run_id, decider=decider, archive=Archive(tmp_path),
        patience=crawls.patience, lanes=crawls.lanes, robots=crawls.robots, delay=0.0,
    )  # fmt: skip

    async def parsed() -> list[str]:
        one = spider(run=run)
        return [
            request.url
            for entry, page, answer in answers
            async for request in one.parse_found(answer, spider.source.entry_points[entry], page)
        ]

    try:
        assert asyncio.run(parsed()) == ["http://s.example/list?k=7", "http://s.example/1.html"]
    finally:
        crawls.close()
    assert run.entry_points_read == 2
    assert "login page" in run.message()


def test_every_search_of_the_catalogue_is_asked_and_no_list_that_knows_no_words() -> None:
    catalogue = spiders().values()
    asked = {spider.source.id: spider.source.entry_points for spider in back_searches(catalogue)}
    assert len(asked) > 5
    assert all(searches(entry) for entries in asked.values() for entry in entries)
    assert all(set(SEARCHED_NAMES) <= set(entry.queries) for entries in asked.values() for entry in entries)
    assert "info_gov_hk" not in asked  # feeds alone
    assert only_searched(spider.source for spider in catalogue) < set(asked)


# -------------------------------------------------------------------------------------------------------- the words

FOUND = Recall(
    since=NOW - 30 * DAY, until=NOW, came=470, found=60, both=50, unread=3, searched_at=NOW, families=31,
    late=tuple(
        queries_recall.Find(source="s", known_by=None, delay=days * DAY, is_reprint=days > 5) for days in (1, 2, 4, 6)
    ),
    articles=Estimate(held=480, total=511.0, low=495.0, high=533.0), happenings=TooLittle(held=12, recaptures=3),
)  # fmt: skip


def test_the_estimate_is_said_with_its_interval_and_what_it_comes_from() -> None:
    lines = [line.plain for line in recall_view(FOUND)]
    assert lines[0] == (
        "We hold an estimated 94% (90% to 97%) of the articles on Hetao since 05-23 11:00: 480 of 511 (495 to 533)."
    )
    assert "470 came by themselves; of 60 that the outlets' own searches found" in lines[1]
    assert lines[2] == (
        "  Late: 4, of which 1 say what we held already; they reached us 2.0 days after publication (median)."
    )
    assert lines[3] == "  3 more were found late and wait to be read."
    assert lines[4] == (
        "Too little to say what part of the happenings since 05-23 11:00 we hold: 12 held, 3 of them brought by two; "
        "at least 20 and 7 are needed."
    )
    assert "more is missed than these figures say" in lines[-1]


def test_the_command_says_that_there_is_too_little(empty_folder: Path) -> None:
    done = CliRunner().invoke(cli.app, ["recall", "--since", "7d", "--json"])
    assert done.exit_code == 0, done.output
    shape = json.loads(done.stdout)
    assert (shape["articles"]["share"], shape["happenings"]["share"], shape["searched_at"]) == (
        None,
        None,
        None,
    )
    done = CliRunner().invoke(cli.app, ["recall"])
    assert "make one with: hetao recall --search" in " ".join(done.stdout.split())


def test_as_json_what_is_not_known_is_null() -> None:
    shape = recall_shape(FOUND)
    assert shape["articles"] == {
        "held": 480, "total": 511.0, "low": 495.0, "high": 533.0, "share": 0.9393, "share_low": 0.9006, "share_high": 0.9697,
    }  # fmt: skip
    assert shape["happenings"] == {"held": 12, "recaptures": 3, "share": None}
    assert (shape["late"], shape["late_reprints"], shape["late_median_hours"]) == (4, 1, 48.0)


# ---------------------------------------------------------------------------------------------------- once a week


def planned(store: Store) -> datetime:
    """When a daemon that starts now searches back."""

    async def plan() -> datetime:
        watch = Watch(crawls=Crawls(store=store, configuration=DEFAULT), spiders=[], stop=asyncio.Event())
        await watch._plan()
        watch._scheduler.start(paused=True)
        found: datetime = watch._scheduler.get_job(SEARCH_BACK).next_run_time
        watch._scheduler.shutdown(wait=False)
        return found

    return asyncio.run(plan())


def test_the_daemon_searches_back_once_a_week_however_often_it_is_restarted(sqlite_store: Store) -> None:
    now, minute = datetime.now(UTC), timedelta(minutes=1)
    assert abs(planned(sqlite_store) - now - timedelta(hours=1)) < minute
    for days, expected in ((9, 0), (3, 4), (-300, 1 / 24)):  # the last by a clock that was wrong
        registered(sqlite_store, "s")
        save.start_run(sqlite_store, "s", started_at=now - days * DAY, trigger="back-search")
        assert abs(planned(sqlite_store) - now - expected * DAY) < minute
