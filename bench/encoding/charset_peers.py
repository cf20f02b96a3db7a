"""Peers of ``decode``: what other libraries make of a body, each as label and text.

A peer that only names a charset is given the benefit of the WHATWG reading of its label (gb2312 is read as
GB18030, big5 as Big5-HKSCS), so that it is judged by its choice and not by Python's narrow codecs.
"""

from __future__ import annotations

import importlib
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipelines.encoding import decode
from pipelines.encoding.labels import codec_of
from pipelines.encoding.lenient import as_on_the_web
from pipelines.repairing import repair

Answer = tuple[str | None, str | None]
_CJK = ["utf_8", "gb18030", "big5hkscs", "utf_16", "utf_16_le", "utf_16_be"]
_OTHER_NAMES = {"utf_8_sig": "utf-8", "utf-8-sig": "utf-8", "ascii": "utf-8", "us-ascii": "utf-8"}


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: its name, what it makes of (body, label of the HTTP header), and the seconds it says it took."""

    name: str
    read: Callable[[bytes, str | None], Answer]
    seconds: Callable[[bytes], float] | None = None


def ours(body: bytes, http: str | None) -> Answer:
    decoded = decode(body, http_charset=http)
    return decoded.charset.used, decoded.text


def ours_repaired(body: bytes, http: str | None) -> Answer:
    decoded = decode(body, http_charset=http)
    return decoded.charset.used, repair(decoded.text).text


def family(label: str | None) -> str | None:
    """The codec that a tool's answer amounts to; all of the Chinese families count as their superset."""
    if label is None:
        return None
    plain = label.lower().replace("\x00", "")
    plain = _OTHER_NAMES.get(plain, plain)
    return codec_of(plain) or codec_of(plain.replace("_", "-")) or plain


def read_as(body: bytes, label: str | None) -> Answer:
    """The body in the codec of a label, replacing what does not fit."""
    codec = family(label)
    if codec is None:
        return None, None
    if codec.startswith("utf-16") and body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codec = "utf-16"
    try:
        text = body.decode(codec, "replace")
    except LookupError:
        return label, None
    return label, as_on_the_web(text.removeprefix("\ufeff"), codec)


def peers(*, chardet7: Path | None = None, repaired: bool = False) -> list[Peer]:
    """Ours and all peers that are installed; a missing one is named on stderr with the line that installs it."""
    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    found = [Peer("hetao decode", ours)]
    if repaired:
        found.append(Peer("hetao decode + repair", ours_repaired))
    for name, make, line in _MAKERS:
        try:
            found.append(Peer(name, make()))
        except ImportError:
            print(f"left out: {name} (pip install {line})", file=sys.stderr)
    if chardet7 is None:
        print(
            "left out: chardet 7 (pip install --target DIR 'chardet==7.*', then --chardet7 DIR)",
            file=sys.stderr,
        )
    else:
        child = _Chardet7(chardet7)
        found.append(Peer("chardet 7", child.read, child.seconds))
    return found


def _charset_normalizer() -> Callable[[bytes, str | None], Answer]:
    from_bytes = importlib.import_module("charset_normalizer").from_bytes

    def read(body: bytes, http: str | None) -> Answer:
        match = from_bytes(body).best()
        return read_as(body, match.encoding if match else None)

    return read


def _isolated() -> Callable[[bytes, str | None], Answer]:
    from_bytes = importlib.import_module("charset_normalizer").from_bytes

    def read(body: bytes, http: str | None) -> Answer:
        match = from_bytes(body, cp_isolation=_CJK).best()
        return read_as(body, match.encoding if match else None)

    return read


def _cchardet() -> Callable[[bytes, str | None], Answer]:
    detect = importlib.import_module("cchardet").detect
    return lambda body, http: read_as(body, detect(body)["encoding"])


def _resiliparse() -> Callable[[bytes, str | None], Answer]:
    detect = importlib.import_module("resiliparse.parse.encoding").detect_encoding
    return lambda body, http: read_as(body, detect(body, from_html_meta=False))


