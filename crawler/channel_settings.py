"""``[channels.NAME]`` of ``hetao.toml``: the ways on which alerts leave, one model per kind."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator

from crawler.mistakes import ConfigurationError, Mistake, Strict, like, validated
from crawler.named_secrets import Named, look_up
from crawler.proxy_setting import Proxy, address
from crawler.source_settings import Span
from crawler.spans import parse_span

_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_HOST = re.compile(r"[A-Za-z0-9_.-]{1,253}|[0-9A-Fa-f:.]{2,45}")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
#: Longer waits for one message would hold up all behind it.
MOST_SECONDS = 120


def _line(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("write one line without control characters")
    return text


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise ValueError("no host; write mail.example, without a scheme, user or port")
    return text


def _mailbox(text: str) -> str:
    if not _MAILBOX.fullmatch(text):
        raise ValueError(f"{text[:60]!r} is no mail address; write reader@mail.example, without a name")
    return text


def _timeout(text: str) -> str:
    if parse_span(text) > MOST_SECONDS:
        raise ValueError(f"{MOST_SECONDS}s are the most for one message")
    return text


def is_this_machine(host: str) -> bool:
    """True for a host that no network lies before."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def web_address(text: str) -> str:
    """An http or https address that holds no secret that one can see.

    Raises:
        ValueError: it is none; nothing of it is quoted, for it may hold a secret all the same.
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("this is no address") from None
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("an address has no spaces, and other characters as %E6 …")
    if parts.scheme not in ("http", "https") or not host or parts.fragment:
        raise ValueError("write an address that begins with https:// and a host")
    return text


def _public_address(text: str) -> str:
    parts = urlsplit(web_address(text))
    if "@" in parts.netloc or parts.query:
        raise ValueError(
            "a user, password or token does not belong in this file; write env:NAME or file:PATH"
        )
    return text


def _webhook(text: str) -> str:
    if text.startswith(("env:", "file:")):
        return text
    return _public_address(text)


def _origin(text: str) -> str:
    parts = urlsplit(_public_address(text))
    if parts.scheme == "http" and not is_this_machine(parts.hostname or ""):
        raise ValueError("a token would be sent in the clear; write https://")
    return text.rstrip("/")


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Line = Annotated[str, AfterValidator(_line)]
Timeout = Annotated[Span, AfterValidator(_timeout)]
Origin = Annotated[str, AfterValidator(_origin)]
Mailbox = Annotated[str, AfterValidator(_mailbox)]


class ChannelSettings(Strict):
    """What all channels have. ``is_file``: it shows the state of things, where others are told each alert."""

    is_file: ClassVar[bool] = False
    language: Literal["zh", "en"] = "zh"


class FileSettings(ChannelSettings):
    """Appends each alert to ``path`` as a line of JSON."""

    kind: Literal["file"]
    path: Line


class Remote(ChannelSettings):
    """A channel that leaves this machine. ``timeout``: for the whole of one message."""

    timeout: Timeout = "20s"

    @property
    def seconds(self) -> float:
        return parse_span(self.timeout)

    def fault(self, channel: str) -> str | None:
        """Why a secret that it names cannot be used now; None where all can."""
        for setting, value in self:
            if isinstance(value, str) and value.startswith(("env:", "file:")):
                try:
                    look_up(value, f"channels.{channel}.{setting}")
                except ConfigurationError as problem:
                    return str(problem)
        return None


class MailSettings(Remote):
    """Mail by SMTP. ``port``: 587, with ``tls`` 465, with ``none`` 25, where none is given."""

    kind: Literal["mail"]
    host: Annotated[str, AfterValidator(_host)]
    given_port: Annotated[int | None, Field(alias="port", ge=1, le=65535)] = None
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Line | None = None
    password: Named | None = None
    sender: Mailbox = Field(alias="from")
    to: Annotated[tuple[Mailbox, ...], BeforeValidator(_listed), Field(min_length=1, max_length=50)]

    @property
    def port(self) -> int:
        return self.given_port or {"starttls": 587, "tls": 465, "none": 25}[self.security]

    @model_validator(mode="after")
    def _whole(self) -> MailSettings:
        if (self.user is None) != (self.password is None):
            raise ValueError("user and password stand together, or neither does")
        if self.password and self.security == "none" and not is_this_machine(self.host):
            raise ValueError('the password would be sent in the clear; write security = "starttls" or "tls"')
        return self


def _without_password(setting: SecretStr) -> SecretStr:
    if "@" in setting.get_secret_value():
        raise ValueError("a password does not belong in this file; write env:NAME and set that variable")
    return setting


class OverHttp(Remote):
    """A channel over HTTP. ``proxy``: ``http://host:port`` or ``env:NAME``; there is none by itself."""

    proxy_setting: Annotated[Proxy | None, AfterValidator(_without_password)] = Field(
        default=None, alias="proxy", repr=False
    )

    def proxy(self, channel: str) -> str | None:
        """The proxy to use, looked up now.

        Raises:
            ConfigurationError: the environment has none under the name.
        """
        if self.proxy_setting is None:
            return None
        try:
            return address(self.proxy_setting)
        except ValueError as problem:
            raise ConfigurationError(f"channels.{channel}.proxy: {problem}") from None

    def fault(self, channel: str) -> str | None:
        """Why a secret that it names, or the proxy, cannot be used now; None where all can."""
        try:
            self.proxy(channel)
        except ConfigurationError as problem:
            return str(problem)
        return super().fault(channel)


