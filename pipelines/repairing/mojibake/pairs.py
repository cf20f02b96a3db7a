"""Bytes read as GBK or Big5 where some are gone: two bytes a character, so that a hole may shift what follows.

Which bytes pair is chosen for the whole stretch, so that it reads best (Viterbi): behind a hole both ways are tried.
"""

from __future__ import annotations

from functools import lru_cache

from pipelines.repairing.mojibake.scores import worth
from pipelines.repairing.mojibake.streams import HOLE, Stream, decoded
from pipelines.repairing.mojibake.suspects import MARKS
from pipelines.repairing.mojibake.tokens import LOST, Token, cost
from pipelines.repairing.mojibake.utf8 import GONE

_QUESTION = 0x3F
#: No byte waits for its pair.
_NONE = -1
#: Nats of a byte without a pair, of a character that lost one byte and of one that lost both.
_ALONE, _ONE_GONE, _BOTH_GONE = -16.0, -10.0, -11.0
#: Nats of a question mark that is one, where a byte follows that could be the second of a pair.
_ASKED = -12.0
#: What the rows A1 and A2 of Big5 are is told best by code page 950 (as by the web).
_CODECS = {"gb": ("gb18030",), "big5": ("big5hkscs", "cp950")}
_BIG5_MARKS = ("cp950", "big5hkscs")


@lru_cache(maxsize=65536)
def pair(lead: int, trail: int, charset: str) -> str | None:
    """The character that two bytes are, or None."""
    codecs = _BIG5_MARKS if charset == "big5" and lead in (0xA1, 0xA2) else _CODECS[charset]
    return decoded(bytes((lead, trail)), codecs)


@lru_cache(maxsize=65536)
def _pair_cost(lead: int, trail: int, charset: str) -> float | None:
    character = pair(lead, trail, charset)
    return None if character is None else cost(character)


#: Quotation marks, dashes, dots and signs that clean text around a western stretch may have, as bytes.
TYPOGRAPHIC = "‘’“”–—…•™€".encode("cp1252") + "\xa0°·«»".encode("latin-1")

#: Those of them at the edge of a stretch that are more likely marks of the clean text around it, and their nats.
_AT_EDGE, _EDGE = MARKS.encode("cp1252"), -1.0
#: So many bytes at the edge tell whether its marks are marks; to be bytes they must read better by so many nats.
_TELLING, _CLEARLY = 24, 4.0
#: A character has at most two of them.
_MOST_BYTES = 2

_Step = tuple[float, int, Token | None]


def read_western(stream: Stream, charset: str) -> list[Token]:
    """The bytes as ``gb`` or ``big5``; at the edges quotation marks and dashes are bytes only where that reads better."""
    body = stream.body
    left = len(body) - len(body.lstrip(_AT_EDGE))
    right = len(body.rstrip(_AT_EDGE))
    begin, end = left, right
    best = read(stream, charset, edges=(left, right))
    for fewer in range(max(0, left - _MOST_BYTES), left)[::-1]:
        tokens = read(stream, charset, edges=(fewer, end))
        if worth(_beginning(tokens, body)) > worth(_beginning(best, body)) + _CLEARLY:
            begin, best = fewer, tokens
    for more in range(right + 1, min(len(body), right + _MOST_BYTES) + 1):
        tokens = read(stream, charset, edges=(begin, more))
        if worth(_ending(tokens, body)) > worth(_ending(best, body)) + _CLEARLY:
            best = tokens
    return best


def _beginning(tokens: list[Token], body: bytes) -> str:
    return "".join(_shown(token, body) for token in tokens[:_TELLING] if token.end <= _TELLING)


def _ending(tokens: list[Token], body: bytes) -> str:
    return "".join(_shown(token, body) for token in tokens[-_TELLING:] if token.start >= len(body) - _TELLING)


def _shown(token: Token, body: bytes) -> str:
    unit = body[token.start : token.end]
    return unit.decode("cp1252") if len(unit) == 1 and unit in _AT_EDGE else token.text


