"""One address for one page, without losing what tells two pages apart.

Scheme and host are lower-cased, default ports, fragments and known tracking parameters go; case, path, order
and values of the query stay: on many outlets they are the article's identity.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import safe_url_string

# Parameters that name the way a reader came, never the article.
_NOISE = re.compile(
    r"(?:utm_\w+|spm|scm|share_?(?:from|token|source|uid)|fbclid|gclid|igshid|mc_[ce]id|yclid|from_source|"
    r"isappinstalled|nsukey|wx_?share\w*|_t_?=?timestamp|sptabchangeable|tdsourcetag|weibo_id)",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def canonical_url(url: str) -> str:
    """The address under which a page is known. Idempotent; what is no web address comes back trimmed.

    >>> canonical_url("HTTPS://News.Example:443/A/1.htm?id=7&utm_source=x#top")
    'https://news.example/A/1.htm?id=7'
    """
    text = url.strip()
    try:
        safe = safe_url_string(text)
        parts = urlsplit(safe)
        port = parts.port
    except ValueError:
        return text
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return text
    scheme = parts.scheme.lower()
    host = parts.hostname.lower().rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and f":{port}" != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    kept = [
        piece for piece in parts.query.split("&") if piece and not _NOISE.fullmatch(piece.split("=", 1)[0])
    ]
    # single-page sites keep the article behind #! or #/
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((scheme, host, parts.path or "/", "&".join(kept), fragment))
