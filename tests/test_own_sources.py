"""Own sources: what a user declares in hetao.toml is checked with its line, and crawled as built-in sources are."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from rich.console import Console

from crawler import catalogue
from crawler.configuration import Configuration, ConfigurationError, CrawlSettings, load
from crawler.entries import poll_keys
from crawler.own_sources import OwnSearchFields, OwnSelectors, OwnSource
from crawler.source import Feed, Listing, Search, Sitemap, Source
from database import queries, save
from database.rows import EntryState, RunCounts, SourceRow
from database.session import Store, open_store
from faces import status
from faces.health import health
from pipelines.discovery import SearchFields
from pipelines.values import Discovered, Selectors

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BAY = '[[sources]]\nid = "bay"\noutlet = "湾区简报"\nfeeds = ["https://bay.example/rss.xml"]\n'


@pytest.fixture
def loaded(tmp_path: Path) -> partial[Configuration]:
    def read(text: str) -> Configuration:
        file = tmp_path / "hetao.toml"
        file.write_text(text, "utf-8")
        return load(file)

    return partial(read)


def mistake(loaded: partial[Configuration], text: str) -> str:
    """What is said of a file that cannot be used."""
    with pytest.raises(ConfigurationError) as raised:
        loaded(text)
    return str(raised.value)


def test_a_feed_is_three_lines(loaded: partial[Configuration]) -> None:
    (source,) = loaded(BAY).own
    assert source == Source(
        id="bay", outlet="湾区简报", family="bay", language="zh-Hans", hosts=("bay.example",),
        entry_points=(Feed(url="https://bay.example/rss.xml"),), every=timedelta(minutes=30),
        example="https://bay.example/rss.xml", proven="own",
    )  # fmt: skip


def test_everything_that_a_file_of_python_declares_can_be_declared(loaded: partial[Configuration]) -> None:
    (source,) = loaded(r"""
        [sources.park]
        outlet = "园区通知"
        family = "park_house"
        language = "zh-Hant"
        hosts = ["park.example", "*.park.example"]
        feeds = [{ url = "https://park.example/rss", full_text = true, only_mentioning = true }]
        sitemaps = [{ url = "https://park.example/sitemap.xml", follow = "news", sitemaps = 2 }]
        example = "https://www.park.example/news/1.html"
        every = "2h"
        newest_within = "3d"
        [[sources.park.listings]]
        url = "https://park.example/news/"
        links = "ul.news a"
        article_url = 'https://park\.example/news/\d+\.html'
        next_page = "a.next"
        pages = 2
        [[sources.park.searches]]
        url = "https://www.park.example/search?q={query}"
        queries = ["河套"]
        headers = { Referer = "https://park.example/" }
        fields = { records = "data.list", title = "name" }
        [sources.park.selectors]
        title = "h1"
        text = ["div.content", "//article"]
        drop = [".ad"]
    """).own
    assert source.entry_points == (
        Feed(url="https://park.example/rss", full_text=True, only_mentioning=True),
        Sitemap(url="https://park.example/sitemap.xml", follow="news", sitemaps=2),
        Listing(
            url="https://park.example/news/", links="ul.news a", next_page="a.next", pages=2,
            article_url=r"https://park\.example/news/\d+\.html",
        ),
        Search(
            url="https://www.park.example/search?q={query}", queries=("河套",),
            headers=(("Referer", "https://park.example/"),), fields=SearchFields(records="data.list", title="name"),
        ),
    )  # fmt: skip
    assert source.selectors == Selectors(title=("h1",), text=("div.content", "//article"), drop=(".ad",))
    assert (source.family, source.language, source.every) == ("park_house", "zh-Hant", timedelta(hours=2))
    assert source.expects.newest_within == timedelta(days=3)
    assert source.owns("https://img.park.example/1")


def test_what_a_table_offers_is_what_a_declaration_has() -> None:
    assert set(OwnSearchFields.model_fields) == set(SearchFields.__dataclass_fields__)
    assert set(OwnSelectors.model_fields) == set(Selectors.__dataclass_fields__)
    for model, entry in zip(own_entries(), (Feed, Sitemap, Listing, Search), strict=True):
        # which of two that ask one address it is, a source finds out by itself
        assert set(model.model_fields) == set(entry.__dataclass_fields__) - {"apart"}
        for name, field in model.model_fields.items():
            default = entry.__dataclass_fields__[name].default
            if isinstance(default, str | int | bool):
                assert field.default == default


def own_entries() -> tuple[type, ...]:
    from crawler import own_sources as own

    return own.OwnFeed, own.OwnSitemap, own.OwnListing, own.OwnSearch


def test_both_forms_hold_settings_of_built_in_sources(loaded: partial[Configuration]) -> None:
    table = loaded('[sources.rthk]\nevery = "2h"\nenabled = false\n')
    element = loaded('[[sources]]\nid = "rthk"\nevery = "2h"\nenabled = false\n' + BAY)
    assert table.of("rthk") == element.of("rthk")
    assert set(catalogue.spiders(element.own)) == set(catalogue.spiders()) | {"bay"}
    assert catalogue.spiders(element.own)["bay"].source.outlet == "湾区简报"


LISTING = '[[sources]]\nid = "park"\noutlet = "园"\nlistings = [\n'


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (BAY + BAY, 6, "a second source 'bay'"),
        ('\n\n[[sources]]\nid = "rthk"\nfeeds = ["https://a.example/"]', 5, "built-in"),
        ('[[sources]]\noutlet = "园"\n', 1, "id is missing"),
        ('[[sources]]\nid = 5\n', 2, "small letters"),
        ('[[sources]]\nid = "Bay News"\n', 2, "small letters"),
        ('[sources."Bay News"]\nfeeds = []\n', 1, "small letters"),
        ('[sources.bay]\nid = "bay"\n', 2, "leave `id` away"),
        ('[[sources]]\nid = "bay"\nevery = "1h"\n', 1, "needs feeds, listings"),
        ('[[sources]]\nid = "rthkk"\nevery = "1h"\n', 1, "did you mean 'rthk'"),
        ('[[sources]]\nid = "bay"\noutlet = "湾"\nfeeds = []\n', 1, "has no entry point"),
        ('[[sources]]\nid = "bay"\nfeeds = ["https://a.example/"]\n', 1, "sources.bay.outlet is missing"),
        ('[[sources]]\nid = "bay"\noutlet = "湾"\nfeds = []\n', 4, "no setting 'feds'; did you mean 'feeds'"),
        ('[[sources]]\nid = "b"\noutlet = "湾"\nfeeds = [\n# "]"\n"https://b.example/",\n"b.example/2"]', 7, "http"),
        (BAY + 'feeds = ["ftp://b.example/"]', 5, "not TOML"),
        (BAY.replace("https://bay.example", "file:///etc/passwd"), 4, "begins with neither"),
        (BAY.replace("bay.example", "me:word@bay.example"), 4, "user and password"),
        (BAY.replace("bay.example", "河套.example"), 4, "xn--"),
        (BAY.replace("bay.example", "bay.example:99999"), 4, "no address"),
        (BAY.replace("bay.example", "[::1"), 4, "no address"),
        (BAY + 'hosts = ["other.example"]\n', 4, "add 'bay.example' to hosts"),
        (BAY + 'hosts = ["https://bay.example/"]\n', 5, "without http://"),
        (BAY + 'hosts = ["*.com"]\n', 5, "half the web"),
        (BAY + 'language = "Chinese"\n', 5, "zh-Hans"),
        (BAY + 'newest_within = "soon"\n', 5, "no span"),
        (BAY + "delay = 0.5\n", 5, "greater than or equal to 1"),
        (BAY + "delay = nan\n", 5, "delay"),
        (BAY + 'cron = "0 0 31 2 *"\n', 5, "never comes"),
        (BAY + 'every = "1h"\ncron = "0 6 * * *"\n', 1, "not both"),
        (BAY + 'every = "1h"\nfastest = "5m"\n', 1, "are exact"),
        (BAY + 'fastest = "2h"\nslowest = "1h"\n', 1, "faster than fastest"),
        (BAY + 'slowest = "20s"\n', 5, "below one minute"),
        ('[crawl]\nquiet_hours = "1-5"\n', 2, "no time of day; write 08:00"),
        ('[crawl]\nquiet_hours = "03:00-03:00"\n', 2, "the whole day"),
        ('[crawl]\nslowest = "1m"\n', 1, "faster than fastest"),
        (BAY + "[sources.selectors]\n\ntitel = []\n", 7, "did you mean 'title'"),
        (BAY + "[sources.rthk]\nevery = '1h'\n", 5, 'id = "rthk" instead'),
        (BAY + "selectors = { text = 'div[' }\n", 5, "no CSS selector"),
        (BAY + "selectors = { text = '//div[' }\n", 5, "no CSS selector"),
        (BAY + "selectors = { drop = ['body'] }\n", 5, "whole page"),
        (BAY + """selectors = { text = "//p[re:test(., '(a+)+b')]" }\n""", 5, "for ever"),
        (LISTING + '"https://p.example/"]', 5, "every link"),
        (LISTING + '{url = "https://p.example/", links = "a::text"}]', 5, "::text"),
        (LISTING + '{url = "https://p.example/", links = "//a"}]', 5, "CSS"),
        (LISTING + "{url = 'https://p.example/', article_url = '(a'}]", 5, "regular expression: missing )"),
        (LISTING + "{url = 'https://p.example/', article_url = '(?=a)b'}]", 5, "no looking ahead"),
        (LISTING + f"{{url = 'https://p.example/', article_url = '{'a' * 501}'}}]", 5, "500 are the most"),
        (LISTING + '{url = "https://p.example/", link = "a.x"}]', 5, "did you mean 'links'"),
        (LISTING + '{url = "https://p.example/", links = "a.x", pages = 0}]', 5, "pages"),
        (
            '[sources.s]\noutlet = "s"\n[[sources.s.searches]]\nurl = "https://s.example/"\nqueries = ["x"]\n',
            4,
            "{query}",
        ),
        (
            '[sources.s]\noutlet = "s"\n[[sources.s.searches]]\nurl = "https://s.example/{query}"\n'
            'headers = { Cookie = "x" }',
            5,
            "login",
        ),
        (BAY + BAY.replace('"bay"', '"bay2"'), 8, "is asked by the source 'bay' already"),
        ('[sources.mine]\noutlet = "x"\nfeeds = ["https://www.info.gov.hk/gia/rss/general_zh.xml"]', 3, "'info_gov_hk'"),
        ("sources = 5", 1, "[[sources]]"),
        ("sources = [5]", 1, "[[sources]]"),
        ("[sources]\nrthk = 5\n", 2, "[sources.rthk]"),
        ("crawl = 5", 1, "write a table"),
        ('[[sources]]\nid = "x"\n[sources.y]\nz = {}\n[sources.y]', None, "cannot stand in one file"),
        ("[sources.rthk]\n[[sources]]\n", None, "cannot stand in one file"),
        ("x = " + "9" * 5000, None, "not TOML"),
        ("x = " + "[" * 5000 + "]" * 5000, None, "brackets"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_the_mend(
    loaded: partial[Configuration], text: str, line: int | None, says: str
) -> None:
    message = mistake(loaded, text)
    assert says in message
    if line and "not TOML" not in message:
        assert f"hetao.toml, line {line}: " in message


def test_a_file_of_bytes_that_are_no_text_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "hetao.toml"
    file.write_bytes('[crawl]\ncontact = "河套"\n'.encode("gbk"))
    with pytest.raises(ConfigurationError, match="line 2: not UTF-8"):
        load(file)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(tmp_path)


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "hetao.toml"
    file.write_bytes(b"\xef\xbb\xbf" + BAY.replace("\n", "\r\n").encode())
    assert load(file).own[0].id == "bay"


SECRET = "http://me:geheim@proxy.example:8080"


def test_a_proxy_is_given_to_the_crawl_and_shown_to_nobody(
    loaded: partial[Configuration], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_PROXY", SECRET)
    settings = loaded(
        f'[crawl]\nproxy = "{SECRET}"\n[sources.rthk]\nproxy = "env:MY_PROXY"\n[sources.people]\nproxy = "direct"\n'
    )
    assert settings.of("sznews").proxy == settings.of("rthk").proxy == SECRET
    assert settings.of("people").proxy is None
    assert settings.without_proxy().of("sznews").proxy is None
    shown = repr(settings) + str(settings.of("rthk")) + settings.of("sznews").model_dump_json()
    assert "geheim" not in shown


def test_a_proxy_of_the_environment_is_looked_up_when_it_is_used(
    loaded: partial[Configuration], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MY_PROXY", raising=False)
    settings = loaded('[sources.rthk]\nproxy = "env:MY_PROXY"\n')
    assert settings.proxy_fault(["people"]) is None
    assert "sources.rthk: proxy: the environment has no MY_PROXY" in str(settings.proxy_fault(["rthk"]))
    monkeypatch.setenv("MY_PROXY", "gopher://me:geheim@h:1")
    with pytest.raises(ConfigurationError, match="another scheme") as raised:
        _ = settings.of("rthk").proxy
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize(
    "proxy",
    [
        "socks5://me:geheim@h:1080",
        "https://me:geheim@h:443",
        "me:geheim@h:8080",
        "http://me:geheim@h",
        "http://me:geheim@:80",
        "http://me:geheim@h:99999",
        "http://me:geheim@h:80/path",
        "http://me:geheim geheim@h:80",
        "http://me:geheim@[::1",
        "env:geheim!",
        "env:",
        "",
    ],
)
@pytest.mark.parametrize("form", ["[crawl]\nproxy = '{}'\n", "[[sources]]\nid = 'rthk'\nproxy = '{}'\n"])
def test_a_proxy_that_cannot_be_used_is_refused_without_its_words(
    loaded: partial[Configuration], form: str, proxy: str
) -> None:
    message = mistake(loaded, form.format(proxy))
    assert "proxy: " in message
    assert "geheim" not in message


def test_the_delay_of_a_source_outranks_the_general_one(loaded: partial[Configuration]) -> None:
    rthk, people = (catalogue.spiders()[name].source for name in ("rthk", "people"))
    settings = loaded("[crawl]\ndelay = 5\n[sources.rthk]\ndelay = 1\n")
    assert (settings.delay_of(rthk), settings.delay_of(people)) == (1, 5)
    assert loaded("[crawl]\ndelay = 1\n").delay_of(people) == people.delay


# what the catalogue says and what the store keeps


def test_a_source_that_was_taken_out_of_the_file_is_watched_no_more(
    store: Store, loaded: partial[Configuration]
) -> None:
    assert {row.id for row in health(store, loaded(BAY), now=NOW)} == set(catalogue.spiders()) | {"bay"}
    save.finish_run(
        store, save.start_run(store, "bay", started_at=NOW, trigger="hand"), finished_at=NOW, outcome="success",
        counts=RunCounts(),
    )  # fmt: skip
    assert "bay" not in {row.id for row in health(store, loaded(""), now=NOW)}
    (kept,) = (row for row in queries.sources_health(store) if row.id == "bay")
    assert (kept.enabled, kept.last_run_at) == (False, NOW)
    (back,) = (row for row in health(store, loaded(BAY), now=NOW) if row.id == "bay")
    assert back.enabled


def test_a_source_that_answers_with_nothing_new_for_too_long_is_quiet(
    store: Store, loaded: partial[Configuration]
) -> None:
    spans = {"rthk": "10d", "sznews": "7d"}
    changed = "".join(
        f'[[sources]]\nid = "{name}"\nnewest_within = "{span}"\n' for name, span in spans.items()
    )
    settings = loaded(BAY + 'newest_within = "2d"\n' + changed)

    def quiet(days: float) -> set[str]:
        return {row.id for row in health(store, settings, now=NOW + timedelta(days=days)) if row.quiet}

    for name in ("bay", "rthk", "sztv", "people"):
        save.register_source(store, SourceRow(id=name, outlet=name, family=name))
        run = save.start_run(store, name, started_at=NOW, trigger="schedule")
        if name != "sztv":
            discovered = [Discovered(url=f"https://{name}.example/1")]
            save.record_discovered(
                store, name, run, discovered, entry=EntryState(url=name), now=NOW + timedelta(days=1)
            )
        outcome = "failed" if name == "people" else "success"
        save.finish_run(store, run, finished_at=NOW, outcome=outcome, counts=RunCounts())
    assert quiet(2.9) == set()
    assert quiet(3.1) == {"bay"}
    screen = Console(width=100, record=True, file=io.StringIO())
    screen.print(status.status_view(health(store, settings, now=NOW + timedelta(days=3.1)), ()))
    assert "answers, but has named nothing new since 11-25 20:00" in screen.export_text()
    assert quiet(7.1) == {"bay", "sztv"}  # it answered, and never named a page
    assert quiet(11.1) == {"bay", "sztv", "rthk"}  # people fails: that is said already


# a crawl of own sources


PARK = {
    "1": ("河套實驗樓啟用", "11月23日，河套深圳園區實驗樓正式啟用，多家機構遷入，科研人員表示滿意。"),
    "2": ("算力平台論壇舉行", "11月22日，第三屆灣區算力論壇在河套香港園區舉行，三百名學者出席並發表演講。"),
}


def page(number: str) -> str:
    title, sentence = PARK[number]
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div class=content><p>{sentence}</p>"
        "<p class=ad>立即購買</p></div><div>2026-11-23 10:00</div></body></html>"
    )


FULL = (
    "11月22日，星澜生物有限公司与粤澜大学在河套深圳园区签署战略合作协议。双方将共建联合实验室，开展人才培养。"
    * 3
)
SITE = {
    "/robots.txt": "User-agent: *\nDisallow:\n",
    "/rss.xml": f"<rss><channel><item><title>星澜生物与粤澜大学签约</title><link>/a/1.html</link>"
    f"<pubDate>Mon, 23 Nov 2026 08:00:00 +0800</pubDate><description>{FULL}</description></item></channel></rss>",
    "/elsewhere.xml": "<rss><channel><item><link>http://elsewhere.example/1.html</link></item></channel></rss>",
    "/news/": "<ul class=news><li><a href='/news/1.html'>一</a></li></ul><a href='/about.html'>關於</a>"
    "<a class=next href='/news/2/'>下一頁</a>",
    "/news/2/": "<ul class=news><li><a href='/news/2.html'>二</a></li><li><a href='/news/about.html'>三</a></li></ul>",
    "/news/1.html": page("1"),
    "/news/2.html": page("2"),
}


class Outlet(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = SITE.get(self.path, "").encode()
        if self.headers["If-None-Match"]:
            body = b""
        self.send_response(304 if self.headers["If-None-Match"] else 200 if body else 404)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def declared(host: str) -> str:
    allowed = f'allow_addresses = ["{host}"]' if "allow_addresses" in CrawlSettings.model_fields else ""
    return rf"""
