"""A watch: what one reader wants to hear of, and by which channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pipelines import vocabulary
from pipelines.folding import fold_name
from pipelines.values import Amount
from pipelines.watches.hours import Digest, Hours
from pipelines.watches.subject import Subject
from pipelines.watches.words import Words

#: What is told of sources, to who runs the program.
OPERATOR_KINDS = ("source_failing", "source_recovered")
#: What is told of happenings.
NEWS_KINDS = tuple(kind for kind in vocabulary.ALERT_KINDS if kind not in OPERATOR_KINDS)


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What is empty lets everything through.

    ``files``: feeds and calendars that show what it lets through; they are told nothing.
    ``programs``: those of its channels that programs read; they get all that it lets through at once, one by one.
    ``types``: ``investment``, ``OPENING`` or ``OPENING.park``. ``organisations``: any part of a name. ``least``: an
    amount that one must reach, of its currency; of any where that is empty. ``unconfirmed``: what becomes of a single
    report of little confidence: ``mark`` or ``wait``. ``first_crawl``: whether what a source brings when it is crawled
    for the first time is sent: ``hold`` or ``send``. ``most_per_day``: messages on one channel; the rest comes with
    the next digest.
    """

    name: str
    channels: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = NEWS_KINDS
    families: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    side: str | None = None
    organisations: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    words: Words = field(default_factory=Words)
    min_confidence: float = 0.0
    min_reports: int = 1
    least: Amount | None = None
    hours: Hours | None = None
    digest: Digest | None = None
    unconfirmed: str = "mark"
    first_crawl: str = "hold"
    most_per_day: int = 20
    language: Literal["en", "zh"] | None = None

    @cached_property
    def folded_organisations(self) -> tuple[str, ...]:
        """The wished organisations as they are compared."""
        return tuple(fold_name(name).lower() for name in self.organisations)


def why_not(watch: Watch, subject: Subject) -> str | None:
    """The first reason why a watch does not let a subject through, in words; None where it does."""
    if subject.kind not in watch.kinds:
        return f"{subject.kind} is not one of its kinds"
    if subject.kind in OPERATOR_KINDS:
        return None
    return why_not_the_happening(watch, subject)


def why_not_the_happening(watch: Watch, subject: Subject) -> str | None:
    """The same, whatever kind of alert tells it."""
    for asks, reason in _QUESTIONS:
        if asks(watch, subject):
            return reason(subject)
    return watch.words.why_not(subject.texts)


def _no_type(watch: Watch, subject: Subject) -> bool:
    full = f"{subject.type}.{subject.subtype}"
    return bool(watch.types) and subject.type not in watch.types and full not in watch.types


def _no_organisation(watch: Watch, subject: Subject) -> bool:
    wished = watch.folded_organisations
    return bool(wished) and not any(one in name for one in wished for name in subject.organisations)


def _too_little(watch: Watch, subject: Subject) -> bool:
    least = watch.least
    return least is not None and not any(
        amount.value >= least.value and least.currency in ("", amount.currency) for amount in subject.amounts
    )


_QUESTIONS: tuple[tuple[Callable[[Watch, Subject], bool], Callable[[Subject], str]], ...] = (
    (
        lambda w, s: bool(w.families) and s.family not in w.families,
        lambda s: f"{s.family} is not one of its families",
    ),
    (_no_type, lambda s: f"{s.type}{f'.{s.subtype}' if s.subtype else ''} is not one of its types"),
    (
        lambda w, s: bool(w.statuses) and s.status not in w.statuses,
        lambda s: f"{s.status} is not one of its statuses",
    ),
    (
        lambda w, s: w.side is not None and w.side not in s.sides,
        lambda s: f"it is of the park {', '.join(sorted(s.sides))}",
    ),
    (_no_organisation, lambda s: "none of its organisations is in it"),
    (
        lambda w, s: bool(w.classes) and not s.classes & set(w.classes),
        lambda s: "no organisation of its classes is in it",
    ),
    (_too_little, lambda s: "no amount in it is as great"),
    (lambda w, s: s.confidence < w.min_confidence, lambda s: f"its confidence is {s.confidence:.2f}"),
    (lambda w, s: s.reports < w.min_reports, lambda s: f"{s.reports} independent report tells it"),
)
