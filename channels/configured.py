"""The channels that ``hetao.toml`` names."""

from __future__ import annotations

from pathlib import Path

from channels.by_apprise import AppriseChannel
from channels.chats import DingtalkChannel, FeishuChannel, TelegramChannel, WecomChannel
from channels.desktop import DesktopChannel
from channels.file import FileChannel
from channels.mail import MailChannel
from channels.outgoing import Channel
from channels.webhook import WebhookChannel
from crawler.channel_settings import (
    AppriseSettings,
    ChannelSettings,
    DesktopSettings,
    DingtalkSettings,
    FeishuSettings,
    FileSettings,
    MailSettings,
    TelegramSettings,
    WebhookSettings,
    WecomSettings,
)
from crawler.configuration import Configuration


def channels_of(configuration: Configuration) -> dict[str, Channel]:
    """The channels that are told every alert, by name; none where the file names none."""
    return {name: channel_of(name, configuration.channels[name]) for name in configuration.told}


def channel_of(name: str, settings: ChannelSettings) -> Channel:
    """The channel of a table.

    Raises:
        ValueError: it is of a kind that is told nothing: a file that shows the state of things.
    """
    match settings:
        case FileSettings():
            return FileChannel(name=name, path=Path(settings.path))
        case MailSettings():
            return MailChannel(name=name, settings=settings)
        case WebhookSettings():
            return WebhookChannel(name=name, settings=settings)
        case WecomSettings():
            return WecomChannel(name=name, settings=settings)
        case FeishuSettings():
            return FeishuChannel(name=name, settings=settings)
        case DingtalkSettings():
            return DingtalkChannel(name=name, settings=settings)
        case TelegramSettings():
            return TelegramChannel(name=name, settings=settings)
        case DesktopSettings():
            return DesktopChannel(name=name, settings=settings)
        case AppriseSettings():
            return AppriseChannel(name=name, settings=settings)
    raise ValueError(f"channels.{name} is a file that the daemon keeps; nothing is sent to it")
