"""Names of organisations and places in Latin letters.

Runs of capitalised words are cut where grammar cuts them: behind a possessive, at links between two names, behind a
sentence. A run is a name where it ends as bodies do (… Limited, University of …), in a word for a trade (Langdon Pharma)
or for a place (the Hetao Hong Kong Park). Any other is a brand only where the text treats it as a firm: NovoTide,
a maker of …; a contract with Volmer; Volmer has signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipelines.extraction import latin_words as lexicon

Hit = tuple[int, int, str]
Token = tuple[int, int, str]

#: More words than this are a table or a title page.
LONGEST_RUN = 16
_TOKEN = re.compile(
    r"St\.? [A-Z][a-z]+['’]s\b|(?:Co|No|St|Inc|Ltd|Pte|Corp|S\.A|L\.P)\.|[A-Z]\.(?=[ A-Z])|[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9&*+/-]{0,40}|&"
)
_BRACKET = re.compile(
    r" ?[（(](?:[A-Z][A-Za-z]+ ){0,2}[A-Z][A-Za-z]+[）)](?= (?:Limited|Ltd|Co|Company|Holdings|Group))"
)
_LINKS = frozenset("of for and the & de at".split())
_FIRM_BEHIND = re.compile(
    r"(?:['’]s (?:board|chairman|chief|shares|headquarters|parent|labs?|founder|investors)"
    r"|[,，]? (?:an?|the) (?:[A-Z]?[a-z-]{1,30} ){0,3}(?:maker|developer|company|start-up|startup|firm|supplier|provider|unit"
    r"|subsidiary|manufacturer|operator)|(?: (?:has|had|have|will|may|would|also|yesterday|today|on [A-Z][a-z]{2,8}day|and [A-Z][A-Za-z]{1,30})){0,3}"
    r" (?:signed|terminated|ended|leased|rented|won|raised|closed|moved in"
    r"|move in|acquired|agreed|sealed|clinched|struck|inked"
    r"|penned|pulled out|pledged|teamed up|agreed to (?:rent|lease|buy)|rent|quit|secured|was spun off|renewed|opened an?|set up|invested))\b"
)
_FIRM_BEFORE = re.compile(
    r"(?:\b(?:company|firm|maker|start-up|startup|developer|supplier|subsidiary|spokes(?:man|woman|person) for|contract with|lease with|agreement with|deal with|memorandum with|talks with|founder of"
    r"|chairman of|chief executive of|acquisition of|stake in|shares in|contracts? with|agreements? with|signed with|sponsored by|led by|built by|between)[,，]? )$"
)
_PERSON_BEHIND = re.compile(
    r"[,，]? (?:the |its |a |an |who |an? )?(?:chief|founder|founding|chair|director|dean|secretary|minister|president|partner|managing|vice|head|professor|engineer"
    r"|deputy|permanent|aged|\d\d\b|says|told)|[,，] [A-Z][a-z]+ (?:for|of)"
)
#: Family names: Ms Duan; Anna Berg, its chief engineer.
_PEOPLE = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Professor|Prof)\.? (?:[A-Z][a-z-]+ )?([A-Z][a-z-]+)|\b[A-Z][a-z-]+ ([A-Z][a-z-]+)[,，] (?:the |its |a )?"
    r"(?:chief|founder|founding|chair|director|dean|secretary|minister|president|partner|managing|vice|head|professor|engineer|deputy)"
)
_PARK = re.compile(
    r"\b(?:Building \d{1,2} (?:of|in) the )?(?:(?:[A-Z][a-z]+ ){1,3}Tower of the )?(?:(?:Hetao )?(?:Shenzhen|Hong Kong) [Pp]ark\b(?! (?:Limited|Ltd|Company|Corporation))(?: in the Loop)?|Hetao zone)"
)
_DISTRICT = re.compile(
    r"\b(?:[A-Z][a-z]{1,20} ){1,3}(?:district|municipal|provincial|city|county|SAR) (?:government|people['’]s government)"
)


def find_latin(text: str) -> list[Hit]:
    """(start, end, kind) of names in Latin letters."""
    found: list[Hit] = [(*m.span(), "place") for m in _PARK.finditer(text)]
    found += [(*m.span(), "gov") for m in _DISTRICT.finditer(text)]
    people = frozenset(m[1] or m[2] for m in _PEOPLE.finditer(text))
    for run in _runs(text):
        for part in _parts(run):
            hit = _name(text, _without_ends(part), people)
            if hit is not None:
                found.append(hit)
    return found


def _runs(text: str) -> Iterator[list[Token]]:
    """Capitalised words in a row, with the links between them."""
    run: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = (match.start(), match.end(), match[0])
        if run and not _joined(text, run[-1], token):
            yield from _trimmed(run)
            run = []
        if _capital(token) or token[2] == "plc" or (run and token[2] in _LINKS):
            run.append(token)
        elif run:
            yield from _trimmed(run)
            run = []
        if len(run) >= LONGEST_RUN:
            yield from _trimmed(run)
            run = []
    yield from _trimmed(run)


def _capital(token: Token) -> bool:
    word = token[2]
    return word[0].isupper() or (word[0].isdigit() and any(c.isupper() for c in word))


def _joined(text: str, one: Token, other: Token) -> bool:
    """Whether nothing but a space, a legal comma or a bracket stands between two words."""
    gap = text[one[1] : other[0]]
    if gap == " ":
        return not (
            one[2].endswith(".") and one[2] in ("Ltd.", "Inc.", "Corp.") and other[2] not in lexicon.LEGAL
        )
    if gap.strip() in (",", "，") and other[2].rstrip(".") in lexicon.LEGAL:
        return True
    if gap in (", ", "， ", "，") and one[2] in lexicon.FIELDS and other[2] in lexicon.FIELDS:
        return True
    if gap in ("", ". ") and len(one[2].rstrip(".")) == 1 and one[2][0].isupper():
        return True
    return gap in (" (", ") ", " （", "） ", "（", "）", "(", ")") and _in_bracket(text, one, other)


def _in_bracket(text: str, one: Token, other: Token) -> bool:
    """Kestrel Lifts (Hong Kong) Limited: the bracket stands between a name and its legal form."""
    if text[other[0] - 1] in "(（":
        return bool(_BRACKET.match(text, one[1]))
    return other[2].rstrip(".") in lexicon.LEGAL


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    while run and run[-1][2] in _LINKS:
        run = run[:-1]
    while run and run[0][2] in _LINKS:
        run = run[1:]
    if run:
        yield run


def _parts(run: list[Token]) -> Iterator[list[Token]]:
    """A run cut at the links that stand between names rather than inside one."""
    part: list[Token] = []
    index = 0
    while index < len(run):
        if run[index][2] not in _LINKS or run[index][2] == "&":
            part.append(run[index])
            index += 1
            continue
        links = index
        while index < len(run) and run[index][2] in _LINKS:
            index += 1
        if part and index < len(run) and _links(part, run[links:index], run[index:]):
            part += run[links:index]
        else:
            yield part
            part = []
    yield part


def _links(part: list[Token], links: list[Token], rest: list[Token]) -> bool:
    """Whether links stand inside a name: University of, Science and Technology; not X University and Y Institute."""
    last, following = part[-1][2], rest[0][2]
    if links[0][2] in ("of", "for"):
        of_place = following in lexicon.COUNTRIES
        return (
            (last in lexicon.BODIES and not (of_place and len(part) > 1))
            or last == "Building"
            or last.isdigit()
        )
    if links[0][2] == "and":
        return (
            last in lexicon.FIELDS
            and following in lexicon.FIELDS
            and any(
                t[2] in lexicon.BODIES or t[2].rstrip(".") in lexicon.LEGAL or t[2] in lexicon.PLACES
                for t in rest
            )
        ) or (
            last in lexicon.FIELDS
            and following in lexicon.FIELDS
            and any(t[2] in lexicon.BODIES for t in part)
        )
    return False


def _without_ends(part: list[Token]) -> list[Token]:
    """A run without the words at its head that open sentences, and the days at its end."""
    if (
        len(part) > 1
        and part[1][2] in lexicon.BODIES
        and part[0][2] in ("Chinese", "European", "Asian", "American")
    ):
        return part
    while (
        part
        and (part[0][2].rstrip(".") in lexicon.NOT_FIRST or part[0][2][0].isdigit())
        and part[0][2] not in ("The",)
    ):
        part = part[1:]
    while part and part[0][2] == "The":
        part = part[1:]
    while part and (part[-1][2] in lexicon.NOT_FIRST or part[-1][2] == "Series"):
        part = part[:-1]
    return part


def _name(text: str, part: list[Token], people: frozenset[str]) -> Hit | None:
    if not part:
        return None
    start, end = part[0][0], part[-1][1]
    words = [t[2] for t in part]
    if words[-1].endswith(".") and _ends_sentence(text, end):
        end -= 1
    kind = _kind(words)
    if kind is not None:
        return (start, end, kind) if len(words) > 1 or "*" in words[0] else None
    if (
        all(w in lexicon.NOBODY or w in lexicon.COUNTRIES for w in words)
        or len(words) > 4
        or text[end : end + 1] == "-"
    ):
        return None
    person = words[-1] in people or any("-" in w and w.split("-")[-1].islower() for w in words)
    if person or _PERSON_BEHIND.match(text, end) or _before_is_person(text, start):
        return None
    camel = len(words) == 1 and re.fullmatch(r"(?!Mc|Mac|De|Di|La|Le|O')[A-Z][a-z]+[A-Z][A-Za-z]+", words[0])
    firm = _FIRM_BEHIND.match(text, end) or _FIRM_BEFORE.search(text, max(0, start - 30), start)
    return (start, end, "firm") if camel or (firm and words[0] not in lexicon.NOBODY) else None


def _before_is_person(text: str, start: int) -> bool:
    word = text[max(0, start - 14) : start].rstrip(" .").rsplit(" ", 1)[-1]
    return word in lexicon.PERSON_BEFORE


def _kind(words: list[str]) -> str | None:
    """What a run calls itself; None where it says nothing."""
    last = words[-1].rstrip(".")
    if last in lexicon.LEGAL or (len(words) == 1 and re.fullmatch(r"[A-Z][A-Z0-9]*\*[A-Z]+", last)):
        return "firm"
    if last in lexicon.BODIES:
        return lexicon.BODIES[last]
    head = next((a for a, b in pairwise(words) if a in lexicon.BODIES and b in ("of", "for")), None)
    if head is not None:
        return lexicon.BODIES[head]
    if last in lexicon.PLACES or (len(words) > 1 and words[-2] == "Building" and last.isdigit()):
        return (
            "place"
            if not all(w in lexicon.NOBODY or w in lexicon.PLACES for w in words) or last == "Park"
            else None
        )
    own = any(w not in lexicon.NOBODY and w not in lexicon.FIELDS and w not in lexicon.TRADES for w in words)
    return "firm" if last in lexicon.TRADES and own else None


def _ends_sentence(text: str, end: int) -> bool:
    """Whether a full stop behind Ltd belongs to the sentence: nothing, or a new sentence, follows."""
    return bool(re.match(r"\s*$|\s+[A-Z]|\n", text[end : end + 3]))


def kind_of(name: str) -> str:
    """What a Latin name calls itself."""
    return _kind(name.split()) or "firm"
