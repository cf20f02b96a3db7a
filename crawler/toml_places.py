"""Which line of a TOML text a setting stands in. ``tomllib`` reads the values and forgets the lines.

The text is known to be TOML: this walks over its tokens and notes where each key, table and element of an array
begins. It never judges; a text that is no TOML gives some lines or none.
"""

from __future__ import annotations

import re
from contextlib import suppress

Place = tuple[str | int, ...]
_TOKEN = re.compile(
    r"(?P<newline>\n)|(?P<skipped>[ \t\r]+|\#[^\n]*)"
    r'|(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<sign>[\[\]{},=.])|(?P<bare>[^\s\[\]{},=.#\"']+)|(?P<other>.)",
    re.DOTALL,
)


def line_of(text: str, place: Place) -> int:
    """The line where a setting begins; for one that is not there, that of the nearest table around it."""
    lines = places(text)
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def places(text: str) -> dict[Place, int]:
    """The line of every table, key and array element, by the way to it (array elements by number)."""
    return _Walk(text).lines


class _Walk:
    """One walk over the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self._tokens: list[tuple[str, str, int]] = []
        self._at = 0
        self._elements: dict[Place, int] = {}  # arrays of tables: the number of the last element
        self._tokenise(text)
        with suppress(RecursionError):  # brackets in brackets without end
            self._document()

    def _tokenise(self, text: str) -> None:
        line = 1
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup or "other"
            if kind != "skipped":
                self._tokens.append((kind, match[0], line))
            line += match[0].count("\n")

    def _peek(self) -> tuple[str, str, int]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "", 0)

    def _next(self) -> tuple[str, str, int]:
        token = self._peek()
        self._at += 1
        return token

    def _accept(self, *signs: str) -> bool:
        found = self._peek()[1] in signs
        self._at += found
        return found

    def _document(self) -> None:
        table: Place = ()
        while self._peek()[0] != "end":
            if self._peek()[1] == "[":
                table = self._heading()
            elif self._peek()[0] in ("bare", "string"):
                self._pair(table)
            else:
                self._at += 1

    def _heading(self) -> Place:
        line = self._next()[2]
        is_element = self._accept("[")
        keys = self._keys()
        while self._accept("]"):
            pass
        place = self._inside(keys[:-1])
        if is_element:
            number = self._elements[place + keys[-1:]] = self._elements.get(place + keys[-1:], -1) + 1
            self.lines.setdefault(place + keys[-1:], line)
            place = (*place, *keys[-1:], number)
        else:
            place = self._inside(keys)
        self.lines.setdefault(place, line)
        return place

    def _inside(self, keys: Place) -> Place:
        """The way along keys, through the last element of each array of tables on it."""
        place: Place = ()
        for key in keys:
            place = (*place, key)
            if place in self._elements:
                place = (*place, self._elements[place])
        return place

    def _keys(self) -> Place:
        keys: list[str] = []
        while self._peek()[0] in ("bare", "string"):
            kind, key, _ = self._next()
            keys.append(key[1:-1] if kind == "string" else key)
            if not self._accept("."):
                break
        return tuple(keys)

    def _pair(self, table: Place) -> None:
        line = self._peek()[2]
        keys = self._keys()
        for length in range(1, len(keys) + 1):
            self.lines.setdefault(table + keys[:length], line)
        if self._accept("="):
            self._value(table + keys)

    def _value(self, place: Place) -> None:
        if self._accept("["):
            self._array(place)
        elif self._accept("{"):
            self._inline_table(place)
        else:  # 1.5 and 2026-11-24 07:00 are several tokens
            while self._peek()[0] not in ("end", "newline") and self._peek()[1] not in (",", "]", "}"):
                self._at += 1

    def _array(self, place: Place) -> None:
        number = 0
        while self._peek()[0] != "end" and not self._accept("]"):
            if self._accept("\n"):
                continue
            before = self._at
            self.lines.setdefault((*place, number), self._peek()[2])
            self._value((*place, number))
            number += 1
            if not self._accept(",") and self._at == before:
                self._at += 1

    def _inline_table(self, place: Place) -> None:
        while self._peek()[0] != "end" and not self._accept("}"):
            if self._peek()[0] in ("bare", "string"):
                self._pair(place)
            else:
                self._at += 1
