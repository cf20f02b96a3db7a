"""What an answer says of itself."""

from __future__ import annotations

from scrapy.http import Response


def charset_in(content_type: str | None) -> str | None:
    """The charset that a Content-Type declares."""
    return (content_type or "").partition("charset=")[2].split(";")[0].strip(" \"'") or None


def header(response: Response, name: str) -> str | None:
    """The first value of a header."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def headers_of(response: Response) -> tuple[tuple[str, str], ...]:
    """All headers, as they are archived."""
    pairs = []
    for name, values in response.headers.items():
        for value in values if isinstance(values, list) else [values]:
            pairs.append((name.decode("latin-1"), value.decode("latin-1")))
    return tuple(pairs)
