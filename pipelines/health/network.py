"""Whether it is the outlets that do not answer, or our own network."""

from __future__ import annotations

#: Of fewer sources nobody can tell; so large a part of them does not fail at one time by itself.
FEWEST_SOURCES, MOST_AWAY = 4, 0.8
#: The network works again when fewer than this are away.
FEW_AWAY = 0.5


def is_away(away: int, asked: int, *, was_away: bool) -> bool:
    """Whether our own network is away, by how many of the sources that were asked lately could not be reached.

    >>> is_away(60, 70, was_away=False), is_away(3, 70, was_away=False), is_away(3, 3, was_away=False)
    (True, False, False)
    >>> is_away(45, 70, was_away=True), is_away(20, 70, was_away=True), is_away(1, 2, was_away=True)
    (True, False, True)
    """
    if asked < FEWEST_SOURCES:  # nobody can tell: it is as it was, unless all answer
        return was_away and (away > 0 or asked == 0)
    return away / asked >= (FEW_AWAY if was_away else MOST_AWAY)
