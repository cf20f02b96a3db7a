"""What a bare noun stands for: 论坛定于6月17日举行 of the forum named before; and the topic of a clause without a subject."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from pipelines.extraction.document import Sentence, sentence_at
from pipelines.extraction.draft import Found
from pipelines.extraction.phrases import Views, clause_start, is_common, phrase_to
from pipelines.lexicons import names

#: Mentions of a noun that are tried, the nearest first; words of a clause that are tried as the end of its topic.
_TRIED, _WORDS = 8, 24
#: The longest and the shortest noun that points back.
_LENGTHS = (4, 3, 2)
_PLAIN = re.compile(r"[一-鿿]+$")
# 上届展览会, 去年论坛: another one than that of which the text speaks.
_ANOTHER = re.compile(r"(?:[上往历每前下各]届|[去明]年的?|另一?[个场]|其他|有的)$")
# 代表大会 and its like are no gathering of the zone.
_OF_STATE = re.compile(r"(?:代表|股东|职工)大会$")
# 由甲、乙发起的联盟: a name in a list or behind these words is no topic; nor is one that only says what it is.
_INSIDE = re.compile(r"[、由等与和及]")
_SAYS_WHAT = re.compile(r"的|[、与和及等是为由]|成立于|主办|承办")


def antecedent(views: Views, end: int, floor: int) -> Found | None:
    """The full name, told before, that the common noun which ends at ``end`` stands for.

    ``floor``: where the clause of the noun begins; a name is looked for before it.
    """
    text = views.reading.text
    noun = next(
        (w for n in _LENGTHS if _PLAIN.match(w := text[max(floor, end - n) : end]) and is_common(w)), ""
    )
    if noun and _ANOTHER.search(text, max(0, floor - 1), end - len(noun)):
        return None
    at = floor
    for _ in range(_TRIED if len(noun) >= _LENGTHS[-1] else 0):
        at = text.rfind(noun, 0, at)
        if at < 0:
            break
        sentence = sentence_at(views.reading.document, at)
        named = phrase_to(views, sentence.start, at + len(noun)) if sentence else None
        if named is None or len(named.value) <= len(noun) + 1 or _OF_STATE.search(named.value):
            continue
        if not any(
            m.start < named.end < m.end for m in views.reading.organisations_in(named.start, named.end + 20)
        ):
            return named
    return None


def topic(views: Views, sentence: Sentence, at: int, fits: Callable[[Found], bool]) -> Found | None:
    """The first thing of the clause before, where the clause of the act names none: 大厅经过改造，昨日重新开放."""
    begin = clause_start(views.plain, sentence.start, at)
    if begin <= sentence.start:
        return None
    text = views.reading.text
    start = clause_start(views.plain, sentence.start, begin - 1)
    chosen: Found | None = None
    offset = start
    for word in islice(names.cut(text[start : begin - 1]), _WORDS):
        offset += len(word)
        if _SAYS_WHAT.match(text, offset):
            continue
        named = phrase_to(views, start, offset)
        if named is None or _INSIDE.search(text, start, named.start):
            continue
        if fits(named) and (chosen is None or named.start == chosen.start):
            chosen = named
    return chosen
