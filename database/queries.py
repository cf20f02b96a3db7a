"""Everything that is read: frozen rows for the command line, and the shapes of ``hetao export``."""

from __future__ import annotations

from database.export import (
    EXPORTS,
    alert_shape,
    article_shape,
    daemon_shape,
    delivery_shape,
    dossier_shape,
    export_alerts,
    export_articles,
    export_events,
    export_signings,
    happening_shape,
    run_shape,
)
from database.health_shapes import health_shape
from database.queries_alerts import (
    Wanted,
    acknowledge,
    acknowledge_all,
    alert,
    alert_numbers,
    alerts,
    count_alerts,
    give_feedback,
)
from database.queries_crawl import (
    articles,
    daemon_state,
    last_runs,
    page_counts,
    runs,
    sources_health,
    switched_sources,
    told_at,
    told_health,
)
from database.queries_deliveries import deliveries
from database.queries_dossier import dealings
from database.queries_happenings import events, happening, independent_reports, signings
from database.queries_health import entry_points
from database.queries_hosts import hosts
from database.queries_organisations import find_organisations, is_called, nearest_names
from database.queries_published import Change, announced, newest_change

__all__ = [
    "EXPORTS",
    "Change",
    "Wanted",
    "acknowledge",
    "acknowledge_all",
    "alert",
    "alert_numbers",
    "alert_shape",
    "alerts",
    "announced",
    "article_shape",
    "articles",
    "count_alerts",
    "daemon_shape",
    "daemon_state",
    "dealings",
    "deliveries",
    "delivery_shape",
    "dossier_shape",
    "entry_points",
    "events",
    "export_alerts",
    "export_articles",
    "export_events",
    "export_signings",
    "find_organisations",
    "give_feedback",
    "happening",
    "happening_shape",
    "health_shape",
    "hosts",
    "independent_reports",
    "is_called",
    "last_runs",
    "nearest_names",
    "newest_change",
    "page_counts",
    "run_shape",
    "runs",
    "signings",
    "sources_health",
    "switched_sources",
    "told_at",
    "told_health",
]
