"""What a case is, and how it answers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

DOMAIN = "hostile.example"
GOOD = (
    "<html><head><title>河套实验楼启用</title></head><body><div>2026-11-23 10:00</div>"
    "<p>11月23日，河套深圳园区实验楼正式启用，多家机构迁入，科研人员表示满意。</p></body></html>"
).encode()


@dataclass(kw_only=True)
class Asked:
    """One request, and the way to answer it byte by byte. ``ports``: what listens where."""

    host: str
    path: str
    writer: asyncio.StreamWriter = field(repr=False)
    ports: dict[str, int]

    def write(self, data: bytes) -> None:
        self.writer.write(data)

    async def flood(self, piece: bytes, times: int = 1_000_000, pause: float = 0) -> None:
        """The same piece on and on; the crawler hangs up."""
        for _ in range(times):
            self.writer.write(piece)
            await self.writer.drain()
            if pause:
                await asyncio.sleep(pause)

    async def answer(self, body: bytes = GOOD, *, status: str = "200 OK", **headers: str) -> None:
        """A whole and proper answer, save what the headers make of it."""
        named = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        self.write(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)
        with contextlib.suppress(ConnectionError):
            await self.writer.drain()

    async def redirect(self, location: str) -> None:
        await self.answer(b"", status="302 Found", location=location)

    def url(self, name: str, path: str = "/page.html", port: str = "plain", scheme: str = "http") -> str:
        return f"{scheme}://{name}.{DOMAIN}:{self.ports[port]}{path}"


Behaviour = Callable[[Asked], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """``outcome``: of the page (or of the run, for an entry point), several where either is well; ``why``: part of the reason."""

    name: str
    sentence: str
    behave: Behaviour | None
    outcome: tuple[str, ...]
    why: str
    entry: str | None = None  # feed, sitemap, listing or search; None for a page
    robots: bool = False  # it is robots.txt that misbehaves
    port: str = "plain"
    scheme: str = "http"
    address: str | None = None  # the whole address of the page, where it is not of the usual form

    @property
    def host(self) -> str:
        return f"{self.name.replace('_', '-')}.{DOMAIN}"

    def url(self, ports: dict[str, int]) -> str:
        if self.address:
            return self.address.format(**ports)
        return f"{self.scheme}://{self.host}:{ports[self.port]}/page.html"


CASES: dict[str, Case] = {}
#: The page was read to its end and judged, whatever it was worth.
READ = (
    "new",
    "reprint",
    "undated",
    "known",
    "irrelevant",
    "broken",
    "empty",
    "not_an_article",
    "undecodable",
)
KEPT = ("new", "reprint", "undated", "known")


def case(
    *outcome: str, why: str = "", entry: str | None = None, **more: object
) -> Callable[[Behaviour], Behaviour]:
    """Register a behaviour under its name; its docstring is the sentence."""

    def register(behave: Behaviour) -> Behaviour:
        name = behave.__name__
        sentence = (behave.__doc__ or "").strip()
        CASES[name] = Case(
            name=name, sentence=sentence, behave=behave, outcome=outcome, why=why, entry=entry, **more
        )  # type: ignore[arg-type]
        return behave

    return register


def elsewhere(name: str, sentence: str, *outcome: str, why: str = "", **more: object) -> None:
    """Register a case that lies in the address itself or beneath HTTP, where no request is answered."""
    CASES[name] = Case(name=name, sentence=sentence, behave=None, outcome=outcome, why=why, **more)  # type: ignore[arg-type]
