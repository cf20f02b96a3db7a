"""Articles read again from the archive: what today's rules say otherwise, shown first, stored on request."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from crawler import catalogue
from crawler.configuration import Configuration
from crawler.decider import Decider
from crawler.rereading import read_again
from crawler.source import Source
from database.rereading import ArchivedArticle, archived_article, store_again
from database.rows import Saved
from database.session import Store
from faces.tables import day, kind_of
from pipelines.shapes import Shape, local_time
from pipelines.values import Article, Claim, Report

#: ``gone``: the archive has the page no longer; ``not_read``: today's rules read no relevant article, which is only shown.
OUTCOMES = ("same", "differs", "gone", "not_read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """An article, what it says otherwise, and what storing that changes (or would)."""

    article: ArchivedArticle
    outcome: str
    why: str | None = None
    now: Article | None = None
    appear: tuple[Claim, ...] = ()
    disappear: tuple[Claim, ...] = ()
    change: tuple[tuple[Claim, Claim], ...] = ()
    saved: Saved | None = None


def reread(
    store: Store, settings: Configuration, ids: Sequence[int], *, apply: bool, console: Console | None
) -> list[Reread]:
    """Read the archived pages of articles again; what differs is given, and shown on ``console`` as soon as it is known.

    Each article is stored by a transaction of its own: what was done before Ctrl-C stays, and is no difference next time.
    """
    sources = {**catalogue.built_in(), **{source.id: source for source in settings.own}}
    work = _Work(store=store, settings=settings, sources=sources, apply=apply)
    return asyncio.run(work.through(ids, console))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    store: Store
    settings: Configuration
    sources: Mapping[str, Source]
    apply: bool

    async def through(self, ids: Sequence[int], console: Console | None) -> list[Reread]:
        decider = Decider(self.settings.limits)
        folder, at_once = Path(self.settings.crawl.archive), self.settings.limits.workers
        differing: list[Reread] = []
        times: Counter[str] = Counter()
        try:
            for start in range(0, len(ids), at_once):
                found = (archived_article(self.store, one) for one in ids[start : start + at_once])
                articles = [one for one in found if one is not None]
                reports = await asyncio.gather(
                    *(read_again(decider, folder, one, self.sources) for one in articles)
                )
                for article, report in zip(articles, reports, strict=True):
                    done = self._done(article, report)
                    times[done.outcome] += 1
                    if done.outcome != "same":
                        differing.append(done)
                        if console is not None:
                            show(console, done, applied=self.apply)
        finally:
            decider.close()
        if console is not None:
            said = ", ".join(f"{times[outcome]} {outcome}" for outcome in OUTCOMES if times[outcome])
            console.print(
                f"{sum(times.values())} articles read again: {said or 'none is archived'}.", markup=False
            )
        return differing

    def _done(self, article: ArchivedArticle, report: Report | None) -> Reread:
        if report is None:
            return Reread(article=article, outcome="gone", why=f"{article.file} has it no longer")
        if report.error or report.relevance.kind == "irrelevant":
            return Reread(
                article=article, outcome="not_read", why=report.error or "; ".join(report.relevance.why)
            )
        difference = compared(article, report)
        if difference.outcome == "same":
            return difference
        saved = store_again(self.store, report, apply=self.apply)
        return Reread(
            article=article,
            outcome="differs",
            now=report.article,
            appear=difference.appear,
            disappear=difference.disappear,
            change=difference.change,
            saved=saved,
        )


def compared(article: ArchivedArticle, report: Report) -> Reread:
    """What a reading says otherwise; a claim from the same sentence that is not the same one changes."""
    known, found = (
        {_told(claim): claim for claim in claims} for claims in (article.claims, report.extraction.claims)
    )
    gone = [claim for told, claim in known.items() if told not in found]
    new = [claim for told, claim in found.items() if told not in known]
    change: list[tuple[Claim, Claim]] = []
    for before in list(gone):
        after = next(
            (c for c in new if (c.family, c.evidence.text) == (before.family, before.evidence.text)), None
        )
        if after is not None:
            change.append((before, after))
            gone.remove(before)
            new.remove(after)
    now = report.article
    texts_differ = (now.title, now.text, now.published_at) != (
        article.title,
        article.text,
        article.published_at,
    )
    return Reread(
        article=article,
        outcome="differs" if texts_differ or gone or new or change else "same",
        now=now,
        appear=tuple(new),
        disappear=tuple(gone),
        change=tuple(change),
    )


def _told(claim: Claim) -> tuple[object, ...]:
    """What a claim says, without where."""
    arguments = sorted((a.role, a.normalised) for a in claim.arguments)
    counts = sorted((c.what, c.n, c.scope) for c in claim.counts)
    kind = (claim.family, claim.type, claim.subtype, claim.status, claim.name, claim.on_hetao)
    return (*kind, claim.date, claim.amount, tuple(arguments), tuple(counts))


def show(console: Console, one: Reread, *, applied: bool) -> None:
    """An article and what it says otherwise, a line each."""
    text = Text(f"{one.article.id}  {one.article.title or one.article.url}\n", style="bold")
    if one.why:
        text.append(f"   {one.outcome}: {one.why}\n", style="yellow")
    for sign, style, what in _lines(one):
        text.append(f"   {sign} {what}\n", style=style)
    if one.saved is not None:
        new, alerts = len(one.saved.new_happenings), len(one.saved.alerts)
        made = "stored" if applied else "not stored; it would make"
        text.append(f"   {made}: {new} new happenings, {alerts} alerts that call nobody\n", style="dim")
    console.print(text, end="")


def _lines(one: Reread) -> list[tuple[str, str, str]]:
    now, article = one.now, one.article
    lines = [
        *(("~", "yellow", f"{_line(before)}  ->  {_line(after)}") for before, after in one.change),
        *(("-", "red", _line(claim)) for claim in one.disappear),
        *(("+", "green", _line(claim)) for claim in one.appear),
    ]
    if one.outcome != "differs" or now is None:
        return lines
    if now.text != article.text:
        lines.insert(0, ("~", "yellow", f"text: {len(article.text)} -> {len(now.text)} characters"))
    if now.published_at != article.published_at:
        dates = f"{local_time(article.published_at)} -> {local_time(now.published_at)}"
        lines.insert(0, ("~", "yellow", f"published: {dates}"))
    if now.title != article.title:
        lines.insert(0, ("~", "yellow", f"title: {article.title} -> {now.title}"))
    return lines


def _line(claim: Claim) -> str:
    who = "、".join(dict.fromkeys(a.normalised for a in claim.arguments if a.role not in ("place", "date")))
    return " · ".join(
        filter(None, (kind_of(claim.type, claim.subtype), claim.status, day(claim.date), claim.name, who))
    )


def shape(one: Reread) -> Shape:
    """An article of ``hetao reprocess --json``."""
    now, saved = one.now, one.saved
    return {
        "article_id": one.article.id,
        "url": one.article.url,
        "outcome": one.outcome,
        "why": one.why,
        "title": _pair(one.article.title, now.title if now else None),
        "published_at": _pair(
            local_time(one.article.published_at), local_time(now.published_at) if now else None
        ),
        "characters": _pair(len(one.article.text), len(now.text) if now else None),
        "appear": [_line(claim) for claim in one.appear],
        "disappear": [_line(claim) for claim in one.disappear],
        "change": [{"before": _line(before), "now": _line(after)} for before, after in one.change],
        "new_happenings": len(saved.new_happenings) if saved else 0,
        "alerts": len(saved.alerts) if saved else 0,
    }


def _pair(before: Any, now: Any) -> dict[str, Any]:
    return {"before": before, "now": now}
