"""Secrets are named, never written: ``env:NAME`` or ``file:PATH``, looked up in the moment in which they are used."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from crawler.mistakes import ConfigurationError

_VARIABLE = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")
_FILE = re.compile(r"file:(.+)")
_MOST_BYTES = 10_000


def _named(text: str) -> str:
    if not text.isprintable() or not (_VARIABLE.fullmatch(text) or _FILE.fullmatch(text)):
        # the text is not quoted: it may be the secret itself
        raise ValueError(
            'a secret does not belong in this file; write "env:NAME" and set that variable, '
            'or "file:PATH" of a file that holds it'
        )
    return text


#: Where a secret is; the secret itself never stands in a setting.
Named = Annotated[str, AfterValidator(_named)]


def look_up(named: str, setting: str) -> str:
    """The secret that stands under a name now. ``setting``: the setting that names it, for messages.

    Raises:
        ConfigurationError: there is none, or it is more than one line of text.
    """
    if variable := _VARIABLE.fullmatch(named):
        found = os.environ.get(variable[1], "")
        if not found:
            raise ConfigurationError(f"{setting}: the environment has no {variable[1]}; set it")
    else:
        found = _of_file(Path(named.removeprefix("file:")), setting)
    if not found.isprintable():
        raise ConfigurationError(f"{setting}: what {named} holds is not one line of text")
    return found


def _of_file(path: Path, setting: str) -> str:
    try:
        with path.open("rb") as stream:
            text = stream.read(_MOST_BYTES + 1).decode().strip()
    except OSError as problem:
        raise ConfigurationError(f"{setting}: {path} cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{setting}: what {path} holds is not one line of text") from None
    if not text:
        raise ConfigurationError(f"{setting}: {path} is empty; write the secret into it")
    if len(text) > _MOST_BYTES:
        raise ConfigurationError(f"{setting}: {path} is too large for a secret")
    return text
