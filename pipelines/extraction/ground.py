"""What bounds the names of a text, found once for all of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pipelines.extraction.words import Words

#: Longer stretches are sentences, not names (the longest name of the zone has 38 characters).
LONGEST = 44


@dataclass(frozen=True, slots=True)
class Ground:
    """What bounds names in a text: its words, spans of persons and posts, and names that are sure."""

    words: Words
    barred: tuple[int, ...] = field(repr=False)  # ends of posts and persons, ascending
    sure: dict[int, int] = field(repr=False)  # end of a name that is known for certain: its start
    people: dict[int, int] = field(repr=False)  # start of a post with its person: the end

    @property
    def text(self) -> str:
        """The folded text."""
        return self.words.text

    def bar_before(self, offset: int) -> int:
        """The end of the last person or post at or before ``offset``; 0 if none."""
        index = bisect_right(self.barred, offset)
        return self.barred[index - 1] if index else 0