def read(stream: Stream, charset: str, hole: int = 1, edges: tuple[int, int] | None = None) -> list[Token]:
    """The bytes as ``gb`` or ``big5``, where a mark stands for ``hole`` bytes: one in Python, two on the web.

    Marks of western text before and behind ``edges`` are likely marks.
    """
    body = stream.body
    begin, end = edges or (0, len(body))
    steps: list[dict[int, _Step]] = []
    scores: dict[int, float] = {_NONE: 0.0}
    for at, byte in enumerate(body):
        following = body[at + 1] if at + 1 < len(body) else 0
        here: dict[int, _Step] = {}
        for waiting, score in scores.items():
            if byte in (HOLE, _QUESTION):
                moves = _hole_moves(waiting, byte, at, following, hole)
            else:
                moves = _moves(waiting, byte, at, charset)
                if waiting == _NONE and stream.charset == "western" and byte in TYPOGRAPHIC:
                    alone = _ALONE if begin <= at < end else _EDGE
                    moves.append((alone, _NONE, Token(at, at + 1, LOST, garbage=True)))
            for gain, next_waiting, token in moves:
                if next_waiting not in here or here[next_waiting][0] < score + gain:
                    here[next_waiting] = (score + gain, waiting, token)
        steps.append(here)
        scores = {waiting: step[0] for waiting, step in here.items()}
    return _way_back(steps, len(body))


_Moves = list[tuple[float, int, Token | None]]


def _moves(waiting: int, byte: int, at: int, charset: str) -> _Moves:
    """What a byte can be: its gain, what waits then, and the unit that it ends."""
    if waiting == _NONE:
        if byte < 0x80:
            return [(0.0, _NONE, Token(at, at + 1, chr(byte), garbage=byte == 0))]
        return [(0.0, byte, None)]
    if waiting == HOLE:
        if 0x40 <= byte != 0x7F:
            return [(_ONE_GONE, _NONE, Token(at - 1, at + 1, LOST, (GONE, byte)))]
        return [(_ALONE, _NONE, Token(at - 1, at + 1, LOST + chr(byte), (GONE, GONE)))]
    told = _pair_cost(waiting, byte, charset)
    if told is not None:
        return [(told, _NONE, Token(at - 1, at + 1, pair(waiting, byte, charset) or LOST))]
    if byte < 0x80:
        return [(_ALONE, _NONE, Token(at - 1, at + 1, LOST + chr(byte), garbage=True))]
    return [
        (_ALONE, _NONE, Token(at - 1, at + 1, LOST, garbage=True)),
        (_ALONE, byte, Token(at - 1, at, LOST, garbage=True)),
    ]


def _hole_moves(waiting: int, byte: int, at: int, following: int, hole: int) -> _Moves:
    """What a mark of lost bytes can be. Decoders of the web leave a second byte that is ASCII where it is."""
    pair_lost = hole == 2 and not 0x40 <= following < 0x80
    moves: _Moves = []
    if waiting == _NONE:
        if pair_lost:
            moves.append((_BOTH_GONE, _NONE, Token(at, at + 1, LOST, (GONE, GONE))))
        else:
            moves.append((0.0, HOLE, None))
        if byte == _QUESTION:
            moves.append((_ASKED if following >= 0x40 else 0.0, _NONE, Token(at, at + 1, "?")))
        return moves
    known = (GONE if waiting == HOLE else waiting, GONE)
    lost = _BOTH_GONE if waiting == HOLE else _ONE_GONE
    if pair_lost:
        return [(lost, HOLE, Token(at - 1, at + 1, LOST, known))]
    return [(lost, _NONE, Token(at - 1, at + 1, LOST, known))]


def _way_back(steps: list[dict[int, _Step]], size: int) -> list[Token]:
    tokens: list[Token] = []
    if not steps or not steps[-1]:
        return tokens
    waiting = max(steps[-1], key=lambda state: steps[-1][state][0] + (0.0 if state == _NONE else _ALONE))
    if waiting != _NONE:
        tokens.append(Token(size - 1, size, LOST, (GONE, GONE) if waiting == HOLE else (waiting, GONE)))
    for at in range(len(steps) - 1, -1, -1):
        _, waiting, token = steps[at][waiting]
        if token is not None:
            tokens.append(token)
    tokens.reverse()
    return tokens
