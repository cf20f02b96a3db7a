"""Regular expressions of declarations and of users: matched in linear time, whatever is written.

Python's own ``re`` tries every way to match; ``(a+)+b`` on forty letters takes minutes. RE2 takes one step per
letter. What it cannot do so (looking ahead and behind, back references) it refuses when it compiles.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import re2

#: The longest pattern of the catalogue has 90 characters.
LONGEST = 500


class BadPattern(ValueError):
    """An expression cannot be used; the message says why."""


@cache
def compiled(expression: str) -> Any:
    """A regular expression with the methods of Python's patterns.

    Raises:
        BadPattern: it is none, is too long, or could take for ever.
    """
    if len(expression) > LONGEST:
        raise BadPattern(f"an expression of {len(expression)} characters; {LONGEST} are the most")
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(expression, options)
    except re2.error as problem:
        why = problem.args[0] if problem.args else b"unknown"
        raise BadPattern(why.decode() if isinstance(why, bytes) else str(why)) from None
