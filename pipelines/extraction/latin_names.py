"""Names of organisations in Latin letters: they end in their legal form or kind, or stand quoted."""

from __future__ import annotations

import re

_WORD = r"[A-ZÀ-Þ0-9][A-Za-zÀ-ÿ0-9'’&*+-]{0,40}\.?"
_GAP = r"\s{1,3}"
_LINK = r"(?:of|and|for|the|&|de|\+)"
_INNER = rf"(?!(?:Limited|LIMITED|Ltd|LTD|Inc|GmbH|LLC|Corp|Corporation)\b){_WORD}"
_NAME = rf"{_INNER}(?:{_GAP}(?:{_LINK}{_GAP})?(?:the{_GAP})?{_INNER}){{0,8}}"
_END = (
    r"(?:Company\s{1,3}Limited|Co\.?\s?[，,]?\s?Limited|Co\.?\s?[，,]?\s?Ltd\.?|Pte\.?\s?Ltd\.?|Pty\.?\s?Ltd\.?|Limited|Ltd\.?|LTD\.?|LIMITED|Inc\.?|Incorporated|"
    r"Corporation|Corp\.?|GmbH|AG|SE|S\.A\.|LLC|LLP|L\.P\.|PLC|plc|Holdings?|Group|Company|Technologies|Therapeutics|"
    r"Pharmaceuticals|Biotech|Biosciences|Robotics|Ventures|Capital|Partners|Foundation|Fund|"
    r"University|College|Institute|Bureau|Academy|Hospital|Centre|Center|Association|Council|Authority|Laborator(?:y|ies)|"
    r"Bank|Commission|Department|Ministry|Office|Chamber|Alliance|Society|Federation|School|Agency)"
)
_OF = (
    rf"(?:{_GAP}(?:of|for){_GAP}(?:the{_GAP})?[A-Z][A-Za-zÀ-ÿ0-9&'-]{{0,40}}"
    rf"(?:{_GAP}(?:and{_GAP}|&{_GAP})?(?!Limited|Ltd)[A-Z][A-Za-zÀ-ÿ0-9&'-]{{0,40}}){{0,5}})?"
)
_FIRM = re.compile(rf"(?<![A-Za-z0-9])(?:{_NAME}{_GAP})?{_END}(?![A-Za-z0-9]){_OF}")
_OF_NAME = re.compile(
    rf"(?<![A-Za-z0-9])(?:University|Institute|Ministry|Department|Academy|Bank|Bureau|Government)"
    rf"{_GAP}of(?:{_GAP}the)?(?:{_GAP}[A-Z][A-Za-zÀ-ÿ-]{{0,40}}){{1,4}}"
)
#: An acronym is a name where it stands like a party, marked by a star, a digit or its neighbours.
_BOTH = re.compile(rf"(?P<first>.*?{_END}{_OF})\s+and\s+(?:the\s+)?(?=[A-Z])")
_STARRED = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]{0,40}\*[A-Z]{1,40}(?![A-Za-z0-9])")
_NOT_FIRST = re.compile(
    r"^(?:(?:The|An|A|In|On|At|By|With|And|But|For|From|Under|Between|Both|As|After|When|While|During|This|That|Its|Chinese|Today|Yesterday|Last|New|Of|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"CEO|CTO|CFO|COO|Chairman|President|Director|Professor|Mr|Ms|Dr|Shenzhen-based|Hong\sKong-based|Beijing-based|\d+)\.?[ ,，]+)+"
)
_GENERIC = frozenset(
    "Limited Ltd Ltd. Inc Inc. Corporation Group Holdings Holding University Institute Bureau Academy Hospital Centre Center Association Council "
    "Authority Bank Company Fund Foundation Capital Department Office School College Commission Partners Ventures".split()
)
_KINDS = (
    (re.compile(r"University|Institute|Academy|College|School|Laborator|Centre|Center"), "academy"),
    (re.compile(r"Bureau|Authority|Council|Commission|Department|Ministry|Government|Agency|Office"), "gov"),
    (re.compile(r"Association|Alliance|Society|Chamber|Federation|Foundation"), "society"),
    (re.compile(r"Bank|Capital|Fund|Ventures"), "money"),
    (re.compile(r"Hospital"), "other"),
)


def find_latin(text: str) -> list[tuple[int, int, str]]:
    """(start, end, kind) of names in Latin letters."""
    found: list[tuple[int, int, str]] = []
    for pattern in (_FIRM, _OF_NAME, _STARRED):
        for match in pattern.finditer(text):
            start = match.start()
            both = _BOTH.match(match[0])
            if both:  # … University and … Institute are two
                found.append((start, start + both.end("first"), kind_of(both["first"])))
                start += both.end()
            skipped = _NOT_FIRST.match(match[0])
            if skipped:
                start += skipped.end()
            end = match.end() - (match[0].endswith(".") and _ends_sentence(text, match.end()))
            name = text[start:end]
            if name.strip(" .") and name not in _GENERIC:
                found.append((start, end, kind_of(name)))
    return found


def _ends_sentence(text: str, end: int) -> bool:
    """Whether a full stop behind Ltd belongs to the sentence: nothing, or a new sentence, follows."""
    return bool(re.match(r"\s*$|\s+[A-Z]|\n", text[end : end + 3]))


def kind_of(name: str) -> str:
    """What a Latin name calls itself."""
    if re.search(r"(?:Limited|Ltd\.?|Inc\.?|Corp\.?|Corporation|GmbH|LLC)$", name):
        return "firm"
    return next((kind for pattern, kind in _KINDS if pattern.search(name)), "firm")
