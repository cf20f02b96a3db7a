"""A live probe of sources, as a person or the makers of the program want to read it."""

from __future__ import annotations

import json
import platform
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from rich.console import Console
from rich.text import Text

from crawler import catalogue, crawl, probe, proven
from crawler.configuration import Configuration
from crawler.probe import Probing
from crawler.probed import ArticleProbe, EntryProbe, SourceProbe
from database.session import Store
from faces.crawling import quiet
from faces.times import when
from pipelines.alerting import LOCAL
from pipelines.shapes import local_time

_PACKAGE = "hetao-watch"
#: Whom a user's traffic passes through is nobody's business.
_PROXY = re.compile(r"through the proxy \S+: ")


def check(
    store: Store, settings: Configuration, names: Sequence[str], *, seconds: float, console: Console
) -> tuple[SourceProbe, ...]:
    """Probe the named sources, else the whole catalogue; each is printed as soon as it is done.

    Of ``store`` only the turns at hosts are taken, so that a daemon beside it does not ask at the same time.

    Raises:
        UnknownSource: a name is not in the catalogue.
    """
    quiet()
    chosen = catalogue.chosen(names or list(catalogue.spiders(settings.own)), settings.own)
    sources = [spider.source for spider in chosen.values()]
    done: list[str] = []

    def tell(found: SourceProbe) -> None:
        done.append(found.source)
        console.print(Text(f"[{len(done)}/{len(sources)}] ", style="dim") + view(found))

    return crawl.on_reactor(
        lambda: probe.probe_all(sources, Probing(store=store, settings=settings, tell=tell, seconds=seconds))
    )


def view(found: SourceProbe) -> Text:
    """One source in a few lines; what all its entry points say is said once."""
    text = Text(f"{found.source} {found.outlet}: ", style="bold")
    text.append("works" if found.works else "does not work as declared", style="" if found.works else "red")
    many, first = len(found.entries), found.entries[0]
    if many > 1 and not first.reached and len({entry.why for entry in found.entries}) == 1:
        told = f"{many} entry points: {first.verdict.health}; {first.why}"
        return text.append(f"\n  {told}", style="red")
    for entry in found.entries:
        text.append(f"\n  {_entry_line(entry)}", style="" if entry.ok else "red")
    if found.article:
        text.append(f"\n  {_article_line(found)}", style="" if not found.missing else "yellow")
    return text


def _entry_line(entry: EntryProbe) -> str:
    facts = [f"{entry.status or '-'}", entry.charset or "-", f"{entry.items} items"]
    facts += [f"newest {when(entry.newest)}", f"robots.txt {entry.robots}", entry.verdict.health]
    why = f"; {entry.why}" if entry.why else ""
    return f"{entry.kind} {unquote(entry.url)}: {', '.join(facts)}{why}"


def _article_line(found: SourceProbe) -> str:
    assert found.article is not None
    article, probed = found.article, found.article.probed
    given = "-" if probed.why else "given by the entry point"
    facts = [f"{article.status or given}", probed.charset or "-"]
    facts += [f"{probed.characters} characters by {probed.reader}"] if probed.reader else []
    facts += [f"has {' '.join(probed.filled)}"] if probed.filled else []
    facts += [f"lacks {' '.join(found.missing)}"] if found.missing else []
    facts += [f"selectors miss {' '.join(probed.missed)}"] if probed.missed else []
    return f"article {unquote(article.url)}: {', '.join(facts)}{f'; {probed.why}' if probed.why else ''}"


def summary(probes: Sequence[SourceProbe]) -> str:
    """``71 of 80 sources work; entry points: 120 healthy, 4 blocked``."""
    counts = Counter(entry.verdict.health for found in probes for entry in found.entries)
    told = ", ".join(f"{n} {health}" for health, n in counts.most_common())
    return f"{sum(found.works for found in probes)} of {len(probes)} sources work; entry points: {told}"


def shapes(found: SourceProbe) -> list[dict[str, Any]]:
    """What was found as JSON: one object for each entry point, one for the article."""
    told = [_entry_shape(found.source, entry) for entry in found.entries]
    return [*told, _article_shape(found, found.article)] if found.article else told


