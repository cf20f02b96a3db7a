"""Outlets on loopback that change from round to round: each gets the state that tells what it does, and recovers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
ROUNDS = 8
#: What an outlet answers to a path in a round: the body, or a status with it, or nothing at all (None).
Answer = bytes | tuple[int, bytes] | None
Behaviour = Callable[[str, int], Answer]

_PAGE = "<html><head><title>{zone}实验楼{n}号启用</title></head><body><div>2026-11-23 10:00</div><div id={id}><p>{text}</p></div></body></html>"
_TEXT = "11月23日，{zone}{n}号实验楼正式启用，多家机构迁入，科研人员表示满意，园区表示将继续引进更多的机构。"
ARTICLE = _PAGE.replace("{text}", _TEXT).replace("{id}", "body")
#: Only of articles that name the zone is more read than their bytes.
OTHER_LAYOUT = ARTICLE.replace("id=body", "id=text")
CAPTCHA = "<html><head><title>安全验证</title></head><body><p>您的访问过于频繁，请输入验证码</p></body></html>".encode()
CHALLENGE = b"<html><script>document.cookie='__jsl_clearance=1700.5|0|abc;';location.reload()</script></html>"
LOGIN = "<html><body><form action=/login><input name=user>用户登录</form></body></html>".encode()
NO_ROBOTS = (404, b"")


def feed(*numbers: int, extra: str = "") -> bytes:
    items = "".join(f"<item><title>第{n}号</title><link>/a/{n}.html</link></item>" for n in numbers)
    return f"<rss><channel>{items}{extra}</channel></rss>".encode()


def articles(path: str, *, layout: str = ARTICLE, zone: str = "滨海园区") -> Answer:
    number = path.rpartition("/")[2].removesuffix(".html")
    return layout.replace("{n}", number).replace("{zone}", zone).encode() if number.isdecimal() else NO_ROBOTS


def always(entry: Answer, **others: Answer) -> Behaviour:
    """The same entry point in every round, and good articles."""
    return lambda path, _: entry if path == "/entry" else others.get(path[1:], articles(path))


def during(bad: Answer, rounds: range, kind: Callable[..., bytes] = feed) -> Behaviour:
    """A good outlet with something new in every round, save in those in which it answers otherwise."""

    def answer(path: str, number: int) -> Answer:
        if path != "/entry":
            return articles(path)
        return bad if number in rounds else kind(*range(1, 6 + number))

    return answer


def listing(*numbers: int) -> bytes:
    return "".join(f"<li><a href=/a/{n}.html>新闻第{n}号</a></li>" for n in numbers).encode()


@dataclass(frozen=True)
class Case:
    """``states``: the health after each round that matters, by its number; ``told``: kinds of alerts, in order."""

    behave: Behaviour
    states: dict[int, str]
    kind: str = "feed"
    told: tuple[str, ...] = ()
    why: str = ""


FAILS, WORKS = "source_failing", "source_recovered"
BAD = range(2, 6)  # four rounds of eight


def _kept_back(path: str, number: int) -> Answer:
    if path == "/entry":
        return feed(*range(1, 4 + 3 * number))
    return CHALLENGE if path.startswith("/a/") and number in BAD else articles(path)


def _redesigned(path: str, number: int) -> Answer:
    if path == "/entry":
        return feed(*range(1, 6 + 5 * min(number, 3)))
    return articles(path, layout=OTHER_LAYOUT if number >= 2 else ARTICLE, zone="河套深圳园区")


def _endless(path: str, number: int) -> Answer:
    if not path.startswith("/entry"):
        return articles(path)
    page = int(path.rpartition("=")[2]) if "=" in path else 1
    first = 1000 * page + 10 * number
    return listing(*range(first, first + 10)) + f"<a class=next href=/entry?p={page + 1}>次</a>".encode()


def _maze(path: str, _: int) -> Answer:
    """Indexes of indexes, each of addresses that no other has."""
    if not path.startswith("/entry"):
        return NO_ROBOTS
    here = path.removeprefix("/entry")
    return f"<sitemapindex><sitemap><loc>/entry{here}1</loc></sitemap><sitemap><loc>/entry{here}2</loc></sitemap></sitemapindex>".encode()


def _two(path: str, number: int) -> Answer:
    if path == "/second":
        return (403, b"no") if number >= 2 else feed(100, 101)
    return feed(*range(1, 6 + number)) if path == "/entry" else articles(path)


def _many(path: str, number: int) -> Answer:
    return (_MANY if number == 0 else feed(1, 2, 3)) if path == "/entry" else articles(path)


def _redirecting(target: str) -> Behaviour:
    def answer(path: str, number: int) -> Answer:
        if path == "/entry" and number in BAD:
            return 302, target.encode()
        return LOGIN if path.startswith("/login") else during(None, range(0))(path, number)

    return answer


_DATES = "".join(
    f"<item><title>第{n}号</title><link>/a/{n}.html</link><pubDate>{day}</pubDate></item>"
    for n, day in enumerate(("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2044 00:00:00 GMT", ""), start=50)
)
_GUIDS = "".join(
    f"<item><guid>same</guid><title>第{n}号</title><link>a/{n % 62}.html</link></item>" for n in (60, 61, 122)
)
_MANY = b"<rss>" + b"".join(b"<item><link>/a/%d.html</link></item>" % n for n in range(100_000)) + b"</rss>"
_CONTAINER = "<div id=captcha style='display:none'>请完成安全验证，输入验证码</div>".encode()
_NAV = "<p>栏目导航：要闻、国际、军事、财经、科技、评论、专栏、视频、滚动、排行、专题、图库、招聘、广告、联系我们。</p>".encode()
_TORN = feed(1, 2, 3).partition(b"<item><title>\xe7\xac\xac3")[0] + b"<item><title>x</title><link>/a/3.ht"
_PASSWORD = (
    "<title>用户登录</title><form action=/in><input name=p type=password><b>请先登录</b></form>".encode()
)
_NO_SCRIPT = (
    "<body><noscript>请开启JavaScript并刷新该页.</noscript><script src=/x.js></script></body>".encode()
)
_SELF = b"<sitemapindex><sitemap><loc>/entry</loc></sitemap></sitemapindex>"

CASES: dict[str, Case] = {
    "good": Case(during(None, range(0)), {0: "healthy", 7: "healthy"}),
    "still": Case(always(feed(1, 2, 3)), {7: "healthy"}),
    # what keeps programs out
    "captcha": Case(during(CAPTCHA, BAD), {1: "healthy", 3: "blocked", 6: "blocked", 7: "healthy"}, told=(FAILS, WORKS), why="安全验证"),
    "captcha_listing": Case(during(CAPTCHA, BAD, listing), {2: "healthy", 3: "blocked", 7: "healthy"}, "listing", (FAILS, WORKS)),
    "challenge": Case(during((521, CHALLENGE), BAD), {2: "healthy", 3: "blocked", 7: "healthy"}, told=(FAILS, WORKS), why="521 with a challenge of 加速乐"),
    "forbidden": Case(during((403, b"no"), BAD), {3: "healthy", 4: "blocked", 7: "healthy"}, told=(FAILS, WORKS), why="403"),
    "login": Case(_redirecting("/login?back=/entry"), {2: "healthy", 3: "blocked", 7: "healthy"}, told=(FAILS, WORKS), why="leads to a login page"),
    "login_elsewhere": Case(_redirecting("https://passport.outlet.example/x"), {3: "blocked", 7: "healthy"}, told=(FAILS, WORKS), why="passport"),
    "password": Case(during(_PASSWORD, BAD, listing), {2: "healthy", 3: "blocked", 7: "healthy"}, "listing", (FAILS, WORKS), "a login page"),
    "no_script": Case(during(_NO_SCRIPT, BAD, listing), {2: "healthy", 3: "blocked", 7: "healthy"}, "listing", (FAILS, WORKS), "JavaScript"),
    "robots": Case(always(feed(1), **{"robots.txt": b"User-agent: *\nDisallow: /"}), {0: "blocked", 7: "blocked"}, told=(FAILS,), why="robots.txt forbids it"),
    "pages_kept_back": Case(_kept_back, {1: "healthy", 3: "blocked", 5: "blocked", 7: "healthy"}, told=(FAILS, WORKS), why="kept back"),
    # a captcha that waits hidden on a healthy page
    "container": Case(during(None, range(0), lambda *n: _CONTAINER + _NAV * 10 + listing(*n)), {0: "healthy", 7: "healthy"}, "listing"),
    # what nobody can read
    "html": Case(during(b"<html><body>Sorry</body></html>", BAD), {2: "healthy", 3: "broken", 7: "healthy"}, told=(FAILS, WORKS), why="an HTML page instead of a feed"),
    "json": Case(always(b'{"data": {"items": []}}'), {0: "broken", 7: "broken"}, "search", (FAILS,), "no list of records"),
    "json_without": Case(always(b'{"data": {"records": [{"link": "/a/1.html"}]}}'), {0: "broken"}, "search", (FAILS,), "none of which has an address"),
    "no_links": Case(always(feed(extra="<item><title>x</title></item>" * 5)), {0: "broken"}, told=(FAILS,), why="5 items, none of which"),
    "emptied": Case(during(b"<ul></ul>", BAD, listing), {3: "healthy", 4: "broken", 7: "healthy"}, "listing", (FAILS, WORKS), "names no articles any more"),
    "always_304": Case(always((304, b"")), {0: "broken", 7: "broken"}, told=(FAILS,), why="answers 304 (not modified) to whoever asks for the whole"),
    "torn": Case(always(_TORN), {0: "healthy", 7: "healthy"}),
    "gone": Case(during((404, b""), BAD), {2: "healthy", 3: "broken", 7: "healthy"}, told=(FAILS, WORKS)),
    "redesigned": Case(_redesigned, {1: "healthy", 3: "degraded", 7: "degraded"}, told=(FAILS,), why="its selectors miss"),
    # what does not answer
    "dies": Case(during(None, BAD), {2: "healthy", 3: "healthy", 4: "unreachable", 7: "healthy"}, told=(FAILS, WORKS)),
    "stumbles": Case(during((500, b""), range(2, 4)), {2: "healthy", 3: "healthy", 7: "healthy"}),
    "part": Case(_two, {1: "healthy", 4: "degraded", 7: "degraded"}, "two", (FAILS,), "1 of 2 entry points: blocked"),
    # too much, too little, and what cannot be true
    "many": Case(_many, {0: "healthy", 7: "healthy"}),
    "dates": Case(always(feed(extra=_DATES)), {0: "healthy", 7: "healthy"}),
    "guids": Case(always(feed(extra=_GUIDS)), {0: "healthy", 7: "healthy"}),
    "itself": Case(always(_SELF), {0: "quiet", 7: "quiet"}, "sitemap", why="has named no article yet"),
    "maze": Case(_maze, {0: "healthy", 1: "quiet", 7: "quiet"}, "sitemap", why="has named no article yet"),
    "endless": Case(_endless, {0: "healthy", 1: "healthy", 2: "saturated", 7: "saturated"}, "pages"),
}  # fmt: skip


@dataclass
class Site:
    """One outlet on its own port. ``asked``: the paths of each round."""

    behave: Behaviour
    number: int = 0
    base: str = ""
    asked: list[tuple[int, str]] = field(default_factory=list)


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/_round/"):
                site.number = int(self.path.rpartition("/")[2])
                self.send(200, b"")
                return
            site.asked.append((site.number, self.path))
            answer = site.behave(self.path, site.number)
            if answer is None:
                self.close_connection = True
                return
            self.send(*(answer if isinstance(answer, tuple) else (200, answer)))

        def send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body.decode())
                body = b""
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Crawled:
    """What the rounds left behind."""

    found: dict[str, Any]
    sites: dict[str, Site]
    log: str

    def state(self, name: str, number: int) -> dict[str, Any]:
        return dict(self.found["rounds"][number]["states"][name])


def rounds(folder: Path, behaviours: dict[str, tuple[str, Behaviour]], number: int) -> Crawled:
    """Crawl outlets for some rounds."""
    with ExitStack() as stack:
        sites = {name: stack.enter_context(serving(Site(behave))) for name, (_, behave) in behaviours.items()}
        cases = {name: (kind, sites[name].base) for name, (kind, _) in behaviours.items()}
        done = subprocess.run(
            [sys.executable, "-m", "tests.health_rounds", str(folder), json.dumps(cases), str(number)],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        )
    assert done.returncode == 0, done.stderr[-3000:]
    log = (folder / "crawl.log").read_text("utf-8")
    return Crawled(found=json.loads(done.stdout.splitlines()[-1]), sites=sites, log=log)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    behaviours = {name: (case.kind, case.behave) for name, case in CASES.items()}
    return rounds(tmp_path_factory.mktemp("health"), behaviours, ROUNDS)


@pytest.mark.parametrize("name", CASES)
def test_an_outlet_is_in_the_state_that_tells_what_it_does(crawled: Crawled, name: str) -> None:
    case = CASES[name]
    states = {number: crawled.state(name, number)["health"] for number in case.states}
    assert states == case.states, [crawled.state(name, n)["health"] for n in range(ROUNDS)]
    told = [crawled.state(name, number)["why"] for number in range(ROUNDS)]
    assert any(case.why in why for why in told), told


@pytest.mark.parametrize("name", CASES)
def test_the_operator_is_told_once_and_once_more(crawled: Crawled, name: str) -> None:
    alerts = [alert for alert in crawled.found["rounds"][-1]["alerts"] if alert[0] == name]
    assert sorted(kind for _, kind, _ in alerts) == sorted(CASES[name].told), alerts
    for _, kind, summary in alerts:
        assert kind == WORKS or CASES[name].why in summary


def test_nothing_else_is_told_and_the_network_is_not_blamed(crawled: Crawled) -> None:
    assert {alert[0] for alert in crawled.found["rounds"][-1]["alerts"]} <= set(CASES)
    assert crawled.found["network"] == "unknown"


def test_no_article_of_an_outlet_that_kept_its_pages_back_is_lost(crawled: Crawled) -> None:
    pages = crawled.state("pages_kept_back", ROUNDS - 1)["pages"]
    assert pages.get("queued", 0) == 0
    assert sum(pages.values()) == 24  # all that its feed ever named
    asked = [path for number, path in crawled.sites["pages_kept_back"].asked if number == 5]
    assert sum(path.startswith("/a/") for path in asked) < 12  # all that wait would be twelve


def test_dates_that_cannot_be_true_are_not_the_newest(crawled: Crawled) -> None:
    ((outcome, named, _, newest),) = crawled.state("dates", 0)["polls"]
    assert (outcome, named, newest) == ("read", 3, "None")


def test_relative_addresses_and_equal_guids_are_articles_of_their_own_each_once(crawled: Crawled) -> None:
    ((_, named, fresh, _),) = crawled.state("guids", 0)["polls"]
    assert (named, fresh) == (2, 2)
    assert {path for _, path in crawled.sites["guids"].asked} >= {"/a/60.html", "/a/61.html"}


def test_a_listing_without_end_is_turned_further_where_all_is_new_but_not_for_ever(crawled: Crawled) -> None:
    turned = [
        sum(n == number and path.startswith("/entry") for n, path in crawled.sites["endless"].asked)
        for number in range(ROUNDS)
    ]
    assert turned[0] == 2 + 1  # the probe asked its first page
    assert 2 < max(turned[1:]) <= 7


def test_a_hundred_thousand_items_take_no_more_than_their_share(crawled: Crawled) -> None:
    ((_, named, fresh, _),) = crawled.state("many", 0)["polls"]
    assert (named, fresh) == (5000, 2000)
    assert "Traceback" not in crawled.log


def test_a_probe_names_what_works_and_what_does_not(crawled: Crawled) -> None:
    works = set(crawled.found["works"])
    assert {"good", "still", "captcha", "part", "container"} <= works
    assert not works & {"robots", "json", "no_links", "itself"}
    entry, article = crawled.found["probes"]["good"]
    assert (entry["status"], entry["charset"], entry["items"], entry["robots"], entry["verdict"]) == (
        200, "utf-8", 5, "allowed", "healthy",
    )  # fmt: skip
    assert (article["reader"], article["missing"], article["charset"]) == ("selector", [], "utf-8")
    (refused,) = (shape for shape in crawled.found["probes"]["robots"] if shape["what"] == "entry point")
    assert (refused["robots"], refused["verdict"]) == ("forbidden", "blocked")


def test_an_address_that_broke_off_with_its_feed_is_not_asked(crawled: Crawled) -> None:
    assert {path for _, path in crawled.sites["torn"].asked} == {
        "/robots.txt",
        "/entry",
        "/a/1.html",
        "/a/2.html",
    }


def test_indexes_without_end_are_followed_two_deep(crawled: Crawled) -> None:
    assert max(len(path) for _, path in crawled.sites["maze"].asked if path.startswith("/entry")) == len(
        "/entry11"
    )
