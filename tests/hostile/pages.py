"""Cases of redirects, addresses, page bodies and robots.txt."""

from __future__ import annotations

import asyncio
import gzip

from tests.hostile.case import CASES, DOMAIN, GOOD, KEPT, READ, Asked, case, elsewhere

#: What a page may come to whose reading is work: judged, or given up by its worker.
WORKED = (*READ, "poisonous", "queued")


def _leads(name: str, sentence: str, location: str, *outcome: str, why: str) -> None:
    async def behave(asked: Asked) -> None:
        await asked.redirect(location.format(**asked.ports))

    behave.__name__, behave.__doc__ = name, sentence
    case(*outcome, why=why)(behave)


_leads("leads_to_file", "A redirect to a file.", "file:///etc/passwd", "redirected", why="leads to file:")
_leads("leads_to_data", "A redirect to data.", "data:text/html,hello", "redirected", why="not http or https")
_leads("leads_to_ftp", "A redirect to FTP.", "ftp://hostile.example/a", "redirected", why="leads to ftp:")
_leads("leads_to_script", "A redirect to a script.", "javascript:alert(1)", "redirected", why="leads to")
_leads("leads_to_nothing", "A redirect with an empty Location.", "", "http_error", why="in a circle")
_leads("leads_to_garbage", "A redirect to no address.", "http://[half", "http_error", why="no address")
_leads("leads_in", "A redirect to a private address.", "http://10.0.0.1/", "redirected", why="not a host of")
_leads(
    "leads_to_metadata",
    "A redirect to the metadata of a cloud machine.",
    "http://169.254.169.254/latest/meta-data/",
    "redirected",
    why="leads to http://169.254.169.254/latest/meta-data/",
)
_leads("leads_away", "A redirect to another outlet.", "http://other.example/", "redirected", why="leads to")
_leads(
    "leads_to_a_private_name",
    "A redirect to a declared name whose address is private.",
    f"http://private-name.{DOMAIN}:{{plain}}/page.html",
    "refused",
    why="is not a public address",
)
_leads(
    "leads_with_a_password",
    "A redirect with a user name in it.",
    f"http://good@good.{DOMAIN}:{{plain}}/",
    "redirected",
    why="plain host",
)


@case("http_error", why="in a circle")
async def circle(asked: Asked) -> None:
    """Two addresses that lead to each other."""
    await asked.redirect("/b.html" if asked.path == "/page.html" else "/page.html")


@case("http_error", why="more than 5 redirects")
async def thirty_steps(asked: Asked) -> None:
    """A chain of thirty redirects."""
    step = int(asked.path.rpartition("-")[2].partition(".")[0]) if "-" in asked.path else 0
    await (asked.answer() if step >= 30 else asked.redirect(f"/step-{step + 1}.html"))


@case(*KEPT)
async def five_steps(asked: Asked) -> None:
    """A chain of five redirects to a good page."""
    step = int(asked.path.rpartition("-")[2].partition(".")[0]) if "-" in asked.path else 0
    await (asked.answer() if step >= 5 else asked.redirect(f"/step-{step + 1}.html"))


@case(*KEPT)
async def good(asked: Asked) -> None:
    """The good outlet, beside all others: it names its own page, and those of the others."""
    urls = [found.url(asked.ports) for found in CASES.values() if not found.entry]
    listed = urls if asked.path == "/pages.xml" else [f"http://{asked.host}/page.html"]
    items = "".join(f"<item><title>a page</title><link>{url}</link></item>" for url in listed)
    if asked.path.endswith(".xml"):
        await asked.answer(f"<rss><channel>{items}</channel></rss>".encode(), content_type="application/xml")
    else:
        await asked.answer(GOOD)


@case(*KEPT)
async def meta_refresh(asked: Asked) -> None:
    """A page that sends its reader on by itself."""
    refresh = b"<head><meta http-equiv=refresh content='0; url=/refreshed.html'>"
    await asked.answer(GOOD.replace(b"<head>", refresh))


# ---------------------------------------------------------------- addresses

_REFUSED = {
    "decimal": "2130706434",
    "hexadecimal": "0x7f.2",
    "short": "127.2",
    "octal": "0177.0.0.2",
    "loopback_v6": "[::1]",
    "mapped": "[::ffff:127.0.0.2]",
    "private": "10.1.2.3",
    "shared": "100.100.100.200",
    "metadata": "169.254.169.254",
    "unspecified": "0.0.0.0",
    "multicast": "224.0.0.1",
    "broadcast": "255.255.255.255",
    "unique_local": "[fd00:ec2::254]",
    "nat64": "[64:ff9b::7f00:2]",
    "sixtofour": "[2002:7f00:2::]",
}
for _name, _host in _REFUSED.items():
    elsewhere(
        f"number_{_name}",
        f"The address {_host}.",
        "refused",
        why="is not a public address",
        address=f"http://{_host}:{{plain}}/page.html",
    )