[crawl]
{allowed}

[[sources]]
id = "bay_bulletin"
outlet = "湾区简报"
feeds = [{{ url = "http://{host}/rss.xml", full_text = true }}]
delay = 1

[[sources]]
id = "park_notices"
outlet = "园区通知"
language = "zh-Hant"
listings = [{{ url = "http://{host}/news/", links = "ul.news a", article_url = 'http://.*/news/1\.html', next_page = "a.next", pages = 2 }}]
selectors = {{ title = "h1", text = ["div.content"], drop = [".ad"] }}
delay = 1

[[sources]]
id = "foreign"
outlet = "别处报"
feeds = ["http://{host}/elsewhere.xml"]
delay = 1
"""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("own")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    (folder / "hetao.toml").write_text(declared(f"127.0.0.1:{server.server_address[1]}"), "utf-8")
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "HOME": str(folder)}

    def started(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), *arguments], cwd=folder, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def finished(process: subprocess.Popen[str]) -> list:
        out, said = process.communicate(timeout=120)
        assert out.strip(), said
        return json.loads(out.splitlines()[-1])

    try:
        first = finished(started("crawl", "bay_bulletin", "park_notices", "--json"))
        file = folder / "hetao.toml"
        file.write_text(file.read_text("utf-8").replace(r"/news/1\.html", r"/news/\d+\.html"), "utf-8")
        both = started("sources", "check", "foreign", "--json"), started("crawl", "park_notices", "--json")
        check, second = map(finished, both)
    finally:
        server.shutdown()
        server.server_close()
    store = open_store(f"sqlite:///{folder / 'data' / 'hetao.db'}")
    try:
        return {
            "check": check,
            "runs": first,
            "mended": second,
            "alerts": list(queries.export_alerts(store)),
            "articles": list(queries.export_articles(store)),
            "sources": health(store, load(folder / "hetao.toml"), now=NOW),
        }
    finally:
        store.close()


def test_own_sources_are_crawled_through_the_same_pipelines(crawled: dict[str, list]) -> None:
    runs = {run["source"]: run for run in crawled["runs"]}
    assert (runs["bay_bulletin"]["outcome"], runs["bay_bulletin"]["counts"]["new"]) == ("success", 1)
    assert (runs["park_notices"]["outcome"], runs["park_notices"]["counts"]["new"]) == ("success", 1)
    assert {a["title"] for a in crawled["articles"]} > {"河套實驗樓啟用", "算力平台論壇舉行"}
    assert {a["outlet"] for a in crawled["articles"]} == {"湾区简报", "园区通知"}
    assert "strategic_cooperation" in {alert["type"] for alert in crawled["alerts"]}


def test_own_sources_stand_in_the_list_with_their_health(crawled: dict[str, list]) -> None:
    rows = {row.id: row for row in crawled["sources"]}
    assert set(rows) > {"bay_bulletin", "park_notices", "rthk"}
    assert (rows["park_notices"].outcomes, rows["park_notices"].consecutive_failures) == ((("new", 2),), 0)
    assert rows["park_notices"].last_success_at is not None


def test_a_feed_that_names_other_hosts_only_says_so_when_it_is_checked(crawled: dict[str, list]) -> None:
    found, *_ = crawled["check"]
    assert (found["source"], found["what"]) == ("foreign", "entry point")
    assert "elsewhere.example" in found["message"]
    assert "add them to `hosts`" in found["message"]


def test_a_mended_declaration_reads_an_unchanged_page_again(crawled: dict[str, list]) -> None:
    (run,) = crawled["mended"]
    assert (run["outcome"], run["counts"]["new"], run["counts"]["not_modified"]) == ("success", 1, 0)


def test_two_lists_at_one_address_are_refused_and_two_searches_are_not(
    loaded: partial[Configuration],
) -> None:
    def two(url: str) -> str:
        one = '[[sources]]\nid = "{0}"\noutlet = "{0}"\nsearches = [{{ url = "{1}" }}]\n'
        return one.format("first", url) + one.format("second", url)

    assert "asked by the source 'first' already" in mistake(loaded, two("https://a.example/list.json"))
    assert len(loaded(two("https://a.example/?q={query}")).own) == 2


def test_two_searches_at_one_address_are_kept_apart(loaded: partial[Configuration]) -> None:
    """What one of them had read was "not modified" for the other, and the row showed now one, now the other."""
    one = (
        '[[sources]]\nid = "{0}"\noutlet = "{0}"\nsearches = [{{ url = "https://a.example/?q={{query}}" }}]\n'
    )
    everything = catalogue.spiders(loaded(one.format("first") + one.format("second")).own)
    (first,), (second,) = (poll_keys(everything[name].source.entry_points[0]) for name in ("first", "second"))
    assert second == f"{first}#second 2"
    assert catalogue.spiders()["rthk"] is everything["rthk"]


def test_the_mark_of_a_declaration_changes_with_what_it_finds(loaded: partial[Configuration]) -> None:
    first, slower, wider = (
        loaded(BAY + more).own[0] for more in ("", 'every = "2h"', 'hosts = ["bay.example", "b.example"]')
    )
    (entry,) = first.entry_points
    assert first.fingerprint(entry) == slower.fingerprint(entry) != wider.fingerprint(entry)
    built_in = catalogue.built_in()["rthk"]
    assert built_in.fingerprint(built_in.entry_points[0]) == ""


# the page that explains it

PAGE = (ROOT / "docs" / "sources.md").read_text("utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_a_block_of_the_documentation_can_be_used(loaded: partial[Configuration], number: int) -> None:
    settings = loaded(BLOCKS[number])
    assert settings.sources


def test_the_blocks_of_the_documentation_stand_in_one_file(loaded: partial[Configuration]) -> None:
    assert {s.id for s in loaded("\n".join(BLOCKS)).own} == {"bay_bulletin", "park_notices", "harbour_search"}


def test_every_key_is_documented() -> None:
    models = (*own_entries(), OwnSearchFields, OwnSelectors, OwnSource)
    keys = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert {key for key in keys if f"`{key}" not in PAGE} == set()


def test_the_example_file_shows_sources_that_can_be_used(loaded: partial[Configuration]) -> None:
    example = (ROOT / "hetao.example.toml").read_text("utf-8")
    sources = example[example.index("[[sources]]") :]
    uncommented = re.sub(r"^# (?=[\[\w])", "", sources, flags=re.MULTILINE)
    # `every` is shown, and `cron` or a bound instead of it
    both = uncommented.replace("cron = ", "# cron = ").replace("fastest = ", "# fastest = ")
    assert {source.id for source in loaded(both).own} == {"bay_bulletin", "park_notices"}
    assert loaded(both).of("rthk").enabled is False
