"""What we miss, as far as can be told: estimated from who reported what, and from what a back-search found."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.text import Text

from crawler import catalogue
from crawler.back_search import only_searched
from crawler.configuration import Configuration
from database import queries_recall
from database.queries_recall import Find
from database.session import Store
from faces.times import when
from pipelines.recall import LEAST_HELD, LEAST_RECAPTURES, Estimate, TooLittle, chao, chapman
from pipelines.shapes import local_time

#: What the figures assume; docs/recall.md says it at length.
CARE = (
    "Both assume that who brings an article does not depend on who else does, and that all are as easily found. News "
    "is copied, and small news is found by few: more is missed than these figures say. docs/recall.md"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What is known of a time. ``came``: articles that entry points named; ``found``: by a back-search, ``both``: by
    both; ``unread``: found late, and still to be read; ``families``: that reported a happening."""

    since: datetime
    until: datetime
    articles: Estimate | TooLittle
    came: int
    found: int
    both: int
    late: tuple[Find, ...]
    unread: int
    searched_at: datetime | None
    happenings: Estimate | TooLittle
    families: int

    @property
    def late_median(self) -> timedelta | None:
        """From publication until a late article reached us."""
        return statistics.median_low(find.delay for find in self.late) if self.late else None


def recall(store: Store, settings: Configuration, *, since: datetime, until: datetime) -> Recall:
    """Estimate what we hold of what was published, and of what happened, in a time."""
    sources = (catalogue.spiders(demo=True) | catalogue.spiders(settings.own)).values()
    # what such a source names is a find of the same search: no second voice
    alone = only_searched(spider.source for spider in sources)
    all_finds = queries_recall.finds(store, since=since, until=until)
    finds = [find for find in all_finds if find.known_by not in alone]
    came = queries_recall.came_by_themselves(store, since=since, until=until, apart_from=tuple(alone))
    both = sum(find.known_by is not None for find in finds)
    reporters = queries_recall.reporters(store, since=since, until=until)
    return Recall(
        since=since,
        until=until,
        articles=chapman(came, len(finds), both),
        came=came,
        found=len(finds),
        both=both,
        late=tuple(find for find in finds if find.known_by is None),
        unread=queries_recall.unread_finds(store),
        searched_at=queries_recall.last_back_search(store),
        happenings=chao(reporters),
        families=len({family for families in reporters for family in families}),
    )


def recall_view(found: Recall) -> list[Text]:
    """The figures in sentences, how they came about, and what they assume."""
    lines = [Text(_said("articles", found.articles, found.since), style="bold")]
    if found.searched_at is None:
        lines.append(Text("  No back-search has been made; make one with: hetao recall --search"))
    else:
        lines.append(
            Text(
                f"  {found.came} came by themselves; of {found.found} that the outlets' own searches found (last "
                f"{when(found.searched_at)}), {found.both} are among them (Chapman 1951)."
            )
        )
    if found.late_median is not None:
        held = sum(find.is_reprint for find in found.late)
        lines.append(
            Text(
                f"  Late: {len(found.late)}, of which {held} say what we held already; they reached us "
                f"{found.late_median / timedelta(days=1):.1f} days after publication (median)."
            )
        )
    if found.unread:
        lines.append(Text(f"  {found.unread} more were found late and wait to be read."))
    lines.append(Text(_said("happenings", found.happenings, found.since), style="bold"))
    lines.append(Text(f"  From which of {found.families} publisher families reported each (Chao 1989)."))
    lines.append(Text(CARE, style="dim"))
    return lines


def _said(what: str, one: Estimate | TooLittle, since: datetime) -> str:
    if isinstance(one, TooLittle):
        return (
            f"Too little to say what part of the {what} since {when(since)} we hold: {one.held} held, "
            f"{one.recaptures} of them brought by two; at least {LEAST_HELD} and {LEAST_RECAPTURES} are needed."
        )
    at_most = "at most " if what == "happenings" else ""
    return (
        f"We hold {at_most}an estimated {one.share:.0%} ({one.share_low:.0%} to {one.share_high:.0%}) of the {what} on Hetao "
        f"since {when(since)}: {one.held} of {one.total:.0f} ({one.low:.0f} to {one.high:.0f})."
    )


def recall_shape(found: Recall) -> dict[str, Any]:
    """The same for ``--json``; an estimate for which there is too little has no figures but what is held."""
    median = found.late_median
    return {
        "since": local_time(found.since),
        "until": local_time(found.until),
        "articles": _shape(found.articles),
        "came_by_themselves": found.came,
        "found_by_search": found.found,
        "both": found.both,
        "searched_at": local_time(found.searched_at),
        "late": len(found.late),
        "late_unread": found.unread,
        "late_reprints": sum(find.is_reprint for find in found.late),
        "late_median_hours": None if median is None else round(median / timedelta(hours=1), 1),
        "happenings": _shape(found.happenings),
        "families": found.families,
    }


def _shape(one: Estimate | TooLittle) -> dict[str, Any]:
    if isinstance(one, TooLittle):
        return asdict(one) | {"share": None}
    shares = {"share": one.share, "share_low": one.share_low, "share_high": one.share_high}
    return {name: round(value, 4) for name, value in (asdict(one) | shares).items()}
