"""Thirty days of news in minutes: is each thing told once, nothing told that is not so, and every fault named?

    python -m bench.month [--days 30] [--a-day 5] [--seed 1] [--out FOLDER] [--show 10]

A writer (bench/month_news.py) publishes invented happenings by four outlets on loopback, each found in its own way, in
its own script and charset: independent wordings, reprints, corrections, stories told again weeks later, and much that is no
news. The outlets fail and lie in fourteen ways, each from and to a known moment; two put old articles on line as if they
were new. The program crawls as its daemon does, everything by a clock of the bench's own, with the default watch, and
sends to a mail server, a webhook and 企业微信 on loopback, which go down and come back. Truth is the writer's.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
import time as real
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench import month_report  # noqa: E402
from bench.month_floods import floods  # noqa: E402
from bench.month_news import month  # noqa: E402
from bench.month_readers import readers  # noqa: E402
from bench.month_run import Fault, Month  # noqa: E402
from bench.month_site import served, settings_of  # noqa: E402
from bench.own_clock import Clock, set_by  # noqa: E402
from crawler import configuration, crawl  # noqa: E402
from database import session  # noqa: E402
from pipelines.alerting import LOCAL  # noqa: E402

#: The last day; any day does.
END = date(2026, 11, 28)
#: What is done to the outlets in thirty days; in fewer, what fits into them.
FAULTS = (
    Fault(outlet="xingzhou", kind="down", begin=2.5, end=3.75),
    Fault(outlet="nanling", kind="redesigned", begin=4.0, end=5.25),
    Fault(outlet="gangwan", kind="captcha", begin=6.0, end=7.5),
    Fault(outlet="kuaixun", kind="other shape", begin=8.0, end=9.5),
    Fault(outlet="xingzhou", kind="unmodified", begin=10.0, end=12.0),
    Fault(outlet="nanling", kind="charset", begin=12.5, end=13.5),
    Fault(outlet="gangwan", kind="dates", begin=14.0, end=15.0),
    Fault(outlet="kuaixun", kind="overloaded", begin=16.0, end=17.25),
    Fault(outlet="xingzhou", kind="silent", begin=17.5, end=21.5),
    Fault(outlet="nanling", kind="pages redesigned", begin=20.0, end=23.0),
    *(Fault(outlet=outlet, kind="down", begin=22.0, end=22.5) for outlet in ("gangwan", "kuaixun")),
    Fault(outlet="gangwan", kind="forbidden", begin=24.0, end=25.25),
    Fault(outlet="xingzhou", kind="error", begin=25.5, end=26.5),
    Fault(outlet="kuaixun", kind="login", begin=26.5, end=27.75),
)
#: When services are away: kind, from, to.
OUTAGES = (
    *(("mail", 1.4, 1.9), ("webhook", 5.0, 6.2), ("wecom", 9.3, 9.8), ("mail", 13.0, 14.5)),
    *(("webhook", 18.3, 18.35), *((kind, 21.0, 21.3) for kind in ("mail", "webhook", "wecom"))),
    ("wecom", 25.0, 27.0),
)
#: When old articles are put on line: under new addresses, and for the first time.
MOVED, ARCHIVE = ("kuaixun", 12.2), ("gangwan", 19.4)


def main() -> int:
    """Live through the month and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--a-day", type=int, default=5, help="happenings on each day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fastest", default="1h", help="how often a source is asked at most")
    parser.add_argument("--out", type=Path, help="a new folder; by default one among the temporary files")
    parser.add_argument("--show", type=int, default=5, help="examples of what went wrong, of each kind")
    options = parser.parse_args()
    folder = options.out or Path(tempfile.mkdtemp(prefix="hetao-month-"))
    folder.mkdir(parents=True, exist_ok=True)
    began = real.monotonic()
    wrong = lived(folder.resolve(), options)
    print(f"took {real.monotonic() - began:.0f} s; the database is {folder}/hetao.db")
    return 1 if wrong else 0


def lived(folder: Path, options: argparse.Namespace) -> list[str]:
    """The month in a folder; gives what is not as it should be."""
    days, seed = options.days, options.seed
    random.seed(seed)
    logging.basicConfig(filename=folder / "month.log", level=logging.WARNING)
    begin = datetime.combine(END - timedelta(days=days - 1), time(0), LOCAL)
    faults = tuple(fault for fault in FAULTS if fault.end < days - 1)
    silent = {fault.outlet: (fault.begin, fault.end) for fault in faults if fault.kind == "silent"}
    news = month(seed=seed, end=END, days=days, a_day=options.a_day, silent=silent)
    moments = {
        name: (outlet, begin + timedelta(days=day))
        for name, (outlet, day) in (("moved", MOVED), ("archive", ARCHIVE))
        if day < days - 1
    }
    news.add(floods(news, moments, end=END, seed=seed))
    clock = Clock(at=begin.astimezone(UTC))
    with served(END) as site, readers() as services, set_by(clock):
        (folder / "hetao.toml").write_text(
            settings_of(site, folder, options.fastest) + services.settings, "utf-8"
        )
        settings = configuration.load(folder / "hetao.toml")
        store = session.open_store(f"sqlite:///{folder}/hetao.db", watches=settings.watches)
        crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, program="month")
        lived_month = Month(
            clock=clock, site=site, readers=services, crawls=crawls, news=news, begin=begin,
            end=begin + timedelta(days=days), faults=faults,
            outages=tuple(outage for outage in OUTAGES if outage[2] < days),
        )  # fmt: skip
        try:
            crawl.on_reactor(lived_month.live)
            return month_report.say(lived_month, show=options.show)
        finally:
            crawls.close()
            store.close()


if __name__ == "__main__":
    sys.exit(main())
