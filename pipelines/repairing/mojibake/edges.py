"""Where a damaged stretch begins and ends: the character at its edge may be common in either reading.

Sums of single characters find a stretch; its neighbours tell to which side the last characters belong (打招 and 呼, or
網 as it stands).
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.repairing.mojibake.scores import worth
from pipelines.repairing.mojibake.streams import Stream
from pipelines.repairing.mojibake.tokens import Stretch

#: So many units outside and inside of an edge are tried.
_OUTSIDE, _INSIDE = 8, 3
#: A character that is cut in half by the edge is lost, so is one that is garbage in the charset.
_CUT = 12.0
#: Damage that goes on to the end of what is looked at is likely.
_LINE = 6.0


def settled(place: str, stream: Stream, stretch: Stretch) -> Stretch:
    """The stretch with the edges that read best in the place."""
    first = _left(place, stream, stretch)
    return replace(stretch, first=first, last=_right(place, stream, replace(stretch, first=first)))


def bounds(stream: Stream, stretch: Stretch) -> tuple[int, int]:
    """The characters ``[start, end)`` that a stretch comes from."""
    owners = stream.owners
    return owners[stretch.tokens[stretch.first].start], owners[stretch.tokens[stretch.last - 1].end - 1] + 1


def _left(place: str, stream: Stream, stretch: Stretch) -> int:
    tokens, owners = stretch.tokens, stream.owners
    lowest = max(0, stretch.first - _OUTSIDE)
    highest = min(stretch.first + _INSIDE, stretch.last - 1)
    begin = owners[tokens[lowest].start]
    inside = min(stretch.last, highest + _INSIDE + 1)

    def score(first: int) -> float:
        at = tokens[first].start
        cut = at > 0 and owners[at] == owners[at - 1]
        read = "".join(token.text for token in tokens[first:inside])
        whole = first == 0 and not owners[at]
        lost = sum(token.garbage for token in tokens[first:inside])
        return worth(place[begin : owners[at]] + read) - _CUT * (cut + lost) + _LINE * whole

    return max(range(lowest, highest + 1), key=lambda first: (score(first), -first))


def _right(place: str, stream: Stream, stretch: Stretch) -> int:
    tokens, owners = stretch.tokens, stream.owners
    highest = min(len(tokens), stretch.last + _OUTSIDE)
    lowest = max(stretch.last - _INSIDE, stretch.first + 1)
    finish = owners[tokens[highest - 1].end - 1] + 1
    inside = max(stretch.first, lowest - _INSIDE - 1)

    def score(last: int) -> float:
        end = tokens[last - 1].end
        cut = end < len(owners) and owners[end] == owners[end - 1]
        read = "".join(token.text for token in tokens[inside:last])
        whole = end == len(owners)
        lost = sum(token.garbage for token in tokens[inside:last])
        return worth(read + place[owners[end - 1] + 1 : finish]) - _CUT * (cut + lost) + _LINE * whole

    return max(range(lowest, highest + 1), key=lambda last: (score(last), last))
