"""What was watched and fetched: sources, entry points, runs, pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from database.columns import Base, UtcDateTime, one_of
from database.rows import PAGE_OUTCOMES, RUN_OUTCOMES, SOURCE_HEALTH
from pipelines.polls import HEALTHS


class Source(Base):
    """How one outlet is watched, and how well that goes."""

    __tablename__ = "sources"
    __table_args__ = (
        one_of("health", SOURCE_HEALTH),
        {"comment": "how one outlet is watched, and how well that goes"},
    )

    id: Mapped[str] = mapped_column(primary_key=True, comment="name of the source, as in `hetao crawl NAME`")
    outlet: Mapped[str] = mapped_column(comment="the organisation that publishes")
    family: Mapped[str] = mapped_column(comment="publisher family; outlets of one family are one voice")
    enabled: Mapped[bool] = mapped_column(comment="crawled by the schedule, says the catalogue")
    switched: Mapped[bool | None] = mapped_column(
        comment="set by `hetao sources enable` or `disable`; outranks the column enabled"
    )
    every: Mapped[str | None] = mapped_column(comment="interval or cron expression of the schedule")
    last_run_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="end of the latest run (UTC)")
    last_success_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="end of the latest run that did not fail (UTC)"
    )
    consecutive_failures: Mapped[int] = mapped_column(default=0, comment="failed runs since the last success")
    misfires: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="runs that the schedule began late or left out"
    )
    health: Mapped[str] = mapped_column(default="unknown", comment="state that was told last")
    health_changes: Mapped[int] = mapped_column(default=0, comment="how often the told state changed")


class EntryPoint(Base):
    """A feed, sitemap, listing or search, with what is needed to ask only for news."""

    __tablename__ = "entry_points"
    __table_args__ = (
        one_of("health", HEALTHS),
        {
            "comment": "feeds, sitemaps, listings and searches: their validators, latest polls, rhythm and health"
        },
    )

    url: Mapped[str] = mapped_column(primary_key=True, comment="address of the entry point")
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"), index=True, comment="its source")
    etag: Mapped[str | None] = mapped_column(comment="ETag of the last answer")
    last_modified: Mapped[str | None] = mapped_column(comment="Last-Modified of the last answer, verbatim")
    body_sha256: Mapped[str | None] = mapped_column(comment="hash of the last body")
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="last answer (UTC)")
    polls: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON,
        default=list,
        server_default="[]",
        comment="the latest polls, oldest first, and what came of each",
    )
    rhythm: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="what its polls have taught of how often it pays to ask"
    )
    next_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when the schedule asks next (UTC); null: at the next run of its source"
    )
    health: Mapped[str] = mapped_column(
        default="unknown",
        server_default="unknown",
        comment="healthy, quiet, gap, degraded, broken, blocked, unreachable, saturated",
    )
    health_since: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="since when (UTC)")
    health_why: Mapped[str | None] = mapped_column(comment="the reason, for people")


class WaitingEntryPoint(Base):
    """A further page of a listing, or a sitemap of an index, that was named and not yet read.

    Without it a program that is killed in between would never read it: what named it answers "not modified" then.
    """

    __tablename__ = "waiting_entry_points"
    __table_args__ = ({"comment": "further pages of entry points that were named and not yet read"},)

    url: Mapped[str] = mapped_column(primary_key=True, comment="address of the further page")
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"), index=True, comment="its source")
    declared_url: Mapped[str] = mapped_column(comment="the declared entry point that led to it")
    depth: Mapped[int] = mapped_column(comment="how many pages it is behind that, the first being 1")
    named_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="since when it waits (UTC)")
    tries: Mapped[int] = mapped_column(default=0, server_default="0", comment="how often it did not answer")
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it last did not (UTC)")
    given_up_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when it was given up (UTC); null: it waits"
    )


class Run(Base):
    """One crawl of one source."""

    __tablename__ = "runs"
    __table_args__ = (one_of("outcome", RUN_OUTCOMES), {"comment": "one crawl of one source"})

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the run")
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"), index=True, comment="what was crawled")
    trigger: Mapped[str] = mapped_column(comment="who asked: schedule, hand, demo …")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="begin (UTC)")
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="end (UTC); null while running")
    outcome: Mapped[str] = mapped_column(comment="running, success, partial, failed, interrupted")
    message: Mapped[str | None] = mapped_column(comment="what went wrong, for people")
    discovered: Mapped[int] = mapped_column(default=0, comment="articles named by entry points")
    fetched: Mapped[int] = mapped_column(default=0, comment="pages fetched with a body")
    not_modified: Mapped[int] = mapped_column(default=0, comment="answers 304")
    known: Mapped[int] = mapped_column(default=0, comment="pages known already, unchanged")
    new: Mapped[int] = mapped_column(default=0, comment="new articles")
    updated: Mapped[int] = mapped_column(default=0, comment="articles whose text changed")
    reprints: Mapped[int] = mapped_column(default=0, comment="new articles that say what an earlier one said")
    irrelevant: Mapped[int] = mapped_column(default=0, comment="pages that are not about the zone")
    failed: Mapped[int] = mapped_column(default=0, comment="pages that could not be fetched or read")
    alerts: Mapped[int] = mapped_column(default=0, comment="alerts written")
    bytes: Mapped[int] = mapped_column(BigInteger, default=0, comment="bytes received")


class Page(Base):
    """A URL that we have seen, whatever became of it."""

    __tablename__ = "pages"
    __table_args__ = (
        one_of("outcome", PAGE_OUTCOMES),
        Index(None, "source_id", "outcome"),
        {"comment": "every URL seen, and what became of it"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the page")
    url: Mapped[str] = mapped_column(unique=True, comment="canonical address")
    asked_url: Mapped[str] = mapped_column(comment="address as it was first discovered, used for fetching")
    source_id: Mapped[str | None] = mapped_column(ForeignKey("sources.id"), comment="who discovered it first")
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True, comment="latest run on it")
    outcome: Mapped[str] = mapped_column(comment="what became of it: queued, new, irrelevant, http_error …")
    why: Mapped[str | None] = mapped_column(comment="the reason, for people")
    tries: Mapped[int] = mapped_column(default=0, comment="failed attempts since the last success")
    kept_back: Mapped[int] = mapped_column(
        default=0,
        server_default="0",
        comment="how often a page that keeps programs out came in its place",
    )
    status: Mapped[int | None] = mapped_column(comment="HTTP status of the last answer")
    etag: Mapped[str | None] = mapped_column(comment="ETag of the last answer")
    last_modified: Mapped[str | None] = mapped_column(comment="Last-Modified of the last answer, verbatim")
    body_sha256: Mapped[str | None] = mapped_column(comment="hash of the last body")
    archive_file: Mapped[str | None] = mapped_column(comment="WARC file that holds the last body")
    archive_offset: Mapped[int | None] = mapped_column(BigInteger, comment="byte offset of its record there")
    discovered_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="first seen (UTC)")
    fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="last answer (UTC)")
    hint: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="what the entry point said of it while it waits; null when done"
    )


class SearchFind(Base):
    """A page that a back-search found: one that looks for what the entry points did not name in their time."""

    __tablename__ = "search_finds"
    __table_args__ = ({"comment": "pages that a back-search found, and who had named them before"},)

    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"), primary_key=True, comment="the page")
    source_id: Mapped[str] = mapped_column(
        ForeignKey("sources.id"), comment="the source whose search found it first"
    )
    found_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when (UTC)")
    known_by: Mapped[str | None] = mapped_column(
        ForeignKey("sources.id"), comment="the source that had named it by then; null: nobody, it is late"
    )
