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


def find_people(
    document: Document, organisations: tuple[OrganisationMention, ...]
) -> tuple[PersonMention, ...]:
    """Everyone named with a post, in order of the text, each once."""
    found: list[PersonMention] = []
    ends = [m.end for m in organisations]
    for post in posts.find_posts(document.text):
        person = _person(document, post, (organisations, ends), found)
        if person is not None:
            found.append(person)
    return _each_once(found)


def _person(
    document: Document,
    post: Post,
    organisations: tuple[tuple[OrganisationMention, ...], list[int]],
    earlier: list[PersonMention],
) -> PersonMention | None:
    if post.name is None or _left_out(document, post, organisations[0]):
        return None
    text = document.text
    start, end = post.name
    anchor = min(post.start, start)
    employer, part = _employer(text, anchor, *organisations)
    region = None if employer else _REGION.search(text[max(0, anchor - 12) : anchor])
    previous = earlier[-1] if earlier else None
    if employer is None and region is None and previous and _continues(text[previous.end : anchor]):
        # 某大学校长甲，副校长乙: the second works there too
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


def _left_out(document: Document, post: Post, organisations: tuple[OrganisationMention, ...]) -> bool:
    """Credits, related links and bylines; a name that is part of an organisation's."""
    if post.name is None:
        return True
    anchor = min(post.start, post.name[0])
    sentence = sentence_at(document, post.start)
    if sentence is None or sentence.zone in ("credits", "related_links"):
        return True
    if _BYLINE.search(document.text[max(0, anchor - 5) : anchor]):
        return True
    index = bisect_right([m.start for m in organisations], post.name[0]) - 1
    return index >= 0 and organisations[index].end > post.name[0]


def _continues(between: str) -> bool:
    """Whether a list of people goes on: 、 ， 和 between a name and the next post."""
    return bool(
        re.fullmatch(r"(?:（[^（）]{1,12}）)?(?:教授|博士|院士|先生|女士)?[、，和及与]{0,2}", between)
    )


def _employer(
    text: str, anchor: int, organisations: tuple[OrganisationMention, ...], ends: list[int]
) -> tuple[OrganisationMention | None, str]:
    """The organisation before a post, and the department or field between (产业服务部, 大湾区发展)."""
    index = bisect_right(ends, anchor) - 1
    if index < 0:
        return None, ""
    mention = organisations[index]
    between = text[mention.end : anchor]
    match = _BETWEEN.fullmatch(re.sub(r"^（[^（）]{1,24}）", "", between))
    if not match:
        return None, ""
    part = match["part"]
    if part and (any(names.bounds_name(w) for w in _words(part)) or re.search("[与和及、]", part)):
        return None, ""
    return mention, part


def _words(part: str) -> list[str]:
    """Pairs of characters that could be words: enough to notice a verb or an adverb between."""
    return [part[i : i + 2] for i in range(max(1, len(part) - 1))]


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
