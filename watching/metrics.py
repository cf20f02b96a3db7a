"""The daemon's figures as Prometheus asks for them: read from the database at that moment, kept nowhere else."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from crawler.daemon_settings import endpoint
from crawler.memory import memory
from database import queries
from database.errors import StoreError
from database.queries_figures import Figures, SourceFigures, figures
from database.session import Store

log = logging.getLogger("hetao.daemon")
#: Whoever asks more often gets what was counted before: to count a million pages costs half a second.
FRESH_SECONDS = 30.0


@contextmanager
def served(store: Store, address: str | None, *, fresh_for: float = FRESH_SECONDS) -> Iterator[None]:
    """Answer at ``address`` while the block lasts; what is in the way is said, and hinders nothing else."""
    if address is None:
        yield
        return
    host, port = endpoint(address)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figured(store=store, fresh_for=fresh_for))
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except OSError as problem:
        log.error("no metrics at %s: %s", address, problem.strerror)
        yield
        return
    log.info("metrics at http://%s/metrics", address)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(kw_only=True, eq=False)
class Figured(Collector):
    """Reads the figures of a store when somebody asks, and again when they are older than ``fresh_for`` seconds."""

    store: Store
    fresh_for: float
    _found: Figures | None = None
    _found_at: float = 0.0

    def collect(self) -> Iterator[Metric]:
        """All that there is to say; of a database that does not answer, only that."""
        try:
            daemon = queries.daemon_state(self.store)
            if self._found is None or time.monotonic() - self._found_at > self.fresh_for:
                self._found, self._found_at = figures(self.store), time.monotonic()
            found = self._found
        except StoreError as problem:
            log.warning("metrics: %s", problem)
            yield GaugeMetricFamily("hetao_database_up", "1 where the database answers.", value=0)
            return
        yield GaugeMetricFamily("hetao_database_up", "1 where the database answers.", value=1)
        if daemon:
            yield _moment("daemon_started", "Start of the daemon, renewals not counted.", daemon.started_at)
            yield _moment("daemon_beat", "Last sign of life of the daemon.", daemon.beat_at)
            yield CounterMetricFamily(
                "hetao_daemon_renewals", "Renewals to give memory back.", value=daemon.renewals
            )
        held = memory()
        of_processes = GaugeMetricFamily("hetao_memory_bytes", "Resident memory.", labels=["process"])
        of_processes.add_metric(["daemon"], held.own)
        of_processes.add_metric(["workers"], held.workers)
        yield of_processes
        yield from _of_sources(found.sources)
        yield from _of_pages(found)
        yield GaugeMetricFamily("hetao_unread_alerts", "Alerts that nobody marked read.", value=found.unread)


def _of_sources(sources: Iterable[SourceFigures]) -> Iterator[Metric]:
    counters = {
        "fetches": ("Pages fetched with a body.", "fetched"),
        "received_bytes": ("Bytes received.", "received"),
        "alerts": ("Alerts that runs of the source wrote.", "alerts"),
        "misfires": ("Runs that began late or were left out.", "misfires"),
    }
    watched = [source for source in sources if source.enabled]
    for name, (what, field) in counters.items():
        counted = CounterMetricFamily(f"hetao_{name}", what, labels=["source"])
        for source in watched:
            counted.add_metric([source.id], getattr(source, field))
        yield counted
    failures = GaugeMetricFamily(
        "hetao_consecutive_failures", "Failed runs since the last success.", labels=["source"]
    )
    for source in watched:
        failures.add_metric([source.id], source.consecutive_failures)
    yield failures
    yield _moments(
        "newest_article",
        "When the newest article of the source reached us.",
        [(source.id, source.newest_article_at) for source in watched],
    )
    yield _moments(
        "last_success",
        "End of the latest run that did not fail.",
        [(source.id, source.last_success_at) for source in watched],
    )


def _of_pages(found: Figures) -> Iterator[Metric]:
    yield _counted("pages", "URLs by what became of them; queued ones wait.", "outcome", found.pages)
    yield _counted("entry_points", "Entry points by health.", "health", found.entry_points)
    yield _counted(
        "latest_polls", "Entry points by the outcome of their latest poll.", "outcome", found.latest_polls
    )
    yield _moments("last_poll", "When an entry point of the source was asked last.", found.polled_at)
    deliveries = GaugeMetricFamily(
        "hetao_deliveries", "Alerts on their way to a channel, or there.", labels=["channel", "state"]
    )
    for channel, state, n in found.deliveries:
        deliveries.add_metric([channel, state], n)
    yield deliveries


def _counted(name: str, what: str, label: str, rows: Iterable[tuple[str, str, int]]) -> Metric:
    gauge = GaugeMetricFamily(f"hetao_{name}", what, labels=["source", label])
    for source, value, n in rows:
        gauge.add_metric([source, value], n)
    return gauge


def _moments(name: str, what: str, rows: Iterable[tuple[str, datetime | None]]) -> Metric:
    gauge = GaugeMetricFamily(f"hetao_{name}_timestamp_seconds", what, labels=["source"])
    for source, at in rows:
        if at:
            gauge.add_metric([source], at.timestamp())
    return gauge


def _moment(name: str, what: str, at: datetime) -> Metric:
    return GaugeMetricFamily(f"hetao_{name}_timestamp_seconds", what, value=at.timestamp())
