"""``[daemon]`` and ``[keep]`` of ``hetao.toml``: what is seen of the daemon from outside, and for how long things stay."""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator

from crawler.mistakes import Strict
from crawler.spans import parse_days

#: What is forgotten sooner would be told again by the next outlet that reprints it.
LEAST_KEPT = timedelta(days=30)


def _endpoint(text: str) -> str:
    endpoint(text)
    return text


def endpoint(text: str) -> tuple[str, int]:
    """``127.0.0.1:9464`` or ``[::1]:9464`` as address and port.

    Raises:
        ValueError: it is none.
    """
    host, _, port = text.rpartition(":")
    try:
        address = str(ipaddress.ip_address(host.strip("[]")))
        number = int(port) if port.isascii() and port.isdigit() else 0
    except ValueError:
        address, number = "", 0
    if not address or not 1 <= number <= 65_535:
        raise ValueError(f"{text!r} is no address with a port; write 127.0.0.1:9464")
    return address, number


def _kept(text: str) -> str:
    if parse_days(text) < LEAST_KEPT:
        raise ValueError(f"{text!r} is below {LEAST_KEPT.days}d; leave it away to keep everything")
    return text


class DaemonSettings(Strict):
    """``metrics``: where Prometheus may ask, nowhere if None; ``log``: lines for people, or JSON for programs."""

    log: Literal["text", "json"] = "text"
    metrics: Annotated[str, AfterValidator(_endpoint)] | None = None


Kept = Annotated[str, AfterValidator(_kept)]


class KeepSettings(Strict):
    """For how long articles, alerts and raw pages stay; None is for ever."""

    articles: Kept | None = None
    alerts: Kept | None = None
    archive: Kept | None = None
