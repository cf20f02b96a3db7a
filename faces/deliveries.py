"""The outbox and the channels as a person at a terminal sees them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from channels.configured import channel_of, channels_of
from channels.deliver import Delivered, deliver_alone
from channels.outgoing import Outgoing
from crawler.configuration import Configuration, ConfigurationError
from crawler.mistakes import like
from database.locks import Locks
from database.rows import AlertRow, DeliveryRow
from database.session import Store
from faces.times import when

_STYLES = {"waiting": "yellow", "failed": "red", "held": "cyan"}

_HELD = {
    "first_crawl": "held: it came with the first crawl of its source",
    "flood": "held: its source brought more than news can be within an hour",
    "unconfirmed": "held: waits for a second voice",
}


def deliveries_view(rows: Sequence[DeliveryRow]) -> RenderableType:
    """What waits and why, a line each."""
    if not rows:
        return Text("No deliveries.")
    plural = "y" if len(rows) == 1 else "ies"
    table = Table(
        title=f"{len(rows)} deliver{plural}",
        title_justify="left",
        box=None,
        pad_edge=False,
        header_style="bold",
    )
    for name, options in (
        ("id", {"justify": "right"}),
        ("channel", {}),
        ("state", {}),
        ("tries", {"justify": "right"}),
        ("sent, or next try", {"no_wrap": True}),
        ("alert, and why it waits", {"ratio": 1, "overflow": "fold"}),
    ):
        table.add_column(name, **options)
    for row in rows:
        moment = row.due_at if row.state == "waiting" else row.sent_at
        what = Text(f"{row.alert_id}  {row.summary}")
        if why := row.message or _HELD.get(row.hold or ""):
            what.append(f"\n{why}", style="dim")
        state = Text(row.state, style=_STYLES.get(row.state, ""))
        table.add_row(str(row.id), escape(row.channel), state, str(row.tries), when(moment), what)
    return table


def send_due(store: Store, configuration: Configuration) -> Delivered:
    """Send what is due, on all channels side by side."""
    locks = Locks(store=store, program="hetao deliveries send")
    try:
        return deliver_alone(store, locks, channels_of(configuration), now=lambda: datetime.now(UTC))
    finally:
        locks.close()


def send_test(configuration: Configuration, name: str) -> str | None:
    """Send a message that says that it is a test on a channel; gives what the channel remarks.

    Raises:
        ConfigurationError: there is no such channel, or a secret of it is not where the setting says.
        OSError: it did not go out; the message says why.
    """
    settings = configuration.channels.get(name)
    if settings is None:
        known = configuration.channels
        raise ConfigurationError(
            f"no channel {name!r}{like(name, known)}"
            if known
            else f"no channel {name!r}; hetao.toml has none: write [channels.{name}]"
        )
    now = datetime.now(UTC)
    return channel_of(name, settings).send(
        Outgoing(key=f"test-{secrets.token_hex(6)}", alert=_test_alert(now), at=now)
    )


def _test_alert(now: datetime) -> AlertRow:
    return AlertRow(
        id=0,
        kind="test",
        created_at=now,
        read_at=None,
        happening_id=None,
        source_id=None,
        family=None,
        type=None,
        subtype=None,
        status=None,
        summary="Hetao Watch 测试 · test",
    )
