"""A crawl of a real loopback site by lookup, printed edition and search over all hosts, twice."""

from __future__ import annotations

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

ARTICLE = (
    "<html><head><meta charset=utf-8><title>{0}</title></head><body><h1>{0}</h1><div>2026-11-28 10:00</div>"
    "<p>11月28日，河套深圳园区{0}，多家虚构机构迁入，科研人员表示满意。</p></body></html>"
)
TITLES = {
    "/p/1.html": "一号楼启用", "/p/2.html": "二号楼启用", "/content_7.html": "三号楼启用", "/elsewhere.html": "四号楼启用",
    "/headline.html": "五号楼启用", "/s/1.html": "六号楼启用", "/s/2.html": "七号楼启用",
    "/c/1.html": "八号楼启用", "/c/2.html": "九号楼启用", "/l/1.html": "十号楼启用", "/l/2.html": "十一号楼启用",
    "/posted.html": "十二号楼启用", "/both/1.html": "十三号楼启用", "/both/2.html": "十四号楼启用",
}  # fmt: skip


class Site(BaseHTTPRequestHandler):
    lists = 0
    searches = 0
    maps = 0
    columns = 0
    sheets = 0

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        status, kind = 200, "text/html; charset=utf-8"
        if path in TITLES:
            body = ARTICLE.format(TITLES[path])
        elif path.startswith("/index/"):
            body = "<script>window._CONFIG = {SID: '755001'}</script>"
        elif path == "/api" and query == "sid=755001":
            type(self).lists += 1
            body = json.dumps({"articles": [{"id": n} for n in range(1, type(self).lists + 1)]})
            kind = "application/json"
        elif path.endswith("/node_01.html"):
            body = "<a href=node_02.html>2</a>"
        elif path.endswith("/node_02.html"):
            type(self).sheets += 1
            body = "<a href=node_01.html>1</a><a href=/content_7.html>三</a>"
        elif path == "/feed":
            body, kind = (
                "<rss><channel><item><title>五号楼启用</title><link>/headline.html</link></item></channel></rss>",
                "application/rss+xml",
            )
        elif path == "/late":
            type(self).searches += 1
            found = [{"url": "/headline.html"}] if type(self).searches > 1 else []
            body, kind = json.dumps({"articles": found}), "application/json"
        elif path == "/index.xml":
            body, kind = (
                f"<sitemapindex><sitemap><loc>http://{self.headers['Host']}/map.xml</loc></sitemap></sitemapindex>",
                "text/xml",
            )
        elif path == "/map.xml":
            type(self).maps += 1
            named = (
                f"<url><loc>http://{self.headers['Host']}/s/{n}.html</loc></url>"
                for n in range(1, self.maps + 1)
            )
            body, kind = f"<urlset>{''.join(named)}</urlset>", "text/xml"
        elif path == "/home":
            body = "<a class=column href=/column>园区</a>"
        elif path == "/column":
            type(self).columns += 1
            body = "".join(f"<a href=/c/{n}.html>{n}</a>" for n in range(1, self.columns + 1))
        elif path in ("/api/1", "/api/2"):
            body, kind = f'{{"articles":[{{"url":"/l/{path[-1]}.html"}}]}}', "application/json"
        elif path == "/both":
            body = "<a class=a href=/both/1.html>一</a><a class=b href=/both/2.html>二</a>"
        elif path == "/found":
            body, kind = (
                f'{{"articles":[{{"url":"http://{self.headers["Host"]}/elsewhere.html"}}]}}',
                "application/json",
            )
        else:
            status, body = 404, ""
        self.answer(status, kind, body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200, "application/json", '{"articles":[{"url":"/posted.html"}]}')

    def answer(self, status: int, kind: str, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", '"always the same"')
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


SCRIPT = """
import json, sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from crawler import crawl
from crawler.configuration import DEFAULT
from crawler.outlet import OutletSpider
from crawler.source import Feed, Listing, Lookup, Search, Sitemap, Source
from database import queries, save, session
from pipelines.discovery import SearchFields

BASE, FOLDER = sys.argv[1:]
HOST = BASE.removeprefix("http://")
FIELDS = SearchFields(records="articles", url=BASE + "/p/{id}.html")
LINKS = SearchFields(records="articles")

def spider(name, hosts, *entries):
    source = Source(
        id=name, outlet=name, family=name, language="zh-Hans", hosts=hosts, entry_points=entries,
        every=timedelta(hours=1), example=BASE,
    )
    return type(name, (OutletSpider,), {"__module__": __name__, "name": name, "source": source})

SPIDERS = [
    spider("paper", (HOST,), Listing(
        url=BASE + "/{yyyy}{mm}/{dd}/node_01.html", article_url=r".+/content_\\\\d+\\\\.html", sheets="a[href*=node_]",
    )),
    spider("lookup", (HOST,), Lookup(
        url=BASE + "/index/first", pattern=r"SID:\\\\s*'(?P<sid>\\\\d+)'",
        then=Search(url=BASE + "/api?sid={sid}", fields=FIELDS),
    )),
    spider("two_ways", (HOST,),
        Feed(url=BASE + "/feed", only_mentioning=True),
        Search(url=BASE + "/late", fields=SearchFields(records="articles")),
    ),
    spider("index", (HOST,), Sitemap(url=BASE + "/index.xml")),
    spider("home", (HOST,), Listing(url=BASE + "/home", article_url=r".+/c/\\\\d\\\\.html", sheets="a.column")),
    # one page says where two lists are; one of them is not there
    spider("two_lists", (HOST,), *(
        Lookup(url=BASE + "/index/two", pattern=r"SID:\\s*'755(?P<a>00)(?P<n>1)'", then=Search(url=then, fields=LINKS))
        for then in (BASE + "/api/{n}", BASE + "/gone/{n}")
    )),
    spider("posted", (HOST,), Lookup(url=BASE + "/index/posted", pattern=r"SID:\\s*'(?P<sid>\\d+)'", then=Search(
        url=BASE + "/post/{sid}", body='{"a": 1}', fields=LINKS,
    ))),
    spider("one_link", (HOST,), Listing(url=BASE + "/both", links="a.a"), Listing(url=BASE + "/both", links="a.b")),
    spider("over_all", ("*",), Search(url=BASE + "/found", fields=SearchFields(records="articles"))),
]

def waiting(store, source_id):
    return [f.url for f in save.further_entries(store, source_id, now=datetime.now(UTC))]

async def twice(crawls):
    runs = []
    for _ in range(2):
        for one in SPIDERS:
            runs.append(await crawls.crawl(one, trigger="hand"))
    return runs

def main():
    store = session.open_store(f"sqlite:///{FOLDER}/crawled.db")
    settings = replace(DEFAULT, crawl=DEFAULT.crawl.model_copy(update={"archive": FOLDER + "/archive"}))
    crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, allowed=(HOST,))
    crawl.register(store, SPIDERS, settings)
    try:
        runs = crawl.on_reactor(lambda: twice(crawls))
    finally:
        crawls.close()
    print(json.dumps({
        "runs": [[r.source, r.outcome, r.message] for r in runs],
        "articles": {a["title"]: a["outlet"] for a in queries.EXPORTS["articles"](store)},
        "entries": [[e.source_id, e.url.removeprefix(BASE), e.state.health, e.state.why] for e in queries.entry_points(store)],
        "waiting": [url for s in SPIDERS for url in waiting(store, s.source.id)],
    }))

if __name__ == "__main__":
    main()
""".replace("\\\\", "\\")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("crawled")
    script = folder / "crawl.py"
    script.write_text(SCRIPT, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        done = subprocess.run(
            [sys.executable, str(script), f"http://127.0.0.1:{server.server_address[1]}", str(folder)],
            cwd=Path(__file__).parent.parent, capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) | {"sheets": Site.sheets}


def test_every_way_leads_to_its_articles(crawled: dict[str, Any]) -> None:
    runs = [run for run in crawled["runs"] if run[0] != "two_lists"]
    assert {outcome for _, outcome, _ in runs} == {"success"}, runs
    assert {"一号楼启用", "三号楼启用", "四号楼启用"} <= set(crawled["articles"])


def test_a_lookup_whose_page_is_the_same_is_followed_again(crawled: dict[str, Any]) -> None:
    assert "二号楼启用" in crawled["articles"]


def test_what_a_search_over_all_hosts_found_is_not_the_searchs_own(crawled: dict[str, Any]) -> None:
    assert crawled["articles"]["四号楼启用"] == "127.0.0.1"
    assert crawled["articles"]["三号楼启用"] == "paper"


def test_what_a_feed_passed_over_is_fetched_when_a_search_names_it(crawled: dict[str, Any]) -> None:
    assert crawled["articles"]["五号楼启用"] == "two_ways"


def test_an_index_of_sitemaps_that_is_the_same_is_followed_again(crawled: dict[str, Any]) -> None:
    """It names the same sitemaps for ever, without dates; what is new stands in them."""
    assert {"六号楼启用", "七号楼启用"} <= set(crawled["articles"])


def test_a_home_page_that_is_the_same_has_new_things_in_its_columns(crawled: dict[str, Any]) -> None:
    assert {"八号楼启用", "九号楼启用"} <= set(crawled["articles"])


def test_the_edition_of_a_day_that_is_the_same_is_not_fetched_sheet_by_sheet_again(
    crawled: dict[str, Any],
) -> None:
    assert crawled["sheets"] == 1


def test_a_lookup_is_as_what_it_leads_to_and_another_one_of_the_same_page_is_not(
    crawled: dict[str, Any],
) -> None:
    """The page that is asked first answers for ever; that the list is gone showed only as a gap, a day later."""
    first, second = (entry for entry in crawled["entries"] if entry[0] == "two_lists")
    assert first[1:3] == ["/index/two", "healthy"]
    assert second[1:] == ["/index/two#2", "broken", "the server answers 404"]
    assert "十号楼启用" in crawled["articles"]


def test_what_is_read_is_not_asked_again_as_a_further_page(crawled: dict[str, Any]) -> None:
    """The answer to a POST was kept under another address than the one that waited."""
    assert "十二号楼启用" in crawled["articles"]
    assert crawled["waiting"] == []


def test_two_entry_points_of_one_address_each_read_it(crawled: dict[str, Any]) -> None:
    assert {"十三号楼启用", "十四号楼启用"} <= set(crawled["articles"])
    assert [e[1:3] for e in crawled["entries"] if e[0] == "one_link"] == [
        ["/both", "healthy"],
        ["/both#2", "healthy"],
    ]
