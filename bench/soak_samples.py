"""What a daemon holds, second by second: taken for bench/soak.py, kept as CSV, drawn as PNG, judged by its slope."""

from __future__ import annotations

import csv
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import psutil
from sqlalchemy import func, select, text

from database import models
from database.errors import StoreError
from database.session import Store

#: Share of a life of the daemon in which caches fill; slopes count from then on.
WARM_UP = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One second. ``life``: how often a daemon has been started; sizes in bytes."""

    seconds: float
    day: float
    life: int
    memory: int
    workers_memory: int
    workers: int
    files: int
    database: int
    wal: int
    archive: int
    queued: int
    runs: int
    alerts: int
    misfires: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was done to the daemon, from and to."""

    day: float
    until: float
    kind: str


@dataclass(kw_only=True)
class Sampler:
    """Looks once a second, in a thread of its own, until stopped."""

    store: Store
    folder: Path
    seconds_a_day: float
    pid: Callable[[], int | None]
    life: Callable[[], int]
    samples: list[Sample] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _began: float = field(default_factory=time.monotonic)
    _thread: threading.Thread | None = None

    @property
    def day(self) -> float:
        """Which day of the week it is."""
        return (time.monotonic() - self._began) / self.seconds_a_day

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._look_for_ever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _look_for_ever(self) -> None:
        while not self._stop.wait(1.0):
            pid, life = self.pid(), self.life()
            if pid is None:
                continue
            try:
                self.samples.append(self._look(pid, life))
            except (psutil.Error, StoreError, OSError):
                continue  # it is being killed, or its database is away: the next second tells

    def _look(self, pid: int, life: int) -> Sample:
        process = psutil.Process(pid)
        workers = [child.memory_info().rss for child in process.children(recursive=True)]
        queued, runs, alerts, misfires, size = self._stored()
        database = Path(self.store.engine.url.database or "")
        return Sample(
            seconds=time.monotonic() - self._began,
            day=self.day,
            life=life,
            memory=process.memory_info().rss,
            workers_memory=sum(workers),
            workers=len(workers),
            files=process.num_fds(),
            database=size,
            wal=_size(database.with_name(database.name + "-wal")),
            archive=sum(_size(path) for path in (self.folder / "archive").glob("*")),
            queued=queued,
            runs=runs,
            alerts=alerts,
            misfires=misfires,
        )

    def _stored(self) -> tuple[int, ...]:
        page, size = models.Page, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if self.store.engine.dialect.name == "postgresql":
            size = "SELECT pg_database_size(current_database())"
        with self.store.reading() as reading:
            return tuple(
                int(reading.scalar(query) or 0)
                for query in (
                    select(func.count()).select_from(page).where(page.outcome == "queued"),
                    select(func.count()).select_from(models.Run),
                    select(func.count()).select_from(models.Alert),
                    select(func.sum(models.Source.misfires)),
                    text(size),
                )
            )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def last_life(samples: Sequence[Sample]) -> list[Sample]:
    """The samples of the daemon that lived last, without its warm-up."""
    last = [one for one in samples if one.life == samples[-1].life]
    return last[round(len(last) * WARM_UP) :]


def rise(samples: Sequence[Sample], of: Callable[[Sample], float]) -> tuple[float, float]:
    """How much something rises over the samples by its slope (least squares), and its median."""
    days, values = [one.day for one in samples], [of(one) for one in samples]
    slope = statistics.linear_regression(days, values).slope
    return slope * (days[-1] - days[0]), statistics.median(values)


def write_csv(path: Path, samples: Sequence[Sample]) -> None:
    """One line a sample."""
    names = [one.name for one in fields(Sample)]
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        for sample in samples:
            writer.writerow([getattr(sample, name) for name in names])


def draw(path: Path, samples: Sequence[Sample], events: Sequence[Event], title: str) -> bool:
    """Draw the week; False where matplotlib is not installed."""
    try:
        import matplotlib as mpl
    except ImportError:
        return False
    mpl.use("Agg")
    from matplotlib import pyplot

    mb = 10**6
    panels: list[tuple[str, dict[str, Callable[[Sample], float]]]] = [
        (
            "MB resident",
            {"daemon": lambda s: s.memory / mb, "its workers together": lambda s: s.workers_memory / mb},
        ),
        ("open files", {"of the daemon": lambda s: s.files}),
        (
            "MB on disk",
            {
                "database": lambda s: s.database / mb,
                "its WAL": lambda s: s.wal / mb,
                "archive": lambda s: s.archive / mb,
            },
        ),
        ("pages that wait", {"queued": lambda s: s.queued}),
        (
            "rows",
            {
                "alerts": lambda s: s.alerts,
                "runs / 10": lambda s: s.runs / 10,
                "misfires": lambda s: s.misfires,
            },
        ),
    ]
    figure, axes = pyplot.subplots(len(panels), 1, figsize=(11, 13), sharex=True)
    figure.suptitle(title)
    days = [one.day for one in samples]
    colours = {kind: f"C{3 + n}" for n, kind in enumerate(sorted({event.kind for event in events}))}
    for axis, (label, lines) in zip(axes, panels, strict=True):
        for name, value in lines.items():
            axis.plot(days, [value(one) for one in samples], label=name, linewidth=1.2)
        for event in events:
            axis.axvspan(event.day, max(event.until, event.day + 0.01), color=colours[event.kind], alpha=0.25)
        axis.set_ylabel(label)
        axis.set_ylim(bottom=0)
        axis.grid(visible=True, alpha=0.3)
        axis.legend(loc="upper left", fontsize="small")
    axes[-1].set_xlabel("day")
    patches = [mpl.patches.Patch(color=colour, alpha=0.4, label=kind) for kind, colour in colours.items()]
    figure.legend(handles=patches, loc="lower center", ncols=max(1, len(patches)), fontsize="small")
    figure.tight_layout(rect=(0, 0.03, 1, 0.98))
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
    return True
