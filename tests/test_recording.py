"""`scrapy record` and `scrapy declare`: what an outlet answers becomes a test, a new source fails until it was looked at."""

from __future__ import annotations

import argparse
import json
import os
import re
import runpy
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from scrapy.exceptions import UsageError

from crawler import recording
from crawler.commands import declare, record
from crawler.source import Source

ROOT = Path(__file__).parent.parent
PAGE = (
    "<html><head><meta charset=gb2312><title>河套深圳园区签约两家企业</title></head><body><h1>河套深圳园区签约两家企业</h1>"
    "<p>2026-11-28 18:00</p><div class=itemFullText><p>虚构企业星澜生物今日签约入驻河套深港科技创新合作区深圳园区。</p>"
    "<p>公司将在园区设立研发总部，首期面积约两千平方米。</p></div></body></html>"
).encode("gb18030")
URL = "https://news.rthk.hk/rthk/ch/component/k2/1900001-20261128.htm"


def options(folder: Path, **more: object) -> argparse.Namespace:
    given = {
        "from_file": None,
        "content_type": "text/html",
        "name": None,
        "entry": None,
        "folder": str(folder),
    }
    return argparse.Namespace(**(given | more))


def test_a_page_from_a_file_is_kept_with_a_draft_that_nobody_has_checked(tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    file.write_bytes(PAGE)
    record.Command().run(["rthk", URL], options(tmp_path / "pages", from_file=str(file)))
    (path,) = recording.recordings(tmp_path / "pages")
    recorded, gives, checked = recording.load(path)
    assert recorded.body == PAGE
    assert (recorded.url, recorded.entry, recorded.of_ours, checked) == (URL, None, False, False)
    assert gives["title"] == "河套深圳园区签约两家企业"
    assert gives["begins"].startswith("虚构企业星澜生物今日签约")


@pytest.mark.parametrize("args", [[], ["nowhere"], ["rthk", "a", "b"]])
def test_what_cannot_be_recorded_is_refused(tmp_path: Path, args: list[str]) -> None:
    with pytest.raises(UsageError):
        record.Command().run(args, options(tmp_path))


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        here = self.path != "/robots.txt"
        self.send_response(200 if here else 404)
        self.send_header("Content-Type", "text/html; charset=gb2312")
        self.send_header("Set-Cookie", "secret=1")
        self.end_headers()
        self.wfile.write(PAGE if here else b"")

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


def test_a_page_of_the_web_is_kept_with_its_headers_and_without_cookies(tmp_path: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    address = f"127.0.0.1:{server.server_address[1]}"
    (tmp_path / "hetao.toml").write_text(f'[crawl]\nallow_addresses = ["{address}"]\n', "utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "record", "rthk", f"http://{address}/a.htm", "--folder", str(tmp_path)],
            cwd=ROOT, env={**os.environ, "HETAO_CONFIG": str(tmp_path / "hetao.toml")}, capture_output=True,
            text=True, timeout=120, check=False,
        )  # fmt: skip
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "rthk" / "article.json").read_text("utf-8"))
    assert (tmp_path / "rthk" / told["body"]).read_bytes() == PAGE
    assert told["headers"]["Content-Type"] == "text/html; charset=gb2312"
    assert "secret" not in json.dumps(told)
    assert told["gives"]["title"] == "河套深圳园区签约两家企业"


def declared(
    tmp_path: Path, name: str = "harbour_gazette", feed: str = "https://gazette.example/rss.xml"
) -> Source:
    declare.Command().run([name, feed], argparse.Namespace(outlet="海港日报", folder=str(tmp_path)))
    module = runpy.run_path(str(tmp_path / f"{name}.py"))
    source = module["HarbourGazette"].source
    assert isinstance(source, Source)
    return source


def test_a_declared_source_asks_its_feed_and_is_not_whole_yet(tmp_path: Path) -> None:
    source = declared(tmp_path)
    assert source.entry_points[0].url == "https://gazette.example/rss.xml"
    assert re.fullmatch(source.article_url, "https://gazette.example/2026/11/24/1.html")
    assert not re.fullmatch(source.article_url, source.example)
    assert (source.terms, source.robots, source.proven) == ("", "", "recorded")


@pytest.mark.parametrize(
    ("name", "feed"),
    [("Bad-Name", "https://a.example/rss"), ("rthk", "https://a.example/rss"), ("fine", "not an address"), ("fine", 'https://a.example/"')],
)  # fmt: skip
def test_a_declaration_that_could_not_be_read_is_refused(tmp_path: Path, name: str, feed: str) -> None:
    with pytest.raises(UsageError):
        declare.Command().run([name, feed], argparse.Namespace(outlet=None, folder=str(tmp_path)))
    assert not list(tmp_path.iterdir())
