"""People in English text: Dr Mary Chan, chief executive of X; X's chairman, Y Z; Professor Y Z of X University."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.extraction import english_appositions
from pipelines.extraction.employers import Employers
from pipelines.extraction.sieve import Sieve

_HONORIFIC = r"(?:Dr|Mr|Ms|Mrs|Miss|Prof|Professor|Sir|Dame|Madam)\.?"
_NAME = english_appositions.NAME
_WORDS = (
    "CEO|CTO|CFO|COO|chief executive(?: officer)?|chief (?:engineer|scientist|operating officer|financial officer|technology officer|medical officer|"
    "economist|adviser|architect|of staff)|executive director|managing director|deputy director|director(?:-general)?|general manager|"
    "project manager|manager|founding partner|managing partner|partner|co-?founder|founder|chair(?:man|woman|person)?|president|"
    "vice[- ](?:president|chancellor|chair(?:man)?|principal)|chancellor|provost|principal|dean|associate dean|rector|head|"
    "secretary[- ]general|permanent secretary|under secretary|deputy secretary|secretary|commissioner|deputy mayor|mayor|governor|"
    "minister|ambassador|consul[- ]general|spokes(?:man|woman|person)|curator|treasurer|registrar|professor|lecturer|researcher|"
    "analyst|novelist|author|lawyer|engineer|scientist|architect|artist|coach|captain|farmer|teacher|legislator|lawmaker|"
    "councillor|owner|editor|economist|board member|member|resident|nurse|doctor|student|designer|consultant|adviser"
)
_QUALIFIER = r"(?:(?:senior|deputy|acting|assistant|associate|vice|former|founding|global|regional|group|interim|honorary|executive|joint|co-)[ -])*"
_FIELD = r"(?:(?!(?:said|told|and|with|the|by|from|says|added|of|to|its|their|as|was|is|his|her|an?|when|who|that) )[a-z]+(?:-[a-z]+)? ){0,2}?"
_POST = rf"(?P<title>{_QUALIFIER}{_FIELD}(?:{_WORDS}))"
_OFFICE = (
    r"(?P<title>(?:[A-Z][a-z]+ )?(?:Secretary|Commissioner|Director|Permanent Secretary|Under Secretary|Minister)(?:-General)? "
    r"(?:for|of) (?:the )?[A-Z][A-Za-z]+(?:(?:，| and| of| the|，? and the)? (?!Professor\b|Prof\b|Dr\b|Mr\b|Ms\b|Mrs\b)[A-Z][A-Za-z]+){0,6})"
)
_TOKEN = r"[A-Z](?:[A-Za-zÀ-ÿ0-9&-]|['’](?!s\b)|\.(?=[A-Za-z]))*"
_HOUSE = rf"(?P<house>{_TOKEN}(?:(?: of| for| and| the|，(?= Ltd| Limited| Inc))? (?:{_TOKEN}|（[A-Z][A-Za-z ]+）)){{0,7}})"
_PATTERNS = tuple(
    re.compile(p)
    for p in (
        # Professor Jonas Terpstra of Wageveld University
        rf"(?P<title>Professor|Dr) {_NAME} (?:of|from)(?: the)? {_HOUSE}",
        # Financial Secretary Edmund Ho: an office of the city, not of a firm called Financial
        rf"(?P<title>(?:Deputy )?Financial Secretary|(?:Deputy )?Chief Secretary(?: for Administration)?|Prime Minister|Premier) (?:{_HONORIFIC} )?{_NAME}",
        # Lena Fischer of Rhein Optik said: a house and no post
        rf"(?:{_HONORIFIC} )?{_NAME} (?:of|from) (?:the )?{_HOUSE}(?P<title>)(?= (?:said|says|told|added|called|described)\b|，? who )",
        # Leung Sau-yat, Permanent Secretary for Innovation, Technology and Industry,
        rf"(?:{_HONORIFIC} )?{_NAME}， (?:the |its |then )?{_OFFICE}",
        # the Secretary for Development, Mary Chan
        rf"(?:[Tt]he )?{_OFFICE}(?:，)? (?:{_HONORIFIC} )?{_NAME}",
        # Yin Mobai, founding partner of Heyuan Capital,
        rf"(?:{_HONORIFIC} )?{_NAME}， (?:the |an? |its |their |then |who is )?(?:{_HOUSE}['’]s )?{_POST}"
        rf"(?:(?: of| at| for| with)(?: the)? {_HOUSE.replace('house', 'house2')})?"
        r"(?=[，.;:]|\s(?:who|and|said|told|on|in)|$)",
        # The dean, Professor Mo-yung Him, / X's chairman, Y Z / Its chief engineer, Ruan Bubing,
        rf"(?:{_HOUSE}['’]s |[Tt]he |[Ii]ts |[Tt]heir |\b)(?i:{_POST})(?: (?:of|at)(?: the)? {_HOUSE.replace('house', 'house2')})?， (?:{_HONORIFIC} )?{_NAME}(?=[，.])",
        # Managing director Fiona Rutherglen said; Novelist X Y; Kestrel chief executive X Y
        rf"(?:{_HOUSE}(?:['’]s)? |\b)(?i:{_POST}) (?:{_HONORIFIC} )?{_NAME}(?: of(?: the)? {_HOUSE.replace('house', 'house2')})?",
    )
)
_NO_NAME = frozenset(
    "The This That These In On At For From And But Hong Kong Shenzhen China Chinese Park University Institute College Company Group "
    "Limited Ltd Bank Capital Building Hetao Shanghai Beijing Guangdong Macau Taiwan Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday January February March April May June July August September October November December Science Technology Innovation "
    "Financial Chief Dr Mr Ms Mrs Industry Greater Bay Area New Territories Secretary Director Minister Professor Chairwoman Chairman Chairperson "
    "President Founder Dean Mayor Chancellor Government Bureau Department Its Their".split()
)
_LEADS = frozenset(
    "managing chief executive founding general deputy senior vice acting associate assistant former".split()
)
#: Posts that belong to the firm told before where no house is named.
_OF_FIRM = re.compile(
    r"chair|managing director|chief executive|founder|president|dean|principal", re.IGNORECASE
)
#: University president Alan Kong: whose, is told before.
_GENERIC = frozenset(
    ("University", "Company", "Institute", "Park", "Group", "Board", "Fund", "Centre", "Hospital")
)
#: A pronoun of the house: its chief scientist.
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir|[Tt]he company['’]s) $|， its ")
_COMPANY = re.compile(
    r"\b(?P<house>[A-Z][A-Za-z0-9&-]+(?:(?: of(?= (?:Medicine|Science|Law|Arts|Engineering)))? [A-Z][A-Za-z0-9&-]+| （[A-Z][A-Za-z ]+）){0,6})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishPerson:
    """Folded ``[start, end)`` of the name, without Dr or Ms; the post and the house as written."""

    start: int
    end: int
    title: str
    house: str | None


def find(text: str, employers: Employers) -> list[EnglishPerson]:
    """People with a post in the English stretches of a text, in order, none twice at one place."""
    found: dict[int, EnglishPerson] = {}
    if not re.search(r"[A-Z][a-z]+ [A-Z][a-z]", text):
        return []
    for told in english_appositions.find(text, employers):
        if _is_name(text[told.start : told.end]):
            firm = told.open and (told.its or _OF_FIRM.search(told.title))
            house = _told_before(text, told.start, told.title) if firm else told.house
            found[told.start] = EnglishPerson(
                start=told.start,
                end=told.end,
                title=told.title,
                house=_whole(house, employers) if house else None,
            )
    for number in _sieve().possible(text):
        pattern = _PATTERNS[number]
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if not _is_name(match["name"]) or any(p.start < end and start < p.end for p in found.values()):
                continue
            lead, house = "", _house(text, match, employers)
            if house is not None and house.lower() in _LEADS:  # Managing director Fiona …: no house
                lead, house = house + " ", _told_before(text, match.start(), match["title"])
            found[start] = EnglishPerson(
                start=start, end=end, title=lead + _title(match["title"]), house=house
            )
    return sorted(found.values(), key=lambda p: p.start)


@lru_cache(maxsize=1)
def _sieve() -> Sieve:
    return Sieve(_PATTERNS)


def _is_name(name: str) -> bool:
    words = name.split()
    # Kong is a family too, in a name that is not Hong Kong
    plain = words[:-1] if words[-1] == "Kong" and words[-2:-1] != ["Hong"] else words
    return len(words) >= 2 and not any(w in _NO_NAME for w in plain) and not name.isupper()


def _title(words: str) -> str:
    return re.sub(r"^(?:the|its|former) ", "", words.strip())


def _house(text: str, match: re.Match[str], employers: Employers) -> str | None:
    """The employer as written; that of ``its`` is the firm told last before."""
    groups = match.groupdict()
    written = groups.get("house2") or groups.get("house")
    if written and written not in _GENERIC:
        return _whole(written, employers)
    if match["title"].startswith(
        (
            "Deputy Financial",
            "Deputy Chief",
            "Financial Secretary",
            "Chief Secretary",
            "Prime Minister",
            "Premier",
        )
    ):
        return None
    if re.match(
        r"(?:[A-Z]\w+ )?(?:Permanent |Under )?(?:Secretary|Commissioner|Minister) (?:for|of)", match["title"]
    ):
        return None
    if _ITS.search(match[0]) or re.match("[Ii]ts ", match[0]):
        return _told_before(text, match.start(), match["title"])
    return _told_before(text, match.start(), match["title"]) if _OF_FIRM.search(match["title"]) else None


def _whole(written: str, employers: Employers) -> str:
    """The fullest form in the article: Kestrel Elevators, Kestrel Elevators (Hong Kong) Limited."""
    plain = re.sub(r"^The | of the [A-Z][a-z]+$", "", written.strip())
    longer = [n for n in employers.often if n.startswith(plain) and len(n) > len(plain)]
    return max(longer, key=len, default=plain)


def _told_before(text: str, at: int, title: str = "") -> str | None:
    """The house that the nearest sentence before is about: the first named in it."""
    academic = bool(re.search("dean|principal|chancellor|provost|rector", title, re.IGNORECASE))
    begin = max(at - 1500, 0)
    for sentence in reversed(re.split(r"(?<=[.!?”\n])\s", text[begin:at])):
        for match in _COMPANY.finditer(sentence):
            house = re.sub("^The ", "", match["house"])
            words = house.split()
            if words[0] in _NO_NAME or (len(words) == 1 and not re.search("[a-z][A-Z]", words[0])):
                continue
            if academic == bool(re.search("University|Faculty|School|College", house)):
                return house
    return None
