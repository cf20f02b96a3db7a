"""Ways in which text was decoded with a wrong charset, each with what it leaves of the bytes.

A kind is a chain of layers: the text is encoded with one charset and decoded with another. Decoders are Python's and
the web's (WHATWG Encoding Standard); what does not decode gives way to a mark. :func:`damaged` says for every
character whether all of its bytes still stand in what comes out.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.entities import codepoint2name

#: What stands where bytes did not decode: one mark for each error of the decoder.
REPLACED, QUESTION, DROPPED = "\ufffd", "?", ""


@dataclass(frozen=True, slots=True)
class Layer:
    """Encoded with ``right``, decoded with ``wrong``; ``mark`` None means that it must decode whole."""

    right: str
    wrong: str
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of damage; ``finish`` is applied to the damaged text (entities)."""

    name: str
    layers: tuple[Layer, ...]
    finish: Callable[[str], str] = str

    @property
    def reversible(self) -> bool:
        return all(layer.mark is None for layer in self.layers)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    lost: bool = False


def damaged(text: str, kind: Kind) -> tuple[str, list[bool]] | None:
    """The damaged text, and for each character of ``text`` whether it can be recovered; None where a charset lacks
    a character, a reversible kind would lose one, or nothing changes."""
    out = _through(text, kind.layers)
    if out is None:
        return None
    finished = kind.finish(out[0])
    return (finished, out[1]) if finished != text else None


def _through(text: str, layers: tuple[Layer, ...]) -> tuple[str, list[bool]] | None:
    if not layers:
        return text, [True] * len(text)
    layer, *rest = layers
    try:
        pieces = [character.encode(layer.right) for character in text]
    except UnicodeEncodeError:
        return None
    tokens: list[_Token] = []
    for token in _tokens(b"".join(pieces), layer.wrong):
        if token.lost and layer.mark is None:
            return None
        tokens.append(_Token(layer.mark or "", token.start, token.end, True) if token.lost else token)
    further = _through("".join(token.text for token in tokens), tuple(rest))
    if further is None:
        return None
    gone: set[int] = set()
    at = 0
    for token in tokens:
        if token.lost or not all(further[1][at : at + len(token.text)]):
            gone.update(range(token.start, token.end))
        at += len(token.text)
    whole: list[bool] = []
    at = 0
    for piece in pieces:
        whole.append(gone.isdisjoint(range(at, at + len(piece))))
        at += len(piece)
    return further[0], whole


def _tokens(body: bytes, codec: str) -> Iterator[_Token]:
    """Each character that a decoder gives, with its bytes; errors as the decoder counts them."""
    at = 0
    while at < len(body):
        size, text = _UNITS.get(codec, _pair)(body, at, codec)
        yield _Token(text or "", at, at + size, text is None)
        at += size


def _decoded(unit: bytes, codec: str) -> str | None:
    try:
        return unit.decode(codec)
    except UnicodeDecodeError:
        return None


def _single(body: bytes, at: int, codec: str) -> tuple[int, str | None]:
    unit = body[at : at + 1]
    if codec == "web-cp1252":  # undefined bytes are the controls of the same number
        return 1, _decoded(unit, "cp1252") or unit.decode("latin-1")
    return 1, _decoded(unit, codec)


def _pair(body: bytes, at: int, codec: str) -> tuple[int, str | None]:
    """Python's decoders of two bytes: an error costs one byte."""
    if body[at] < 0x80:
        return 1, chr(body[at])
    if codec == "gb18030" and (four := body[at : at + 4])[1:2].isdigit() and _decoded(four, codec):
        return 4, _decoded(four, codec)
    text = _decoded(body[at : at + 2], codec) if at + 1 < len(body) else None
    return (2, text) if text is not None else (1, None)


def _web_pair(body: bytes, at: int, codec: str) -> tuple[int, str | None]:
    """The decoders of browsers: an error costs both bytes, unless the second is ASCII."""
    inner = "gb18030" if codec == "web-gbk" else "big5hkscs"
    if codec == "web-gbk" and body[at] == 0x80:
        return 1, "€"
    size, text = _pair(body, at, inner)
    if text is not None:
        return size, text
    trail = body[at + 1 : at + 2]
    return (1 if not trail or trail.isascii() or body[at] in (0x80, 0xFF) else 2), None


def _utf8(body: bytes, at: int, codec: str) -> tuple[int, str | None]:
    for size in (1, 2, 3, 4):
        if text := _decoded(body[at : at + size], "utf-8"):
            return size, text
    try:
        body[at : at + 4].decode("utf-8")
    except UnicodeDecodeError as error:
        return max(1, error.end - error.start), None
    return 1, None


