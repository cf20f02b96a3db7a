"""Everything that is read: frozen rows for the command line, and the shapes of ``hetao export``."""

from __future__ import annotations

from database.export import (
    EXPORTS,
    alert_shape,
    article_shape,
    daemon_shape,
    export_alerts,
    export_articles,
    export_events,
    export_signings,
    happening_shape,
    health_shape,
    run_shape,
)
from database.queries_alerts import acknowledge, alert, alerts
from database.queries_crawl import (
    articles,
    daemon_state,
    last_runs,
    page_counts,
    runs,
    sources_health,
    switched_sources,
    told_health,
)
from database.queries_happenings import events, happening, independent_reports, signings

__all__ = [
    "EXPORTS",
    "acknowledge",
    "alert",
    "alert_shape",
    "alerts",
    "article_shape",
    "articles",
    "daemon_shape",
    "daemon_state",
    "events",
    "export_alerts",
    "export_articles",
    "export_events",
    "export_signings",
    "happening",
    "happening_shape",
    "health_shape",
    "independent_reports",
    "last_runs",
    "page_counts",
    "run_shape",
    "runs",
    "signings",
    "sources_health",
    "switched_sources",
    "told_health",
]
