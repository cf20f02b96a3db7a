"""How near an answer of a reader is to the label: body by 4-grams, title, day and origin by agreement."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from bench.reading.labels import UNJUDGED, Labelled
from pipelines.folding import fold_name

_GRAM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reader says of a page; None where it says nothing, or has no such field."""

    title: str | None = None
    text: str | None = None
    published_on: date | None = None
    origin: str | None = None


@dataclass(slots=True, kw_only=True)
class Scores:
    """The tally of one reader over the pages of a half; ``failed`` counts errors and time limits."""

    bodies: list[float] = field(default_factory=list)
    titles: int = 0
    days: int = 0
    origins: int = 0
    judged_origins: int = 0
    failed: int = 0
    has: set[str] = field(default_factory=set)  # fields of which the reader said anything on any page

    def add(self, page: Labelled, answer: Answer | None) -> None:
        """Score one page; None where the reader gave up."""
        self.failed += answer is None
        answer = answer or Answer()
        self.has |= {name for name in ("published_on", "origin") if getattr(answer, name)}
        self.bodies.append(body_f1(answer.text or "", page.text))
        self.titles += same_title(answer.title, page.title)
        self.days += answer.published_on == page.published_on
        if page.origin != UNJUDGED:
            self.judged_origins += 1
            self.origins += same_origin(answer.origin, page.origin)

    def row(self) -> str:
        """Mean and median of the body F1, shares of right titles, days and origins, pages that failed."""
        pages = len(self.bodies)
        days = f"{self.days / pages:.3f}" if "published_on" in self.has else "-"
        origins = f"{self.origins / self.judged_origins:.3f}" if "origin" in self.has else "-"
        return (
            f"{statistics.mean(self.bodies):10.3f} {statistics.median(self.bodies):7.3f}  {self.titles / pages:.3f}  "
            f"{days:5}  {origins:6} {self.failed:6}"
        )


def body_f1(mine: str, theirs: str) -> float:
    """F1 of the 4-grams of characters, counted as often as they occur; blanks do not count."""
    told, label = _grams(mine), _grams(theirs)
    common = (told & label).total()
    return 2 * common / (told.total() + label.total()) if common else 0.0


def _grams(text: str) -> Counter[str]:
    letters = re.sub(r"\s+", "", text)
    return Counter(letters[at : at + _GRAM] for at in range(max(1, len(letters) - _GRAM + 1)))


def same_title(mine: str | None, theirs: str) -> bool:
    """Equal but for script, width of marks and blanks."""
    return mine is not None and _bare(mine) == _bare(theirs)


def same_origin(mine: str | None, theirs: str | None) -> bool:
    """Equal as a title is; both null counts too."""
    return mine is theirs if mine is None or theirs is None else _bare(mine) == _bare(theirs)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", fold_name(text))
