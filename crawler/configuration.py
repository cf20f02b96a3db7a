"""``hetao.toml``: what a user may set without touching code; a mistake is named with its line and the mend."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from crawler.addresses import Allowed
from crawler.channel_settings import ChannelSettings, FileSettings, Remote, read_channels
from crawler.daemon_settings import DaemonSettings, KeepSettings
from crawler.limits import Limits
from crawler.mistakes import ConfigurationError, Mistake, Strict, validated
from crawler.proposer_settings import ProposerSettings
from crawler.proxy_setting import Proxy
from crawler.source_settings import Days, Delay, Every, Size, SourceSettings, Span
from crawler.spans import parse_every, parse_size, parse_span
from crawler.toml_places import line_of
from crawler.watch_settings import Channels, WatchSettings, watches_of
from pipelines.rhythm import Bounds
from pipelines.watches import Watch, parse_hours

if TYPE_CHECKING:
    from crawler.source import Source
    from crawler.source_tables import Sources
    from pipelines.health.expects import Expects

__all__ = ["DEFAULT", "Configuration", "ConfigurationError", "CrawlSettings", "SourceSettings", "load"]

_TABLE = re.compile(r"^[ \t]*\[[ \t]*sources[ \t]*\.", re.MULTILINE)
_ELEMENT = re.compile(r"^[ \t]*\[\[[ \t]*sources[ \t]*\]\]", re.MULTILINE)


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("write one line without control characters")
    return text


Text = Annotated[str, AfterValidator(_printable)]


def _addresses(texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        Allowed.parse(text)
    return texts


def _quiet_hours(text: str) -> str:
    parse_hours(text)
    return text


class CrawlSettings(Strict):
    """``[crawl]``: manners and limits."""

    contact: Text = ""
    delay: Delay | None = None
    most_pages: int = Field(default=500, ge=1)
    daily_requests: int = Field(default=5000, ge=10)
    archive: Annotated[Text, Field(min_length=1)] = "data/archive"
    keep_irrelevant: Days = "30d"
    archive_size: Size | None = None
    fastest: Every = "5m"
    slowest: Every = "6h"
    quiet_hours: Annotated[str, AfterValidator(_quiet_hours)] | None = None
    allow_addresses: Annotated[tuple[str, ...], AfterValidator(_addresses)] = ()
    proxy_setting: Proxy | None = Field(default=None, alias="proxy", repr=False)

    @model_validator(mode="after")
    def _in_order(self) -> CrawlSettings:
        if parse_every(self.slowest) < parse_every(self.fastest):
            raise ValueError(f"slowest is {self.slowest}, which is faster than fastest, {self.fastest}")
        return self


class LimitSettings(Strict):
    """``[limits]``: bounds of a run, a page, a worker process and the daemon (:class:`crawler.limits.Limits`)."""

    run_time: Span = "30m"
    run_bytes: Size = "300 MB"
    page_time: Span = "30s"
    page_bytes: Size = "10 MB"
    redirects: int = Field(default=5, ge=0, le=20)
    workers: int = Field(default=2, ge=1, le=32)
    worker_time: Span = "30s"
    worker_memory: Size = "1.5 GB"
    daemon_memory: Size = "800 MB"


class DatabaseSettings(Strict):
    """``[database]``: where to store; ``HETAO_DATABASE_URL`` outranks it."""

    url: str | None = Field(default=None, repr=False)


class _File(Strict):
    crawl: CrawlSettings = Field(default_factory=CrawlSettings)
    limits: LimitSettings = Field(default_factory=LimitSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    sources: Any = Field(default_factory=dict)  # in two forms: read_sources
    channels: Any = Field(default_factory=dict)  # each by its kind: read_channels
    watches: dict[str, WatchSettings] = Field(default_factory=dict)
    proposer: ProposerSettings | None = None
    daemon: DaemonSettings = Field(default_factory=DaemonSettings)
    keep: KeepSettings = Field(default_factory=KeepSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What holds for this program: the file, with defaults where it is silent. ``own``: the user's own sources."""

    crawl: CrawlSettings
    database_url: str | None = field(repr=False)  # may hold a password
    sources: Mapping[str, SourceSettings]
    own: tuple[Source, ...] = ()
    limits: Limits = field(default_factory=Limits)
    channels: Mapping[str, ChannelSettings] = field(default_factory=dict)
    watches: tuple[Watch, ...] = ()
    proposer: ProposerSettings | None = None  # off
    daemon: DaemonSettings = field(default_factory=DaemonSettings)
    keep: KeepSettings = field(default_factory=KeepSettings)
    file: Path | None = None

    @property
    def told(self) -> tuple[str, ...]:
        """The channels that are told alerts; the others are files that show the state of things."""
        return named_by(self.channels).told

    def of(self, source_id: str) -> SourceSettings:
        """The settings of one source, empty ones where the file is silent; the proxy of ``[crawl]`` if it has none."""
        wished = self.sources.get(source_id, SourceSettings())
        if wished.proxy_setting is None and self.crawl.proxy_setting is not None:
            return wished.model_copy(update={"proxy_setting": self.crawl.proxy_setting})
        return wished

    def expects_of(self, source: Source) -> Expects:
        """What a healthy source gives: the declaration's word, save where the user has another."""
        wished = self.of(source.id).newest_within
        return replace(source.expects, newest_within=parse_every(wished)) if wished else source.expects

    def delay_of(self, source: Source) -> float:
        """Seconds between two requests to one host: the source's setting, else the slower of its declaration
        and ``[crawl]``."""
        return self.of(source.id).delay or max(source.delay, self.crawl.delay or 0.0)

    def bounds_of(self, source: Source) -> Bounds:
        """Within which the own rhythm of the entry points of a source stays: its settings, else those of ``[crawl]``."""
        wished, general = self.of(source.id), self.crawl
        fastest = parse_every(wished.fastest or general.fastest)
        slowest = parse_every(wished.slowest or general.slowest)
        quiet = parse_hours(general.quiet_hours) if general.quiet_hours else None
        return Bounds(
            every=source.every,
            fastest=min(fastest, slowest) if wished.slowest else fastest,
            slowest=max(fastest, slowest) if wished.fastest else slowest,
            quiet=(quiet.begin, quiet.end) if quiet else None,
        )

    def proxy_fault(self, source_ids: Iterable[str]) -> str | None:
        """Why the proxy of one of these sources cannot be used; None where all can."""
        for source_id in source_ids:
            try:
                _ = self.of(source_id).proxy
            except ConfigurationError as problem:
                return f"sources.{source_id}: {problem}"
        return None

    def channel_faults(self) -> tuple[str, ...]:
        """Why channels cannot be used now: secrets that are not where the file says."""
        faults = (one.fault(name) for name, one in self.channels.items() if isinstance(one, Remote))
        return tuple(filter(None, faults))

    def only_at_a_start(self, before: Configuration) -> tuple[str, ...]:
        """Settings that differ from those of before and count only when the daemon starts anew."""
        pool = ("workers", "worker_seconds", "worker_bytes")
        differs = {
            "[database] url": self.database_url != before.database_url,
            "[daemon]": self.daemon != before.daemon,
            "[limits] of workers": any(
                getattr(self.limits, name) != getattr(before.limits, name) for name in pool
            ),
        }
        return tuple(name for name, does in differs.items() if does)

    def without_proxy(self) -> Configuration:
        """The same for outlets on this machine, which no proxy can reach: the demo."""
        return replace(self, crawl=self.crawl.model_copy(update={"proxy_setting": None}))


