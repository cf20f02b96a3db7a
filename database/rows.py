"""Frozen values that go into and come out of the store. No ORM row leaves this package."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as calendar_day
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pipelines import vocabulary
from pipelines.rhythm import State
from pipelines.values import Amount, Claim, Date, Person, Span

if TYPE_CHECKING:
    from pipelines.reprints.genealogy import Descent

#: What became of a page. The article exists after the first four.
ARTICLE_OUTCOMES = ("new", "updated", "reprint", "undated")
#: Worth another try, because the fault may pass. ``poisonous``: reading the page took too long, took too much memory
#: or killed its worker, which on a machine short of memory may be the fault of another.
TRANSIENT_OUTCOMES = ("timeout", "unreachable", "poisonous")
PAGE_OUTCOMES = (
    "queued",
    *ARTICLE_OUTCOMES,
    "known",
    "irrelevant",
    "broken",
    "undecodable",
    "empty",
    "not_an_article",
    "too_large",
    "robots_denied",
    "blocked",
    "redirected",
    "refused",
    "http_error",
    *TRANSIENT_OUTCOMES,
)
#: Answers that say "later", beside all of 500 and above.
TRANSIENT_STATUSES = (408, 425, 429)
#: A page that failed so often is left alone, if it has been known for so long: an outage of an hour loses no article.
#: From then on it is asked again so rarely.
MOST_TRIES, LEAST_TRIED, TRIED_AGAIN = 3, timedelta(days=1), timedelta(hours=1)
#: A further page of an entry point that fails is asked again after as many hours as it has failed; after so many times
#: (three days and a half), or when it has waited for so long, it is given up: by then other articles stand on it.
MOST_FURTHER_TRIES, LONGEST_WAIT = 12, timedelta(days=30)
#: A page that alone is kept back, while others of its source come, is given up after so many runs and so much time;
#: where all are kept back, only after :data:`LONGEST_WAIT`.
MOST_KEPT_BACK, LEAST_KEPT_BACK = 12, timedelta(days=3)
RUN_OUTCOMES = ("running", "success", "partial", "failed", "interrupted")
SOURCE_HEALTH = ("unknown", "ok", "failing")
HAPPENING_RELATIONS = ("part_of", "follows_up", "supersedes", "contradicts")
DELIVERY_STATES = ("waiting", "sent", "failed", "held")
DELIVERY_HOLDS = ("first_crawl", "flood", "unconfirmed")
FEEDBACK_SUBJECTS = ("alert", "claim", "happening", "article")
FEEDBACK_VERDICTS = ("useful", "duplicate", "wrong", "stale")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """What the catalogue says of a source. ``family``: outlets of one publisher family are one voice."""

    id: str
    outlet: str
    family: str
    enabled: bool = True
    every: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryState:
    """What an entry point answered last, to ask next time only for what changed."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The rhythm of an entry point, and when the schedule asks it next; None: at the next run of its source."""

    state: State
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherEntry:
    """A further page of a declared entry point (of a listing, of an index); ``depth``: the declared one is 1."""

    url: str
    declared_url: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """What is known of one page before it is asked again."""

    url: str
    outcome: str
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    fetched_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOutcome:
    """What became of one page in one visit. None of the optional fields overwrites what is known.

    Raises:
        ValueError: ``outcome`` is not one of :data:`PAGE_OUTCOMES`.
    """

    url: str
    outcome: str
    why: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None
    source_id: str | None = None
    run_id: int | None = None
    fetched_at: datetime | None = None

    def __post_init__(self) -> None:
        vocabulary.check("page outcome", self.outcome, PAGE_OUTCOMES)

    @property
    def is_transient(self) -> bool:
        """True where another try may succeed: timeouts, refused connections, 429 and 5xx."""
        if self.outcome == "http_error":
            return self.status is None or self.status >= 500 or self.status in TRANSIENT_STATUSES
        return self.outcome in TRANSIENT_OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """What one run did, in pages, alerts and bytes."""

    discovered: int = 0
    fetched: int = 0
    not_modified: int = 0
    known: int = 0
    new: int = 0
    updated: int = 0
    reprints: int = 0
    irrelevant: int = 0
    failed: int = 0
    alerts: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What storing one report changed; nothing new where it was stored before (``outcome`` "known")."""

    outcome: str
    article_id: int | None = None
    reprint_of: int | None = None
    new_happenings: tuple[int, ...] = ()
    alerts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """A stored article. ``family`` is the publisher family that its source belongs to."""

    id: int
    url: str
    outlet: str | None
    title: str | None
    published_at: datetime | None
    published_basis: str | None
    reached_at: datetime
    relevance: str
    reprint_of: int | None
    group_id: int
    family: str | None = None
    degraded: bool = False
    withdrawn: bool = False  # its page answers that it is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What a newer version of an article says otherwise than the one before: sentences, each side in its order."""

    article_id: int
    version: int
    seen_at: datetime
    title: tuple[str, str] | None  # before and after, where it changed
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim with where it was made. ``current``: it stands in the newest version of its article."""

    id: int
    article_id: int
    happening_id: int
    current: bool
    claim: Claim
    why: str
    review: bool
    alert: bool
    why_not: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictValue:
    """One of several differing values, with the claim that says it and its sentence."""

    value: str
    claim_id: int
    article_id: int
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A point on which reports of one happening differ: ``date``, ``amount`` or ``count:<what>``."""

    role: str
    values: tuple[ConflictValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRow:
    """An earlier or ``later`` phase of a happening; ``day`` is ISO, empty where unknown."""

    happening_id: int
    later: bool
    kind: str
    day: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningRow:
    """A signing or event with everything that is known of it."""

    id: int
    family: str
    type: str
    subtype: str | None
    status: str
    name: str | None
    date: Date | None
    place: str | None
    parties: tuple[str, ...]
    amount: Amount | None
    counts: tuple[tuple[str, int], ...]
    parent_id: int | None
    first_reported_at: datetime
    updated_at: datetime
    claims: tuple[ClaimRow, ...] = field(default=(), repr=False)
    articles: tuple[ArticleRow, ...] = field(default=(), repr=False)
    people: tuple[Person, ...] = field(default=(), repr=False)
    conflicts: tuple[Conflict, ...] = ()
    independent_reports: int = 0
    descents: tuple[Descent, ...] = field(default=(), repr=False)  # who took the text from whom; of one alone
    phases: tuple[PhaseRow, ...] = ()  # earlier and later phases; of one alone
    changes: tuple[ChangeRow, ...] = ()  # what its articles said otherwise before; of one alone
    overdue_since: calendar_day | None = (
        None  # the day for which it was announced and which passed unreported
    )

    @property
    def withdrawn(self) -> bool:
        """Whether no article that reports it is on line any more."""
        return bool(self.articles) and all(article.withdrawn for article in self.articles)

    def roles(self) -> dict[str, tuple[str, ...]]:
        """Canonical values by role over the claims that count, each once, in order of report."""
        roles: dict[str, dict[str, None]] = {}
        for row in self.claims:
            for argument in row.claim.arguments:
                roles.setdefault(argument.role, {})[argument.normalised] = None
        return {role: tuple(values) for role, values in roles.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """Something told. ``happening_id`` is None for alerts about a source, then ``source_id`` is set."""

    id: int
    kind: str
    created_at: datetime
    read_at: datetime | None
    happening_id: int | None
    source_id: str | None
    family: str | None
    type: str | None
    subtype: str | None
    status: str | None
    summary: str
    name: str | None = None
    parties: tuple[str, ...] = ()
    date: Date | None = None
    evidence: Span | None = None
    articles: tuple[ArticleRow, ...] = ()
    place: str | None = None
    amount: Amount | None = None
    counts: tuple[tuple[str, int], ...] = ()
    independent_reports: int = 0
    names: tuple[str, ...] = field(
        default=(), repr=False
    )  # as its claims write them; a cut parts none of them
    parent_id: int | None = None
    confidence: float | None = None  # of its best claim, 0 to 1
    is_unconfirmed: bool = False  # a single report of little confidence
    verdict: str | None = None  # what a reader said of it last


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """An alert on its way to one channel. ``due_at``: when it is tried next; ``message``: what went wrong last;
    ``hold``: why it is held."""

    id: int
    alert_id: int
    channel: str
    state: str
    tries: int
    refusals: int
    due_at: datetime
    sent_at: datetime | None
    message: str | None
    summary: str
    watch: str | None = None
    hold: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One crawl of one source."""

    id: int
    source_id: str
    trigger: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str
    message: str | None
    counts: RunCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """When the latest run of a source began, and how it ended (``running``: not, or its program was killed)."""

    started_at: datetime
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaemonState:
    """How the daemon does that ran last; bytes are resident ones. ``stopped_at`` is None after a kill, too."""

    host: str
    pid: int
    started_at: datetime
    beat_at: datetime
    stopped_at: datetime | None
    memory: int
    workers_memory: int
    renewals: int
