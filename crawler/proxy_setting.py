"""Proxies as ``hetao.toml`` names them. The address may hold a password, so it is never shown, not even in errors."""

from __future__ import annotations

import os
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

#: For a source that is to be asked without the proxy of ``[crawl]``.
DIRECT = "direct"
_VARIABLE = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")


def address(setting: SecretStr) -> str | None:
    """The address to use; None for :data:`DIRECT`. ``env:NAME`` is looked up now, so that commands which only
    read the database need no secret.

    Raises:
        ValueError: the variable is not set, or holds no usable address.
    """
    text = setting.get_secret_value()
    if text == DIRECT:
        return None
    variable = _VARIABLE.fullmatch(text)
    if not variable:
        return text
    found = os.environ.get(variable[1])
    if not found:
        raise ValueError(f"the environment has no {variable[1]}; set it, or write the address itself")
    if why := _fault(found):
        raise ValueError(f"what the environment has as {variable[1]} {why}")
    return found


def _checked(setting: SecretStr) -> SecretStr:
    text = setting.get_secret_value()
    if text == DIRECT or _VARIABLE.fullmatch(text):
        return setting
    if text.startswith("env:"):
        raise ValueError("after env: comes the name of a variable, as in env:HETAO_PROXY")
    if why := _fault(text):
        raise ValueError(f"the value {why}")
    return setting


def _fault(text: str) -> str | None:
    """Why an address cannot be used as a proxy, without a word of the address."""
    mend = "write http://host:port, http://user:password@host:port, env:NAME or direct"
    if not text.isascii() or not text.isprintable() or " " in text:
        return f"has spaces or characters that no address has (write them as %20 …); {mend}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return f"is no address; {mend}"
    if parts.scheme == "https":
        return f"is reached by https, through which no https page can be asked; {mend}"
    if parts.scheme != "http":
        return f"has another scheme than http; {mend}"
    if not host or not _HOST.fullmatch(host):
        return f"has no host; {mend}"
    if not port:
        return f"has no port; {mend}"
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        return f"goes on behind the port; {mend}"
    return None


Proxy = Annotated[SecretStr, AfterValidator(_checked)]
