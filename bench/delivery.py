"""kill -9 at random moments of delivery, to services that fail, hang and go away: is anything lost, or told too often?

    python bench/delivery.py [--kills 50] [--alerts 40] [--seed 1] [--database sqlite|postgresql|both] [--server URL]

Some alerts wait for six channels: mail, webhook, 企业微信, 飞书, 钉钉 and Telegram, each a real server on loopback that by
chance answers 500, 429, "busy" in a 200, hangs, or takes a message and breaks off before it says so. A program delivers
them, in a time that runs faster, and is killed at moments drawn by chance. In the end every delivery must have arrived, the
first arrivals in their order, and what arrived twice must have the same id: at most one of each channel for each kill,
and one for each time that a service took a message and did not say so. No secret may stand in the database. Exit status 1
where that is not so.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import Envelope
from sqlalchemy import text

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.delivery_child import SECRET, deliver  # noqa: E402
from bench.faults import fresh_database  # noqa: E402
from database import outbox, queries, save, session  # noqa: E402
from database.rows import SourceRow  # noqa: E402
from database.session import Store  # noqa: E402
from pipelines.vocabulary import ALERT_KINDS  # noqa: E402
from pipelines.watches import Watch  # noqa: E402
from tests.services import Answer, mail_server, says, service  # noqa: E402

logging.getLogger("mail").setLevel(logging.ERROR)  # of aiosmtpd
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bench.delivery_child"])
#: A second of the bench is so many seconds of the program: a wait of an hour is over in four.
PACE = 900.0
NAMED = "env:HETAO_BENCH_SECRET"
OK: dict[str, Any] = {
    "webhook": {},
    "wecom": {"errcode": 0},
    "feishu": {"code": 0},
    "dingtalk": {"errcode": 0},
    "telegram": {"ok": True},
}
BUSY: dict[str, Any] = {
    "wecom": {"errcode": 45009, "errmsg": SECRET},
    "feishu": {"code": 11232, "msg": SECRET},
    "dingtalk": {"errcode": 130101, "errmsg": SECRET},
}


@dataclass
class Told:
    """What a service took: the ids in their order, and how often it took one without saying so."""

    taken: list[str] = field(default_factory=list)
    unsaid: int = 0
    mails: list[Envelope] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        return self.taken or [message_id(mail.content) for mail in self.mails]


def moody(kind: str, told: Told, chance: random.Random) -> Answer:
    """A service that takes two messages of three."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = handler.body  # type: ignore[attr-defined]
        mood = chance.random()
        if mood < 0.66:
            told.taken.append(key_in(kind, handler.headers, body))
            says(OK[kind])(handler)
        elif mood < 0.72:
            told.taken.append(key_in(kind, handler.headers, body))
            told.unsaid += 1
            handler.close_connection = True
        elif mood < 0.8:
            says({"error": SECRET}, 500)(handler)
        elif mood < 0.88:
            says({"error": SECRET}, 429, Retry_After="120")(handler)
        elif mood < 0.96:
            says(BUSY.get(kind, {}), 200 if kind in BUSY else 503)(handler)
        else:
            time.sleep(1.5)
            handler.close_connection = True

    return answer


def key_in(kind: str, headers: Mapping[str, str], body: bytes) -> str:
    """The id of a message as a service of this kind gets it."""
    if kind == "webhook":
        return str(headers["Idempotency-Key"])
    found = json.loads(body)
    line = {
        "wecom": lambda: found["markdown"]["content"],
        "dingtalk": lambda: found["markdown"]["text"],
        "telegram": lambda: found["text"],
        "feishu": lambda: found["content"]["post"]["zh_cn"]["content"][-1][0]["text"],
    }[kind]().splitlines()[-1]
    return str(line).replace("<code>", "").replace("</code>", "").split()[-1]


@contextmanager
def services(chance: random.Random) -> Iterator[tuple[dict[str, dict[str, Any]], dict[str, Told]]]:
    """The settings of six channels to six services, and what these took."""
    told = {kind: Told() for kind in (*OK, "mail")}
    with ExitStack() as stack:
        settings: dict[str, dict[str, Any]] = {}
        for kind in OK:
            there = stack.enter_context(service(moody(kind, told[kind], chance)))
            settings[kind] = {"kind": kind, "timeout": "1s", "address": there.address}
        settings["webhook"] |= {"url": settings["webhook"].pop("address"), "secret": NAMED}
        settings["wecom"] |= {"key": NAMED}
        settings["feishu"] |= {"token": NAMED, "secret": NAMED}
        settings["dingtalk"] |= {"token": NAMED, "secret": NAMED}
        settings["telegram"] |= {"token": NAMED, "chat": "-1"}
        mails = stack.enter_context(mail_server())
        mails.mood = lambda: "250 taken" if chance.random() < 0.75 else "451 busy"
        settings["mail"] = {
            "kind": "mail", "host": "127.0.0.1", "port": mails.port, "security": "none", "timeout": "2s",
            "user": "u", "password": NAMED, "from": "w@mail.example", "to": "r@mail.example",
        }  # fmt: skip
        told["mail"].mails = mails.got
        yield settings, told


