"""``hetao.toml``: what a user may set without touching code; a mistake is named with its line and the mend."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from apscheduler.triggers.cron import CronTrigger
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from crawler.limits import Limits

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SIZES = {"kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
#: Polling faster than this is no news monitor but a nuisance.
LEAST_EVERY = timedelta(minutes=1)


class ConfigurationError(ValueError):
    """``hetao.toml`` cannot be used; the message says where, what and how to mend it."""


def parse_every(text: str) -> timedelta:
    """``30m``, ``2h``, ``1d`` as a span.

    Raises:
        ValueError: it is no span, or below a minute.
    """
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", text.strip())
    if not match:
        raise ValueError(f"{text!r} is no span; write 30m, 2h or 1d")
    span = timedelta(**{_UNITS[match[2]]: int(match[1])})
    if span < LEAST_EVERY:
        raise ValueError(f"{text!r} is below one minute")
    return span


def parse_span(text: str) -> float:
    """``20s``, ``30m``, ``2h`` in seconds.

    Raises:
        ValueError: it is no span, or nothing.
    """
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", text.strip())
    if not match or not int(match[1]):
        raise ValueError(f"{text!r} is no span; write 20s, 30m or 2h")
    return timedelta(**{_UNITS[match[2]]: int(match[1])}).total_seconds()


def parse_size(text: str) -> int:
    """``500 kB``, ``10 MB``, ``1.5 GB`` in bytes.

    Raises:
        ValueError: it is no size, or nothing.
    """
    match = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)\s*(kB|MB|GB)", text.strip())
    size = int(float(match[1]) * _SIZES[match[2]]) if match else 0
    if not size:
        raise ValueError(f"{text!r} is no size; write 500 kB, 10 MB or 1.5 GB")
    return size


def _checked(parse: Callable[[str], object]) -> AfterValidator:
    def check(text: str) -> str:
        parse(text)
        return text

    return AfterValidator(check)


Span = Annotated[str, _checked(parse_span)]
Size = Annotated[str, _checked(parse_size)]


def _every(text: str) -> str:
    parse_every(text)
    return text


def _cron(text: str) -> str:
    try:
        CronTrigger.from_crontab(text)
    except ValueError as problem:
        raise ValueError(f"{text!r} is no cron expression of five fields: {problem}") from None
    return text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceSettings(_Strict):
    """``[sources.ID]``: whether and how often one source is watched."""

    enabled: bool | None = None
    every: Annotated[str, AfterValidator(_every)] | None = None
    cron: Annotated[str, AfterValidator(_cron)] | None = None

    @model_validator(mode="after")
    def _one_rhythm(self) -> SourceSettings:
        if self.every and self.cron:
            raise ValueError("give `every` or `cron`, not both")
        return self


class CrawlSettings(_Strict):
    """``[crawl]``: manners and limits."""

    contact: str = ""
    delay: float | None = Field(default=None, ge=1, le=3600)
    most_pages: int = Field(default=500, ge=1)
    archive: str = "data/archive"


class LimitSettings(_Strict):
    """``[limits]``: bounds of a run, a page, a worker process and the daemon (:class:`crawler.limits.Limits`)."""

    run_time: Span = "30m"
    run_bytes: Size = "300 MB"
    page_time: Span = "30s"
    page_bytes: Size = "10 MB"
    redirects: int = Field(default=5, ge=0, le=20)
    worker_time: Span = "30s"
    worker_memory: Size = "1.5 GB"
    daemon_memory: Size = "800 MB"


class DatabaseSettings(_Strict):
    """``[database]``: where to store; ``HETAO_DATABASE_URL`` outranks it."""

    url: str | None = None


class _File(_Strict):
    crawl: CrawlSettings = Field(default_factory=CrawlSettings)
    limits: LimitSettings = Field(default_factory=LimitSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    sources: dict[str, SourceSettings] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What holds for this program: the file, with defaults where it is silent."""

    crawl: CrawlSettings
    database_url: str | None
    sources: dict[str, SourceSettings]
    limits: Limits = field(default_factory=Limits)
    file: Path | None = None

    def of(self, source_id: str) -> SourceSettings:
        """The settings of one source; empty ones where the file is silent."""
        return self.sources.get(source_id, SourceSettings())


DEFAULT = Configuration(crawl=CrawlSettings(), database_url=None, sources={})


def load(path: Path | None, *, known_sources: tuple[str, ...] = ()) -> Configuration:
    """The configuration at ``path``, else of ``HETAO_CONFIG``, else ``./hetao.toml``, else the defaults.

    Raises:
        ConfigurationError: a named file is not there, or a file has a mistake.
    """
    named = path or (Path(os.environ["HETAO_CONFIG"]) if os.environ.get("HETAO_CONFIG") else None)
    file = named or Path("hetao.toml")
    if not file.exists():
        if named:
            raise ConfigurationError(f"{file} is not there; copy hetao.example.toml, or leave --config away")
        return DEFAULT
    try:
        text = file.read_text("utf-8")
        data = tomllib.loads(text)
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        raise ConfigurationError(f"{file}, line {line}: not UTF-8; save the file as UTF-8") from None
    except RecursionError:
        raise ConfigurationError(f"{file}: brackets in brackets without end") from None
    except ValueError as problem:  # no TOML, or a number of thousands of digits
        raise ConfigurationError(f"{file}: not TOML: {problem}") from None
    try:
        parsed = _File.model_validate(data)
    except ValidationError as problem:
        raise ConfigurationError(_explained(file, text, problem)) from None
    for name in parsed.sources:
        if known_sources and name not in known_sources:
            raise ConfigurationError(
                f"{file}, line {_line(text, ('sources', name))}: no source {name!r}{_like(name, known_sources)}"
            )
    return Configuration(
        crawl=parsed.crawl,
        database_url=parsed.database.url,
        sources=parsed.sources,
        limits=_limits(parsed),
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
        worker_seconds=parse_span(wished.worker_time),
        worker_bytes=parse_size(wished.worker_memory),
        daemon_bytes=parse_size(wished.daemon_memory),
    )


def _explained(file: Path, text: str, problem: ValidationError) -> str:
    first = problem.errors()[0]
    place = tuple(str(part) for part in first["loc"])
    where = ".".join(place)
    if first["type"] == "extra_forbidden":
        known = _known_names(place[:-1])
        what = f"no setting {place[-1]!r}{_like(place[-1], known)}"
    else:
        what = f"{where}: {first['msg'].removeprefix('Value error, ')}"
    return f"{file}, line {_line(text, place)}: {what}"


def _known_names(place: tuple[str, ...]) -> tuple[str, ...]:
    models: dict[str, type[BaseModel]] = {
        "crawl": CrawlSettings,
        "limits": LimitSettings,
        "database": DatabaseSettings,
        "sources": SourceSettings,
    }
    model = models.get(place[0], _File) if place else _File
    return tuple(model.model_fields)


def _like(name: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; there is {', '.join(known)}"


def _line(text: str, place: tuple[str, ...]) -> int:
    """The line where a setting stands: its table's heading, or its own key below that."""
    lines = text.splitlines()
    heading = 0
    for number, line in enumerate(lines, 1):
        table = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if table:
            parts = tuple(p.strip().strip("\"'") for p in table[1].split("."))
            heading = number if place[: len(parts)] == parts else 0
            if parts == place:
                return number
        elif re.match(rf"\s*[\"']?{re.escape(place[-1])}[\"']?\s*=", line) and (heading or len(place) == 1):
            return number
    return max(1, heading)
