"""One week of bench/soak.py: the daemon of the moment, and what is done to it when."""

from __future__ import annotations

import contextlib
import json
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bench.soak_samples import Event, Sampler
from bench.wire import Wires
from crawler.demo.site import DemoSite
from crawler.demo.stories import OUTLETS
from database import models, queries
from database.session import Store

ROOT = Path(__file__).parent.parent
#: Every twenty minutes, as real outlets are.
POLLS_A_DAY = 24 * 3
#: What is done to the daemon on each day; only in the first half of the week it is ended too.
WEATHER = ("locked", "breaking", "cut", "down")
ENDS = ("restarted", "killed")
#: Seconds of a fault that lasts.
LASTS = 3.0
#: Seconds after the week in which what is left must be done, and those in which a daemon must end when asked.
SETTLES, STOPS = 120.0, 60.0


@dataclass(kw_only=True)
class Soak:
    """One week: the outlets, the lines to them, the store, the daemon of the moment, and what went wrong."""

    site: DemoSite
    wires: Wires
    store: Store
    folder: Path
    days: int
    seconds: float
    chance: random.Random
    wrong: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    lives: int = 0
    longest_stop: float = 0.0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def sampler(self) -> Sampler:
        """A sampler of this week."""
        return Sampler(
            store=self.store,
            folder=self.folder,
            seconds_a_day=self.seconds / self.days,
            pid=lambda: self._process.pid if self._process else None,
            life=lambda: self.lives,
        )

    # ------------------------------------------------------------ the daemon

    def start(self) -> None:
        """Start a daemon."""
        wished = {
            "url": self.store.engine.url.render_as_string(hide_password=False),
            "settings": str(self.folder / "hetao.toml"),
            "rebased": self.site.rebased,
            "every": self.seconds / self.days / POLLS_A_DAY,
            "beat": 1.0,
        }
        self.lives += 1
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.soak_watch", json.dumps(wished)],
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )

    @property
    def _log(self) -> Path:
        return self.folder / f"daemon-{self.lives}.log"

    def _until_it_watches(self) -> None:
        """Whoever asks a program to stop before it can hear that ends it as a kill does, which is drawn apart."""
        deadline = time.monotonic() + STOPS
        while b"watching" not in self._log.read_bytes() and time.monotonic() < deadline:
            time.sleep(0.1)

    def end(self, by: signal.Signals, expected: int) -> None:
        """End the daemon by a signal, and look how it went."""
        process, self._process = self._process, None
        assert process is not None
        if process.poll() is not None:
            self.wrong.append(f"the daemon ended by itself ({process.returncode}); {self._log.name} says why")
            return
        if by == signal.SIGTERM:
            self._until_it_watches()
        began = time.monotonic()
        process.send_signal(by)
        try:
            status = process.wait(STOPS)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
            self.wrong.append(f"the daemon did not end within {STOPS:.0f} seconds of {by.name}")
            return
        self.longest_stop = max(self.longest_stop, time.monotonic() - began)
        if status != expected:
            self.wrong.append(f"the daemon ended with {status} after {by.name}")

    # ------------------------------------------------------------ the weather

    def planned(self) -> list[tuple[float, str]]:
        """What is done when, in days, by chance."""
        plan = []
        for day in range(self.days):
            kinds = [*WEATHER, *(ENDS if day < self.days / 2 else ())]
            self.chance.shuffle(kinds)
            slot = 1 / len(kinds)
            plan += [(day + slot * (n + self.chance.uniform(0.2, 0.6)), kind) for n, kind in enumerate(kinds)]
        return plan

    def strike(self, kind: str, lasts: float) -> None:
        """Do one thing to the daemon."""
        with contextlib.ExitStack() as over:
            if kind == "restarted":
                self.end(signal.SIGTERM, 0)
                self.start()
            elif kind == "killed":
                self.end(signal.SIGKILL, -signal.SIGKILL)
                self.start()
            elif kind == "cut":
                self.wires.cut()
            elif kind == "locked":
                over.enter_context(self.store.transaction())  # another program writes
            elif kind == "down":
                self.wires.down = True
                self.wires.cut()
            else:
                self.wires.breaking = 150
            if kind in ("locked", "down", "breaking"):
                time.sleep(lasts)
        self.wires.down, self.wires.breaking = False, 0

    def live_through(self, sampler: Sampler) -> None:
        """The week, from the first fault to the last."""
        lasts = min(LASTS, self.seconds / self.days / 12)
        for day, kind in self.planned():
            self._wait_until(sampler, day)
            began = sampler.day
            self.strike(kind, lasts)
            self.events.append(Event(day=began, until=sampler.day, kind=kind))
        self._wait_until(sampler, self.days)

    def _wait_until(self, sampler: Sampler, day: float) -> None:
        time.sleep(max(0.0, (day - sampler.day) * self.seconds / self.days))

    def settle(self) -> None:
        """Wait until each outlet was crawled after the last publication, and nothing waits."""
        since, deadline = datetime.now(UTC), time.monotonic() + SETTLES
        while time.monotonic() < deadline:
            runs = [r for r in queries.runs(self.store, limit=200) if r.started_at > since]
            done = {r.source_id for r in runs if r.outcome == "success"}
            if done == set(OUTLETS) and not self._waits():
                return
            time.sleep(0.5)
        self.wrong.append(f"after {SETTLES:.0f} seconds of quiet there is still work that waits")

    def _waits(self) -> bool:
        delivery, page = models.Delivery, models.Page
        with self.store.reading() as reading:
            waiting = reading.scalar(select(delivery.id).where(delivery.state == "waiting").limit(1))
            queued = reading.scalar(select(page.id).where(page.outcome == "queued").limit(1))
        return bool(waiting or queued)
