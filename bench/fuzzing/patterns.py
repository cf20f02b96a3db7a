"""Every regular expression of the rules, pumped: whatever it repeats is repeated many times, then denied its end.

A pattern's own parse tree says what it repeats. One repeated piece is put behind what leads to it, once, and before a
character that no pattern wants, so that the engine has to try every way to divide the run.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any

import pipelines
from bench.fuzzing.growth import TooLong, limited
from pipelines.extraction.rules import event_kinds

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import re._constants as code
    import re._parser as parser

#: Repeats that end below this are cheap however they fail.
LEAST_REPEAT = 4
#: What ends a run: a character that is in no pattern, and ones that many patterns exclude.
ENDS = ("\x01", "，\x01", "甲" * 30, "\n", "a" * 30, "")


def patterns() -> dict[str, re.Pattern[str]]:
    """All compiled patterns of :mod:`pipelines`, by the place where they stand."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(pipelines.__path__, "pipelines."):
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            for number, pattern in enumerate(_inside(value)):
                found.setdefault(f"{module.name}.{name}[{number}]", pattern)
            if getattr(value, "cache_info", None) and name.endswith(("pattern", "ending", "weak", "words")):
                for number, pattern in enumerate(_inside(_called(value))):
                    found.setdefault(f"{module.name}.{name}()[{number}]", pattern)
    for kind in event_kinds():
        for number, rule in enumerate(kind.rules):
            found |= {
                f"kinds.{kind.type}[{number}].{i}": p
                for i, p in enumerate(_inside((rule.pattern, rule.needs, rule.refuses, rule.looks)))
            }
        found |= {f"kinds.{kind.type}.role[{number}]": role.pattern for number, role in enumerate(kind.roles)}
    return {name: pattern for name, pattern in found.items() if isinstance(pattern.pattern, str)}


def seconds(pattern: re.Pattern[str], text: str, most: float) -> float:
    """How long a pattern searches a text, cut off at ``most``."""
    started = time.process_time()
    try:
        with limited(most):
            for _ in pattern.finditer(text):
                pass
    except TooLong:
        return most
    return time.process_time() - started


def _called(value: Callable[[], object]) -> object:
    try:
        return value()
    except TypeError:  # it wants arguments
        return None


def _inside(value: object) -> Iterator[Any]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _inside(item)


def attacks(pattern: re.Pattern[str], size: int, random: Random) -> Iterator[str]:
    """Texts of about ``size`` characters that are hard for one pattern."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    for way in _repeats(list(tree), random):
        lead, body = way
        if body:
            run = body * max(1, size // len(body))
            yield from (lead + run + end for end in ENDS)
            yield (lead + body) * max(1, size // len(lead + body)) + ENDS[0]


def _repeats(items: list[Any], random: Random, lead: str = "") -> Iterator[tuple[str, str]]:
    """(what leads to it, one sample of it) for every repeat in a tree, the inner ones too."""
    for operation, argument in items:
        if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            if argument[1] >= LEAST_REPEAT:
                for _ in range(3):
                    yield lead, sample(argument[2], random)
            yield from _repeats(list(argument[2]), random, lead)
        for inner in _children(operation, argument):
            yield from _repeats(list(inner), random, lead)
        lead += _one(operation, argument, random)


def _children(operation: Any, argument: Any) -> Iterable[Any]:
    if operation is code.SUBPATTERN:
        return [argument[3]]
    if operation is code.BRANCH:
        return argument[1]
    if operation in (code.ASSERT, code.ASSERT_NOT):
        return [argument[1]]
    return []


def sample(items: Any, random: Random) -> str:
    """A text that a tree may match."""
    return "".join(_one(operation, argument, random) for operation, argument in items)


def _one(operation: Any, argument: Any, random: Random) -> str:
    if operation is code.LITERAL:
        return chr(argument)
    if operation is code.IN:
        return _of_set(argument, random)
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        times = random.choice((argument[0], max(1, argument[0])))
        return "".join(sample(argument[2], random) for _ in range(min(times, 3)))
    if operation is code.SUBPATTERN:
        return sample(argument[3], random)
    if operation is code.BRANCH:
        return sample(random.choice(argument[1]), random)
    return {code.ANY: "签", code.NOT_LITERAL: "约"}.get(operation, "")


def _of_set(items: Any, random: Random) -> str:
    if items[0][0] is code.NEGATE:
        return random.choice("签约a1 ")
    operation, argument = random.choice(items)
    if operation is code.LITERAL:
        return chr(argument)
    if operation is code.RANGE:
        return chr(random.randint(*argument))
    words = {code.CATEGORY_DIGIT: "7", code.CATEGORY_SPACE: random.choice(" \n"), code.CATEGORY_WORD: "签"}
    return words.get(argument, "#")
