"""The shapes of ``hetao export``, one object per row. Fields may be added, none is renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict

from database.organisation_rows import Dealing, Dossier
from database.queries_alerts import alerts
from database.queries_crawl import articles
from database.queries_happenings import events, signings
from database.rows import (
    AlertRow,
    ArticleRow,
    ChangeRow,
    Conflict,
    DaemonState,
    DeliveryRow,
    HappeningRow,
    RunRow,
)
from database.session import Store
from pipelines.shapes import Shape, amount_shape, date_shape, local_time, span_shape


def export_articles(store: Store) -> Iterator[Shape]:
    """Every article, in the order in which they came."""
    return (article_shape(row) for row in articles(store))


def export_signings(store: Store) -> Iterator[Shape]:
    """Every signing, oldest first."""
    return (happening_shape(row) for row in reversed(signings(store)))


def export_events(store: Store) -> Iterator[Shape]:
    """Every event, oldest first."""
    return (happening_shape(row) for row in reversed(events(store)))


def export_alerts(store: Store) -> Iterator[Shape]:
    """Every alert, oldest first."""
    return (alert_shape(row) for row in reversed(alerts(store)))


#: What ``hetao export`` can give, by name.
EXPORTS: dict[str, Callable[[Store], Iterator[Shape]]] = {
    "alerts": export_alerts,
    "signings": export_signings,
    "events": export_events,
    "articles": export_articles,
}


def article_shape(row: ArticleRow) -> Shape:
    """An article; ``group`` is its reprint group."""
    return {
        "id": row.id,
        "url": row.url,
        "outlet": row.outlet,
        "title": row.title,
        "published_at": local_time(row.published_at),
        "published_basis": row.published_basis,
        "relevance": row.relevance,
        "reprint_of": row.reprint_of,
        "group": row.group_id,
        "withdrawn": row.withdrawn,
    }


def happening_shape(row: HappeningRow) -> Shape:
    """A signing (with ``parties``) or an event; both with all ``roles``."""
    shape: Shape = {
        "id": row.id,
        "family": row.family,
        "type": row.type,
        "subtype": row.subtype,
        "status": row.status,
        "name": row.name,
        "date": date_shape(row.date),
        "place": row.place,
        "roles": {role: list(values) for role, values in row.roles().items()},
        "amount": amount_shape(row.amount),
        "counts": [{"what": what, "n": n, "scope": "this_event"} for what, n in row.counts],
        "part_of": row.parent_id,
        "phases": [
            {"id": p.happening_id, "later": p.later, "kind": p.kind, "day": p.day or None, "why": p.why}
            for p in row.phases
        ],
        "overdue_since": row.overdue_since.isoformat() if row.overdue_since else None,
        "articles": [article.url for article in row.articles],
        "withdrawn": [article.url for article in row.articles if article.withdrawn],
        "changes": [_change_shape(change) for change in row.changes],
        "independent_reports": row.independent_reports,
        "conflicts": [_conflict_shape(conflict) for conflict in row.conflicts],
        "evidence": [span_shape(claim.claim.evidence) for claim in row.claims],
        "first_reported_at": local_time(row.first_reported_at),
    }
    if row.family == "signing":
        shape["parties"] = list(row.parties)
    return shape


def _change_shape(row: ChangeRow) -> Shape:
    return {
        "article": row.article_id,
        "version": row.version,
        "seen_at": local_time(row.seen_at),
        "title": {"before": row.title[0], "after": row.title[1]} if row.title else None,
        "removed": list(row.removed),
        "added": list(row.added),
    }


def alert_shape(row: AlertRow) -> Shape:
    """An alert; those about a source have ``source`` and no happening."""
    return {
        "id": row.id,
        "kind": row.kind,
        "created_at": local_time(row.created_at),
        "read_at": local_time(row.read_at),
        "happening_id": row.happening_id,
        "source": row.source_id,
        "family": row.family,
        "type": row.type,
        "subtype": row.subtype,
        "status": row.status,
        "name": row.name,
        "parties": list(row.parties),
        "date": date_shape(row.date),
        "place": row.place,
        "amount": amount_shape(row.amount),
        "summary": row.summary,
        "evidence": span_shape(row.evidence) if row.evidence else None,
        "articles": [article.url for article in row.articles],
        "independent_reports": row.independent_reports,
        "part_of": row.parent_id,
        "confidence": row.confidence,
        "unconfirmed": row.is_unconfirmed,
        "verdict": row.verdict,
    }


def delivery_shape(row: DeliveryRow) -> Shape:
    """A delivery; ``next_try_at`` is null where there will be none by itself."""
    return {
        "id": row.id,
        "alert_id": row.alert_id,
        "channel": row.channel,
        "state": row.state,
        "tries": row.tries,
        "refusals": row.refusals,
        "next_try_at": local_time(row.due_at) if row.state == "waiting" else None,
        "sent_at": local_time(row.sent_at),
        "watch": row.watch,
        "hold": row.hold,
        "message": row.message,
        "summary": row.summary,
    }


def dossier_shape(dossier: Dossier) -> Shape:
    """An organisation with its names, and all that we know of it in time order."""
    row = dossier.organisation
    return {
        "id": row.id,
        "name": row.name,
        "class": row.class_,
        "region": row.region,
        "seed": row.seed,
        "names": [
            {"name": n.name, "script": n.script, "origins": list(n.origins), "scope": n.scope}
            for n in row.names
        ],
        "namesakes": [{"id": other.id, "name": other.name} for other in dossier.namesakes],
        "timeline": [_dealing_shape(dealing) for dealing in dossier.dealings],
    }


def _dealing_shape(dealing: Dealing) -> Shape:
    return {
        "what": dealing.what,
        "day": dealing.day,
        "id": dealing.happening_id,
        "type": dealing.type,
        "subtype": dealing.subtype,
        "status": dealing.status,
        "name": dealing.name,
        "post": dealing.post,
        "roles": list(dealing.roles),
        "evidence": span_shape(dealing.evidence),
        "articles": [article.url for article in dealing.articles],
    }


def run_shape(row: RunRow) -> Shape:
    """One crawl of one source."""
    return {
        "id": row.id,
        "source": row.source_id,
        "trigger": row.trigger,
        "started_at": local_time(row.started_at),
        "finished_at": local_time(row.finished_at),
        "outcome": row.outcome,
        "message": row.message,
        "counts": asdict(row.counts),
    }


def daemon_shape(row: DaemonState) -> Shape:
    """How the daemon does; memory in bytes."""
    return {
        "host": row.host,
        "pid": row.pid,
        "started_at": local_time(row.started_at),
        "beat_at": local_time(row.beat_at),
        "stopped_at": local_time(row.stopped_at),
        "memory": row.memory,
        "workers_memory": row.workers_memory,
        "renewals": row.renewals,
    }


def _conflict_shape(conflict: Conflict) -> Shape:
    return {
        "role": conflict.role,
        "values": [
            {
                "value": value.value,
                "claim_id": value.claim_id,
                "article_id": value.article_id,
                "evidence": span_shape(value.evidence),
            }
            for value in conflict.values
        ],
    }