class WebhookSettings(OverHttp):
    """A signed POST of the JSON of docs/channels.md. An address that is itself secret is named as secrets are."""

    kind: Literal["webhook"]
    url: Annotated[Line, AfterValidator(_webhook)]
    secret: Named


class WecomSettings(OverHttp):
    """A bot of a group of 企业微信; ``key`` is what stands behind ``key=`` in its address."""

    kind: Literal["wecom"]
    key: Named
    address: Origin = "https://qyapi.weixin.qq.com"


class FeishuSettings(OverHttp):
    """A bot of a group of 飞书; ``token`` is the end of its address, ``secret`` that of 签名校验."""

    kind: Literal["feishu"]
    token: Named
    secret: Named | None = None
    address: Origin = "https://open.feishu.cn"


class DingtalkSettings(OverHttp):
    """A bot of a group of 钉钉; ``token`` stands behind ``access_token=``, ``secret`` is that of 加签."""

    kind: Literal["dingtalk"]
    token: Named
    secret: Named | None = None
    address: Origin = "https://oapi.dingtalk.com"


class TelegramSettings(OverHttp):
    """A bot of Telegram and the chat that it writes to: ``"-1001234"`` or ``"@channel"``."""

    kind: Literal["telegram"]
    token: Named
    chat: Annotated[str, Field(pattern=r"^(-?\d{1,20}|@[A-Za-z0-9_]{3,64})$")]
    address: Origin = "https://api.telegram.org"


class DesktopSettings(Remote):
    """A notice on the desktop of whoever runs the daemon, by ``notify-send``."""

    kind: Literal["desktop"]


class AppriseSettings(Remote):
    """Any service that Apprise knows; its address holds tokens, so it is named as secrets are."""

    kind: Literal["apprise"]
    url: Named


class FeedSettings(ChannelSettings):
    """An Atom feed of the alerts, kept at ``path``. ``entries``: the newest so many."""

    is_file: ClassVar[bool] = True
    kind: Literal["atom"]
    path: Line
    entries: int = Field(default=100, ge=1, le=1000)


class CalendarSettings(ChannelSettings):
    """An iCalendar of what is scheduled, kept at ``path``."""

    is_file: ClassVar[bool] = True
    kind: Literal["ical"]
    path: Line


KINDS: dict[str, type[ChannelSettings]] = {
    "file": FileSettings,
    "mail": MailSettings,
    "webhook": WebhookSettings,
    "wecom": WecomSettings,
    "feishu": FeishuSettings,
    "dingtalk": DingtalkSettings,
    "telegram": TelegramSettings,
    "desktop": DesktopSettings,
    "apprise": AppriseSettings,
    "atom": FeedSettings,
    "ical": CalendarSettings,
}


def read_channels(given: object) -> dict[str, ChannelSettings]:
    """The part ``channels`` of a file: one table per channel, each by the model of its kind.

    Raises:
        Mistake: it has a mistake; the first is named.
    """
    if not isinstance(given, Mapping):
        raise Mistake(("channels",), "channels: write a table for each, as in [channels.NAME]")
    return {name: _channel(str(name), table) for name, table in given.items()}


def _channel(name: str, table: Any) -> ChannelSettings:
    place = ("channels", name)
    if not _NAME.fullmatch(name):
        raise Mistake(place, "a channel's name has letters, digits, _ and -, at most 40")
    if not isinstance(table, Mapping):
        raise Mistake(place, f"channels.{name}: write a table, as in [channels.{name}]")
    kind = table.get("kind")
    if kind is None:
        raise Mistake(place, f"channels.{name}.kind is missing; there is {', '.join(KINDS)}")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Mistake((*place, "kind"), f"channels.{name}.kind: no such kind{like(str(kind), KINDS)}")
    return validated(KINDS[kind], dict(table), place, name=f"channels.{name}")