_UNITS: dict[str, Callable[[bytes, int, str], tuple[int, str | None]]] = {
    "latin-1": _single,
    "cp1252": _single,
    "web-cp1252": _single,
    "iso-8859-15": _single,
    "utf-8": _utf8,
    "web-gbk": _web_pair,
    "web-big5": _web_pair,
}


def _named_entities(text: str) -> str:
    return "".join(_entity(c) for c in text)


def _entity(character: str) -> str:
    if character < "\x80":
        return character
    name = codepoint2name.get(ord(character))
    # &#129; means another character to a browser only where Windows-1252 has one
    return f"&{name};" if name else f"&#{ord(character)};"


def _numbered_entities(text: str) -> str:
    return "".join(c if c < "\x80" else f"&#x{ord(c):x};" for c in text)


def _kind(name: str, *layers: tuple[str, ...], finish: Callable[[str], str] = str) -> Kind:
    return Kind(name, tuple(Layer(*layer) for layer in layers), finish)


_LATIN, _WEB = ("utf-8", "latin-1"), ("utf-8", "web-cp1252")
REVERSIBLE = (
    _kind("utf-8 as latin-1", _LATIN),
    _kind("utf-8 as cp1252", ("utf-8", "cp1252")),
    _kind("utf-8 as cp1252 (web)", _WEB),
    _kind("utf-8 as iso-8859-15", ("utf-8", "iso-8859-15")),
    _kind("utf-8 as latin-1, twice", _LATIN, _LATIN),
    _kind("utf-8 as cp1252 (web), twice", _WEB, _WEB),
    _kind("utf-8 as latin-1, then cp1252 (web)", _LATIN, _WEB),
    _kind("entities of utf-8 as latin-1", _LATIN, finish=_numbered_entities),
    _kind("entities of utf-8 as cp1252 (web)", _WEB, finish=_named_entities),
    _kind("gbk as latin-1", ("gbk", "latin-1")),
    _kind("gbk as iso-8859-15", ("gbk", "iso-8859-15")),
    _kind("gbk as cp1252 (web)", ("gbk", "web-cp1252")),
    _kind("gbk as latin-1, utf-8 as latin-1", ("gbk", "latin-1"), _LATIN),
    _kind("big5 as latin-1", ("big5", "latin-1")),
    _kind("big5 as cp1252 (web)", ("cp950", "web-cp1252")),
    _kind("big5-hkscs as gb18030", ("big5hkscs", "gb18030")),
    _kind("big5 as gbk", ("big5", "gbk")),
    _kind("utf-8 as gb18030", ("utf-8", "gb18030")),
    _kind("utf-8 as gbk", ("utf-8", "gbk")),
    _kind("utf-8 as big5-hkscs", ("utf-8", "big5hkscs")),
    _kind("gbk as big5", ("gbk", "big5")),
    _kind("gbk as big5-hkscs", ("gbk", "big5hkscs")),
    _kind("utf-8 as gb18030, twice", ("utf-8", "gb18030"), ("utf-8", "gb18030")),
    _kind("utf-8 as latin-1, utf-8 as gb18030", _LATIN, ("utf-8", "gb18030")),
)
LOSSY = (
    _kind("utf-8 as gbk, U+FFFD", ("utf-8", "gbk", REPLACED)),
    _kind("utf-8 as gbk, ?", ("utf-8", "gbk", QUESTION)),
    _kind("utf-8 as gb18030, U+FFFD", ("utf-8", "gb18030", REPLACED)),
    _kind("utf-8 as gb18030, ?", ("utf-8", "gb18030", QUESTION)),
    _kind("utf-8 as gbk (web)", ("utf-8", "web-gbk", REPLACED)),
    _kind("utf-8 as gbk, twice", ("utf-8", "gbk", REPLACED), ("utf-8", "gbk", REPLACED)),
    _kind("utf-8 as big5, U+FFFD", ("utf-8", "big5", REPLACED)),
    _kind("gbk as big5, U+FFFD", ("gbk", "big5", REPLACED)),
    _kind("gbk as big5, ?", ("gbk", "cp950", QUESTION)),
    _kind("gbk as big5 (web)", ("gbk", "web-big5", REPLACED)),
    _kind("big5 as gbk, U+FFFD", ("big5", "gbk", REPLACED)),
    _kind("big5 as gbk, ?", ("big5", "gbk", QUESTION)),
    _kind("utf-8 as cp1252, ?", ("utf-8", "cp1252", QUESTION)),
    _kind("utf-8 as cp1252, U+FFFD", ("utf-8", "cp1252", REPLACED)),
    _kind("utf-8 as cp1252, dropped", ("utf-8", "cp1252", DROPPED)),
    _kind("gbk as utf-8, U+FFFD", ("gbk", "utf-8", REPLACED)),
)


def plain(text: str) -> str:
    """What a reader of entities sees."""
    return html.unescape(text)