DEFAULT = Configuration(
    crawl=CrawlSettings(), database_url=None, sources={}, watches=watches_of({}, Channels())
)


def named_by(channels: Mapping[str, ChannelSettings]) -> Channels:
    """The names of channels by what becomes of an alert on them."""
    return Channels(
        told=tuple(name for name, settings in channels.items() if not settings.is_file),
        programs=tuple(name for name, settings in channels.items() if isinstance(settings, FileSettings)),
        files=tuple(name for name, settings in channels.items() if settings.is_file),
    )


def load(path: Path | None) -> Configuration:
    """The configuration at ``path``, else of ``HETAO_CONFIG``, else ``./hetao.toml``, else the defaults.

    Raises:
        ConfigurationError: a named file is not there, or a file has a mistake.
    """
    named = path or (Path(os.environ["HETAO_CONFIG"]) if os.environ.get("HETAO_CONFIG") else None)
    file = named or Path("hetao.toml")
    text = _text(file, is_named=named is not None)
    if text is None:
        return DEFAULT
    data = _parsed(file, text)
    try:
        parsed = validated(_File, data)
        sources = _sources(parsed.sources) if parsed.sources else None
        channels = read_channels(parsed.channels)
        watches = watches_of(parsed.watches, named_by(channels))
    except Mistake as mistake:
        raise ConfigurationError(f"{file}, line {line_of(text, mistake.place)}: {mistake.what}") from None
    return replace(_configuration(file, parsed, sources), channels=channels, watches=watches)


def _text(file: Path, *, is_named: bool) -> str | None:
    """What a file says; None where there is none and none was named."""
    try:
        # Windows editors begin a file with a byte order mark
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        if not is_named:
            return None
        raise ConfigurationError(
            f"{file} is not there; copy hetao.example.toml, or leave --config away"
        ) from None
    except OSError as problem:
        raise ConfigurationError(f"{file} cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError as problem:
        before = problem.object[: problem.start].count(b"\n") + 1
        raise ConfigurationError(f"{file}, line {before}: not UTF-8; save the file as UTF-8") from None


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigurationError(f"{file}: not usable: brackets in brackets without end") from None
    except ValueError as problem:  # TOMLDecodeError, and numbers of thousands of digits
        mixed = _TABLE.search(text) and _ELEMENT.search(text)
        mend = (
            "; [[sources]] and [sources.ID] cannot stand in one file: write every source as [[sources]] "
            'with id = "ID"'
            if mixed
            else ""
        )
        raise ConfigurationError(f"{file}: not TOML: {problem}{mend}") from None


def _sources(given: object) -> Sources:
    # here, because only a file that speaks of sources needs all declarations, and with them Scrapy
    from crawler import catalogue
    from crawler.source_tables import read_sources

    return read_sources(given, catalogue.built_in())


def _configuration(file: Path, parsed: _File, sources: Sources | None) -> Configuration:
    return Configuration(
        crawl=parsed.crawl,
        database_url=parsed.database.url,
        sources=sources.settings if sources else {},
        own=sources.own if sources else (),
        limits=_limits(parsed),
        proposer=parsed.proposer,
        daemon=parsed.daemon,
        keep=parsed.keep,
        file=file,
    )


def _limits(parsed: _File) -> Limits:
    wished = parsed.limits
    return Limits(
        run_pages=parsed.crawl.most_pages,
        run_seconds=parse_span(wished.run_time),
        run_bytes=parse_size(wished.run_bytes),
        page_bytes=parse_size(wished.page_bytes),
        page_seconds=parse_span(wished.page_time),
        redirects=wished.redirects,
        workers=wished.workers,
        worker_seconds=parse_span(wished.worker_time),
        worker_bytes=parse_size(wished.worker_memory),
        daemon_bytes=parse_size(wished.daemon_memory),
    )
