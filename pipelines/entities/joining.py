"""Which keys of organisations are one body, by all that texts and lexicons say: the same answer in any order.

A text uses a key as the fullest form of a name. That it stands for another is said by lexicons (港大), by a definition
in some text (以下简称“…”, HSITPL in brackets) or by a full name from which it follows (星澜生物 from
深圳市星澜生物科技有限公司). A form that two bodies could bear says nothing: it stays a body of its own, and leaves the
one that it was joined to when the second is met. Nothing that was said is forgotten, so nothing depends on when.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

#: A form that so many keys bear means none of them; they are not searched for what they have in common.
MOST_BEARERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """``alias`` (a key's spelling) is said to be a name of ``key``; ``proves``: wherever it stands."""

    alias: str
    key: str
    proves: bool
    seed: bool = False


def settle(
    keys: Collection[str], sayings: Iterable[Saying], *, known: Collection[str] = ()
) -> dict[str, str]:
    """Each key with the smallest key of its body. ``known``: keys of the lexicons, which no text puts under another.

    >>> full = Saying(alias="星澜生物", key="深圳市星澜生物科技有限公司", proves=True)
    >>> namesake = Saying(alias="星澜生物", key="海岚星澜生物有限公司", proves=True)
    >>> keys = ["星澜生物", "深圳市星澜生物科技有限公司", "海岚星澜生物有限公司"]
    >>> sorted(set(settle(keys[:2], [full]).values()))
    ['星澜生物']
    >>> len(set(settle(keys, [full, namesake]).values()))
    3
    """
    bodies = {key: key for key in keys}

    def body(key: str) -> str:
        while bodies[key] != key:
            bodies[key] = bodies[bodies[key]]
            key = bodies[key]
        return key

    open_ = _targets(keys, sayings, known)
    # what is true of a coarse division stays true of a coarser one, so the end is the same in any order
    while joined := [alias for alias, targets in open_.items() if len({body(t) for t in targets}) == 1]:
        for alias in joined:
            one, other = sorted((body(alias), body(next(iter(open_.pop(alias))))))
            bodies[other] = one
    return {key: body(key) for key in keys}


def _targets(
    keys: Collection[str], sayings: Iterable[Saying], known: Collection[str]
) -> dict[str, frozenset[str]]:
    """Key to the keys that it could stand for, where one saying proves that it stands for some."""
    said: dict[str, list[Saying]] = {}
    for saying in sayings:
        if saying.alias in keys and saying.alias != saying.key:
            said.setdefault(saying.alias, []).append(saying)
    found: dict[str, frozenset[str]] = {}
    for alias, told in said.items():
        seeds = [saying for saying in told if saying.seed]
        counted = seeds or ([] if alias in known else told)
        targets = frozenset(saying.key for saying in counted)
        if targets and len(targets) <= MOST_BEARERS and any(saying.proves for saying in counted):
            found[alias] = targets
    return found


def root(keys: Collection[str], *, known: Collection[str] = ()) -> str:
    """The key that names a body: the lexicons', else the fullest in Chinese, else the fullest."""
    return min(keys, key=lambda key: (key not in known, key.isascii(), -len(key), key))
