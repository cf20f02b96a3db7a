"""The JSON shapes that other programs rely on (``docs/json.md``). Fields may be added, none renamed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipelines.alerting import LOCAL
from pipelines.values import Amount, Argument, Claim, Count, Date, Person, Repair, Report, Span, Verdict

if TYPE_CHECKING:
    from pipelines.reprints import Comparison

Shape = dict[str, Any]


def local_time(value: datetime | None) -> str | None:
    """An instant as ISO text in Asia/Shanghai, to the second."""
    return value.astimezone(LOCAL).isoformat(timespec="seconds") if value else None


def inspect_shape(report: Report, *, file: str | None, url: str | None) -> Shape:
    """One line of ``hetao inspect --json``."""
    verdicts = {v.claim_id: v for v in report.verdicts}
    article = report.article
    return {
        "file": file,
        "url": url,
        "error": report.error,
        "charset": {
            "used": report.charset.used,
            "declared_http": report.charset.declared_http,
            "declared_meta": report.charset.declared_meta,
            "runner_up": report.charset.runner_up,
            "why": report.charset.why,
        },
        "repairs": [_repair_shape(repair) for repair in article.repairs],
        "article": {
            "title": article.title,
            "text": article.text,
            "published_at": local_time(article.published_at),
            "published_basis": article.published_basis,
            "outlet": article.outlet,
            "author": article.author,
            "editor": article.editor,
            "captions": list(article.captions),
            "script": article.script,
            "degraded": article.degraded,
            "missed": list(article.missed),
            "next_part": article.next_part,
            "read_by": {basis.field: basis.reader for basis in article.read_by},
        },
        "relevance": {"class": report.relevance.kind, "why": list(report.relevance.why)},
        "claims": [claim_shape(claim, verdicts.get(claim.id)) for claim in report.extraction.claims],
        "people": [person_shape(person) for person in report.extraction.people],
    }


def _repair_shape(repair: Repair) -> Shape:
    return {
        "name": repair.name,
        "count": repair.count,
        "restored": repair.restored,
        "steps": [asdict(step) for step in repair.steps],
    }


def claim_shape(claim: Claim, verdict: Verdict | None) -> Shape:
    """One claim with its evidence and whether it would be alerted."""
    return {
        "id": claim.id,
        "family": claim.family,
        "type": claim.type,
        "subtype": claim.subtype,
        "status": claim.status,
        "name": claim.name,
        "parent": claim.parent,
        "date": date_shape(claim.date),
        "arguments": [argument_shape(argument) for argument in claim.arguments],
        "counts": [count_shape(count) for count in claim.counts],
        "amount": amount_shape(claim.amount),
        "evidence": span_shape(claim.evidence),
        "zone": claim.zone,
        "prominence": claim.prominence,
        "attributed_to": claim.attributed_to,
        "confidence": round(claim.confidence, 3),
        "on_hetao": claim.on_hetao,
        "alert": bool(verdict and verdict.alert),
        "why_not": verdict.why_not if verdict else "not judged",
    }


def span_shape(span: Span) -> Shape:
    """``start`` and ``end`` in code points of the article's text, and the characters themselves."""
    return {"start": span.start, "end": span.end, "text": span.text}


def argument_shape(argument: Argument) -> Shape:
    """A role with its value."""
    return {
        "role": argument.role,
        "value": argument.value,
        "normalised": argument.normalised,
        "evidence": span_shape(argument.evidence),
    }


def count_shape(count: Count) -> Shape:
    """How many of what."""
    return {"what": count.what, "n": count.n, "scope": count.scope, "evidence": span_shape(count.evidence)}


def date_shape(value: Date | None) -> Shape | None:
    """A date as precise as known, or null."""
    if value is None:
        return None
    return {"start": value.start, "end": value.end, "precision": value.precision, "basis": value.basis}


def amount_shape(value: Amount | None) -> Shape | None:
    """Money in units, or null."""
    if value is None:
        return None
    return {"value": value.value, "currency": value.currency, "kind": value.kind, "operator": value.operator}


def person_shape(person: Person) -> Shape:
    """Somebody named with a post."""
    return {
        "name": person.name,
        "title": person.title,
        "organisation": person.organisation,
        "evidence": span_shape(person.evidence),
    }


def comparison_shape(comparison: Comparison) -> Shape:
    """What ``hetao compare --json`` tells of a pair."""
    return {
        "relation": comparison.relation,
        "jaccard": comparison.jaccard,
        "containment": comparison.containment,
        "why": comparison.why,
    }