def _w3lib() -> Callable[[bytes, str | None], Answer]:
    html_to_unicode = importlib.import_module("w3lib.encoding").html_to_unicode

    def read(body: bytes, http: str | None) -> Answer:
        label, text = html_to_unicode(f"text/html; charset={http}" if http else None, body)
        return label, text.removeprefix("\ufeff")

    return read


def _dammit() -> Callable[[bytes, str | None], Answer]:
    logging.getLogger("bs4.dammit").setLevel(logging.ERROR)
    dammit = importlib.import_module("bs4.dammit").UnicodeDammit

    def read(body: bytes, http: str | None) -> Answer:
        answer = dammit(body, [http] if http else [], is_html=True)
        text = answer.unicode_markup
        return answer.original_encoding, text.removeprefix("\ufeff") if text else text

    return read


def _scrapy() -> Callable[[bytes, str | None], Answer]:
    response = importlib.import_module("scrapy.http").HtmlResponse

    def read(body: bytes, http: str | None) -> Answer:
        headers = {"Content-Type": f"text/html; charset={http}" if http else "text/html"}
        answer = response("https://a.example/", headers=headers, body=body)
        return answer.encoding, answer.text.removeprefix("\ufeff")

    return read


_MAKERS: tuple[tuple[str, Callable[[], Callable[[bytes, str | None], Answer]], str], ...] = (
    ("charset-normalizer", _charset_normalizer, "charset-normalizer"),
    ("  … cp_isolation", _isolated, "charset-normalizer"),
    ("faust-cchardet", _cchardet, "faust-cchardet"),
    ("resiliparse", _resiliparse, "resiliparse"),
    ("w3lib html_to_unicode", _w3lib, "w3lib"),
    ("bs4 UnicodeDammit", _dammit, "beautifulsoup4"),
    ("Scrapy HtmlResponse", _scrapy, "scrapy"),
)

# readability-lxml pins chardet below 6: version 7 lives in a folder of its own and in a process of its own
_CHILD = """
import sys, time
sys.path.insert(0, sys.argv[1])
import chardet
while size := sys.stdin.buffer.readline():
    body = sys.stdin.buffer.read(int(size))
    start = time.perf_counter()
    label = chardet.detect(body)["encoding"]
    if label: body.decode(label, "replace")
    took = time.perf_counter() - start
    print(label, took, flush=True)
"""


class _Chardet7:
    """chardet 7 in a child process, asked over its pipes."""

    def __init__(self, folder: Path) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def _ask(self, body: bytes) -> tuple[str | None, float]:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(b"%d\n" % len(body) + body)
        self._child.stdin.flush()
        label, took = self._child.stdout.readline().decode().split()
        return (None if label == "None" else label), float(took)

    def read(self, body: bytes, http: str | None) -> Answer:
        return read_as(body, self._ask(body)[0])

    def seconds(self, body: bytes) -> float:
        return self._ask(body)[1]


def seconds_of(peer: Peer, bodies: Iterable[bytes]) -> float:
    """Seconds that a peer takes for bodies without a label in the header."""
    if peer.seconds is not None:
        return sum(map(peer.seconds, bodies))
    start = time.perf_counter()
    for body in bodies:
        peer.read(body, None)
    return time.perf_counter() - start


def table(title: str, rows: dict[str, dict[str, str]]) -> None:
    """Print a Markdown table: a row for each peer, a column for each case."""
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    width = max(map(len, rows), default=0)
    print(f"\n{title}\n")
    print(f"| {'':{width}} | " + " | ".join(columns) + " |")
    print(f"|{'-' * (width + 2)}|" + "|".join("-" * (len(column) + 1) + ":" for column in columns) + "|")
    for name, row in rows.items():
        cells = (f"{row.get(column, '-'):>{len(column)}}" for column in columns)
        print(f"| {name:{width}} | " + " | ".join(cells) + " |")
