"""Replacements in a text, applied at once, and where other places of the text went through them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from pipelines.values import Step

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters ``[start, end)`` give way to ``text``; ``margin`` as in :class:`pipelines.values.Step`."""

    start: int
    end: int
    text: str
    margin: float | None = field(default=None, compare=False)

    @property
    def growth(self) -> int:
        """By how many characters the text grows; negative where it shrinks."""
        return len(self.text) - (self.end - self.start)


def applied(text: str, edits: tuple[Edit, ...]) -> tuple[str, tuple[Step, ...]]:
    """The edited text, and each edit as a step placed in it. Edits are in order and do not overlap."""
    pieces: list[str] = []
    steps: list[Step] = []
    last = shift = 0
    for edit in edits:
        pieces += (text[last : edit.start], edit.text)
        start = edit.start + shift
        steps.append(
            Step(
                start=start,
                end=start + len(edit.text),
                before=text[edit.start : edit.end],
                after=edit.text,
                margin=edit.margin,
            )
        )
        shift += edit.growth
        last = edit.end
    pieces.append(text[last:])
    return "".join(pieces), tuple(steps)


def moved(places: Iterable[Place], edits: tuple[Edit, ...]) -> tuple[Place, ...]:
    """Where ``places`` of the text before stand in the text after ``edits``.

    A place that an edit swallowed comes to stand on its replacement.
    """
    starts = [edit.start for edit in edits]
    shifts = list(accumulate((edit.growth for edit in edits), initial=0))

    def after(offset: int) -> int:
        number = bisect_right(starts, offset)
        if number and offset < edits[number - 1].end:
            edit = edits[number - 1]
            return edit.start + shifts[number - 1] + min(offset - edit.start, len(edit.text))
        return offset + shifts[number]

    return tuple((after(start), max(after(start), after(end))) for start, end in places)
