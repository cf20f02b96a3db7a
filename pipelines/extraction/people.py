"""People named with a post: [organisation][title][name], and [name][title]; bylines are left out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipelines.extraction.document import Document, sentence_at
from pipelines.extraction.organisations import OrganisationMention

_LATIN_NAME = r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Professor)\.? )?[A-Z][a-z]+(?:[ -][A-Z][A-Za-z'.-]*){1,3}"
_FOREIGN = r"[一-鿿]{2,6}(?:·[一-鿿]{1,6})+"


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


@lru_cache(maxsize=1)
def _titles() -> dict[str, list[str]]:
    return tomllib.loads((files("pipelines") / "lexicons" / "titles.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _surnames() -> tuple[frozenset[str], tuple[str, ...]]:
    single, compound = (files("pipelines") / "lexicons" / "surnames.txt").read_text("utf-8").splitlines()[:2]
    return frozenset(single), tuple(compound.split())


def is_surname(name: str) -> bool:
    """Whether a name begins with a surname of the lexicon."""
    single, compound = _surnames()
    return name[:1] in single or name[:2] in compound


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=1)
def _title_pattern() -> re.Pattern[str]:
    lexicon = _titles()
    one = rf"(?:{_any(lexicon['prefixes'])})*(?:{_any(lexicon['heads'])})"
    # several posts of one house: 创始人兼董事会主席, 党委书记、院长
    return re.compile(rf"{one}(?:(?:兼任?|暨|及)[一-鿿]{{0,6}}?{one})*(?P<more>(?:、[一-鿿]{{0,10}}?{one})*)")


@lru_cache(maxsize=1)
def _right() -> re.Pattern[str]:
    return re.compile(rf"(?:[，。、；：！？“”（）《\s]|$|{_any(_titles()['right'])})")


def find_people(
    document: Document, organisations: tuple[OrganisationMention, ...]
) -> tuple[PersonMention, ...]:
    """Everyone named with a post, in order of the text, each once."""
    text = document.text
    found: list[PersonMention] = []
    for match in _title_pattern().finditer(text):
        sentence = sentence_at(document, match.start())
        if sentence is None or sentence.zone in ("credits", "related_links"):
            continue
        name = _name_behind(text, match.end())
        title_end = match.end()
        if name is None:
            person = _named_before(text, match, organisations)
            if person:
                found.append(person)
            continue
        title = text[match.start() : title_end]
        if match["more"]:
            title = title[: len(title) - len(match["more"])]  # separate posts: the first
        found.append(_person(text, name, (match.start(), title), organisations, found))
    return _each_once(found)


def _name_behind(text: str, at: int) -> tuple[int, int] | None:
    """Where a name that begins at ``at`` ends: a reading that a word which follows names confirms."""
    latin = re.match(rf"[ ]?({_LATIN_NAME}|{_FOREIGN})", text[at : at + 40])
    if latin:
        return at + latin.start(1), at + latin.end(1)
    single, compound = _surnames()
    head = text[at : at + 2]
    lengths = (3, 4) if head in compound else (3, 2, 4)
    if head not in compound and text[at : at + 1] not in single:
        return None
    for length in lengths:
        name = text[at : at + length]
        if len(name) < length or not re.fullmatch("[一-鿿]+", name) or (length == 4 and head not in compound):
            continue
        if _right().match(text, at + length) and not _ends_in_word(name, text[at + length :]):
            return at, at + length
    return None


def _ends_in_word(name: str, rest: str) -> bool:
    """孙东今 before 日: the last character belongs to the next word."""
    return (
        name[-1] in "今昨表介指出称说致主参宣等和与及在率将已曾向对的"
        and len(name) > 2
        and not rest.startswith("，")
    )


def _person(
    text: str,
    name: tuple[int, int],
    title: tuple[int, str],
    organisations: tuple[OrganisationMention, ...],
    earlier: list[PersonMention],
) -> PersonMention:
    start, words = title
    employer = _employer(text, start, organisations)
    if employer is None and earlier and re.fullmatch("[、，和及与]?", text[earlier[-1].end : start]):
        # 某大学校长甲，副校长乙: the second works there too
        previous = earlier[-1]
        return PersonMention(
            start=name[0], end=name[1], name=text[name[0] : name[1]], title=words, title_start=start,
            organisation=previous.organisation, organisation_start=previous.organisation_start,
        )  # fmt: skip
    department = text[employer.end : start] if employer else ""
    return PersonMention(
        start=name[0],
        end=name[1],
        name=text[name[0] : name[1]],
        title=department + words,
        title_start=start,
        organisation=employer.name if employer else _region(text, start),
        organisation_start=employer.start if employer else None,
    )


def _employer(
    text: str, start: int, organisations: tuple[OrganisationMention, ...]
) -> OrganisationMention | None:
    """The organisation that stands before a title, with at most a department between."""
    for mention in reversed(organisations):
        if mention.end <= start:
            between = text[mention.end : start]
            close = len(between) <= 8 and re.fullmatch("(?:[一-鿿]{1,6}[部处科室组中心])?(?:的)?", between)
            return mention if close else None
    return None


def _region(text: str, start: int) -> str | None:
    """深圳市副市长, 香港特区行政长官: the place whose post it is."""
    match = re.search(
        r"(?:香港特区|澳门特区|香港特别行政区|广东省|[一-鿿]{2}[市区省])(?:政府)?$",
        text[max(0, start - 9) : start],
    )
    return match[0] if match else None


def _named_before(
    text: str, match: re.Match[str], organisations: tuple[OrganisationMention, ...]
) -> PersonMention | None:
    """沈孟儒校长: a whole name right before the title, bounded on its left."""
    at = match.start()
    single, compound = _surnames()
    for length in (3, 2, 4):
        start = at - length
        name = text[max(0, start) : at]
        if start < 0 or not re.fullmatch("[一-鿿]+", name):
            continue
        surname_fits = name[:2] in compound if length == 4 else name[0] in single
        if surname_fits and (start == 0 or re.match("[，。、；：“”\\s和与及由]", text[start - 1])):
            if any(m.start < at and m.end > start for m in organisations):
                return None
            return PersonMention(
                start=start, end=at, name=name, title=match[0], organisation=None, title_start=at
            )
    return None


def _each_once(found: list[PersonMention]) -> tuple[PersonMention, ...]:
    """One row a person: the mention that says most."""
    best: dict[str, PersonMention] = {}
    for person in found:
        known = best.get(person.name)
        if known is None or (known.organisation is None and person.organisation):
            best[person.name] = person
    return tuple(sorted(best.values(), key=lambda p: p.start))
