"""A signed POST of the documented JSON to an address of the reader's (docs/channels.md)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from channels.outgoing import Outgoing, pieces_of
from channels.posting import Post, post
from channels.styles import as_json
from crawler.channel_settings import WebhookSettings, web_address
from crawler.mistakes import ConfigurationError
from crawler.named_secrets import look_up
from database import queries


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChannel:
    """Each alert as JSON, with a signature over time and body, and an idempotency key."""

    name: str
    settings: WebhookSettings
    per_minute: int | None = None
    bundles: bool = True

    def has_room(self, message: Outgoing) -> bool:
        """Programs take bodies of any length."""
        return True

    def send(self, message: Outgoing) -> None:
        """Post an alert. See :class:`channels.outgoing.Channel`."""
        secret = look_up(self.settings.secret, f"channels.{self.name}.secret")
        url = self._url()
        test = message.alert.kind == "test"
        shape = {
            "id": message.key,
            "test": test,
            "digest": message.digest,
            "alert": queries.alert_shape(message.alert),
            "others": [queries.alert_shape(row) for row in message.others],
        }
        body = as_json(shape).encode()
        timestamp = str(int(message.at.timestamp()))
        headers = {
            "Idempotency-Key": message.key,
            "Hetao-Timestamp": timestamp,
            "Hetao-Signature": f"sha256={signature(secret, timestamp, body)}",
        }
        post(
            Post(
                url=url,
                body=body,
                headers=headers,
                seconds=self.settings.seconds,
                at=message.at,
                secrets=(secret, *(pieces_of(url) if url != self.settings.url else ())),
                proxy=self.settings.proxy(self.name),
            )
        )

    def _url(self) -> str:
        if not self.settings.url.startswith(("env:", "file:")):
            return self.settings.url
        setting = f"channels.{self.name}.url"
        found = look_up(self.settings.url, setting)
        try:
            return web_address(found)
        except ValueError as problem:
            raise ConfigurationError(f"{setting}: what {self.settings.url} holds: {problem}") from None


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 of ``timestamp.body`` in hexadecimal digits."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
