"""Which network addresses a crawl may connect to: public ones, and what somebody allowed by number.

The check is made on the number that is about to be connected, not on the name: odd notations (``0x7f.1``,
``2130706433``), names that answer differently the second time and redirects all end in a number here.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
#: The one part of IPv6 that is given out as global unicast (IANA); all else is local, reserved or a notation.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
#: Where an IPv4 address stands inside an IPv6 one that may be connected: NAT64 (RFC 6052). 6to4 is known to Python.
_NAT64 = IPv6Network("64:ff9b::/96")
#: Not public, or not the web, though Python's ``is_global`` says so or depends on its version.
_NEVER: tuple[Network, ...] = (
    IPv4Network("192.0.0.0/24"),  # IETF protocols (RFC 6890); 192.0.0.192 is Oracle's metadata service
    IPv4Network("192.88.99.0/24"),  # 6to4 relays (RFC 7526)
    IPv4Network("168.63.129.16/32"),  # Azure's agent, seen from every machine there
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """One explicit exception: an address or network, on one port or (None) on all."""

    network: Network
    port: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """``127.0.0.1:8080``, ``198.18.0.0/15``, ``[::1]:8080`` or ``::1`` as an exception.

        Raises:
            ValueError: it is none of these; names are not taken, because what they mean can change.
        """
        host, port = _split(text.strip())
        if port is not None and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise ValueError(f"{text!r}: {port!r} is no port")
        try:
            return cls(network=ip_network(host), port=int(port) if port else None)
        except ValueError:
            raise ValueError(
                f"{text!r} is no address; write 127.0.0.1:8080, 198.18.0.0/15 or [::1]:8080"
            ) from None

    def covers(self, address: Address, port: int) -> bool:
        """Whether a connection is meant by this exception."""
        return (
            self.port in (None, port) and address.version == self.network.version and address in self.network
        )


def _split(text: str) -> tuple[str, str | None]:
    """Address and port; the port is None where no colon announces one."""
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        return (host if bracket and rest[:1] in ("", ":") else text), (rest[1:] if rest else None)
    host, colon, port = text.partition(":")
    return (host, port) if colon and ":" not in port else (text, None)


def refusal(host: str, port: int, allowed: Iterable[Allowed] = ()) -> str | None:
    """Why no connection is made to a numeric address; None where it is public or allowed."""
    try:
        address = ip_address(host)
    except ValueError:
        return f"{host!r} is no address"
    if any(one.covers(address, port) for one in allowed) or is_public(address):
        return None
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return f"{shown} is not a public address; `allow_addresses` in [crawl] of hetao.toml makes an exception"


def is_public(address: Address) -> bool:
    """Whether an address, and one that stands inside it, is of the public network.

    >>> is_public(ip_address("8.8.8.8")), is_public(ip_address("::ffff:8.8.8.8"))
    (True, False)
    """
    if isinstance(address, IPv6Address) and address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if isinstance(address, IPv6Address):
        inner = address.sixtofour
        if address not in _GLOBAL_UNICAST or address.scope_id or not (inner is None or is_public(inner)):
            return False
    listed = any(address.version == n.version and address in n for n in _NEVER)
    return address.is_global and not address.is_multicast and not listed


def numeric(host: str) -> str | None:
    """The address that a host already is, in whatever notation; None for a name.

    A proxy resolves names by itself, so that nothing but the notation can be checked here.

    >>> numeric("0x7f.1"), numeric("2130706433"), numeric("[::1]"), numeric("news.example")
    ('127.0.0.1', '127.0.0.1', '::1', None)
    """
    bare = host.strip("[]").rstrip(".")
    try:
        return str(ip_address(bare))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except (OSError, UnicodeError):
        return None
