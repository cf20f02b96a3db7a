"""Fields of an article that stand in JSON: in the answer of an article API, or in data that a page carries for its scripts.

How a source declares them: wherever its :class:`~pipelines.values.Selectors` take a CSS selector (``title``,
``published_at``, ``outlet``, ``author``, ``text``; tried in order, mixed as one likes) they take a path as well:

=============================================  ========================================================
``json:data.content``                          the body itself is JSON, or JSONP
``json(script#__NEXT_DATA__):props.article.c`` JSON in the first element that a CSS selector finds
``json(DETAIL=):content``                      JSON that a script gives a name: ``var DETAIL = {…}``, ``DETAIL: {…}``
=============================================  ========================================================

A path is names with dots between; a number is a place in a list, counted from 0. ``*`` is everything in a list (or
object), each on a line of its own; ``+`` is the same, run together: ``article.blocks.*.htmlTokens.*.+.content``. A
string may be plain text or HTML: HTML is read as any page, with ``drop`` (CSS) left out of it. A date may be a number,
seconds or milliseconds since 1970.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cssselect import SelectorError
from parsel import Selector

_DECLARED = re.compile(r"json(?:\((?P<where>.{1,200})\))?:(?P<path>.*)")
_JSONP = re.compile(r"\s{0,99}[\w$.]{1,200}\s{0,9}\(")
#: No article has more paragraphs; what has more is an archive, and its first ones are taken.
_MOST_PIECES = 5_000


class NoJson(ValueError):
    """A text is no JSON, or does not name the variable; the message says why, ``rest`` is what stands there."""

    def __init__(self, why: str, rest: str = "") -> None:
        super().__init__(why)
        self.rest = rest


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonPath:
    """A declared path. ``element``: CSS of the element that holds the JSON; ``variable``: the name that it is given."""

    path: str
    element: str | None = None
    variable: str | None = None


def json_path(query: str) -> JsonPath | None:
    """A declared query as a path into JSON; None where it is CSS or XPath."""
    match = _DECLARED.fullmatch(query)
    if match is None:
        return None
    where = (match["where"] or "").strip()
    if where.endswith("="):
        return JsonPath(path=match["path"], variable=where[:-1].strip())
    return JsonPath(path=match["path"], element=where or None)


def parse_json(text: str, *, variable: str | None = None) -> Any:
    """JSON, JSONP, or the JSON that a script gives to ``variable``; what stands behind it is not looked at.

    Raises:
        NoJson: there is none.
    """
    if variable:
        match = re.search(rf"(?<![\w$]){re.escape(variable)}[\"']?\s*[=:]\s*(?=[\[{{\"])", text)
        if not match:
            raise NoJson(f"no variable {variable} on the page")
        start = match.end()
    else:
        jsonp = _JSONP.match(text)
        start = jsonp.end() if jsonp else 0
    try:
        return json.JSONDecoder(strict=False).raw_decode(text[start:].lstrip("\ufeff \n\r\t"))[0]
    except (ValueError, RecursionError) as problem:
        raise NoJson(f"no JSON ({problem})", text[start:]) from problem


def is_json(text: str) -> bool:
    """Whether a body is an object or list of JSON, or JSONP, and nothing else."""
    stripped = text.strip().lstrip("\ufeff").rstrip(";) \n\r\t")
    if not stripped.endswith(("}", "]")) or stripped.startswith("<"):
        return False
    try:
        return isinstance(parse_json(text), (dict, list))
    except NoJson:
        return False


def value_at(value: Any, path: str) -> Any:
    """What stands at a dotted path; None where there is nothing."""
    for name in filter(None, path.split(".")):
        value = _step(value, name)
    return value


def strings_at(value: Any, path: str) -> tuple[str, ...]:
    """The strings and numbers at a path with ``*`` and ``+``, one for each ``*``; none where there is nothing."""
    names = [name for name in path.split(".") if name]
    return tuple(islice(filter(None, _strings(value, names)), _MOST_PIECES))


def _strings(value: Any, names: list[str]) -> Iterator[str]:
    for place, name in enumerate(names):
        if name in ("*", "+"):
            items = list(value.values()) if isinstance(value, dict) else value
            below = (
                _strings(item, names[place + 1 :]) for item in (items if isinstance(items, list) else ())
            )
            if name == "+":
                yield "".join(piece for pieces in below for piece in pieces)
            else:
                for pieces in below:
                    yield from pieces
            return
        value = _step(value, name)
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield str(value)


def _step(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, list) and name.isdecimal() and int(name) < len(value):
        return value[int(name)]
    return None


class JsonOfPage:
    """The JSON of one page, each part parsed once."""

    def __init__(self, text: str, tree: Selector | None) -> None:
        self._text = text
        self._tree = tree
        self._parsed: dict[tuple[str | None, str | None], Any] = {}

    def strings(self, path: JsonPath) -> tuple[str, ...]:
        """What a path leads to; nothing where the page is otherwise."""
        where = (path.element, path.variable)
        if where not in self._parsed:
            self._parsed[where] = self._parse(path)
        return strings_at(self._parsed[where], path.path)

    def _parse(self, path: JsonPath) -> Any:
        text = self._text
        try:
            if path.element:
                found = self._tree.css(path.element)[:1] if self._tree is not None else []
                text = "".join(piece for node in found for piece in node.css("::text").getall())
            return parse_json(text, variable=path.variable)
        except (NoJson, SelectorError):
            return None
