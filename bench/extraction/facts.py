"""Labels and what the program says in one form, so that they can be compared: :class:`Fact`, folded throughout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bench.extraction.gold.records import Record, clean
from pipelines.decide import decide_article
from pipelines.folding import fold_name
from pipelines.values import Article, Claim, Date, Report

#: Every organisation that signs, in whatever role (docs/annotation.md: ``roles`` repeats those of ``parties``).
SIGNS = ("party", "party_a", "party_b", "settler", "investor")
#: What a label's ``roles`` and ``args`` hold that is money or a number there and has a field of its own here.
_VALUED = ("amount", "count", "date")

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One signing or event. ``arguments``: (role, folded text), parties as ``party``; dates, money, counts apart."""

    key: str
    family: str
    type: str
    subtype: str | None
    status: str
    told: bool  # alerts
    parent: str | None
    evidence: str = field(repr=False)
    arguments: Pairs
    date: str | None
    amount: tuple[float, str] | None
    counts: frozenset[tuple[str, int]]
    confidence: float = 1.0

    def texts(self, role: str) -> frozenset[str]:
        """The texts in one role."""
        return frozenset(text for r, text in self.arguments if r == role)


def reported(record: Record) -> Report:
    """What the program says of a record, as ``hetao ingest`` would take it, asked on the day it was published."""
    article = Article(
        url=record["url"],
        title=record["title"],
        text=record["text"],
        outlet=record["outlet"],
        published_at=datetime.fromisoformat(record["published_at"]),
        published_basis="given",
    )
    return decide_article(article, fetched_at=None)


def labelled(record: Record) -> list[Fact]:
    """The labels of a record."""
    gold = record["gold"]
    return [_labelled_signing(one) for one in gold["signings"]] + [
        _labelled_event(one) for one in gold["events"]
    ]


def claimed(report: Report) -> list[Fact]:
    """The claims of a report."""
    told = {v.claim_id for v in report.verdicts if v.alert}
    return [_claimed(claim, claim.id in told) for claim in report.extraction.claims]


def _labelled_signing(one: Record) -> Fact:
    arguments = {("party", name) for name in one["parties"]}
    arguments |= {(role, v) for role, vs in one["roles"].items() for v in vs if role not in SIGNS}
    arguments |= {(role, one[role]) for role in ("host", "place", "term", "project") if one[role]}
    return _fact(one, "signing", arguments, None)


def _labelled_event(one: Record) -> Fact:
    arguments = {(role, v) for role, vs in one["args"].items() for v in vs if role not in _VALUED}
    arguments |= {("host", name) for name in one["hosts"]}
    arguments |= {(role, one[role]) for role in ("name", "place") if one[role]}
    return _fact(one, "event", arguments, one["subtype"])


def _fact(one: Record, family: str, arguments: set[tuple[str, str]], subtype: str | None) -> Fact:
    amount = one.get("amount")
    return Fact(
        key=one["id"],
        family=family,
        type=one["type"],
        subtype=subtype,
        status=one["status"],
        told=one["alert"],
        parent=one["part_of"],
        evidence=fold_name(one["evidence"]),
        arguments=_folded(arguments),
        date=one["date"],
        amount=(float(amount["value"]), amount["currency"]) if amount else None,
        counts=frozenset((c["what"], c["n"]) for c in one.get("counts", ())),
    )


def _claimed(claim: Claim, told: bool) -> Fact:
    pairs = {
        ("party" if claim.family == "signing" and a.role in SIGNS else a.role, a.value)
        for a in claim.arguments
        if a.role not in _VALUED
    }
    if claim.name and claim.family == "event":
        pairs.add(("name", claim.name))
    return Fact(
        key=claim.id,
        family=claim.family,
        type=claim.type,
        subtype=claim.subtype,
        status=claim.status,
        told=told,
        parent=claim.parent,
        evidence=fold_name(claim.evidence.text),
        arguments=_folded(pairs),
        date=day_of(claim.date),
        amount=(claim.amount.value, claim.amount.currency) if claim.amount else None,
        counts=frozenset((c.what, c.n) for c in claim.counts),
        confidence=claim.confidence,
    )


def day_of(date: Date | None) -> str | None:
    """A date as the labels write it: the first of several days, ``A/B`` of months; None for 近日."""
    if date is None or date.precision == "fuzzy":
        return None
    return date.start if date.start == date.end or len(date.start) >= 10 else f"{date.start}/{date.end}"


def people_labelled(record: Record) -> frozenset[tuple[str, str, str]]:
    """(name, title, organisation) of everyone labelled, folded."""
    return _people((p["name"], p["title"], p["organisation"]) for p in record["gold"]["people"])


def people_claimed(report: Report) -> frozenset[tuple[str, str, str]]:
    """(name, title, organisation) of everyone whom the program names."""
    return _people((p.name, p.title, p.organisation) for p in report.extraction.people)


def _people(rows: Iterable[tuple[str | None, ...]]) -> frozenset[tuple[str, str, str]]:
    return frozenset((fold_name(a or ""), fold_name(b or ""), fold_name(c or "")) for a, b, c in rows)


def _folded(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return frozenset((role, fold_name(text).strip("《》“”‘’\"' ")) for role, text in pairs if text)


def spans_hold(report: Report) -> tuple[int, int]:
    """How many of the spans of a report verify (``text[start:end]`` is what they quote), and how many there are."""
    text = report.article.text
    spans = [p.evidence for p in report.extraction.people]
    for claim in report.extraction.claims:
        spans += [claim.evidence, *(a.evidence for a in claim.arguments), *(c.evidence for c in claim.counts)]
    return sum(text[s.start : s.end] == s.text for s in spans), len(spans)


__all__ = [
    "SIGNS",
    "Fact",
    "claimed",
    "clean",
    "day_of",
    "labelled",
    "people_claimed",
    "people_labelled",
    "reported",
    "spans_hold",
]
