"""How English news writes dates: on Friday morning, 27 May, June 18-20, the second quarter of next year."""

from __future__ import annotations

import re
from datetime import timedelta

from pipelines.extraction.date_rules import Reader, Rule
from pipelines.extraction.date_values import (
    Clue,
    months,
    nearest_weekday,
    on,
    quarter,
    valid,
    weekday_in,
    whole_year,
    year_of,
    year_of_day,
    year_of_month,
    year_of_quarter,
)
from pipelines.values import Date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TURNS = {
    "last": -1,
    "this": 0,
    "next": 1,
    "the same": 0,
    "that": 0,
    "same": 0,
    "the following": 1,
    "the previous": -1,
}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "final": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}


def _month_of(match: re.Match[str]) -> int:
    return _MONTHS.index(match["m"][:3].lower()) + 1


def _day(match: re.Match[str], clue: Clue) -> Date | None:
    month, day = _month_of(match), int(match["d"])
    year = _stated_year(match["y"], clue) or year_of_day(month, day, clue)
    if year is None:
        return None
    end = valid(year, month, int(match["d2"])) if match["d2"] else None
    return on(valid(year, month, day), "explicit" if match["y"] else "yearless", end)


def _month(match: re.Match[str], clue: Clue) -> Date | None:
    month = _month_of(match)
    stated = _stated_year(match["y"] or match["w"], clue)
    year = stated or year_of_month(month, clue)
    if match["w"] and match["w"].lower() in ("last", "next") and clue.reference is not None:
        # last December is the latest one before this month, next March the first one behind it
        back = match["w"].lower() == "last"
        year = clue.reference.year - (back and month >= clue.reference.month)
        year += not back and month <= clue.reference.month
    return months(year, month, month, "explicit" if match["y"] else "yearless") if year is not None else None


def _stated_year(text: str | None, clue: Clue) -> int | None:
    """2026, next year, that year: as a number."""
    if not text:
        return None
    if text[-4:].isdigit():
        return int(text[-4:])
    word = " ".join(text.lower().replace("of ", "").replace(" year", "").split())
    if word in ("that", "the same", "same", "the following", "the previous"):
        told = year_of(clue.earlier)
        return told + _TURNS[word] if told is not None else None
    return clue.reference.year + _TURNS[word] if clue.reference is not None and word in _TURNS else None


