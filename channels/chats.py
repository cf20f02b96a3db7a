"""Bots of 企业微信, 飞书, 钉钉 and Telegram. The first three tell of a failure in the body of a 200."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from channels.fitting import utf8_bytes, utf16_units
from channels.messages import fitted, message_of, subject
from channels.outgoing import NotSent, Outgoing, Refused, said
from channels.posting import Post, post
from channels.styles import as_json, feishu_post, markdown, telegram_html
from crawler.channel_settings import (
    DingtalkSettings,
    FeishuSettings,
    OverHttp,
    TelegramSettings,
    WecomSettings,
)
from crawler.named_secrets import look_up

#: What the services take: https://developer.work.weixin.qq.com/document/path/91770 (bytes of markdown.content),
#: the custom bots' pages of open.feishu.cn (20 KB of request) and open.dingtalk.com (20000 bytes), and
#: https://core.telegram.org/bots/api#sendmessage (UTF-16 units after their markup is read).
WECOM_BYTES, FEISHU_BYTES, DINGTALK_BYTES, TELEGRAM_UNITS = 4096, 20_000, 20_000, 4096
#: Room in a request for what stands around the text.
_AROUND = 1000
_TITLE = 60
#: Answers that say "later": too many, or busy.
_WECOM_LATER = (-1, 45009, 45033)
_FEISHU_LATER = (11232, 99991400)
_DINGTALK_LATER = (-1, 90030, 130101, 410100)


def _sent(settings: OverHttp, name: str, message: Outgoing, url: str, body: str, *secrets: str) -> Any:
    """The JSON that a service answers; None where it is none."""
    answer = post(
        Post(
            url=url,
            body=body.encode(),
            seconds=settings.seconds,
            at=message.at,
            secrets=secrets,
            proxy=settings.proxy(name),
        )
    )
    try:
        return json.loads(answer)
    except (ValueError, RecursionError):
        return None


def _require_zero(answer: Any, code: str, words: str, later: tuple[int, ...], *secrets: str) -> None:
    """See to it that a 200 means that the message was taken."""
    if not isinstance(answer, dict) or not isinstance(answer.get(code), int):
        raise NotSent("the answer is not that of the service; a proxy or portal may stand in between")
    if answer[code] == 0:
        return
    why = f"the service answers {answer[code]}: {said(str(answer.get(words)), secrets)}"
    if answer[code] in later:
        raise NotSent(why)
    raise Refused(why)


def _fits_wecom(text: str) -> bool:
    return utf8_bytes(text) <= WECOM_BYTES


def _fits_feishu(text: str) -> bool:
    return utf8_bytes(text) <= FEISHU_BYTES - _AROUND


def _fits_dingtalk(text: str) -> bool:
    return len(as_json(text).encode()) <= DINGTALK_BYTES - _AROUND


def _fits_telegram(text: str) -> bool:
    return utf16_units(text) <= TELEGRAM_UNITS


@dataclass(frozen=True, slots=True, kw_only=True)
class WecomChannel:
    """A bot of a group of 企业微信, in its Markdown; its service bears 20 messages a minute."""

    name: str
    settings: WecomSettings
    per_minute: int | None = 20
    bundles: bool = True

    def has_room(self, message: Outgoing) -> bool:
        """See :class:`channels.outgoing.Channel`."""
        return _fits_wecom(markdown(message_of(message, self.settings.language)))

    def send(self, message: Outgoing) -> None:
        """Send an alert. See :class:`channels.outgoing.Channel`."""
        key = look_up(self.settings.key, f"channels.{self.name}.key")
        said_ = message_of(message, self.settings.language)
        content = fitted(said_, markdown, _fits_wecom)
        body = as_json({"msgtype": "markdown", "markdown": {"content": content}})
        url = f"{self.settings.address}/cgi-bin/webhook/send?{urlencode({'key': key})}"
        answer = _sent(self.settings, self.name, message, url, body, key)
        _require_zero(answer, "errcode", "errmsg", _WECOM_LATER, key)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeishuChannel:
    """A bot of a group of 飞书, as its rich text; its service bears 100 messages a minute."""

    name: str
    settings: FeishuSettings
    per_minute: int | None = 100
    bundles: bool = True

    def has_room(self, message: Outgoing) -> bool:
        """See :class:`channels.outgoing.Channel`."""
        return _fits_feishu(feishu_post(message_of(message, self.settings.language)))

    def send(self, message: Outgoing) -> None:
        """Send an alert. See :class:`channels.outgoing.Channel`."""
        token = look_up(self.settings.token, f"channels.{self.name}.token")
        said_ = message_of(message, self.settings.language)
        content = fitted(said_, feishu_post, _fits_feishu)
        shape: dict[str, Any] = {"msg_type": "post", "content": {"post": json.loads(content)}}
        secret = ""
        if self.settings.secret:
            secret = look_up(self.settings.secret, f"channels.{self.name}.secret")
            timestamp = str(int(message.at.timestamp()))
            shape |= {"timestamp": timestamp, "sign": feishu_sign(secret, timestamp)}
        url = f"{self.settings.address}/open-apis/bot/v2/hook/{quote(token, safe='')}"
        answer = _sent(self.settings, self.name, message, url, as_json(shape), token, secret)
        _require_zero(answer, "code", "msg", _FEISHU_LATER, token, secret)


def feishu_sign(secret: str, timestamp: str) -> str:
    """飞书 signs an empty text with the time (seconds) and the secret as key."""
    key = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class DingtalkChannel:
    """A bot of a group of 钉钉, in its Markdown; over 20 messages a minute it is silenced for ten."""

    name: str
    settings: DingtalkSettings
    per_minute: int | None = 20
    bundles: bool = True

    def has_room(self, message: Outgoing) -> bool:
        """See :class:`channels.outgoing.Channel`."""
        return _fits_dingtalk(markdown(message_of(message, self.settings.language)))

    def send(self, message: Outgoing) -> None:
        """Send an alert. See :class:`channels.outgoing.Channel`."""
        token = look_up(self.settings.token, f"channels.{self.name}.token")
        said_ = message_of(message, self.settings.language)
        text = fitted(said_, markdown, _fits_dingtalk)
        body = as_json({"msgtype": "markdown", "markdown": {"title": subject(said_, _TITLE), "text": text}})
        query, secret = {"access_token": token}, ""
        if self.settings.secret:
            secret = look_up(self.settings.secret, f"channels.{self.name}.secret")
            timestamp = str(int(message.at.timestamp() * 1000))
            query |= {"timestamp": timestamp, "sign": dingtalk_sign(secret, timestamp)}
        url = f"{self.settings.address}/robot/send?{urlencode(query)}"
        answer = _sent(self.settings, self.name, message, url, body, token, secret)
        _require_zero(answer, "errcode", "errmsg", _DINGTALK_LATER, token, secret)


def dingtalk_sign(secret: str, timestamp: str) -> str:
    """钉钉 signs the time (milliseconds) and the secret with the secret as key."""
    text = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramChannel:
    """A bot of Telegram; in a group its service bears 20 messages a minute."""

    name: str
    settings: TelegramSettings
    per_minute: int | None = 20
    bundles: bool = True

    def has_room(self, message: Outgoing) -> bool:
        """See :class:`channels.outgoing.Channel`."""
        return _fits_telegram(telegram_html(message_of(message, self.settings.language)))

    def send(self, message: Outgoing) -> None:
        """Send an alert. See :class:`channels.outgoing.Channel`."""
        token = look_up(self.settings.token, f"channels.{self.name}.token")
        said_ = message_of(message, self.settings.language)
        text = fitted(said_, telegram_html, _fits_telegram)
        body = as_json(
            {
                "chat_id": self.settings.chat,
                "text": text,
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
            }
        )
        url = f"{self.settings.address}/bot{quote(token, safe=':')}/sendMessage"
        answer = _sent(self.settings, self.name, message, url, body, token)
        if not isinstance(answer, dict) or answer.get("ok") is not True:
            raise NotSent("the answer is not that of the service; a proxy or portal may stand in between")
