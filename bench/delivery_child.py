"""What bench/delivery.py kills: a program that empties the outbox, in a time that runs faster."""

from __future__ import annotations

import os
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from channels.configured import channel_of
from channels.deliver import deliver_alone
from crawler.channel_settings import read_channels
from database import session
from database.locks import Locks

SECRET = "s3cr3t-ToKen_99"


def deliver(wished: dict[str, Any]) -> None:
    """Deliver until nothing waits, or until the kill."""
    os.environ["HETAO_BENCH_SECRET"] = SECRET
    store = session.open_store(wished["url"])
    channels = {name: channel_of(name, one) for name, one in read_channels(wished["channels"]).items()}
    if wished["kill"] is not None:
        kill = threading.Timer(wished["kill"], os.kill, (os.getpid(), signal.SIGKILL))
        kill.daemon = True
        kill.start()

    def now() -> datetime:
        return datetime.fromtimestamp(wished["begun"], UTC) + timedelta(
            seconds=(time.time() - wished["begun"]) * wished["pace"]
        )

    while not wished["is_done"].is_set():
        deliver_alone(store, Locks(store=store, program="bench"), channels, now=now)
        time.sleep(0.02)
