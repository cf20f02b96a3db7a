"""A crawl of a real loopback site whose articles go on at further pages, some of which fail, lie or kill the crawl."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from warcio.archiveiterator import ArchiveIterator

ROOT = Path(__file__).parent.parent
OPENING = "11月23日，河套深港科技创新合作区深圳园区{}楼正式启用，多家机构迁入，科研人员表示满意。"
SIGNING = "当日，星澜生物科技有限公司与河套深圳园区签署战略合作协议，共建联合实验室。"
MIDDLE = "园区负责人介绍，{}楼总建筑面积两万平方米，设有共享平台和人才公寓，配套齐全。"


def page(title: str, *lines: str, onward: str = "") -> bytes:
    text = "".join(f"<p>{line}</p>" for line in lines)
    link = f"<div class='pager'><a href='{onward}'>下一页</a></div>" if onward else ""
    return (
        f"<html><head><title>{title}</title></head><body><div>2026-11-23 10:00</div><div class='con'>{text}</div>{link}"
        f"<div><a href='/2026/next99.html'>下一篇</a></div></body></html>"
    ).encode()


ARTICLES = ("whole1", "gone2", "moved3", "stale4", "loop5", "listed6", "listed6_2")


def feed(*names: str) -> bytes:
    items = "".join(f"<item><title>{name}</title><link>/2026/{name}.html</link></item>" for name in names)
    return f"<rss><channel>{items}</channel></rss>".encode()


PAGES: dict[str, tuple[int, bytes]] = {
    "/robots.txt": (200, b"User-agent: *\nDisallow:\n"),
    "/feed.xml": (200, feed(*ARTICLES)),
    "/one.xml": (200, feed("whole1")),
    "/2026/whole1.html": (200, page("甲楼启用", OPENING.format("甲"), onward="whole1_2.html")),
    "/2026/whole1_2.html": (200, page("甲楼启用(2)", MIDDLE.format("甲"), onward="whole1_3.html")),
    "/2026/whole1_3.html": (200, page("甲楼启用(3)", SIGNING)),
    "/2026/gone2.html": (200, page("乙楼启用", OPENING.format("乙"), onward="gone2_2.html")),
    "/2026/moved3.html": (200, page("丙楼启用", OPENING.format("丙"), onward="moved3_2.html")),
    "/2026/moved3_2.html": (302, b"/login.html"),
    "/login.html": (200, page("请登录", "请先登录后再阅读本站的文章，登录后即可阅读全部内容。")),
    "/2026/stale4.html": (200, page("丁楼启用", OPENING.format("丁"), onward="stale4_2.html")),
    "/2026/stale4_2.html": (304, b""),
    "/2026/loop5.html": (200, page("戊楼启用", OPENING.format("戊"), onward="loop5_2.html")),
    "/2026/loop5_2.html": (200, page("戊楼启用", OPENING.format("戊"), onward="loop5_3.html")),
    "/2026/listed6.html": (200, page("己楼启用", OPENING.format("己"), onward="listed6_2.html")),
    "/2026/listed6_2.html": (200, page("己楼启用(2)", MIDDLE.format("己"))),
    **{
        f"/2026/loop5_{n}.html": (200, page("戊楼启用", OPENING.format("戊"), onward=f"loop5_{n + 1}.html"))
        for n in range(3, 40)
    },
}


class Site(BaseHTTPRequestHandler):
    asked: ClassVar[Counter[str]] = Counter()
    killing: ClassVar[dict[str, int]] = {}

    def do_GET(self) -> None:
        Site.asked[self.path] += 1
        if pid := Site.killing.pop(self.path, None):
            os.kill(pid, signal.SIGKILL)
            return
        status, body = PAGES.get(self.path, (404, b"gone"))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", body.decode())
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


SCRIPT = """
import json, sys
from dataclasses import replace
from datetime import timedelta
from crawler import crawl
from crawler.configuration import DEFAULT
from crawler.outlet import OutletSpider
from crawler.source import Feed, Source
from database import session
from pipelines.values import Selectors

BASE, FOLDER, FEED = sys.argv[1:]
HOST = BASE.removeprefix("http://")

class Parts(OutletSpider):
    name = "parts"
    source = Source(
        id="parts", outlet="多页报", family="parts", language="zh-Hans", hosts=(HOST,),
        entry_points=(Feed(url=BASE + FEED),), selectors=Selectors(text=("div.con",)),
        every=timedelta(hours=1), example=BASE + "/2026/a1.html",
    )

