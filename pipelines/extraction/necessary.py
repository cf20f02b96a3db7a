"""The words that a pattern cannot do without, read off the pattern: a text that lacks them need not be searched.

``(?:在|于)[^，。]{2,30}?(?:举行|举办)`` needs 在 or 于, and 举行 or 举办. Patterns by the hundred run over every sentence; a
single pass of an automaton says which words a sentence holds, and so which patterns have a chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Any of these words; a pattern has several such clauses, and a match holds a word of each.
Clause = frozenset[str]
#: Words of one clause, and strings that a sequence is multiplied out to.
_MOST_WORDS, _MOST_STRINGS = 600, 48
#: Characters of a class that are written out: [签订] is two words, [0-9] is ten, [一-鿿] none.
_MOST_CHARACTERS = 12
_NOTHING: Clause = frozenset([""])
#: What a piece of a pattern says: all strings that it matches, where they are few; and its clauses.
_Said = tuple[Clause | None, tuple[Clause, ...]]
_OPAQUE: _Said = (None, ())
_ZERO_WIDTH = (codes.AT, codes.ASSERT, codes.ASSERT_NOT)
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def lowered(text: str) -> str:
    """A text as clauses are compared with it; ſ and ı are what ``re.IGNORECASE`` takes for s and i."""
    return text.lower() if text.isascii() else text.lower().replace("ſ", "s").replace("ı", "i")


def clauses_of(pattern: re.Pattern[str]) -> tuple[Clause, ...]:
    """What every match of a pattern holds, in lower case; empty where the pattern tells nothing.

    >>> [sorted(c) for c in clauses_of(re.compile("(?:签署|签订).{0,9}?(?:了|过)?协议(?!书)"))]
    [['签署', '签订'], ['协议']]
    """
    exact, clauses = _sequence(parser.parse(pattern.pattern, pattern.flags))
    return (*clauses, *_clause(exact))


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Said:
    """A row of pieces: short ones are multiplied out, so that 签[署订] becomes two words."""
    clauses: list[Clause] = []
    run, whole = _NOTHING, True
    for item in items:
        exact, inner = _piece(*item)
        if exact is not None and len(run) * len(exact) <= _MOST_STRINGS:
            run = frozenset(a + b for a in run for b in exact)
            continue
        clauses += _clause(run)
        clauses += inner
        whole = False
        run = exact if exact is not None else _NOTHING
    if whole:
        return run, ()
    return None, (*clauses, *_clause(run))


def _piece(code: Any, value: Any) -> _Said:
    if code is codes.LITERAL:
        return frozenset([lowered(chr(value))]), ()
    if code is codes.IN:
        return _characters(value), ()
    if code is codes.SUBPATTERN:
        return _sequence(value[3])
    if code is codes.ATOMIC_GROUP:
        return _sequence(value)
    if code is codes.BRANCH:
        return _branch([_sequence(one) for one in value[1]])
    if code in _REPEATS:
        return _repeat(*value)
    return (_NOTHING, ()) if code in _ZERO_WIDTH else _OPAQUE


def _characters(items: list[tuple[Any, Any]]) -> Clause | None:
    found: set[str] = set()
    for code, value in items:
        if code is codes.LITERAL:
            found.add(lowered(chr(value)))
        elif code is codes.RANGE and value[1] - value[0] < _MOST_CHARACTERS:
            found |= {lowered(chr(one)) for one in range(value[0], value[1] + 1)}
        else:
            return None
    return frozenset(found) if len(found) <= _MOST_CHARACTERS else None


def _branch(options: list[_Said]) -> _Said:
    """Of alternatives all strings; where one is open, a word of the best clause of each."""
    strings = frozenset(s for exact, _ in options for s in exact or ())
    if all(exact is not None for exact, _ in options) and len(strings) <= _MOST_WORDS:
        return strings, ()
    best: list[Clause] = []
    for exact, clauses in options:
        every = (*clauses, *_clause(exact))
        if not every:
            return _OPAQUE
        best.append(max(every, key=_worth))
    joined = frozenset().union(*best)
    return None, _clause(joined if len(joined) <= _MOST_WORDS else None)


def _repeat(least: int, most: int, items: Any) -> _Said:
    exact, clauses = _sequence(items)
    if least == 0:
        return (exact | _NOTHING if exact is not None and most == 1 else None), ()
    if least == most == 1:
        return exact, clauses
    return None, (*clauses, *_clause(exact))


def _clause(strings: Clause | None) -> tuple[Clause, ...]:
    """Strings as a clause, without those that hold another (签 and 签署); none where one is empty."""
    if not strings or "" in strings:
        return ()
    kept: list[str] = []
    for one in sorted(strings, key=len):
        if not any(other in one for other in kept):
            kept.append(one)
    return (frozenset(kept),)


def _worth(clause: Clause) -> tuple[int, int]:
    """Long words are rare, and so are few."""
    return min(map(len, clause)), -len(clause)
