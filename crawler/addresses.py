"""Which network addresses a crawl may connect to: public ones, and what somebody allowed by name.

The check is made on the number that is about to be connected, not on the name: odd notations (``0x7f.1``,
``2130706433``), names that answer differently the second time and redirects all end in a number here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
#: IPv6 forms that carry an IPv4 address inside: NAT64 (RFC 6052, RFC 8215); 6to4 and mapped ones are known to Python.
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


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
        host, port = text.strip(), ""
        if host.startswith("["):
            host, _, port = host[1:].partition("]")
            if port and not port.startswith(":"):
                raise ValueError(f"{text!r}: after ] comes a colon and the port")
            port = port[1:]
        elif host.count(":") == 1:
            host, _, port = host.partition(":")
            if not port:
                raise ValueError(f"{text!r}: the port is missing behind the colon")
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
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


def refusal(host: str, port: int, allowed: Iterable[Allowed] = ()) -> str | None:
    """Why no connection is made to a numeric address; None where it is public or allowed."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return f"{host!r} is no address"
    if any(one.covers(address, port) for one in allowed):
        return None
    for inner in (address, *_inside(address)):
        if not inner.is_global or inner.is_multicast:
            return f"{host} is not a public address"
    return None


def _inside(address: Address) -> list[Address]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _NAT64):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [inner for inner in found if inner is not None]
