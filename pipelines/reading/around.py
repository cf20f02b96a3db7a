"""What stands around an article: where outlets say when it came out and where it is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reading.lines import Line
from pipelines.reading.not_body import is_aside
from pipelines.reading.page_dates import date_in_text

#: Lines that are looked at over the headline, between it and the body, and behind the body.
_OVER, _BETWEEN, _BEHIND = 4, 40, 10
#: A line of the body that says where the body begins; shorter ones stand elsewhere too.
_TELLING = 12
_LABEL = 8
#: Lines of an abstract that may stand over the date; a longer line with a date tells something.
_ABSTRACTS, _LONGEST_DATED = 2, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The lines between headline and body, those just over the headline, and those just behind the body."""

    head: tuple[Line, ...] = ()
    over: tuple[Line, ...] = ()
    behind: tuple[Line, ...] = ()


def above_body(lines: Sequence[Line], body: str) -> Sequence[Line]:
    """The lines of a page down to the first of its body; all where none is found."""
    told = _told(body)
    return lines[: next((at for at, line in enumerate(lines) if compact(line.text) in told), len(lines))]


def around(lines: Sequence[Line], title: str | None, body: str) -> Around:
    """The surroundings of an article among the lines of its page.

    Where a page has its article twice, for desktops and for phones, those of the first are taken.
    """
    told = _told(body)
    name = compact(title or "")
    titled = [at for at, line in enumerate(lines) if name and _is_called(line.text, name)]
    began = next(
        (
            at
            for at, line in enumerate(lines)
            if compact(line.text) in told and compact(line.text) != name and at > (titled or [-1])[0]
        ),
        None,
    )
    if began is None:
        at = titled[0] if titled else 0
        return Around(over=tuple(lines[max(0, at - _OVER) : at]), head=tuple(lines[at : at + _BETWEEN]))
    headline = min((at for at in titled if began - _BETWEEN <= at < began), default=max(0, began - _OVER))
    ended = began
    for at in range(began, len(lines)):
        if compact(lines[at].text) in told:
            if at - ended > _BETWEEN:
                break
            ended = at
    return Around(
        head=tuple(lines[headline:began]),
        over=tuple(lines[max(0, headline - _OVER) : headline]),
        behind=tuple(lines[ended + 1 : ended + 1 + _BEHIND]),
    )


def below_date(body: str, lines: Sequence[Line]) -> str:
    """A body without the abstract that stands over the line of the date, where the article begins below it."""
    told = body.split("\n")
    if len(told) < 2 * _ABSTRACTS:
        return body
    places = {compact(line.text): at for at, line in reversed(list(enumerate(lines)))}
    at = [places.get(compact(line)) for line in told[: _ABSTRACTS + 2]]
    for number in range(1, _ABSTRACTS + 1):
        above, below = at[number - 1], at[number]
        if above is None or below is None:
            return body
        between = lines[above + 1 : below]
        if len(between) <= _BETWEEN and any(_says_when(line) for line in between):
            return "\n".join(told[number:])
    return body


def _says_when(line: Line) -> bool:
    return len(line.text) < _LONGEST_DATED and date_in_text(line.spaced) is not None


def _is_called(text: str, name: str) -> bool:
    """Whether a line is the headline, with 原创 or a number before it; 原标题 names another."""
    bare = compact(text)
    return bare.endswith(name) and len(bare) <= len(name) + _LABEL and not is_aside(text)


def _told(body: str) -> set[str]:
    return {compact(line) for line in body.split("\n") if len(line) >= _TELLING}


def compact(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())
