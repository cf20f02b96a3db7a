"""People in English told by a phrase behind the name: Huo Min, founder and chief technology officer of Skylane Aviation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.employers import Employers

_WORD = r"[A-Z][a-zA-ZÀ-ÿ'’]+(?:-[A-Za-z]+)?"
NAME = rf"(?P<name>{_WORD}(?: (?:[A-Z]\.|de|da|do|dos|van|von|bin|al)){{0,2}}(?: {_WORD}){{1,2}})"
_APPOSED = re.compile(
    rf"(?<![A-Za-z-])(?:(?:Dr|Mr|Ms|Mrs|Prof|Professor|Sir|Dame)\.? )?{NAME}，[ ]?(?=[a-zA-Z])(?P<rest>[^;:\n]{{3,160}})"
)
_DETERMINER = re.compile(
    r"(?:the|an?|its|their|his|her|then|now|who is|currently)\s(?:(?:first|new|newly appointed|current)\s)?"
)
_TOKEN = r"[A-Z][A-Za-zÀ-ÿ0-9&/-]*(?:['’](?!s\b)[A-Za-z]+|['’]s(?= [A-Z]))?\.?"
_HOUSE = re.compile(
    rf"(?:the )?(?P<house>{_TOKEN}(?:(?: of| for| and| do| da| de| &|，(?= Ltd| Limited| Inc))*(?: the)? ?(?:{_TOKEN}|（[A-Z][A-Za-z ]+）)){{0,8}})"
)
_OWNER = re.compile(
    rf"(?:[A-Z][a-z]+-based )?(?:(?P<named>{_TOKEN}(?: {_TOKEN}){{0,5}}?)|(?P<common>[a-z]+(?: [a-z]+){{0,2}}?))['’]s?\s?(?=[a-z])"
)
#: What somebody is: words of office, or a word whose ending says that it is a person.
_PERSON = re.compile(
    r"(?:chief|head|partner|dean|chair|president|officer|principal|captain|secretary(?:-general)?|chairman|chairwoman|chairperson|"
    r"[a-z-]*(?:director|manager|founder|engineer|[a-z]ist|[a-z]ian|[a-z]man|[a-z]woman|[a-z]or|[a-z]er|ant|-general|executive))$"
)
_NO_PERSON = frozenset(
    "her their other another either former later under after over for or nor whether however never ever order number member-state".split()
)
_PREPOSITION = frozenset(("of", "for", "at", "with", "from", "in"))
_REGION = re.compile(
    r"(?:Greater China|Hong Kong|Asia(?:[- ]Pacific)?|China|Europe|South China|Southern China|the Greater Bay Area|Greater Bay Area|North America|"
    r"Southeast Asia|Japan|Shenzhen|Macau|Taiwan)(?=[，.]|\s|$)"
)
#: What a common noun for the house means in the name of a house: the university's, the operator's.
_KINDS = (
    ("university|school|college|faculty", "University|School|College|Faculty|Polytechnic"),
    ("institute|academy|laborator(?:y|ies)", "Institute|Academy|Laboratory"),
    ("hospital|clinic", "Hospital|Clinic"),
    ("cent(?:re|er)", "Centre|Center"),
    ("alliance|association|society|federation|chamber", "Alliance|Association|Society|Federation|Chamber"),
    ("bank|lender", "Bank|Banco|Trust"),
    ("fund|investor", "Fund|Capital|Partners|Ventures"),
    ("bureau|department|authority|commission|agency", "Bureau|Department|Authority|Commission|Administration|Agency"),
    ("operator|park|landlord|developer", "Park|Development|Zone|Properties|Estates"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Apposition:
    """Folded ``[start, end)`` of the name; ``title`` as written; ``house`` as written or resolved."""

    start: int
    end: int
    title: str
    house: str | None
    #: Whether the house is left to be told elsewhere (founder, chief executive without of); ``its``: by a pronoun.
    open: bool
    its: bool


def find(text: str, employers: Employers) -> list[Apposition]:
    """Everyone whose post stands behind the name, between commas."""
    found: list[Apposition] = []
    at = 0
    while match := _APPOSED.search(text, at):
        at = match.end("name") + 1
        told = _read(match["rest"], employers, match.start())
        if told is not None:
            title, house, is_open = told
            found.append(
                Apposition(
                    start=match.start("name"),
                    end=match.end("name"),
                    title=title,
                    house=house,
                    open=is_open,
                    its=match["rest"].startswith(("its ", "their ")),
                )
            )
    return found


def _read(rest: str, employers: Employers, at: int) -> tuple[str, str | None, bool] | None:
    """Title and house of the phrase behind a name; None where it tells no post."""
    its = re.match(r"(?:its|their)\s", rest) is not None
    determiner = _DETERMINER.match(rest)
    rest = rest[determiner.end() :] if determiner else rest
    owner = _OWNER.match(rest)
    rest = rest[owner.end() :] if owner else rest
    title, behind = _title(rest)
    if not title:
        return None
    if owner is not None:
        house = owner["named"] or _meant(owner["common"], employers, at)
        return title, house, house is None
    if house_told := _house_behind(behind, employers, at):
        return title, house_told, False
    if its:
        return title, None, True
    return title, None, True


def _title(rest: str) -> tuple[str, str]:
    """The words of the post, and what stands behind them: head of Asian lending | at Banco do Norte."""
    words = re.findall(r"\S+", rest[:110])
    taken: list[str] = []
    person = False
    index = 0
    while index < len(words):
        bare = words[index].rstrip("，.”")
        if bare in _PREPOSITION:
            follow = " ".join(words[index + 1 :])
            if not person:
                return "", ""
            region = _REGION.match(follow) if bare in ("for", "of") else None
            if region:
                return " ".join([*taken, bare, region[0]]), follow[region.end() :].lstrip()
            inner = words[index + 1 : index + 4]
            field = bare in ("of", "for") and _is_field(inner)
            if not field:
                return " ".join(taken), " ".join(words[index:])
            taken.append(bare)
            index += 1
            taken.append(words[index].rstrip("，.”"))
        elif (re.fullmatch("[a-z][a-z-]*", bare) and bare not in ("who", "which", "said", "and")) or (
            bare == "and"
            and person
            and index + 1 < len(words)
            and words[index + 1][:1].islower()
            and len(taken) < 4
        ):
            taken.append(bare)
            person = person or bool(_PERSON.search(bare) and bare not in _NO_PERSON)
        else:
            break
        if words[index] != words[index].rstrip("，.”"):
            index += 1
            break
        index += 1
    behind = " ".join(words[index:])
    if taken[-1:] == ["and"]:
        taken.pop()
    return (" ".join(taken), behind) if person and len(taken) <= 7 else ("", "")


def _is_field(words: list[str]) -> bool:
    """head of leasing, vice-president for Asian lending; of the operator and of Skylane are houses."""
    if not words:
        return False
    first = words[0].rstrip("，.”")
    if first in ("the", "a", "an", "its", "their"):
        return False
    if first[:1].islower():
        return True
    return (
        first.endswith(("n", "se"))
        and len(words) > 1
        and words[0] == first
        and words[1][:1].islower()
        and words[1] not in ("who", "and", "said")
    )


def _house_behind(behind: str, employers: Employers, at: int) -> str | None:
    lead = re.match(r"(?:of|at|for|with|from)\s", behind)
    if lead is None:
        return None
    rest = behind[lead.end() :]
    house = _HOUSE.match(rest)
    if house:
        return (
            re.sub(r"[.]$", "", house["house"])
            if not house["house"].endswith(("Co.", "Ltd.", "Inc."))
            else house["house"]
        )
    arm = re.match(rf"(?:the|its) [a-z'’ -]{{3,40}}，\s?(?P<house>{_TOKEN}(?: {_TOKEN}){{0,4}})", rest)
    if arm:
        return arm["house"].rstrip(".")
    common = re.match("(?:the|its) (?P<common>[a-z]+(?: [a-z]+)?)", rest)
    return _meant(common["common"], employers, at) if common else None


def _meant(common: str, employers: Employers, at: int) -> str | None:
    """The house told last before that a common noun means: the operator's, of the institute."""
    wanted = next((names for nouns, names in _KINDS if re.search(rf"\b(?:{nouns})$", common)), None)
    known = [
        m for m in employers.mentions if m.start < at and m.kind != "place" and re.search("[A-Za-z]", m.name)
    ]
    if wanted is None:
        if not re.search(
            r"(?:company|firm|group|maker|start-?up|business|supplier|builder|tenant|contractor)$", common
        ):
            return None
        known = [m for m in known if m.kind in ("firm", "money")]
        return known[-1].name if known else None
    fitting = [m for m in known if re.search(rf"\b(?:{wanted})\b", m.name)]
    return fitting[-1].name if fitting else None
