"""What goes out on a channel, what every channel can do, and how it says that it could not."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import quote

from channels.words import Language
from database.rows import AlertRow

#: Of what a server says in words, so much is kept.
_MOST_SAID = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message on its way. ``key`` is the same at every try; ``at``: the moment of this one.

    ``others``: alerts that are told with the first: parts of the same happening, or all of a ``digest``. ``language``:
    that of the watch; None for that of the channel.
    """

    key: str
    alert: AlertRow
    at: datetime
    others: tuple[AlertRow, ...] = ()
    digest: bool = False
    language: Language | None = None


class Channel(Protocol):
    """A way on which alerts leave. ``per_minute``: what its service bears, None where it sets no bound.

    ``bundles``: whether one message may tell several alerts.
    """

    @property
    def name(self) -> str:
        """Its name in ``hetao.toml`` and in the table ``deliveries``."""

    @property
    def per_minute(self) -> int | None: ...

    @property
    def bundles(self) -> bool: ...

    def has_room(self, message: Outgoing) -> bool:
        """Whether a digest has room with all that it tells; what has none comes in the next one."""

    def send(self, message: Outgoing) -> str | None:
        """Send one alert; gives a remark where it went out, but not to all.

        Raises:
            Refused: the channel says that it will never take it.
            OSError: it did not go out; the message says why, without any secret.
            ConfigurationError: a secret is not where the setting says.
        """


class NotSent(OSError):
    """It did not go out. ``retry_after``: seconds that the service asks to wait, None where it does not say."""

    def __init__(self, why: str, *, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Refused(NotSent):
    """The service took the message in and will not have it: another try would say the same."""


def key_of(deliveries: Sequence[int], alerts: Sequence[AlertRow]) -> str:
    """The id under which deliveries go out in one message, at every try: the number of the first, and a hash.

    The hash tells two databases apart, and a message from one in which something was added between two tries: who has
    seen the first must not take the second for a repeat.
    """
    numbers = " ".join(map(str, deliveries))
    written = [f"{row.id} {row.kind} {row.created_at.isoformat()} {row.summary}" for row in alerts]
    text = "\n".join((numbers, *written))
    return f"{deliveries[0]}-{hashlib.sha256(text.encode(errors='replace')).hexdigest()[:12]}"


def said(words: str | bytes, secrets: Iterable[str]) -> str:
    """What a server said, on one short line, with the secrets that it may have echoed struck out."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    for secret in sorted(_forms(secrets), key=len, reverse=True):
        text = text.replace(secret, "***")
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _MOST_SAID else line[:_MOST_SAID] + "…"


def pieces_of(address: str) -> tuple[str, ...]:
    """The parts of an address that may be secret, each by itself."""
    return (address, *(piece for piece in re.split(r"[/:@?&=#;]+", address) if len(piece) > 3))


def _forms(secrets: Iterable[str]) -> set[str]:
    """Secrets as they may come back: as they are, in an address, in base64."""
    forms: set[str] = set()
    for secret in filter(None, secrets):
        forms |= {secret, quote(secret), quote(secret, safe=""), base64.b64encode(secret.encode()).decode()}
    return forms
