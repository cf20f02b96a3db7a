"""One crawl of one source while it lasts: what it may use, and what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from crawler.archive import Archive
from crawler.decider import Decider
from crawler.errand import ENDED, Errand
from crawler.limits import MEGABYTE, Limits
from crawler.source import Source
from database.errors import StoreUnreachable
from database.rows import PageOutcome, RunCounts
from database.session import Store
from pipelines.health.articles import FEWEST_KEPT_BACK
from pipelines.rhythm import Bounds

P = ParamSpec("P")
T = TypeVar("T")
#: Outcomes of pages that came and could be read.
_BROUGHT = ("new", "undated", "updated", "reprint", "known", "irrelevant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Something happened in a run; ``waiting`` pages are still to be fetched."""

    source: str
    done: int
    waiting: int
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """How a run ended. ``outcome``: success, partial, failed, interrupted, or skipped where another program runs it.

    ``reached``: whether any entry point answered. ``unasked``: entry points that were due and of which no poll came.
    """

    source: str
    outcome: str
    message: str
    reached: bool
    counts: RunCounts
    outcomes: tuple[tuple[str, int], ...]
    seconds: float
    unasked: int = 0

    @property
    def failed(self) -> bool:
        """True where nothing of the source could be read, or another program was reading it."""
        return self.outcome in ("failed", "skipped")


@dataclass(kw_only=True)
class Run(Errand):
    """The tools and the tally of one run. Lives on the event loop only.

    ``bounds``: the run asks only the entry points that are due by their own rhythm within them, and plans their next
    poll; None: it asks all and leaves the plan alone. ``entry_points_due``: how many it asks.
    """

    source: Source
    store: Store
    run_id: int
    decider: Decider
    archive: Archive
    declared: tuple[Source, ...] = ()  # all sources there are, by which a search's finds are attributed
    limits: Limits = field(default_factory=Limits)
    since: datetime | None = None
    bounds: Bounds | None = None
    entry_points_due: int = 0
    proxy: str | None = field(default=None, repr=False)  # may hold a password
    report: Callable[[Progress], None] | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    alerts: int = 0
    discovered: int = 0
    not_modified: int = 0
    bytes: int = 0
    entry_points_read: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    asked_before: frozenset[str] = frozenset()  # entry points of which polls are kept
    waiting: int = 0
    under_way: bool = False
    stopping: bool = False
    stop: Callable[[], None] = lambda: None
    cut: str | None = None
    polls: int = 0
    kept_back: dict[str, str] = field(default_factory=dict)  # addresses, and the sign of each
    _kept_back_in_a_row: int = 0

    def now(self) -> datetime:
        """The moment, aware."""
        return datetime.now(UTC)

    def received(self, size: int) -> None:
        """Bytes came; past the limit the run ends."""
        self.bytes += size
        if self.bytes > self.limits.run_bytes:
            self.end_early(f"the limit of {self.limits.run_bytes // MEGABYTE} MB for one run")

    def end_early(self, why: str) -> None:
        """Finish what is in flight and ask for nothing more; what is left stays queued for the next run."""
        if self.cut is None and not self.stopping:
            self.cut = why
            self.tell(f"stopped at {why}")
        self.end()

    def end(self) -> None:
        """Finish what is in flight and ask for nothing more.

        Scrapy forgets a stop that it gets before its engine runs, and then never ends: a run that is not yet under way
        sees for itself, when it would begin, that it is not wanted.
        """
        self.stopping = True
        self.ended.set()
        if self.under_way:
            self.stop()

    async def stored(self, deed: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Do a deed of the store, waiting where it is away; a run whose store stays away ends.

        Raises:
            StoreUnreachable: it stayed away.
            OSError: the disk did.
        """
        try:
            return await self.patience.of(deed, *args, **more)
        except (StoreUnreachable, OSError) as problem:
            # nobody may blame the outlet: the run counts as interrupted
            self.problems[f"the store stayed away: {problem}"] = 1
            self.end()
            raise

    def count(self, outcome: str) -> None:
        """One page got its outcome."""
        self._kept_back_in_a_row = 0
        self.outcomes[outcome] += 1
        self.waiting = max(0, self.waiting - 1)
        self.tell()

    def problem(self, url: str, why: str) -> None:
        """An entry point failed; what fails for one reason is said once."""
        self.problems[f"{urlsplit(url).netloc}: {why}"] += 1
        self.tell(why)

    def postpone(self, url: str, why: str) -> None:
        """A page stays queued, because its host cannot be asked now; said once for all pages of the host."""
        if why != ENDED:
            self.problems.setdefault(f"{urlsplit(url).netloc}: {why}", 1)
        self.waiting = max(0, self.waiting - 1)
        self.tell(why)

    def keep_back(self, url: str, sign: str) -> None:
        """A page came as one that keeps programs out: it stays queued, and after some in a row the run ends.

        To go on asking would find nothing and annoy the outlet; but its entry points are asked first, since what they
        name now they may have dropped by tomorrow.
        """
        self.kept_back[url] = sign
        self._kept_back_in_a_row += 1
        self.postpone(url, f"in place of pages came {sign}; they wait")
        if self._kept_back_in_a_row >= FEWEST_KEPT_BACK and self.polls >= self.entry_points_due:
            self.end_early("pages that keep programs out, one after the other")

    def message(self) -> str:
        """All problems in one line."""
        told = [f"{text} ({n} entry points)" if n > 1 else text for text, n in self.problems.items()]
        if self.cut:
            told.insert(0, f"stopped at {self.cut}; what is left waits for the next run")
        return "; ".join(told)[:500]

    def tell(self, message: str = "") -> None:
        """Report progress to whoever listens."""
        if self.report:
            done = sum(self.outcomes.values())
            self.report(Progress(source=self.source.id, done=done, waiting=self.waiting, message=message))

    def outcome_of(self, url: str, outcome: str, **more: object) -> PageOutcome:
        """The outcome of a page in this run."""
        return PageOutcome(
            url=url,
            outcome=outcome,
            source_id=self.source.id,
            run_id=self.run_id,
            fetched_at=self.now(),
            **more,  # type: ignore[arg-type]
        )

    @property
    def brought(self) -> int:
        """Pages that came and could be read."""
        return sum(self.outcomes[outcome] for outcome in _BROUGHT)

    def counts(self) -> RunCounts:
        """The tally as it is stored."""
        tally = self.outcomes
        return RunCounts(
            discovered=self.discovered,
            fetched=sum(tally.values()),
            not_modified=self.not_modified,
            known=tally["known"],
            new=tally["new"] + tally["undated"],
            updated=tally["updated"],
            reprints=tally["reprint"],
            irrelevant=tally["irrelevant"],
            failed=sum(tally.values()) - self.brought,
            alerts=self.alerts,
            bytes=self.bytes,
        )
