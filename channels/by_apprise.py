"""Any other service, through Apprise: Slack, Discord, Matrix, ntfy, Bark, Server酱 and a hundred more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from channels.fitting import utf8_bytes
from channels.messages import Message, fitted, message_of, plain, subject
from channels.outgoing import NotSent, Outgoing, Refused, pieces_of, said
from crawler.channel_settings import AppriseSettings
from crawler.mistakes import ConfigurationError
from crawler.named_secrets import look_up

#: What most of the services take; Apprise cuts or divides what one does not, and knows nothing of names.
_TITLE, _BYTES = 100, 1900
#: How it names the status of an answer in its log, for every service alike.
_STATUS = re.compile(r"error=(\d{3})")
_LATER = ("408", "425", "429")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppriseChannel:
    """Each alert to the service that an Apprise address names."""

    name: str
    settings: AppriseSettings
    per_minute: int | None = 20
    bundles: bool = True

    def has_room(self, message: Outgoing) -> bool:
        """See :class:`channels.outgoing.Channel`."""
        return _fits(_plain(message_of(message, self.settings.language)))

    def send(self, message: Outgoing) -> None:
        """Send an alert. See :class:`channels.outgoing.Channel`."""
        setting = f"channels.{self.name}.url"
        url = look_up(self.settings.url, setting)
        try:
            import apprise
        except ImportError:
            raise ConfigurationError(
                f"channels.{self.name}: Apprise is not there; pip install 'hetao-watch[apprise]'"
            ) from None
        service = apprise.Apprise.instantiate(url, suppress_exceptions=True)
        if service is None:
            raise ConfigurationError(f"{setting}: what {self.settings.url} holds is no address of Apprise")
        what = message_of(message, self.settings.language)
        text = fitted(what, _plain, _fits)
        sender = apprise.Apprise()
        sender.add(service)
        done = sender.notify(
            body=text,
            title=subject(what, _TITLE),
            body_format=apprise.NotifyFormat.TEXT,
            timeout=self.settings.seconds,
        )
        if not done:
            _raise(" ".join(entry.message for entry in done.logs()), url)


def _plain(message: Message) -> str:
    return plain(message, with_key=True)


def _fits(text: str) -> bool:
    return utf8_bytes(text) <= _BYTES


def _raise(log: str, url: str) -> None:
    """Say why it did not go out; Apprise tells it in its log only."""
    why = said(log, pieces_of(url)) or "the service did not take it, or not in time"
    status = _STATUS.search(log)
    if status and status[1].startswith("4") and status[1] not in _LATER:
        raise Refused(why)
    raise NotSent(why)
