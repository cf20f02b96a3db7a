"""What the latest articles and pages of a source tell of it: fields that are missing now, readers that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.health.states import BLOCKED, BROKEN, UNREACHABLE

#: The latest articles that are compared with those before them.
LATEST, EARLIER = 8, 30
#: Fewer prove nothing.
FEWEST = 4
#: A field that at least so many of the earlier ones had, and so few of the latest, was lost; the second ends it.
USUAL, LOST, MENDED = 0.8, 0.5, 0.8
#: Of the pages of the latest runs, so many that came to the same bad end are no chance, if there are so many at all.
MOST_BAD, FEWEST_PAGES = 0.6, 5
#: A block page is known by its sign: so many in a run are enough.
FEWEST_KEPT_BACK = 3
_OWN_READER = "selector"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One article: the fields that it has, the reader that found its text, whether a declared selector missed."""

    fields: frozenset[str]
    reader: str | None
    missed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEnd:
    """What became of a page."""

    outcome: str
    status: int | None = None


def lost_fields(
    articles: Sequence[Filled], filled: Sequence[str], *, is_degraded: bool = False
) -> str | None:
    """What was lost in the latest articles of a source, for people; None where nothing was.

    Args:
        articles: its latest articles, the newest first.
        filled: the fields that an article of it always has.
        is_degraded: whether it counts as degraded now: it needs more to be well again.
    """
    latest, earlier = articles[:LATEST], articles[LATEST : LATEST + EARLIER]
    if len(latest) < FEWEST:
        return None
    bound = MENDED if is_degraded else LOST
    for name in filled:
        now = _share(name in one.fields for one in latest)
        before = _share(name in one.fields for one in earlier) if len(earlier) >= FEWEST else 1.0
        if now < bound and before >= USUAL:
            return f"{name} is missing on {sum(name not in one.fields for one in latest)} of its latest {len(latest)} articles"
    missed = sum(one.missed for one in latest)
    if 1 - missed / len(latest) < bound:
        return f"its selectors miss on {missed} of its latest {len(latest)} articles: the layout has changed"
    read = sum(one.reader == _OWN_READER for one in latest)
    used_to = _share(one.reader == _OWN_READER for one in earlier) if len(earlier) >= FEWEST else 0.0
    if read / len(latest) < bound and used_to >= USUAL:
        others = len(latest) - read
        return f"another reader than its selectors finds the text of {others} of its latest {len(latest)} articles"
    return None


def _share(facts: Iterable[bool]) -> float:
    told = list(facts)
    return sum(told) / len(told) if told else 0.0


#: What a bad end of a page says of its source.
_MEANS = {
    "blocked": BLOCKED,
    "robots_denied": BLOCKED,
    "broken": BROKEN,
    "undecodable": BROKEN,
    "empty": BROKEN,
    "timeout": UNREACHABLE,
    "unreachable": UNREACHABLE,
}
_SAID = {BLOCKED: "kept back", BROKEN: "not readable", UNREACHABLE: "not to be reached"}
_BLOCKING = frozenset({401, 403, 405, 412, 451})


def failing_pages(pages: Sequence[PageEnd], *, fewest: int = FEWEST_PAGES) -> tuple[str, str] | None:
    """Which state most of the latest pages of a source put it in, and why; None where they do not.

    Its entry points may answer as ever while every article is kept back or has a new layout.
    """
    if len(pages) < fewest:
        return None
    ends = [_end(page) for page in pages]
    for health, said in _SAID.items():
        many = ends.count(health)
        if many / len(pages) >= MOST_BAD:
            return health, f"{many} of its latest {len(pages)} pages are {said}"
    return None


def _end(page: PageEnd) -> str | None:
    if page.outcome == "http_error" and page.status is not None:
        return BLOCKED if page.status in _BLOCKING else UNREACHABLE if page.status >= 500 else None
    return _MEANS.get(page.outcome)