def message_id(content: bytes | str | None) -> str:
    """The id of a mail."""
    lines = (content.decode() if isinstance(content, bytes) else content or "").splitlines()
    return next(line.split("<")[1].split("@")[0] for line in lines if line.lower().startswith("message-id:"))


def fill(store: Store, channels: tuple[str, ...], alerts: int) -> None:
    """Alerts that wait for all channels."""
    watch = Watch(name="all", channels=channels, kinds=ALERT_KINDS)
    listening = replace(store, watches=(watch,))
    for number in range(alerts):
        source = f"s{number}"
        save.register_source(listening, SourceRow(id=source, outlet="某报", family=source))
        outbox.source_health_alert(
            listening, source, failing=True, summary=f"{source} fails", now=datetime.now(UTC)
        )


def trial(kind: str, server: str, *, kills: int, alerts: int, chance: random.Random) -> list[str]:
    """One database until everything is sent; gives what is wrong."""
    with tempfile.TemporaryDirectory(prefix="hetao-delivery-") as name, services(chance) as (settings, told):
        folder = Path(name)
        with fresh_database(kind, folder, server) as url:
            store = session.open_store(url)
            fill(store, tuple(settings), alerts)
            struck = _deliver(url, store, settings, kills, chance)
            problems = list(_problems(store, told, struck, folder))
            print(
                f"{kind}: {struck} kills, {alerts} alerts by {len(settings)} channels; arrived twice: "
                + ", ".join(f"{k} {len(t.keys) - len(set(t.keys))}" for k, t in sorted(told.items()))
                + f"; taken and not said: {sum(t.unsaid for t in told.values())}",
                flush=True,
            )
            store.close()
            return problems


def _deliver(url: str, store: Store, settings: dict[str, Any], kills: int, chance: random.Random) -> int:
    """Let programs deliver and be killed until nothing waits; gives how many kills struck."""
    begun, struck = time.time(), 0
    with _FORKS.Manager() as manager:
        while True:
            is_done = manager.Event()
            kill = 0.1 + chance.expovariate(1 / 0.4) if struck < kills else None
            wished = {
                "url": url, "channels": settings, "kill": kill, "begun": begun, "pace": PACE, "is_done": is_done,
            }  # fmt: skip
            process = _FORKS.Process(target=deliver, args=(wished,))
            process.start()
            while process.is_alive() and _waits(store):
                process.join(timeout=0.1)
            is_done.set()
            process.join(timeout=60)
            struck += process.exitcode == -signal.SIGKILL
            if not _waits(store):
                return struck
            if process.exitcode not in (0, -signal.SIGKILL):
                raise RuntimeError(f"the program failed by itself ({process.exitcode})")


def _waits(store: Store) -> bool:
    return bool(queries.deliveries(store, states=("waiting",), limit=1))


def _problems(store: Store, told: dict[str, Told], struck: int, folder: Path) -> Iterator[str]:
    for channel, seen in told.items():
        rows = queries.deliveries(store, channel=channel)
        first = list(dict.fromkeys(seen.keys))
        wanted = sorted(row.id for row in rows)
        if [int(key.split("-")[0]) for key in first] != wanted:
            yield f"{channel}: {len(first)} ids arrived of {len(wanted)} deliveries, or not in their order"
        again = len(seen.keys) - len(first)
        if again > struck + seen.unsaid:
            yield f"{channel}: {again} arrived again after {struck} kills and {seen.unsaid} that were taken unsaid"
        if {row.state for row in rows} != {"sent"}:
            yield f"{channel}: some are not sent"
    if store.engine.dialect.name == "sqlite":
        with store.reading() as reading:
            if reading.scalar(text("PRAGMA integrity_check")) != "ok":
                yield "the database is damaged"
    said = json.dumps([row.message for row in queries.deliveries(store)])
    if SECRET in said or any(SECRET.encode() in f.read_bytes() for f in folder.rglob("*") if f.is_file()):
        yield "a secret stands in the database"


def main() -> int:
    """Run the trials and print what they found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--alerts", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--server", default="postgresql://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    wrong = 0
    for kind in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        chance = random.Random(f"{options.seed} {kind}")
        for problem in trial(kind, options.server, kills=options.kills, alerts=options.alerts, chance=chance):
            wrong += 1
            print(f"WRONG: {problem}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
