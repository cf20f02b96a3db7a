"""Who is sent the alerts of bench/month.py: a mail server, a webhook and 企业微信 on loopback, that go down and come back."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bench.delivery import NAMED, key_in, message_id
from bench.delivery_child import SECRET
from channels.outgoing import Channel, Outgoing
from tests.services import MailServer, Service, mail_server, says, service

logging.getLogger("mail").setLevel(logging.ERROR)  # of aiosmtpd
KINDS = ("mail", "webhook", "wecom")
_SAYS = {"webhook": says({}), "wecom": says({"errcode": 0})}


@dataclass(kw_only=True)
class Readers:
    """The services, each running or down; those that are down keep their port and what they got."""

    _up: dict[str, ExitStack] = field(default_factory=dict)
    _mails: MailServer = field(default_factory=MailServer)
    _posts: dict[str, list[Service]] = field(default_factory=dict)  # one for each life

    def up(self, kind: str) -> None:
        """Start a service, again at its port."""
        if kind in self._up:
            return
        stack = self._up[kind] = ExitStack()
        if kind == "mail":
            self._mails = stack.enter_context(mail_server(mails=self._mails))
            return
        lives = self._posts.setdefault(kind, [])
        port = int(lives[-1].address.rpartition(":")[2]) if lives else 0
        lives.append(stack.enter_context(service(_SAYS[kind], port=port)))

    def down(self, kind: str) -> None:
        """End a service: nobody is connected any more."""
        if (stack := self._up.pop(kind, None)) is not None:
            stack.close()

    def got(self, kind: str) -> list[str]:
        """The ids of the messages that a service took, in their order."""
        if kind == "mail":
            return [message_id(mail.content) for mail in self._mails.got]
        return [key_in(kind, one.headers, one.body) for life in self._posts[kind] for one in life.asked]

    def twice(self, kind: str) -> int:
        """How many messages came again."""
        return sum(n - 1 for n in Counter(self.got(kind)).values())

    @property
    def settings(self) -> str:
        """The channels to them, as a user writes them in ``hetao.toml``."""
        webhook, wecom = (self._posts[kind][0].address for kind in ("webhook", "wecom"))
        return f"""
[channels.mail]
kind = "mail"
host = "127.0.0.1"
port = {self._mails.port}
security = "none"
from = "watch@mail.example"
to = "reader@mail.example"
[channels.webhook]
kind = "webhook"
url = "{webhook}"
secret = "{NAMED}"
[channels.wecom]
kind = "wecom"
address = "{wecom}"
key = "{NAMED}"
"""


@dataclass(kw_only=True)
class Noted:
    """A channel, and what went out on it: the key of each message, when, and the alerts that it told."""

    channel: Channel
    sent: list[tuple[str, datetime, tuple[int, ...]]]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.channel, name)

    def send(self, message: Outgoing) -> str | None:
        """Send, and note it where nothing was in the way."""
        remark = self.channel.send(message)
        alerts = (message.alert.id, *(other.id for other in message.others))
        self.sent.append((message.key, message.at, alerts))
        return remark


@contextmanager
def readers() -> Iterator[Readers]:
    """All services, running."""
    os.environ.setdefault(NAMED.removeprefix("env:"), SECRET)
    these = Readers()
    for kind in KINDS:
        these.up(kind)
    try:
        yield these
    finally:
        for kind in KINDS:
            these.down(kind)