def _weekday(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    weekday = _WEEKDAYS.index(match["k"][:3].lower())
    word = (match["w"] or "").lower()
    if word == "last":
        back = (clue.reference.weekday() - weekday) % 7 or 7
        return on(clue.reference - timedelta(days=back), "relative")
    if word == "next":
        return on(weekday_in(clue.reference, weekday, 1), "relative")
    if word in ("this", "coming"):
        return on(weekday_in(clue.reference, weekday, 0), "relative")
    return on(nearest_weekday(weekday, clue), "relative")


def _relative_day(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    word = match["w"].lower()
    shift = -1 if word in ("yesterday", "last night") else 1 if word == "tomorrow" else 0
    return on(clue.reference + timedelta(days=shift), "relative")


def _relative_month(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    index = clue.reference.year * 12 + clue.reference.month - 1 + _TURNS[match["w"].lower()]
    return months(index // 12, index % 12 + 1, index % 12 + 1, "relative")


def _season(match: re.Match[str], clue: Clue) -> Date | None:
    """Next summer, told in October: the year of it."""
    if clue.reference is None:
        return None
    first, month = _SEASONS[match["season"]], clue.reference.month
    back = match["w"].lower() == "last"
    shift = -(month <= first + 2) if back else month >= first
    return whole_year(clue.reference.year + shift, "relative")


def _part(match: re.Match[str], clue: Clue) -> Date | None:
    """The second quarter of next year, the first half of 2027, Q3."""
    which = _ORDINALS[(match["q"] or match["qq"] or match["h"]).lower()]
    year = _stated_year(match["y"], clue)
    if match["h"]:
        year = year or (clue.reference.year if clue.reference else None)
        return months(year, which * 6 - 5, which * 6, "relative") if year is not None and which < 3 else None
    year = year or year_of_quarter(which, clue)
    return quarter(year, which, "explicit" if match["y"] else "yearless") if year is not None else None


def _years(match: re.Match[str], clue: Clue) -> Date | None:
    return whole_year(int(match["y"]), "explicit", int(match["y2"]) if match["y2"] else None)


def _relative_year(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    return whole_year(clue.reference.year + _TURNS[match["w"].lower()], "relative")


_M = (
    r"(?P<m>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?![A-Za-z])"
)
_D = r"(?P<d>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_D2 = r"(?:\s?(?:-|–|—|to|and)\s?(?P<d2>[12]?\d|3[01])(?:st|nd|rd|th)?)?"
_Y = r"(?P<y>(?:19|20)\d{2})"
_OF_YEAR = (
    r"(?:[ ]of)?[ ](?P<y>(?:19|20)\d{2}|(?:last|this|next|that|the same|the following|the previous) year)"
)
_PART = r"(?:[ ](?:morning|afternoon|evening|night))?"
_K = r"(?P<k>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_WEEK = r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TABLE: tuple[tuple[str, Reader], ...] = (
    (rf"(?:{_WEEK}，?\s)?(?<![A-Z]){_M}\s{_D}{_D2}(?:[，,]?\s{_Y})?\b(?![%,.]\d){_PART}", _day),
    (rf"(?:{_WEEK}，?\s)?(?<![\d.])\b{_D}{_D2}\s(?:of\s)?{_M}(?:[，,]?\s{_Y})?{_PART}", _day),
    (r"\b(?P<w>(?:[Ll]ast|[Tt]his|[Nn]ext)(?= month\b)) month\b", _relative_month),
    (
        r"(?:\b(?P<q>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal) quarter\b|\bQ(?P<qq>[1-4])\b)"
        rf"(?P<h>)(?:{_OF_YEAR}\b)?",
        _part,
    ),
    (rf"\b(?P<h>[Ff]irst|[Ss]econd) half(?P<q>)(?P<qq>){_OF_YEAR}\b", _part),
    (
        rf"(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Bb]y )|(?<=until )|(?<=till )|(?<=from )|(?<=of )|(?<=to )|(?<=and )|(?<=for )|(?<=early )|(?<=[Tt]he )"
        rf"|(?<=late )|(?<=mid-)|(?<=before )|(?<=after )|(?<=between )|(?<=around )|(?<=during )|(?<=through )|(?<=in early )"
        rf"|\b(?P<w>last|next|this)\s|(?<!\w)(?!May\b|March\b|April\b|Jun\b|Mar\b|Jan\b|Dec\b|August [A-Z])){_M}(?:{_OF_YEAR})?\b(?!\s\d|['’]?s? [A-Z][a-z]+ said)",
        _month,
    ),
    (rf"\b{_M}(?P<w>)(?:{_OF_YEAR})\b", _month),
    (r"\b(?P<w>[Ll]ast|[Nn]ext) (?P<season>spring|summer|autumn|fall|winter)\b", _season),
    (rf"(?<!every )(?<!each )(?<!to )\b(?:(?P<w>[Ll]ast|[Nn]ext|[Tt]his|coming)\s)?{_K}\b{_PART}(?!\s(?:to|through)\s(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))(?!['’]s\s(?:Times|Post))", _weekday),
    (r"\b(?P<w>[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight|[Ll]ast night)\b(?:[ ](?:morning|afternoon|evening))?(?!['’]s\b)", _relative_day),
    (r"\b(?P<w>(?:[Ll]ast|[Tt]his|[Nn]ext)(?= year\b)) year\b", _relative_year),
    (
        r"(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Bb]y )|(?<=[Uu]ntil )|(?<=from )|(?<=of )|(?<=to )|(?<=and )|(?<=early )|(?<=late )|(?<=mid-)|(?<=[Bb]efore )"
        r"|(?<=[Aa]fter )|(?<=[Bb]etween )|(?<=[Dd]uring )|(?<=a )|(?<=the )|(?<=for )|(?<=[Ss]pring )|(?<=[Ss]ummer )|(?<=[Aa]utumn )|(?<=[Ww]inter )"
        r"|(?<=fall )|(?<=year )|(?<=end-)|(?<=than )|(?<=its )|(?<=as ))(?P<y>(?:19[4-9]|20[0-4])\d)(?:[-–](?P<y2>20\d\d))?\b"
        r"(?![，,.]\d|%| (?:million|billion|yuan|people|companies|square|jobs|sq|metres|households|units|students|patents|times))(?!s\b)",
        _years,
    ),
)  # fmt: skip


def rules() -> tuple[Rule, ...]:
    """In order: what is more exact comes first and claims its characters."""
    return tuple((re.compile(pattern), reader) for pattern, reader in _TABLE)
