"""The demo outlets: what they serve, what is read of it, and the whole way into the database, twice."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from datetime import date, datetime, time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from crawler import catalogue
from crawler.demo import render
from crawler.demo.site import PUBLISH, DemoSite, serve
from crawler.demo.stories import OUTLETS, Story, load
from pipelines.alerting import LOCAL
from pipelines.decide import decide
from pipelines.folding import fold_name
from pipelines.reading.markup import text_of_html
from pipelines.values import Discovered, Page, Report, Selectors

TODAY = date(2026, 11, 24)
STORIES = load()


def told(report: Report) -> list[str]:
    """What would be told of a report, in the words of the articles' truth."""
    verdicts = {v.claim_id: v.alert for v in report.verdicts}
    return sorted(
        f"{c.family}:{c.type}{'.' + c.subtype if c.subtype else ''}:{c.status}"
        for c in report.extraction.claims
        if verdicts[c.id]
    )


def decided(story: Story, today: date = TODAY) -> Report:
    hint, body, selectors = None, b"", Selectors()
    if story.outlet == "kuaixun":
        record = render.records([story], "http://kuaixun.example", today)[0]
        text = text_of_html(str(record["content"]))
        hint = Discovered(
            url=str(record["url"]),
            title=story.title,
            text=text,
            text_is_full=True,
            published_at=story.published_at(today),
        )
    else:
        body = render.page(story, today)
    if story.outlet == "nanling":
        selectors = catalogue.spiders(demo=True)["nanling"].source.selectors
    return decide(
        Page(
            url=f"http://{story.outlet}.example{story.path}",
            body=body,
            fetched_at=datetime.combine(today, time(10), LOCAL),
            http_charset="utf-8" if story.outlet == "nanling" else None,
            selectors=selectors,
            hint=hint,
        )
    )


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(url, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as problem:
        return problem.code, problem.read(), dict(problem.headers)


@pytest.fixture
def site() -> DemoSite:
    with serve(today=TODAY, ports=(0, 0, 0, 0)) as running:
        yield running


def test_there_are_enough_articles_of_every_kind() -> None:
    assert len(STORIES) >= 30
    assert {s.outlet for s in STORIES.values()} == set(OUTLETS)
    assert sum(1 for s in STORIES.values() if s.reprint_of) >= 3
    assert any(s.damage == "cloaked" for s in STORIES.values())


READ = [s for s in STORIES.values() if s.damage in (None, "cloaked") and not s.hidden]


@pytest.mark.parametrize("story", READ, ids=lambda s: s.key)
def test_each_article_is_read_as_its_truth_says(story: Story) -> None:
    report = decided(story)
    assert report.relevance.kind == story.relevance
    expected = story.tells or (STORIES[story.reprint_of].tells if story.reprint_of else ())
    if story.key == "independent-opening":  # tells in other words what the opening tells
        expected = STORIES["opening"].tells
    assert told(report) == sorted(expected)
    for claim in report.extraction.claims:
        for span in (
            claim.evidence,
            *(a.evidence for a in claim.arguments),
            *(c.evidence for c in claim.counts),
        ):
            assert report.article.text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "today",
    [
        date(2026, 12, 31),
        date(2027, 2, 3),  # a shorter date moves every character behind it
        date(2028, 2, 29),
        date(2027, 1, 4),  # 去年春天 ended four days ago, and is no news
    ],
    ids=str,
)
def test_the_demo_reads_the_same_on_whatever_day_it_is_served(today: date) -> None:
    assert {s.key: told(decided(s, today)) for s in READ} == {s.key: told(decided(s)) for s in READ}


def test_what_is_signed_is_written_so_in_traditional_characters() -> None:
    assert "集中簽約" in render.page(STORIES["hk-reprint"], TODAY).decode("big5hkscs")


def test_the_evening_paper_is_gbk_whatever_it_declares() -> None:
    body = render.page(STORIES["lease"], TODAY)
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert b'charset="utf-8"' in body
    assert decided(STORIES["lease"]).charset.used == "gb18030"


def test_the_hong_kong_paper_has_characters_of_its_own() -> None:
    body = render.page(STORIES["mou"], TODAY)
    assert "𨋢" in body.decode("big5hkscs")
    assert decided(STORIES["mou"]).charset.used == "big5hkscs"


