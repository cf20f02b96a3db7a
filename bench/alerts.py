"""What a reader is sent of a month of news: ``python -m bench.alerts [--part tune|test] [--unconfirmed mark|wait]``.

The corpus of happenings (bench/reprints/happenings) goes through the whole program into a SQLite file, each report at its own
time, and the default watch sends what it lets through to a channel that counts. A happening told as news counts as sent where
an alert about the program's record of it went out. Printed: messages and alerts for each such happening, how many alerts are
about none (false), how many happenings were never sent (extraction finds nothing of them), and how many twice under different
records; and the same count for a reader who is sent one message an alert, without watches.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bench.extraction import reports as corpus
from bench.extraction.facts import Fact, claimed, reported
from bench.extraction.matching import match
from channels.deliver import deliver_to
from channels.outgoing import Outgoing
from database import queries, save, session
from database.locks import Locks
from database.session import Store
from pipelines.values import Report
from pipelines.watches import Watch

Row = tuple[corpus.Row, list[Fact]]


@dataclass(slots=True, kw_only=True)
class Counting:
    """A channel that keeps what it is given."""

    name: str = "reader"
    per_minute: int | None = None
    bundles: bool = True
    sent: list[Outgoing] = field(default_factory=list)

    def has_room(self, message: Outgoing) -> bool:
        return True

    def send(self, message: Outgoing) -> None:
        """Keep it."""
        self.sent.append(message)


def main() -> int:
    """Prints the figures of one part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "test"), default="tune")
    parser.add_argument("--unconfirmed", choices=("mark", "wait"), default="mark")
    parser.add_argument("--folder", type=Path, default=corpus.FOLDER, help="where the corpus lies")
    options = parser.parse_args()
    rows = sorted(corpus.load(options.folder, options.part), key=lambda row: str(row[0]["published_at"]))
    watch = Watch(name="default", channels=("reader",), unconfirmed=options.unconfirmed)
    with tempfile.TemporaryDirectory() as folder:
        store = session.open_store(f"sqlite:///{folder}/month.db", watches=(watch,))
        try:
            channel, about = read_a_month(store, rows)
            say(channel, about, rows, len(queries.alerts(store)))
        finally:
            store.close()
    return 0


def read_a_month(store: Store, rows: list[Row]) -> tuple[Counting, Mapping[int, set[str]]]:
    """What was sent, and which labelled happenings each record of the program holds."""
    channel, locks = Counting(), Locks(store=store, program="bench")
    answers: list[tuple[str, str, str]] = []  # address, claim, happening as labelled
    clock = [datetime.fromisoformat(rows[0][0]["published_at"])]
    for row, facts in rows:
        report = reported(row)
        clock[0] = max(clock[0], datetime.fromisoformat(row["published_at"]))
        save.save_report(store, report, now=clock[0])
        answers += [(row["url"], claim, key) for claim, key in _answers(report, facts)]
        deliver_to(store, locks, channel, now=lambda: clock[0])
    for _ in range(3):  # digests of the last days
        clock[0] += timedelta(days=1)
        deliver_to(store, locks, channel, now=lambda: clock[0])
    locks.close()
    records = {
        (article.url, said.claim.id): record.id
        for record in (*queries.signings(store), *queries.events(store))
        for said in record.claims
        for article in record.articles
        if article.id == said.article_id
    }
    about: dict[int, set[str]] = {}
    for url, claim, key in answers:
        if (number := records.get((url, claim))) is not None:
            about.setdefault(number, set()).add(key)
    return channel, about


def _answers(report: Report, facts: list[Fact]) -> list[tuple[str, str]]:
    told = {fact.key for fact in facts if fact.told}
    pairs = match(claimed(report), facts).pairs
    return [(claim.key, label.key) for claim, label in pairs if label.key in told]


def say(channel: Counting, about: Mapping[int, set[str]], rows: list[Row], written: int) -> None:
    """Print what a reader was sent."""
    told = {fact.key for _, facts in rows for fact in facts if fact.told}
    alerts = [alert for message in channel.sent for alert in (message.alert, *message.others)]
    false = [alert for alert in alerts if not about.get(alert.happening_id or 0)]
    new = [alert for alert in alerts if alert.kind == "new"]
    times = Counter(key for alert in new for key in about.get(alert.happening_id or 0, ()))
    kinds = Counter(alert.kind for alert in alerts)
    digests = sum(message.digest for message in channel.sent)
    sent = len(channel.sent)
    sys.stdout.write(
        f"{len(rows)} reports of {len(told)} happenings told as news\n"
        f"sent: {sent} messages ({digests} digests) with {len(alerts)} alerts "
        f"({', '.join(f'{n} {kind}' for kind, n in kinds.most_common())}); {written} alerts were written\n"
        f"messages for each happening {sent / len(told):.2f}; one message an alert would be "
        f"{len(alerts) / len(told):.2f}; one a report {len(rows) / len(told):.2f}\n"
        f"precision: {1 - len(false) / max(1, len(alerts)):.3f} ({len(false)} alerts are about no labelled happening)\n"
        f"never sent: {len(told - set(times))} of {len(told)}; sent as new more than once: "
        f"{sum(n > 1 for n in times.values())}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
