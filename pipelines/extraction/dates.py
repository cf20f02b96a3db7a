"""Dates as Chinese and English news writes them, resolved against the day of the article.

A yearless day is the most recent one unless the clause looks ahead (将, 定于, 预计); a bare day likewise with
months; 今日（22日） is one mention. What names no calendar time (3日内, 2000家, 当天) is none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipelines.extraction import date_english, date_rules
from pipelines.extraction.date_rules import Reader, Rule
from pipelines.extraction.date_values import Clue
from pipelines.extraction.document import Document
from pipelines.extraction.sieve import Sieve
from pipelines.values import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Folded ``[start, end)`` of a date. ``future_cue``: the clause looks ahead of the article's day."""

    start: int
    end: int
    text: str
    date: Date
    future_cue: bool = False


#: 料 and 拟 are verbs only outside of 材料, 资料, 虚拟 …, 将 outside of 将军.
_FUTURE = re.compile(
    r"将(?![军士])|定于|订于|(?<![虚模比草])拟(?![人态合真])|预计|预期|计划|即将|届时|明日|明天|有望|展期|报名|截止|即日起|改期|延期至|延至|推迟至|力争|于?下(?=[个周月季半旬星礼年届一])|最快|最迟|(?<![材资原饮塑颜染涂燃饲肥布面衣香调])料(?!理)|争取|要[到等]"
    r"|\b(?:will|due|by|planned|scheduled|expected|next|plans|set)\b"
)
_FUTURE_BEHIND = re.compile(
    r"(?:正式|起)?(?:将|举行的?预告|前)|(?:起)?(?:施行|实施|生效)|还?要|[^，。]{0,4}更新|为?止"
)
_FUTURE_ENGLISH = re.compile(r"\b(?:will|due to|planned for|scheduled for|set for|expected)\b")
_CLAUSE_END = re.compile(r"[。！？；，\n]")
_SENTENCE_END = re.compile(r"[。！？\n]|\.\s")
#: A date of another time stands between: what follows is not told beside it.
_AWAY = re.compile("以来|至今|迄今|同期|相比|较|自|since")
_NEAR_YEAR = 15
_SOME_DAY = date(2025, 6, 15)
#: A date may run on over the break of a line, and what follows it may forbid it.
_BEYOND = 24


@lru_cache(maxsize=1)
def _sifted() -> tuple[tuple[Rule, ...], Sieve]:
    rules = (*date_rules.rules(), *date_english.rules())
    return rules, Sieve(pattern for pattern, _ in rules)


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """All mentions of calendar time in a document, in order, none overlapping another."""
    text = document.text
    found: list[DateMention] = []
    for match, reader in _matches(document):
        start, end = match.span()
        future = _looks_ahead(text, start, end)
        earlier = found[-1] if found else None
        clue = Clue(
            reference=document.reference,
            future=future,
            beside=earlier.date if earlier and _is_beside(text, earlier, start) else None,
            earlier=earlier.date if earlier else None,
        )
        value = reader(match, clue)
        if value is not None:
            found.append(
                DateMention(start=start, end=end, text=text[start:end], date=value, future_cue=future)
            )
    return tuple(found)


def undated(document: Document) -> tuple[tuple[int, int], ...]:
    """Where a document without a day of reference names a calendar time that needs one: 8月13日, 昨日, on Friday.

    They have no value, but whoever reads a record should see its words. With a day of reference there are none.
    """
    if document.reference is not None:
        return ()
    told = {m.start for m in find_dates(document)}
    spans: list[tuple[int, int]] = []
    for match, reader in _matches(document):
        # any day will do: only whether the words name a time is asked
        value = reader(match, Clue(reference=_SOME_DAY)) if match.start() not in told else None
        if value is not None and value.precision != "fuzzy":
            spans.append(match.span())
    return tuple(spans)


def _matches(document: Document) -> list[tuple[re.Match[str], Reader]]:
    """What the rules claim, in order of the text; titles in 《》 and related links tell no day of this article."""
    text = document.text
    taken = bytearray(len(text))
    for start, end in _not_told(document):
        taken[start:end] = b"\x01" * (end - start)
    claimed: list[tuple[re.Match[str], Reader]] = []
    rules, sieve = _sifted()
    for sentence in document.sentences:
        for number in sieve.possible(text[sentence.start : sentence.end + _BEYOND]):
            pattern, reader = rules[number]
            for match in pattern.finditer(text, sentence.start, sentence.end + _BEYOND):
                start, end = match.span()
                if start >= sentence.end:
                    break
                if taken.find(1, start, end) >= 0:
                    continue
                taken[start:end] = b"\x01" * (end - start)
                claimed.append((match, reader))
    return sorted(claimed, key=lambda pair: pair[0].start())


def _not_told(document: Document) -> list[tuple[int, int]]:
    titles = [m.span() for m in re.finditer(r"《[^《》\n]{1,80}》", document.text)]
    links = [(s.start, s.end) for s in document.sentences if s.zone == "related_links"]
    return titles + links


def _is_beside(text: str, earlier: DateMention, start: int) -> bool:
    """Whether a date before is in the same sentence, and nothing leads away from it."""
    between = text[earlier.end : min(start, earlier.end + 120)]
    if start - earlier.end > 120 or _SENTENCE_END.search(between) or _AWAY.search(between):
        return False
    return len(earlier.date.end) > 4 or start - earlier.end <= _NEAR_YEAR


def _looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the clause around a date looks ahead: the cue stands close before it, or right behind."""
    left = _CLAUSE_END.split(text[max(0, start - 16) : start])[-1]
    right = _CLAUSE_END.split(text[end : end + 8])[0]
    if _FUTURE.search(left[-24:]) or _FUTURE_BEHIND.match(right):
        return True
    # English cues are longer: one that had been planned for Thursday
    return bool(_FUTURE_ENGLISH.search(_CLAUSE_END.split(text[max(0, start - 40) : start])[-1]))


def last_day(value: Date) -> date | None:
    """The last day that a date may mean."""
    text = value.end
    try:
        if len(text) >= 10:
            return date.fromisoformat(text[:10])
        if len(text) == 7:
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, monthrange(year, month)[1])
        return date(int(text), 12, 31)
    except ValueError:
        return None