def main():
    store = session.open_store(f"sqlite:///{FOLDER}/parts.db")
    settings = replace(DEFAULT, crawl=DEFAULT.crawl.model_copy(update={"archive": FOLDER + "/archive"}))
    crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, allowed=(HOST,))
    crawl.register(store, [Parts], settings)
    try:
        runs = crawl.on_reactor(lambda: crawls.crawl_all([Parts], trigger="test"))
    finally:
        crawls.close()
    print(json.dumps({"message": runs[0].message}, ensure_ascii=False))

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def crawl(base: str, folder: Path, *, feed: str = "/feed.xml", kill_at: str | None = None) -> dict:
    script = folder / "crawl_parts.py"
    script.write_text(SCRIPT, "utf-8")
    Site.asked.clear()
    running = subprocess.Popen(
        [sys.executable, str(script), base, str(folder), feed],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )
    if kill_at:
        Site.killing[kill_at] = running.pid
    out, err = running.communicate(timeout=120)
    if kill_at:
        assert running.returncode == -signal.SIGKILL
        return {}
    assert running.returncode == 0, err[-3000:]
    with contextlib.closing(sqlite3.connect(folder / "parts.db")) as database:
        rows = database.execute(
            "SELECT a.title, v.text, a.degraded, p.url FROM articles a JOIN pages p ON p.id = a.page_id"
            " JOIN article_versions v ON v.article_id = a.id"
        ).fetchall()
        alerts = database.execute("SELECT count(*) FROM alerts").fetchone()[0]
        pages = dict(database.execute("SELECT outcome, count(*) FROM pages GROUP BY outcome").fetchall())
    articles = {title: (text, bool(degraded), url.removeprefix(base)) for title, text, degraded, url in rows}
    return {**json.loads(out.splitlines()[-1]), "articles": articles, "alerts": alerts, "pages": pages}


@pytest.fixture(scope="module")
def crawled(base: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, Counter[str], Path]:
    folder = tmp_path_factory.mktemp("parts")
    return crawl(base, folder), Counter(Site.asked), folder


def test_the_parts_are_one_article_at_the_first_address(crawled: tuple[dict, Counter[str], Path]) -> None:
    told, asked, _ = crawled
    text, degraded, url = told["articles"]["whole1"]
    assert text.split("\n") == [OPENING.format("甲"), MIDDLE.format("甲"), SIGNING]
    assert (degraded, url) == (False, "/2026/whole1.html")
    assert [asked[f"/2026/whole1{n}.html"] for n in ("", "_2", "_3")] == [1, 1, 1]
    assert asked["/2026/next99.html"] == 0


@pytest.mark.parametrize(("name", "building"), [("gone2", "乙"), ("moved3", "丙"), ("stale4", "丁")])
def test_a_part_that_fails_leads_away_or_is_never_new_leaves_the_first(
    crawled: tuple[dict, Counter[str], Path], name: str, building: str
) -> None:
    text, degraded, _ = crawled[0]["articles"][name]
    assert (text, degraded) == (OPENING.format(building), True)
    assert "a part of an article" in crawled[0]["message"]


def test_a_pager_without_end_is_left_after_ten(crawled: tuple[dict, Counter[str], Path]) -> None:
    told, asked, _ = crawled
    assert sum(n for path, n in asked.items() if path.startswith("/2026/loop5")) == 10
    assert told["articles"]["loop5"][0] == OPENING.format("戊")


def test_a_part_that_the_entry_point_names_too_is_read_all_the_same(
    crawled: tuple[dict, Counter[str], Path],
) -> None:
    assert crawled[0]["articles"]["listed6"][0] == OPENING.format("己") + "\n" + MIDDLE.format("己")


def test_every_part_is_archived(crawled: tuple[dict, Counter[str], Path]) -> None:
    kept: list[str] = []
    for path in (crawled[2] / "archive").glob("2*.warc.gz"):
        with path.open("rb") as stream:
            kept += [
                str(record.rec_headers.get_header("WARC-Target-URI")) for record in ArchiveIterator(stream)
            ]
    names = {address.rpartition("/")[2] for address in kept}
    assert {"whole1.html", "whole1_2.html", "whole1_3.html", "listed6_2.html"} <= names
    assert "login.html" not in names


def test_a_kill_between_two_parts_loses_nothing(base: str, tmp_path: Path) -> None:
    crawl(base, tmp_path, feed="/one.xml", kill_at="/2026/whole1_3.html")
    told = crawl(base, tmp_path, feed="/one.xml")
    assert list(told["articles"]) == ["whole1"]
    assert told["articles"]["whole1"][0].endswith(SIGNING)
    assert (told["pages"], told["alerts"] > 0) == ({"new": 1}, True)


def test_inspecting_addresses_reads_each_with_all_its_parts(base: str, tmp_path: Path) -> None:
    """A reactor runs once in a program: the second address failed, and of the first only its first part was read."""
    (tmp_path / "hetao.toml").write_text(f'[crawl]\nallow_addresses = ["{base[7:]}"]\n', "utf-8")
    names = ("/2026/whole1.html", "/2026/nowhere1.html", "/2026/gone2.html")
    done = subprocess.run(
        [sys.executable, "-m", "cli", "inspect", "--json", *(base + name for name in names)],
        capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )  # fmt: skip
    whole, nowhere, gone = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1, done.stderr
    assert all(word in json.dumps(whole, ensure_ascii=False) for word in ("甲楼", "星澜生物"))
    assert "404" in nowhere["error"]
    assert (gone["error"], gone["article"]["missed"]) == (None, ["parts"])