def test_the_cloaked_article_is_cured_and_its_lost_byte_restored() -> None:
    repairs = {r.name: r for r in decided(STORIES["cloaked"]).article.repairs}
    assert repairs["pinyin_in_brackets"].count > 20
    assert repairs["half_width_punctuation"].count > 5
    assert repairs["lost_byte"].restored


@pytest.mark.parametrize("key", ["garbled", "blank"])
def test_what_cannot_be_read_says_so(key: str) -> None:
    report = decided(STORIES[key])
    assert report.error
    assert report.article.text == ""
    assert report.extraction.claims == ()


def test_every_page_says_that_it_is_fiction() -> None:
    for story in READ:
        if story.outlet != "kuaixun":
            page = render.page(story, TODAY).decode(
                {"nanling": "gb18030", "gangwan": "big5hkscs"}.get(story.outlet, "utf-8")
            )
            assert "虚构" in page or "虛構" in page


def test_unchanged_pages_answer_304(site: DemoSite) -> None:
    url = f"{site.addresses['xingzhou']}/rss.xml"
    status, body, headers = get(url)
    assert status == 200
    assert body
    assert get(url, {"If-None-Match": headers["ETag"]})[0] == 304
    assert headers["Last-Modified"].endswith(" GMT")
    assert get(url, {"If-Modified-Since": headers["Last-Modified"]})[0] == 304
    assert get(url, {"If-Modified-Since": "yesterday"})[0] == 200


def test_what_was_published_is_newer_than_any_earlier_date(site: DemoSite) -> None:
    url = f"{site.addresses['xingzhou']}/rss.xml"
    before = get(url)[2]["Last-Modified"]
    site.publish()
    assert get(url, {"If-Modified-Since": before})[0] == 200


def test_the_hong_kong_home_page_is_traditional_as_it_declares(site: DemoSite) -> None:
    body = get(f"{site.addresses['gangwan']}/")[1]
    assert b"charset='big5'" in body
    text = body.decode("big5hkscs")
    assert "虛構演示" in text
    assert "港灣時報" in text
    assert "&#" not in text


def test_a_held_article_appears_when_it_is_published(site: DemoSite) -> None:
    url = f"{site.addresses['xingzhou']}/rss.xml"
    before = get(url)[1]
    request = urllib.request.Request(f"{site.addresses['xingzhou']}{PUBLISH}", method="POST", data=b"")
    with urllib.request.urlopen(request, timeout=5) as answer:
        title = json.loads(answer.read())["published"]
    assert title
    assert title not in before.decode()
    assert title in get(url)[1].decode()


