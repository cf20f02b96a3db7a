"""A loopback site of invented pages for bench/crawl.py: nginx where it is installed, else a small server of our own."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from bench.pages import MadePage

_NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; types {{ text/html html; application/xml xml; text/plain txt; }} default_type text/html;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; keepalive_requests 100000; }}
}}
"""
_OURS = """
import functools, http.server, sys
class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), functools.partial(Quiet, directory=sys.argv[2]))
server.daemon_threads = True
server.serve_forever()
"""


def write_site(folder: Path, made: Sequence[MadePage]) -> None:
    """The pages as files, with a feed that names them all and a robots.txt."""
    www = folder / "www"
    for one in made:
        path = www / one.path.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.body)
    items = "".join(f"<item><title>{escape(one.title)}</title><link>{one.path}</link></item>" for one in made)
    (www / "feed.xml").write_text(f"<rss><channel>{items}</channel></rss>", "utf-8")
    (www / "robots.txt").write_text("User-agent: *\nDisallow: /private/\n", "utf-8")


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[tuple[str, str]]:
    """The site's address (host and port), and who serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx:
        configuration = folder / "nginx.conf"
        configuration.write_text(_NGINX.format(folder=folder, port=port), "utf-8")
        command = [nginx, "-p", str(folder), "-c", str(configuration)]
    else:
        command = [sys.executable, "-c", _OURS, str(port), str(folder / "www")]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, port)
        yield f"127.0.0.1:{port}", "nginx" if nginx else "a small server of our own (nginx is not installed)"
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise SystemExit("the bench's web server does not start")