#: Names with answers of their own, one list for each time that they are asked; the last one stays.
ANSWERS: dict[str, list[list[str]]] = {
    "rebinding": [["127.0.0.1"], ["127.0.0.2"]],
    "two_answers": [["127.0.0.2", "127.0.0.1"]],
    "private_name": [["192.168.1.1"]],
    "metadata_name": [["169.254.169.254"]],
    "mapped_name": [["::ffff:127.0.0.2"]],
    "no_answer": [[]],
}
_NOT_PUBLIC = "is not a public address"
elsewhere("rebinding", "Its second answer is a private address.", "refused", why=_NOT_PUBLIC)
elsewhere("two_answers", "One of two answers is private: the other is taken.", *KEPT)
elsewhere("private_name", "A name of a private address.", "failed", why=_NOT_PUBLIC, entry="feed")
elsewhere("metadata_name", "A name of the metadata address.", "failed", why=_NOT_PUBLIC, entry="feed")
elsewhere("mapped_name", "A name with a mapped address.", "failed", why=_NOT_PUBLIC, entry="feed")
elsewhere("no_answer", "A name without an address.", "failed", why="not known", entry="feed")
elsewhere(
    "user_name",
    "A user name in the address.",
    "refused",
    why="not a plain host name",
    address=f"http://user:secret@good.{DOMAIN}:{{plain}}/user.html",
)
elsewhere(
    "port_of_shells",
    "A port that is not of the web.",
    "refused",
    why="port 22",
    address=f"http://good.{DOMAIN}:22/page.html",
)


# ---------------------------------------------------------------- bodies


def _body(name: str, sentence: str, body: bytes, *outcome: str, why: str = "", **headers: str) -> None:
    async def behave(asked: Asked) -> None:
        await asked.answer(body, **headers)

    behave.__name__, behave.__doc__ = name, sentence
    case(*outcome, why=why)(behave)


_PARAGRAPH = "<p>11月23日，河套深圳园区实验楼正式启用。</p>".encode()
_body("deep_tags", "A hundred thousand nested tags.", b"<div>" * 100_000 + _PARAGRAPH, *WORKED)
_body("one_line", "HTML of one line of 20 MB.", b"x" * 20_000_000, "too_large", why="larger than 2 MB")
_body("one_long_line", "HTML of one line of almost 2 MB.", _PARAGRAPH + b"x" * 1_900_000, *WORKED)
_body(
    "nul_bytes",
    "NUL bytes between all letters.",
    b"\0".join(GOOD[i : i + 1] for i in range(len(GOOD))),
    *READ,
)
_body(
    "charset_lies", "UTF-8 that is declared as UTF-16.", GOOD, *READ, content_type="text/html; charset=utf-16"
)
_body("charset_unknown", "A charset that is none.", GOOD, *READ, content_type="text/html; charset=klingon")
_body("picture", "A picture in place of a page.", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, *READ)
_body(
    "attributes",
    "A tag with fifty thousand attributes.",
    b"<p " + b"a=1 " * 50_000 + b">" + _PARAGRAPH,
    *WORKED,
)


# ---------------------------------------------------------------- robots.txt: the case is a feed beside it


def _robots(name: str, sentence: str, body: bytes, *outcome: str, why: str = "", **answer: str) -> None:
    async def behave(asked: Asked) -> None:
        await asked.answer(body, **answer)

    behave.__name__, behave.__doc__ = name, sentence
    case(*outcome, why=why, entry="feed", robots=True)(behave)


_CLOSED = "robots.txt cannot be read"
_BIG = b"User-agent: *\nDisallow: /secret/\n" + b"# nothing more to say\n" * 40_000
_FORBIDDING = b"User-agent: *\nDisallow: /\n"
_AGENTS = b"".join(b"User-agent: a%d\n" % n for n in range(15_000))
_QUADRATIC = _AGENTS + b"User-agent: *\n" + b"".join(b"Disallow: /secret/%d\n" % n for n in range(9_000))
_robots("robots_404", "No robots.txt: all is open.", b"", "success", status="404 Not Found")
_robots("robots_401", "robots.txt behind a login: all is open.", b"", "success", status="401 No")
_robots("robots_403", "robots.txt is forbidden: all is open.", _FORBIDDING, "success", status="403 No")
_robots("robots_500", "A broken robots.txt closes the host.", b"", "failed", why=_CLOSED, status="500 Oops")
_robots("robots_noise", "robots.txt of noise.", bytes(range(256)) * 100, "success")
_robots("robots_bomb", "A bomb.", gzip.compress(_BIG * 30), "success", content_encoding="gzip")
_robots("robots_all", "robots.txt forbids all.", _FORBIDDING, "failed", why="robots.txt forbids it")
_robots("robots_agents", "15,000 agents, 9,000 rules for each.", _QUADRATIC, "success")
_robots("robots_away", "robots.txt elsewhere.", b"", "failed", why=_CLOSED, status="302 Found", location="http://other.example/robots.txt")  # fmt: skip
_robots("robots_later", "robots.txt asks to wait.", b"", "failed", why="asks to wait", status="429 Later")


@case("success", entry="feed", robots=True)
async def robots_of_fifty_megabytes(asked: Asked) -> None:
    """robots.txt of 50 MB, of which the first 500 KiB are read."""
    asked.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\nUser-agent: *\nDisallow: /secret/\n")
    await asked.flood(b"# and so on\n" * 5_000)


@case("failed", why="robots.txt cannot be read", entry="feed", robots=True)
async def robots_hangs(asked: Asked) -> None:
    """robots.txt never comes."""
    await asyncio.sleep(10)
