"""Pages through a real proxy on loopback: the names that it resolves, what it is not sent, and its password."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.hostile import server
from tests.hostile.case import DOMAIN

ROOT = Path(__file__).parent.parent
PASSWORD = "s3cret-of-the-proxy"
RIGHT = "Basic " + b64encode(f"user:{PASSWORD}".encode()).decode()


class Proxy(BaseHTTPRequestHandler):
    """Forwards to loopback whatever the host is, as it alone knows the names; wants a password."""

    asked: list[tuple[str, str]]

    def _refused(self) -> bool:
        self.asked.append((self.command, self.path))
        if self.headers.get("Proxy-Authorization") == RIGHT:
            return False
        self.send_error(407)
        return True

    def do_GET(self) -> None:
        if self._refused():
            return
        parts = urlsplit(self.path)
        try:
            with urlopen(f"http://127.0.0.1:{parts.port}{parts.path}", timeout=5) as answer:
                body, status = answer.read(), answer.status
        except OSError as problem:
            body, status = b"", getattr(problem, "code", 502)
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self) -> None:
        if self._refused():
            return
        with socket.create_connection(("127.0.0.1", int(self.path.rpartition(":")[2])), 5) as there:
            self.send_response(200)
            self.end_headers()
            back = Thread(target=pump, args=(there, self.connection), daemon=True)
            back.start()
            pump(self.connection, there)
            back.join(5)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Requests are kept in ``asked``."""


def pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


SCRIPT = """
import json, logging, sys
from dataclasses import replace
from crawler import crawl, fetch
from crawler.configuration import DEFAULT

FOLDER, RIGHT, WRONG, DEAD, *URLS = sys.argv[1:]

async def one(url, proxy, **more):
    settings = replace(DEFAULT, crawl=DEFAULT.crawl.model_copy(update=more))
    try:
        page = await fetch.fetch(url, settings, proxy=proxy)
    except fetch.FetchFailed as why:
        return str(why)
    return page.body.decode()

async def main():
    told = {}
    for url in URLS:
        told[url] = await one(url, RIGHT)
    told["wrong"] = await one(URLS[0], WRONG)
    told["wrong_tls"] = await one(URLS[1], WRONG)
    told["dead"] = await one(URLS[0], DEAD)
    told["allowed"] = await one(URLS[2], RIGHT, allow_addresses=("127.0.0.1",))
    told["none"] = await one(URLS[0], None)
    return told

if __name__ == "__main__":
    logging.basicConfig(filename=FOLDER + "/proxy.log", level=logging.DEBUG)
    print(json.dumps(crawl.on_reactor(main)))
"""


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict, list, str]]:
    folder = tmp_path_factory.mktemp("proxy")
    Proxy.asked = []
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    proxy.daemon_threads = True
    Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    port = proxy.server_address[1]
    (folder / "fetch.py").write_text(SCRIPT, "utf-8")
    with server.serve(folder) as hosts:
        urls = [
            f"http://known-to-the-proxy.{DOMAIN}:{hosts.ports['plain']}/page.html",
            f"https://known-to-the-proxy.{DOMAIN}:{hosts.ports['tls']}/page.html",
            f"http://0x7f.1:{hosts.ports['plain']}/page.html",
        ]
        proxies = [
            f"http://user:{PASSWORD}@127.0.0.1:{port}",
            f"http://user:not-{PASSWORD}@127.0.0.1:{port}",
            f"http://user:{PASSWORD}@127.0.0.1:1",
        ]
        done = subprocess.run(
            [sys.executable, str(folder / "fetch.py"), str(folder), *proxies, *urls],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=ROOT,
            env={
                "PYTHONPATH": str(ROOT),
                "PATH": "/usr/bin:/bin",
                "HOME": str(folder),
                "SSL_CERT_FILE": str(hosts.certificates.trusted),
                "http_proxy": f"http://user:{PASSWORD}@127.0.0.1:{port}",  # set, and not used
            },
        )
    proxy.shutdown()
    proxy.server_close()
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    named = {
        {0: "http", 1: "https", 2: "number"}[urls.index(u)] if u in urls else u: t for u, t in told.items()
    }
    return named, Proxy.asked, (folder / "proxy.log").read_text("utf-8") + done.stderr + done.stdout


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_that_only_the_proxy_knows_is_fetched_through_it(fetched: tuple, scheme: str) -> None:
    assert "河套" in fetched[0][scheme]
    assert any(command == ("GET" if scheme == "http" else "CONNECT") for command, _ in fetched[1])


def test_a_number_that_is_not_public_is_not_handed_to_a_proxy(fetched: tuple) -> None:
    assert "127.0.0.1" in fetched[0]["number"]
    assert "is not a public address" in fetched[0]["number"]
    assert "河套" in fetched[0]["allowed"]


def test_a_wrong_password_is_told_without_the_right_one(fetched: tuple) -> None:
    for told in (fetched[0]["wrong"], fetched[0]["wrong_tls"]):
        assert "407" in told
        assert PASSWORD not in told


def test_a_proxy_that_is_not_there_is_named(fetched: tuple) -> None:
    assert "through the proxy 127.0.0.1:1: the connection is refused" in fetched[0]["dead"]


def test_a_proxy_of_the_environment_is_not_used_but_pointed_at(fetched: tuple) -> None:
    assert "host name is not known" in fetched[0]["none"]
    assert "set `proxy` in [crawl]" in fetched[0]["none"]


def test_the_password_is_in_no_log(fetched: tuple) -> None:
    _, _, log = fetched
    assert log
    assert PASSWORD not in log
    assert b64encode(f"user:{PASSWORD}".encode()).decode() not in log
