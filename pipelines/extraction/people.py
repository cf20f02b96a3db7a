"""People named with a post: [organisation][title][name], and [name][title]; bylines are left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from pipelines.extraction import posts
from pipelines.extraction.document import Document, sentence_at
from pipelines.extraction.organisations import OrganisationMention
from pipelines.extraction.posts import Post, is_surname
from pipelines.lexicons import names

__all__ = ["PersonMention", "find_people", "is_surname"]

_REGION = re.compile(
    r"(?:香港特区|澳门特区|香港特别行政区|澳门特别行政区|全国人大常委会|全国政协|[一-鿿]{2,3}省|[一-鿿]{2,3}市[一-鿿]{2,3}区|[一-鿿]{2,3}市|[一-鿿]{2}区|[一-鿿]{2}县|香港|澳门|国务院)(?:政府)?$"
)
_BYLINE = re.compile(r"(?:记者|通讯员|摄影|编辑|责编|作者|撰文|文/|图/)[：:／/\s]?$")
#: Between two people of one house in a list, and the department of the second.
_LISTED = re.compile(
    r"(?:（[^（）]{1,12}）)?(?:教授|博士|院士|先生|女士)?[、，和及与]{1,2}(?P<part>[一-鿿]{0,8})|"
)
_BETWEEN = re.compile(r"(?:的|旗下|）)?(?P<part>[一-鿿A-Za-z&]{0,10})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """Folded ``[start, end)`` of the name. ``organisation``: the fullest form of the employer, if stated."""

    start: int
    end: int
    name: str
    title: str
    organisation: str | None
    organisation_start: int | None = None
    title_start: int = 0


@dataclass(frozen=True, slots=True)
class _Employers:
    """The organisations of a text, and where they begin and end, for search."""

    mentions: tuple[OrganisationMention, ...]
    starts: list[int]
    ends: list[int]


def find_people(
    document: Document, organisations: tuple[OrganisationMention, ...]
) -> tuple[PersonMention, ...]:
    """Everyone named with a post, in order of the text, each once."""
    found: list[PersonMention] = []
    employers = _Employers(organisations, [m.start for m in organisations], [m.end for m in organisations])
    for post in posts.find_posts(document.text):
        person = _person(document, post, employers, found)
        if person is not None:
            found.append(person)
    return _each_once(found)


def _person(
    document: Document,
    post: Post,
    organisations: _Employers,
    earlier: list[PersonMention],
) -> PersonMention | None:
    if post.name is None or _left_out(document, post, organisations):
        return None
    text = document.text
    start, end = post.name
    anchor = min(post.start, start)
    employer, part = _employer(text, anchor, organisations)
    region = None if employer else _REGION.search(text[max(0, anchor - 12) : anchor])
    previous = earlier[-1] if earlier else None
    listed = (
        _LISTED.fullmatch(text[previous.end : anchor]) if previous and anchor - previous.end < 40 else None
    )
    if employer is None and region is None and previous and listed and not _bounded(listed["part"]):
        # 某大学校长甲，副校长乙: the second works there too
        part = listed["part"] or ""
        organisation, organisation_start = previous.organisation, previous.organisation_start
    elif employer:
        organisation, organisation_start = employer.name, employer.start
    else:
        organisation = region[0] if region else None
        organisation_start = anchor - len(region[0]) if region else None
    return PersonMention(
        start=start,
        end=end,
        name=text[start:end],
        title=part + post.title,
        organisation=organisation,
        organisation_start=organisation_start,
        title_start=post.start - len(part),
    )


def _left_out(document: Document, post: Post, organisations: _Employers) -> bool:
    """Credits, related links and bylines; a name that is part of an organisation's."""
    if post.name is None:
        return True
    anchor = min(post.start, post.name[0])
    sentence = sentence_at(document, post.start)
    if sentence is None or sentence.zone in ("credits", "related_links"):
        return True
    if _BYLINE.search(document.text[max(0, anchor - 5) : anchor]):
        return True
    index = bisect_right(organisations.starts, post.name[0]) - 1
    return index >= 0 and organisations.ends[index] > post.name[0]


def _employer(text: str, anchor: int, organisations: _Employers) -> tuple[OrganisationMention | None, str]:
    """The organisation before a post, and the department or field between (产业服务部, 大湾区发展)."""
    index = bisect_right(organisations.ends, anchor) - 1
    if index < 0:
        return None, ""
    mention = organisations.mentions[index]
    if anchor - mention.end > 40:
        return None, ""
    between = text[mention.end : anchor]
    match = _BETWEEN.fullmatch(re.sub(r"^（[^（）]{1,24}）", "", between))
    if not match:
        return None, ""
    part = match["part"]
    return (None, "") if _bounded(part) else (mention, part)


def _bounded(part: str | None) -> bool:
    """Whether a verb, an adverb or a joiner stands in what would be a department."""
    return bool(part) and any(names.bounds_name(word) or word in "与和及" for word in names.cut(part or ""))


def _each_once(found: list[PersonMention]) -> tuple[PersonMention, ...]:
    """One row a person: the mention that says most, ranks of honour only where no post stands."""
    best: dict[str, PersonMention] = {}
    for person in found:
        known = best.get(person.name)
        if known is None or _says_more(person, known):
            best[person.name] = person
        elif known.organisation is None and person.organisation and not posts.is_honour(known.title):
            best[person.name] = replace(
                known, organisation=person.organisation, organisation_start=person.organisation_start
            )
    return tuple(sorted(best.values(), key=lambda p: p.start))


def _says_more(new: PersonMention, known: PersonMention) -> bool:
    if posts.is_honour(known.title) != posts.is_honour(new.title):
        return posts.is_honour(known.title)
    return known.organisation is None and new.organisation is not None
