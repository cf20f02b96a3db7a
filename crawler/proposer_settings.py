"""``[proposer]`` of ``hetao.toml``: a language model that may propose claims for review. Without it there is none."""

from __future__ import annotations

import os
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from crawler.mistakes import ConfigurationError, Strict
from crawler.source_settings import Span
from crawler.spans import parse_span

_VARIABLE = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")
#: A key is a word: what is more would change the headers of the request.
_KEY = re.compile(r"[\x21-\x7e]{1,4096}")


def _address(text: str) -> str:
    mend = "write where its interface begins, as in http://127.0.0.1:11434/v1"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"this is no address; {mend}") from None
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(f"it has spaces or characters that no address has; {mend}")
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"it begins with neither http:// nor https:// and a host; {mend}")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError(f"no user, password or question belongs here; a key goes into api_key; {mend}")
    return text.rstrip("/")


def _named(text: str) -> str:
    if not _VARIABLE.fullmatch(text):
        raise ValueError(
            'a key does not belong in this file; write api_key = "env:NAME" and set that variable'
        )
    return text


def _line(text: str) -> str:
    if not text.isprintable() or not text.strip():
        raise ValueError("write the name of the model as its server knows it")
    return text


class ProposerSettings(Strict):
    """Where the model is, and how much it may be asked. ``api_key`` names a variable of the environment."""

    address: Annotated[str, AfterValidator(_address)]
    model: Annotated[str, Field(max_length=200), AfterValidator(_line)]
    api_key: Annotated[str, AfterValidator(_named)] | None = None
    timeout: Span = "120s"
    most_characters: int = Field(default=2000, ge=100, le=200_000)
    articles_per_run: int = Field(default=20, ge=1, le=10_000)
    articles_per_day: int = Field(default=200, ge=1, le=100_000)

    @property
    def seconds(self) -> float:
        """How long one question may take, from connecting to the last byte."""
        return parse_span(self.timeout)

    def key(self) -> str | None:
        """The key, looked up now, to be sent and never shown; None where none is named.

        Raises:
            ConfigurationError: the environment has none under that name, or one that cannot be sent.
        """
        if self.api_key is None:
            return None
        name = self.api_key.removeprefix("env:")
        found = os.environ.get(name)
        if not found:
            raise ConfigurationError(f"proposer.api_key: the environment has no {name}; set it")
        if not _KEY.fullmatch(found):
            raise ConfigurationError(f"proposer.api_key: what the environment has as {name} is no key")
        return found