CRAWL = """
import json, sys
from dataclasses import replace
from datetime import date
from crawler import catalogue, crawl
from crawler.configuration import DEFAULT
from crawler.demo.site import serve
from database import queries, session

def main():
    folder = sys.argv[1]
    store = session.open_store(sys.argv[2])
    settings = replace(DEFAULT, crawl=DEFAULT.crawl.model_copy(update={"archive": folder + "/archive"}))
    spiders = list(catalogue.spiders(demo=True).values())
    seen = []
    with serve(ports=(0, 0, 0, 0)) as site:
        crawls = crawl.Crawls(store=store, configuration=settings, rebased=site.rebased, allowed=tuple(site.rebased.values()), delay=0.0)
        crawl.register(store, spiders, settings)
        async def twice():
            for _ in range(2):
                site.requests.clear()
                runs = await crawls.crawl_all(spiders, trigger="test")
                seen.append({
                    "runs": {r.source: [r.outcome, dict(r.outcomes)] for r in runs},
                    "requests": list(site.requests),
                    "articles": list(queries.EXPORTS["articles"](store)),
                    "signings": list(queries.EXPORTS["signings"](store)),
                    "events": list(queries.EXPORTS["events"](store)),
                    "alerts": list(queries.EXPORTS["alerts"](store)),
                })
        try:
            crawl.on_reactor(twice)
        finally:
            crawls.close()
    print(json.dumps(seen))

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict], Path]:
    """The demo crawled twice by a program of its own (a reactor cannot restart), and its folder."""
    folder = tmp_path_factory.mktemp("demo")
    script = folder / "crawl_twice.py"
    script.write_text(CRAWL, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(folder), f"sqlite:///{folder}/demo.db"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=Path(__file__).parent.parent,
        env={"PYTHONPATH": str(Path(__file__).parent.parent), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1]), folder


def test_status_of_the_demos_database_shows_how_the_fictional_outlets_do(
    crawled: tuple[list[dict], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(crawled[1])
    hetao = ["--database", "demo.db", "status"]
    told = json.loads(CliRunner().invoke(cli.app, [*hetao, "--json"], catch_exceptions=False).stdout)
    demo = {row["id"]: row["state"] for row in told["sources"] if row["id"] in catalogue.spiders(demo=True)}
    assert demo == dict.fromkeys(catalogue.spiders(demo=True), "healthy")
    alone = CliRunner().invoke(cli.app, [*hetao, "gangwan"], catch_exceptions=False)
    assert "(gangwan): healthy" in alone.stdout


def test_every_page_got_exactly_one_outcome(crawled: tuple[list[dict], Path]) -> None:
    first = crawled[0][0]
    assert {source: run[0] for source, run in first["runs"].items()} == dict.fromkeys(OUTLETS, "success")
    outcomes = {source: run[1] for source, run in first["runs"].items()}
    visible = {
        outlet: [s for s in STORIES.values() if s.outlet == outlet and not s.held] for outlet in OUTLETS
    }
    assert {o: sum(n.values()) for o, n in outcomes.items()} == {o: len(s) for o, s in visible.items()}
    assert outcomes["gangwan"]["undecodable"] == 1
    assert outcomes["gangwan"]["broken"] == 1
    assert outcomes["xingzhou"]["http_error"] == 1
    assert outcomes["nanling"]["robots_denied"] == 1


def test_each_happening_is_told_once_and_nothing_else_is(crawled: tuple[list[dict], Path]) -> None:
    alerts = crawled[0][0]["alerts"]
    wanted = sorted(
        (kind.split(":")[1].split(".")[0], kind.split(":")[2])
        for s in STORIES.values()
        if not s.held
        for kind in s.tells
    )
    assert sorted((a["type"], a["status"]) for a in alerts) == wanted
    assert {a["kind"] for a in alerts} == {"new"}
    assert all(a["evidence"] and a["articles"] for a in alerts)


def test_reports_of_one_opening_meet_in_one_happening(crawled: tuple[list[dict], Path]) -> None:
    # the name is in the script of whichever report came first
    openings = [
        e for e in crawled[0][0]["events"] if e["type"] == "OPENING" and "澜湾" in fold_name(e["name"] or "")
    ]
    assert len(openings) == 1
    assert len(openings[0]["articles"]) == 3
    assert openings[0]["independent_reports"] == 2


def test_reprints_are_linked_across_outlets_and_scripts(crawled: tuple[list[dict], Path]) -> None:
    by_url = {a["url"].rpartition("/")[2].removesuffix(".html"): a for a in crawled[0][0]["articles"]}
    for story in STORIES.values():
        if story.reprint_of:
            assert by_url[story.key]["group"] == by_url[story.reprint_of]["group"]
    assert by_url["independent-opening"]["group"] != by_url["opening"]["group"]


def test_the_second_run_adds_nothing_and_fetches_nothing_again(crawled: tuple[list[dict], Path]) -> None:
    first, second = crawled[0]
    for what in ("articles", "signings", "events", "alerts"):
        assert second[what] == first[what]
    answered = [status for _, path, status in second["requests"] if path != "/robots.txt"]
    assert answered
    assert set(answered) == {304}


def test_what_robots_forbids_is_never_asked(crawled: tuple[list[dict], Path]) -> None:
    assert not [path for _, path, _ in crawled[0][0]["requests"] if path.startswith("/private/")]


def test_raw_bodies_are_archived(crawled: tuple[list[dict], Path]) -> None:
    from warcio.archiveiterator import ArchiveIterator

    (file,) = (crawled[1] / "archive").glob("20*.warc.gz")  # those that were skimmed are kept apart
    with file.open("rb") as stream:
        bodies = {
            r.rec_headers.get_header("WARC-Target-URI").rpartition("/")[2]: r.content_stream().read()
            for r in ArchiveIterator(stream)
        }
    assert "𨋢" in bodies["mou.html"].decode("big5hkscs")
