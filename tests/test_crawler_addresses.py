"""Which numbers a crawl may connect: whatever is not public is refused, in every notation, unless it is allowed."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.addresses import Allowed, is_public, numeric, refusal

PUBLIC = (
    "8.8.8.8",
    "119.29.29.29",
    "223.255.255.254",
    "2400:3200::1",
    "2001:4860:4860::8888",
    "64:ff9b::808:808",
)
REFUSED = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
    "168.63.129.16", "169.254.0.23", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::808:808",
    "100::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2400:3200::1%eth0", "fec0::1", "ff02::1",
)  # fmt: skip
#: The one form whose inner address counts, whatever a version of Python says of the form.
NAT64 = ip_network("64:ff9b::/96")


@pytest.mark.parametrize("host", PUBLIC)
def test_public_addresses_are_connected(host: str) -> None:
    assert refusal(host, 443) is None


@pytest.mark.parametrize("host", REFUSED)
def test_all_other_addresses_are_refused_with_the_mend(host: str) -> None:
    why = refusal(host, 443)
    assert why
    assert "allow_addresses" in why


def test_a_name_is_no_address() -> None:
    assert refusal("news.example", 80)
    assert refusal("2130706433", 80)


@pytest.mark.parametrize(
    ("text", "host", "port", "covered"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080, True),
        ("127.0.0.1:8080", "127.0.0.1", 8081, False),
        ("127.0.0.1:8080", "127.0.0.2", 8080, False),
        ("127.0.0.1:8080", "::ffff:127.0.0.1", 8080, False),
        ("10.1.0.0/16", "10.1.2.3", 9, True),
        ("10.1.0.0/16", "10.2.2.3", 9, False),
        ("[::1]:8080", "::1", 8080, True),
        ("[::1]:8080", "::1", 80, False),
        ("::1", "::1", 80, True),
        ("[fd00::]/8", "fd00::1", 80, None),
        ("fd00::/8", "fd00::1", 80, True),
    ],
)
def test_an_exception_covers_what_it_says(text: str, host: str, port: int, covered: bool | None) -> None:
    if covered is None:
        with pytest.raises(ValueError, match="no address"):
            Allowed.parse(text)
    else:
        assert (refusal(host, port, [Allowed.parse(text)]) is None) is covered


@pytest.mark.parametrize("text", ["", "localhost", "localhost:80", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999", "127.0.0.1:x", "127.1", "10.0.0.1/8", "[::1", "[::1]80"])  # fmt: skip
def test_an_exception_is_a_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"no address|no port"):
        Allowed.parse(text)


@pytest.mark.parametrize(
    ("host", "number"),
    [
        ("127.0.0.1", "127.0.0.1"), ("127.1", "127.0.0.1"), ("0x7f.1", "127.0.0.1"), ("0177.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"), ("0x7f000001", "127.0.0.1"), ("127.0.0.1.", "127.0.0.1"), ("[::1]", "::1"),
        ("::ffff:7f00:1", "::ffff:7f00:1"), ("news.example", None), ("1.2.3.4.example", None), ("河套.example", None),
    ],
)  # fmt: skip
def test_a_host_that_is_a_number_is_seen(host: str, number: str | None) -> None:
    assert numeric(host) == number


@settings(max_examples=300, deadline=None)
@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_what_python_calls_not_global_is_refused_unless_allowed(address: IPv4Address | IPv6Address) -> None:
    if (not address.is_global or address.is_multicast) and address not in NAT64:
        assert not is_public(address)
    allowed = Allowed.parse(f"[{address}]:80" if address.version == 6 else f"{address}:80")
    assert refusal(str(address), 80, [allowed]) is None
    if not is_public(address):
        assert refusal(str(address), 81, [allowed])


@settings(max_examples=100, deadline=None)
@given(st.ip_addresses(v=4))
def test_what_stands_inside_a_notation_is_what_counts(inner: IPv4Address) -> None:
    number = int(inner)
    nat64 = IPv6Address((0x0064FF9B << 96) | number)
    sixtofour = IPv6Address((0x2002 << 112) | (number << 80) | 1)
    mapped = IPv6Address((0xFFFF << 32) | number)
    assert is_public(nat64) == is_public(inner)
    assert is_public(sixtofour) == is_public(inner)
    assert not is_public(mapped)
