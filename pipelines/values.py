"""The frozen values that travel between fetching, deciding and storing.

Every datetime is aware. Offsets are code points; a :class:`Span` always satisfies
``text[span.start:span.end] == span.text`` in the text of the version that it belongs to.
The closed vocabularies are those of :mod:`pipelines.vocabulary`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from pipelines import vocabulary
from pipelines.entities.values import NamedOrganisation
from pipelines.spans import Span as Span  # part of this vocabulary, and of the entities'


def _require_aware(name: str, value: datetime | None) -> None:
    if value is not None and value.tzinfo is None:
        raise ValueError(f"{name} needs a time zone, got the naive {value!r}")


# ---------------------------------------------------------------- bytes and text


@dataclass(frozen=True, slots=True, kw_only=True)
class CharsetDecision:
    """Which charset a body was read with, what it claimed, and why we chose so."""

    used: str | None
    declared_http: str | None = None
    declared_meta: str | None = None
    runner_up: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text of a body. ``replaced`` counts the places where bytes could not be read."""

    text: str = field(repr=False)
    charset: CharsetDecision
    replaced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One place that a cure changed or marked: ``before`` became ``after`` at ``[start, end)`` of the *cured* text.

    A place that is only marked has ``before`` equal to ``after``. ``margin`` is by how much the reading chosen is
    more plausible than the next best, in nats for the whole place; None where no choice was made.
    """

    start: int
    end: int
    before: str = field(repr=False)
    after: str = field(repr=False)
    margin: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One kind of cure applied to a text. ``restored`` is false where places were only marked as damaged.

    Steps of the title are counted, not listed: places refer to the text alone.
    """

    name: str
    count: int
    restored: bool = True
    steps: tuple[Step, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """Cured text and the repairs that led to it; no repairs means it was left alone."""

    text: str = field(repr=False)
    repairs: tuple[Repair, ...] = ()


# ---------------------------------------------------------------- pages and articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """An article that an entry point (feed, sitemap, …) named, with what it already said of it."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    outlet: str | None = None  # origin named by the entry (来源), if any
    author: str | None = None
    text: str | None = field(default=None, repr=False)  # full or partial text given by the entry
    text_is_full: bool = False  # the entry carries the whole article: no need to fetch it
    modified_at: datetime | None = None

    def __post_init__(self) -> None:
        _require_aware("published_at", self.published_at)
        _require_aware("modified_at", self.modified_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors (XPath where they begin with ``//``) of one outlet's article pages, tried in order.

    Where the page, or the answer of an article API, is JSON: paths into it (:mod:`pipelines.reading.json_paths`).
    ``drop`` is CSS alone.
    """

    title: tuple[str, ...] = ()
    published_at: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of an article that is spread over several, from the second on."""

    url: str
    body: bytes = field(repr=False)
    http_charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched body with all that is known of how it came. The unit that enters the rules.

    ``parts``: the other pages of its article, in order. ``broken_off``: one of them could not be had.
    """

    url: str
    body: bytes = field(repr=False)
    fetched_at: datetime | None
    http_charset: str | None = None
    content_type: str | None = None
    source: str | None = None  # id of the source that fetched it
    publisher: str | None = None  # the outlet's own name, used where a page names no origin
    selectors: Selectors = Selectors()
    hint: Discovered | None = None
    parts: tuple[Part, ...] = ()
    broken_off: bool = False

    def __post_init__(self) -> None:
        _require_aware("fetched_at", self.fetched_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBasis:
    """Which reader answered for a field: json-ld, meta, selector, generic, hint, plain or given."""

    field: str
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What was read from a page. Title and date may be unknown; the text may be empty.

    ``missed``: fields whose selectors the source declares, and found nothing on this page; another reader may have
    answered for them (``read_by``). ``author``: the reporters, else who is named as the author. ``editor`` and
    ``captions`` are for whoever looks at a page; they are not stored. ``next_part``: the address at which an article goes on that is spread
    over several pages; where a part is missing, ``missed`` names ``parts``.
    """

    url: str
    title: str | None
    text: str = field(repr=False)
    published_at: datetime | None = None
    published_basis: str | None = None
    outlet: str | None = None
    author: str | None = None
    editor: str | None = None  # 责编
    captions: tuple[str, ...] = field(default=(), repr=False)  # of pictures, taken out of the text
    script: str = "unknown"  # hans, hant, mixed, other, unknown
    read_by: tuple[FieldBasis, ...] = ()
    missed: tuple[str, ...] = ()
    next_part: str | None = None
    repairs: tuple[Repair, ...] = ()
    text_as_read: str | None = field(default=None, repr=False)  # before repair, None where equal

    def __post_init__(self) -> None:
        _require_aware("published_at", self.published_at)

    @property
    def degraded(self) -> bool:
        """Whether the page was not as its source declares it."""
        return bool(self.missed)

    @property
    def reader(self) -> str | None:
        """Which reader gave the text (:class:`FieldBasis`): ``selector`` is the source's own, ``generic`` a guess."""
        return next((basis.reader for basis in self.read_by if basis.field == "text"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """How far a text is about the zone, with the reasons in words."""

    kind: str  # vocabulary.RELEVANCE
    why: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        vocabulary.check("relevance", self.kind, vocabulary.RELEVANCE)


# ---------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date as precise as known: local (Asia/Shanghai) ISO, as 2026, 2026-06 or 2026-06-21."""

    start: str
    end: str
    precision: str
    basis: str

    def __post_init__(self) -> None:
        vocabulary.check("date.precision", self.precision, vocabulary.DATE_PRECISION)
        vocabulary.check("date.basis", self.basis, vocabulary.DATE_BASIS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money in units of its currency. ``operator`` is one of = ≈ > ≥ < ≤ range."""

    value: float
    currency: str
    kind: str = "unknown"
    operator: str = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A role of a claim: ``value`` the fullest form in this text, ``normalised`` the canonical form."""

    role: str
    value: str
    normalised: str
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of something a claim names."""

    what: str
    n: int
    scope: str
    evidence: Span

    def __post_init__(self) -> None:
        vocabulary.check("counts.what", self.what, vocabulary.COUNT_WHAT)
        vocabulary.check("counts.scope", self.scope, vocabulary.COUNT_SCOPE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one article says: a signing or an event, with its arguments and the sentence that proves it."""

    id: str  # unique within the article: s1, e1, …
    family: str
    type: str
    subtype: str | None
    status: str
    name: str | None
    evidence: Span
    parent: str | None = None
    date: Date | None = None
    arguments: tuple[Argument, ...] = ()
    counts: tuple[Count, ...] = ()
    amount: Amount | None = None
    zone: str = "body"  # title, dateline, lead, body, caption, quote, …
    prominence: str = "main"  # main, co_main, background
    attributed_to: str | None = None
    confidence: float = 0.5
    on_hetao: bool = True  # the record belongs to the zone

    def __post_init__(self) -> None:
        vocabulary.check_claim(self.family, self.type, self.subtype, self.status)
        roles = vocabulary.SIGNING_ROLES if self.family == "signing" else vocabulary.EVENT_ROLES
        for argument in self.arguments:
            vocabulary.check("role", argument.role, roles)

    def values(self, *roles: str) -> tuple[str, ...]:
        """Normalised values of the arguments in ``roles``, in order, each once."""
        return tuple(dict.fromkeys(a.normalised for a in self.arguments if a.role in roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody named with a post."""

    name: str
    title: str
    organisation: str | None
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one text claims."""

    claims: tuple[Claim, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[NamedOrganisation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a claim would be alerted, and if not, why."""

    claim_id: str
    alert: bool
    why_not: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that was decided about one page; the unit that is stored.

    ``error`` is set where the page could not be read; the article then has an empty text and no claims.
    """

    page_url: str
    source: str | None
    fetched_at: datetime | None
    body_sha256: str | None
    charset: CharsetDecision
    article: Article
    relevance: Relevance
    extraction: Extraction = Extraction()
    verdicts: tuple[Verdict, ...] = ()
    error: str | None = None
    rules_version: str = ""


# ---------------------------------------------------------------- happenings


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What claims together establish; ``id`` is None until it is stored.

    ``parties``, ``place`` and the rest are normalised (folded) values used to recognise it again.
    """

    id: int | None
    family: str
    type: str
    subtype: str | None
    status: str
    name: str | None
    date: Date | None
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    place: str | None = None
    amount: Amount | None = None
    counts: tuple[tuple[str, int], ...] = ()
    parent_id: int | None = None
    statuses_told: tuple[str, ...] = ()  # statuses for which an alert row exists already


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertIntent:
    """An alert to be written: its kind, a hash of what it tells, and one line for people."""

    kind: str
    state_hash: str
    summary: str

    def __post_init__(self) -> None:
        vocabulary.check("alert.kind", self.kind, vocabulary.ALERT_KINDS)
