"""XML of the wild is dangerous by design: nothing is fetched, no file is read, and entities do not grow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipelines.discovery import BrokenAnswer
from pipelines.discovery.feeds import parse_feed
from pipelines.discovery.sitemaps import parse_sitemap
from pipelines.values import Discovered

URL = "https://a.example/feed.xml"
FEED = "<rss><channel><item><link>https://a.example/1</link><title>{0}</title><description>{0}</description></item></channel></rss>"
SITEMAP = "<urlset><url><loc>https://a.example/1</loc><news><title>{0}</title></news></url><url><loc>{0}</loc></url></urlset>"
_BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
#: Types that declare what would be fetched, read or expanded; some hide from a reader that cuts the type off.
TYPES: dict[str, str] = {
    "file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]>',
    "network": '<!DOCTYPE x [<!ENTITY e SYSTEM "{url}/entity">]>',
    "type from the network": '<!DOCTYPE x SYSTEM "{url}/type.dtd">',
    "public type": '<!DOCTYPE x PUBLIC "-//X" "{url}/type.dtd" [<!ENTITY e "x">]>',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "{url}/p"> %p; <!ENTITY e SYSTEM "file://{path}">]>',
    "bomb": '<!DOCTYPE x [<!ENTITY a0 "secret">' + _BOMB + '<!ENTITY e "&a11;">]>',
    "large entity": '<!DOCTYPE x [<!ENTITY e "' + "secret" * 20_000 + '">]>',
    "bracket in a value": '<!DOCTYPE x [<!ENTITY q "]>"><!ENTITY e SYSTEM "file://{path}">]>',
    "behind a false type": '<!-- <!DOCTYPE x> --><!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]>',
    "two types": '<!DOCTYPE x><!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]>',
    "no end": '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">',
    "many spaces": '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]' + " " * 500 + ">",
    "stylesheet": '<?xml-stylesheet href="{url}/style.xsl" type="text/xsl"?>',
    "inclusion": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{path}" parse="text"/>',
}


@contextmanager
def _listener() -> Iterator[tuple[str, list[str]]]:
    """A loopback server, and the list of what was asked of it."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"secret")

        def log_message(self, *arguments: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    with _listener() as listening:
        yield listening


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize(
    ("body", "parse"),
    [(FEED, lambda t: parse_feed(t, url=URL)), (SITEMAP, lambda t: parse_sitemap(t, url=URL).articles)],
    ids=["feed", "sitemap"],
)
def test_a_document_type_fetches_reads_and_expands_nothing(
    name: str,
    body: str,
    parse: Callable[[str], tuple[Discovered, ...]],
    listener: tuple[str, list[str]],
    tmp_path: Path,
) -> None:
    url, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    head = TYPES[name].replace("{url}", url).replace("{path}", str(secret))
    try:
        found = parse(f'<?xml version="1.0"?>{head}{body.replace("{0}", "&e;")}')
    except BrokenAnswer:
        found = ()
    told = "".join(f"{d.url}{d.title}{d.text}" for d in found)
    assert "secret" not in told
    assert len(told) < 1000
    assert asked == []
