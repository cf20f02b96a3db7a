"""The organisations of a text with all names that it gives them: in full, in short, in English, as it once was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.entities.forms import derived, is_global, names_somebody, scope_of
from pipelines.entities.lexicon import key_of, seed
from pipelines.entities.values import Name, NamedOrganisation
from pipelines.extraction.aliases import ANAPHORS, shortens
from pipelines.extraction.draft import Reading
from pipelines.extraction.organisations import OrganisationMention
from pipelines.lexicons import names as lexicon

#: 星澜生物（英文名Starlan Bio Limited，以下简称“星澜”）: a bracket holds one or several names.
_OPENED = re.compile(r" {0,2}（(?P<inside>[^（）\n]{2,160})）")
_PIECES = re.compile("[，；、]|(?<=[”’])或|(?<=[”’])及")
_CALLED = re.compile(
    r"^(?:以下|下文|下|又|亦|也|或|并|统|合|简)*(?:简称|称)(?:为|作)?[：:]?"
    r"|^(?:英文)?(?:简称|缩写)(?:为|是)?[：:]?|^(?:hereinafter|hereafter|“|‘|\"|known as|referred to as)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"^(?:英文|英文名|英文名称|英文全称|外文名|即)[：:]?\s*(?=[A-Za-z])")
_FORMER = re.compile(r"^(?:原名|原称|曾用名|旧称|前称|formerly(?: known as)?)[：:]?\s*", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"^(?:hereinafter|hereafter|referred to as|known as|together|the|or|and|[\s“”‘’\"'：:])+", re.IGNORECASE
)
_LATIN_NAME = re.compile(
    r"[A-Z][A-Za-zÀ-ÿ0-9&.'’-]*(?: (?:of|and|for|the|&|[A-Z0-9][A-Za-zÀ-ÿ0-9&.'’-]*)){0,14}"
)
_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z][A-Za-z0-9&-]{1,11}")
#: What stands in brackets behind an organisation and is no name of it.
_NO_NAME = re.compile(
    r"(?:Hong Kong|HK|Shenzhen|China|Macau|Macao|Guangdong|Beijing|Shanghai|Singapore|UK|USA|US|CEO|CTO|CFO|NYSE|NASDAQ|SSE|SZSE|AI|IPO|PPP|TBC|ESG)",
    re.IGNORECASE,
)
#: Different organisations of one text that are kept: news has dozens, a register of firms thousands.
MOST_ORGANISATIONS = 400
#: Definitions that are looked at around one mention, names of one organisation in one text.
_MOST_NAMES = 24


@dataclass(slots=True)
class _Entry:
    """An organisation in the making: its names, each once, the fullest first."""

    kind: str
    names: dict[tuple[str, str], Name]


def named_organisations(reading: Reading) -> tuple[NamedOrganisation, ...]:
    """Every organisation that a text names, once, with its names and the characters that give each."""
    entries: dict[str, _Entry] = {}
    met: set[tuple[str, str, str]] = set()
    for mention in reading.organisations:
        key = key_of(mention.canonical)
        # HSITPL is a name of the park and of the company that runs it: what the lexicons know as a body is one
        if seed(key) is None and (mention.kind == "place" or not names_somebody(mention.name)):
            continue
        if key not in entries and len(entries) >= MOST_ORGANISATIONS:
            continue
        entry = entries.setdefault(key, _Entry(mention.kind, {}))
        written = reading.document.folded.span(mention.start, mention.end).text
        form = (key, mention.name, written)
        told = () if form in met else _as_written(reading, mention)
        met.add(form)
        for name in (*told, *_in_brackets(reading, mention)):
            if len(entry.names) < _MOST_NAMES:
                entry.names.setdefault((name.text, name.origin), name)
    return tuple(
        NamedOrganisation(key=key, names=_ordered(entry), kind=entry.kind)
        for key, entry in entries.items()
        if entry.names
    )


def _ordered(entry: _Entry) -> tuple[Name, ...]:
    """The fullest form first; where the text has it only as the reading of a short one, the longest."""
    found = list(entry.names.values())
    return tuple(
        sorted(found, key=lambda n: (n.origin != "written", n.origin == "suffix_strip", -len(n.text)))
    )


def _as_written(reading: Reading, mention: OrganisationMention) -> Iterator[Name]:
    evidence = reading.document.folded.span(mention.start, mention.end)
    if mention.text == mention.name:
        yield Name(text=evidence.text, origin="written", evidence=evidence)
        for form in derived(mention.name, mention.kind):
            yield Name(text=form, origin="suffix_strip", scope=scope_of(form, mention.name))
        return
    stripped = mention.text in derived(mention.name, mention.kind)
    yield Name(
        text=evidence.text,
        origin="in_text",
        # what follows from the full name is proven by it; other short forms are sure in their own text only
        scope=scope_of(mention.text, mention.name) if stripped else "document",
        evidence=evidence,
    )


def _in_brackets(reading: Reading, mention: OrganisationMention) -> Iterator[Name]:
    """What ``NAME（…）`` says that the body is called."""
    if mention.text != mention.name:
        return
    opened = _OPENED.match(reading.text, mention.end)
    if opened is None:
        return
    begin, inside = opened.start("inside"), opened["inside"]
    cuts = [0, *(offset for m in _PIECES.finditer(inside) for offset in m.span()), len(inside)]
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        found = _told(inside[start:end], mention.text)
        if found is None:
            continue
        text, origin = found
        at = inside.find(text, start)
        written = reading.document.folded.span(begin + at, begin + at + len(text)).text
        whole = reading.document.folded.span(mention.start, opened.end())
        yield Name(
            text=written, origin=origin, scope="global" if is_global(text) else "document", evidence=whole
        )
        if origin == "translation":
            for form in derived(text, mention.kind):
                yield Name(text=form, origin="suffix_strip", scope=scope_of(form, text))


def _told(piece: str, full: str) -> tuple[str, str] | None:
    """The name in one piece of a bracket and what it is, None where it is none."""
    piece = piece.strip()
    former, called = _FORMER.match(piece), _CALLED.match(piece)
    introduced = former or called
    text = _ENGLISH.sub("", piece[introduced.end() :] if introduced else piece)
    text = _INTRODUCED.sub("", text).strip(" “”‘’\"'")
    if not 2 <= len(text) <= 80 or text in ANAPHORS or _NO_NAME.fullmatch(text) or text == full:
        return None
    if not re.fullmatch(r"[一-鿿A-Za-zÀ-ÿ0-9&*.·'’ -]+", text) or not re.search("[一-鿿A-Za-zÀ-ÿ]{2}", text):
        return None
    if former:
        return text, "former"
    han = re.search("[一-鿿]", text)
    if called:
        return (text, "definition") if han or names_somebody(text) else None
    if not han:
        origin = (
            "acronym" if _ACRONYM.fullmatch(text) else "translation" if _LATIN_NAME.fullmatch(text) else None
        )
        return (text, origin) if origin and names_somebody(text) else None
    return (text, "definition") if shortens(text, full) and not _is_place(text) else None


def _is_place(text: str) -> bool:
    """（深圳）, （福田区）: where, not who."""
    return not lexicon.without_region(text)