def _entry_shape(source: str, entry: EntryProbe) -> dict[str, Any]:
    return {
        "source": source,
        "ok": entry.ok,
        "what": "entry point",
        "message": _PROXY.sub("", entry.why or entry.verdict.health),
        "url": entry.url,
        "kind": entry.kind,
        "reached": entry.reached,
        "status": entry.status,
        "charset": entry.charset,
        "items": entry.items,
        "newest": local_time(entry.newest),
        "robots": entry.robots,
        "verdict": entry.verdict.health,
    }


def _article_shape(found: SourceProbe, article: ArticleProbe) -> dict[str, Any]:
    probed = article.probed
    return {
        "source": found.source,
        "ok": article.ok and not found.missing,
        "what": "article",
        "message": _PROXY.sub("", probed.why or f"has {' '.join(probed.filled)}"),
        "url": article.url,
        "status": article.status,
        "charset": probed.charset,
        "filled": list(probed.filled),
        "missing": list(found.missing),
        "missed": list(probed.missed),
        "reader": probed.reader,
        "characters": probed.characters,
    }


def write_report(
    path: Path, probes: Sequence[SourceProbe], settings: Configuration, *, now: datetime
) -> None:
    """Write a report for the makers of the program: the catalogue only, no word of own sources, proxies or contacts.

    Raises:
        OSError: it cannot be written.
    """
    own = {source.id for source in settings.own}
    public = [found for found in probes if found.source not in own]
    facts = {
        "program": f"{_PACKAGE} {version(_PACKAGE)}",
        "python": platform.python_version(),
        "day": f"{now.astimezone(LOCAL):%Y-%m-%d %H:%M}",
        "summary": summary(public),
        "left_out": len(probes) - len(public),
    }
    if path.suffix == ".json":
        found = [shape for each in public for shape in shapes(each)]
        text = json.dumps({**facts, "findings": found}, ensure_ascii=False, indent=1)
    else:
        text = _markdown(facts, public)
    path.write_text(text + "\n", "utf-8")


def _markdown(facts: dict[str, Any], probes: Sequence[SourceProbe]) -> str:
    lines = [f"# Probe of the catalogue, {facts['day']}", ""]
    lines += [f"{facts['program']}, Python {facts['python']}. {facts['summary']}."]
    if facts["left_out"]:
        lines += [f"{facts['left_out']} sources of the user's own are left out."]
    lines += ["", "| source | what | status | charset | items | newest | robots.txt | verdict | remarks |"]
    lines += ["|---|---|---|---|---|---|---|---|---|"]
    for found in sorted(probes, key=lambda each: (each.works, each.source)):
        for shape in shapes(found):
            if shape["what"] == "article":
                verdict = f"{shape['characters']} characters by {shape['reader'] or 'nobody'}"
                cells = [
                    shape["source"],
                    "article",
                    shape["status"] or "",
                    shape["charset"] or "",
                    "",
                    "",
                    "",
                    verdict,
                ]
                lacks = f"lacks {', '.join(shape['missing'])}; " if shape["missing"] else ""
                cells += [f"{lacks}{shape['message']} <{shape['url']}>"]
            else:
                cells = [
                    shape["source"],
                    shape["kind"],
                    shape["status"] or "",
                    shape["charset"] or "",
                    shape["items"],
                ]
                remarks = "" if shape["ok"] else f"{shape['message']} <{shape['url']}>"
                cells += [shape["newest"] or "", shape["robots"], shape["verdict"], remarks]
            lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def prove(probes: Sequence[SourceProbe], settings: Configuration, *, now: datetime) -> str:
    """Note the sources that work as proven; gives what was noted, for people.

    Raises:
        OSError: it cannot be written.
    """
    works = [found.source for found in probes if found.works]
    if not works:
        return "No source works as declared: nothing is noted as proven."
    path = proven.keep_proven(settings, works, today=now.astimezone(LOCAL).date())
    return f"{len(works)} sources are noted as proven live in {path}; `hetao sources` shows it."
