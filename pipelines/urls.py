"""One address for one page, without losing what tells two pages apart.

Scheme and host are lower-cased; default ports, fragments and known tracking parameters go. Case, path, order
and values of the query stay: on many outlets they are the article's identity. ``m.`` and ``www.`` are different
sites and stay apart; that they carry one article is found by comparing texts, not addresses. Only outlets that are
known to write a headline that may change beside the number are known by the number (:mod:`pipelines.numbered_urls`).
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from pipelines.numbered_urls import by_number

# Parameters that name the way a reader came, never the article: campaign tags (utm_, Matomo), click ids of
# advertisers, Alibaba's spm and scm, and what WeChat, Weibo and their share buttons append.
_NOISE = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_(?:campaign|kwd|source|medium)|spm|spm_id_from|scm|fbclid|gclid|dclid|msclkid|yclid|"
    r"igshid|mc_[ce]id|_ga|share_(?:from|token|source|uid|medium|plat|tag|times|session_id)|sharer_share\w*|"
    r"wx_?share\w*|mpshare|chksm|from_source|isappinstalled|nsukey|sptabchangeable|tdsourcetag|weibo_id|"
    r"vd_source)",
    re.IGNORECASE,
)
# ``from`` may name a column of the outlet; these values of it are share buttons.
_SHARED_FROM = re.compile(
    r"from=(?:timeline|singlemessage|groupmessage|appmsg|weibo|weixin|wechat|qq|qzone|sharebutton)",
    re.IGNORECASE,
)
#: Servers refuse longer ones (nginx and Apache at 8 kB).
LONGEST_ADDRESS = 8_000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical_url(url: str) -> str:
    """The address under which a page is known. Idempotent; what is no web address comes back trimmed.

    >>> canonical_url("HTTPS://News.Example:443/A/1.htm?id=7&utm_source=x#top")
    'https://news.example/A/1.htm?id=7'
    """
    text = url.strip()
    try:
        parts = urlsplit(safe_url_string(text))
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError:  # a port beyond 65535, half an IPv6 address, a label too long for a name
        return text
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host:
        return text
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    # single-page sites keep the article behind #! or #/
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    whole = urlunsplit((scheme, host, _path(parts.path), _query(parts.query), _escapes(fragment)))
    return by_number(host, whole)


def web_address(base: str, address: str) -> str | None:
    """The absolute http or https address that a link means; None for mailto, javascript and what is no address.

    >>> web_address("https://news.example/a/", "../b.html"), web_address("https://news.example/", "http://[bad")
    ('https://news.example/b.html', None)
    """
    if not address.strip() or len(address) > LONGEST_ADDRESS:
        return None
    try:
        absolute = urljoin(base, address)
        parts = urlsplit(absolute)
        absolute.encode()
    except ValueError:  # half an IPv6 address, a host that is none after normalising, half a character
        return None
    return absolute if parts.scheme in _DEFAULT_PORTS and parts.netloc else None


def _host(host: str) -> str:
    """The host in lower case, an international name in its ASCII form. Raises ValueError for none."""
    if ":" in host:
        return f"[{host.lower()}]"
    plain = host.rstrip(".").lower()
    return plain if plain.isascii() else plain.encode("idna").decode("ascii")


def _path(path: str) -> str:
    """The path with its dot segments resolved, as a browser does before it asks; empty segments stay."""
    path = _escapes(path) or "/"
    if "/." not in path:
        return path
    segments: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
    if path.endswith(("/.", "/..")):
        segments.append("")
    return "/" + "/".join(segments)


def _query(query: str) -> str:
    return "&".join(
        piece
        for piece in _escapes(query).split("&")
        if piece and not _NOISE.fullmatch(piece.split("=", 1)[0]) and not _SHARED_FROM.fullmatch(piece)
    )


def _escapes(text: str) -> str:
    """Escapes in capitals, and none for characters that need none (RFC 3986, 6.2.2); others stay as they are."""

    def normal(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else f"%{match[1].upper()}"

    return _ESCAPE.sub(normal, text)
