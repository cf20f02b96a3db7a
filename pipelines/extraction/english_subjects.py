"""The subject of an English verb, found from the verb backwards: over adverbs, days, and what is set between commas.

The Hetao Proving Ground, a hall for field tests, was on Monday inaugurated: Hetao Proving Ground. A pattern over the whole
sentence would have to guess where each of these ends; from the verb each is the next thing to go.
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import Found
from pipelines.extraction.phrases import Views, found_at
from pipelines.extraction.typed import compiled

# Words that stand for a subject, and name none.
_POINTING = re.compile(
    r"(?:I|[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|[Yy]ou|[Tt]h(?:is|at|ose|ese)|[Ww]h(?:o|ich|at)|[Tt]here|[Ww]ork|[Oo]fficials)$"
)
#: How far before its verb a subject is looked for.
_FAR = 260
#: The words of a subject with what belongs to it; a longer one is a clause of its own.
_LONGEST = 110
# Auxiliaries, adverbs and days between a subject and its verb.
_BETWEEN = compiled(
    r"(?:(?<![^\s\ue000-\uf8ff,，])(?:has|have|had|will|would|is|was|were|are|be|been|being|to|due|set|expected|also|now|officially|formally|"
    r"newly|just|soon|recently|finally|both|then|first|yesterday|today|yet|on|in|from|since|late|early|earlier|last|this|week|month|"
    r"morning|afternoon|evening|night)|<date>|\s)+$"
)
# Where a clause begins: behind a mark, or behind a word that opens one.
_OPENS = re.compile(
    r"(?:[,，](?=\s)|[;；:：。.!?“”\"（）()—–]| - )[\s\"“]*|[^\x00-\x7f，’‘\ue000-\uf8ff]+|\b(?:said|says|announced|confirmed|added|told \w+) (?:that )?"
    r"|\b(?:that|after|when|where|while|because|since|as|before|but|although|which|who|whose) "
)
# On Monday, in Hetao, …: what stands before a comma here is no subject, but when and where.
_ADVERBIAL = re.compile(
    r"(?:[Oo]n|[Ii]n|[Aa]t|[Aa]fter|[Ff]rom|[Ww]hen|[Ww]hile|[Aa]s|[Ww]ith|[Bb]y|[Ss]ince|[Ff]or|[Ff]ollowing|[Bb]efore|[Uu]nder|[Tt]o|"
    r"[Ll]ast|[Ee]arlier|[Hh]owever|[Mm]eanwhile|[Ll]ater|[Aa]lso|[Aa]nd|[Bb]ut|[Yy]esterday|[Tt]oday|[Tt]hen)\b"
)
# that opened two years ago: background of the thing, no news of it.
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|when)\s*$")
# What stands behind the head of a noun phrase without being part of its name.
_TAIL = re.compile(
    r" (?:in|at|on|linking|connecting|joining|between|that|which|who|with|by|from|where|near|inside|to|under|across|beside|called|named|"
    r"dubbed|known|worth|held|built|run|set|based|led|launched|designed|agreed|joined|shared|jointly|covering)\b"
)
_LEADING = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Tt]his|[Tt]hat|[Aa]nd|[Aa]nother|[Oo]n|[Ii]n|[Ff]rom|[Aa]t|[Ss]ome|"
    r"(?:Dr|Mr|Ms|Mrs|Prof|Professor|Sir)\.?|[A-Z]\w+-based|(?:[A-Z]\w+ ){0,2}[A-Z]\w+[’']s)\s+)+"
)
# On Tuesday students …: a day in front that no comma parts off.
_DAY = compiled(r"(?:on |in |from )?<date>[\s,，]*")
# Norwegian firm Skagen Marine: the capital letters at the end of a phrase with small ones before are the name.
_PROPER = re.compile(
    r"[A-Z][\w’'&.-]*(?: (?:[A-Z0-9][\w’'&.-]*|of the|of|and|for|for the)(?= |$))*(?: [A-Z0-9][\w’'&.-]*)?$"
)


def subject_before(views: Views, sentence: Sentence, at: int) -> Found | None:
    """The subject of the verb that begins at ``at``; None where no noun phrase stands there."""
    text, plain = views.reading.text, views.plain
    floor = max(sentence.start, at - _FAR)
    end = _without_asides(plain, floor, _bare_end(plain, floor, at))
    if end <= floor or _RELATIVE.search(plain, floor, end):
        return None
    begin = max([floor, *(m.end() for m in _OPENS.finditer(plain, floor, end) if m.end() < end)])
    if day := _DAY.match(plain, begin, end):
        begin = day.end()
    if leading := _LEADING.match(text, begin, end):
        begin = leading.end()
    if tail := _TAIL.search(text, begin, end):
        end = tail.start()
    if text[begin:end][-1:].isupper() or not text[begin:end].islower():
        begin = _proper_start(text, begin, end)
    if not 0 < end - begin <= _LONGEST or _POINTING.match(text[begin:end]):
        return None
    return found_at(text, begin, end, "name")


def _bare_end(plain: str, floor: int, end: int) -> int:
    """Where a subject ends, without auxiliaries, adverbs and days."""
    between = _BETWEEN.search(plain, floor, end)
    return between.start() if between else end


def _without_asides(plain: str, floor: int, end: int) -> int:
    """``end``, or where the subject ended before what is set between commas behind it: X, a maker of Y, [opened]."""
    if plain[end - 1 : end] not in (",", "，"):
        return end
    close = end - 1
    while (comma := max(plain.rfind(mark, floor, close) for mark in (", ", "， "))) > floor:
        opened = max([floor, *(m.end() for m in _OPENS.finditer(plain, floor, comma) if m.end() < comma)])
        if not plain.startswith(" and ", comma + 1) and not _ADVERBIAL.match(plain, opened):
            return _bare_end(plain, floor, comma)
        close = comma
    return 0


def _proper_start(text: str, begin: int, end: int) -> int:
    """Where the name begins that a phrase ends with; ``begin`` where it ends with a common noun."""
    proper = _PROPER.search(text, begin, end)
    return proper.start() if proper else begin
