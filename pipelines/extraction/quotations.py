"""Who says what: quotations, direct, indirect and mixed, with the person who speaks.

林原表示，…; “…”林原说，“…”; 他补充道，…; Mary Chan, chief executive of X, said …. 记者从某局获悉 and 双方表示 have no
speaker, and are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.people import PersonMention

DIRECT, INDIRECT, MIXED = "direct", "indirect", "mixed"

_VERB = (
    "(?:表示|指出|介绍|认为|强调|透露|坦言|补充|回应|解释|形容|笑言|笑称|直言|回忆|呼吁|重申|总结|感慨|感叹|致[辞词]时?(?:表示|指|称|说)?|"
    "告诉[^，。“”：]{1,10}|期待|希望|相信|提到|谈到|谈及|看来|举例|质疑|反驳|承认|否认|澄清|答|指|说|称)(?:说|道|称|指)?"
)
# 在会上, 对记者, 随后, 昨日…: between the name and the verb
_ADVERB = (
    "(?:（[^（）]{1,12}）)?(?:先生|女士|教授|博士|院士)?(?:在[^，。“”]{1,16}?[上中时后间里]|接受[^，。“”]{1,14}?时|[对向][^，。“”]{1,8}?(?=表示|说|介绍|强调|透露)|"
    "出席[^，。“”]{1,14}?时|也|还|则|并|又|亦|再|曾|就|随后|其后|同时|进一步|特别|昨[日天]?|今[日天]?|当日|近日|日前|此前|早前|主动|坚定地){0,4}"
)
_SAYS = re.compile(f" ?{_ADVERB}(?:[一-鿿]着[^，。“”]{{0,10}}?)?(?P<verb>{_VERB})(?=[，：。！？“ ]|[一-鿿])")
#: 说明, 称号, 指标, 指定: the first character is no verb of speech there.
_NO_SPEECH = re.compile(
    "说(?:明|法|服)|称(?:号|为|职|赞)|指(?:标|定|导|数|挥|引|南|着|向)|介绍(?:会|信)|答(?:复函|案|辩)|表示(?:感谢|祝贺|欢迎)$"
)
_ENGLISH = re.compile(
    r"(?:， [^，“”.]{3,90}，)?\s(?:also |then |later |has |had )?(?P<verb>said|says|told [a-z ]{2,40}?(?=[，.“]|\sthat)|told [a-z]+ ?[a-z]*|added|noted|explained|"
    r"warned|argued|wrote|stressed|denied)\b"
)
_ENGLISH_BEFORE = re.compile(
    r"[，,]?[”\"]?\s?(?P<verb>said|says|added|noted|explained|wrote)\s(?:(?:Dr|Mr|Ms|Mrs|Professor|Prof)\.?\s)?$"
)
#: An alternation of the names of a text; a page that names thousands is a list.
_MOST_PEOPLE = 200
_PRONOUN = r"(?<![一-鿿])[他她](?!们)|(?<=[，。”])其(?=表示|指出|称|指|强调)|\b(?:He|She|he|she)\b"
_QUOTE = re.compile(r"“[^“”]{1,800}”")
#: Dr. and J. end no sentence.
_ENGLISH_END = re.compile(r"(?<=[a-z0-9)][a-z0-9)，.])[.!?”]\s(?=[A-Z“])")
#: Before a name this shows that somebody else tells of them.
_OTHERS = re.compile("(?:据|对|向|与|和|给|让|听取|邀请|感谢)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What a person says, as folded ``[start, end)`` stretches; a split quotation has several.

    Attributes:
        speaker: the name of the person, as in :class:`PersonMention`.
        speaker_at: where the sentence names them (a name, 林主任, or 他).
        verb_at: where the word of speech stands.
        kind: direct (all in quotation marks), indirect, or mixed.
        spans: what is said, the marks included.
    """

    speaker: str
    speaker_at: tuple[int, int]
    verb_at: tuple[int, int]
    kind: str
    spans: tuple[tuple[int, int], ...]

    def holds(self, offset: int) -> bool:
        """Whether what stands at an offset is said here."""
        return any(start <= offset < end for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class _Naming:
    start: int
    end: int
    name: str | None  # None: a pronoun


def speakers(document: Document, people: Sequence[PersonMention]) -> tuple[Quotation, ...]:
    """All quotations with a speaker, in order of the text."""
    found: list[Quotation] = []
    namings = _namings(document.text, people)
    starts = [n.start for n in namings]
    subject: str | None = None
    paragraph = -1
    for sentence in (piece for whole in document.sentences for piece in _pieces(document.text, whole)):
        mine = namings[bisect_right(starts, sentence.start - 1) : bisect_right(starts, sentence.end - 1)]
        quotes = [m.span() for m in _QUOTE.finditer(document.text, sentence.start, sentence.end)]
        outside = [n for n in mine if not any(a <= n.start < b for a, b in quotes)]
        told = list(_of_sentence(document.text, sentence, outside, (quotes, subject)))
        if not told and found and sentence.paragraph == paragraph and not outside:
            told = _going_on(sentence, quotes, found[-1])
        found += told
        paragraph = sentence.paragraph
        subject = told[-1].speaker if told else _subject(document.text, sentence, outside) or subject
    return tuple(found)


def _pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """The sentences of an English line, which documents leave whole; credits and related links have none."""
    if sentence.zone in ("related_links", "credits"):
        return
    start = sentence.start
    for match in _ENGLISH_END.finditer(text, sentence.start, sentence.end):
        if text.count("“", start, match.start() + 1) == text.count("”", start, match.start() + 1):
            yield replace(sentence, start=start, end=match.start() + 1)
            start = match.end()
    yield replace(sentence, start=start)


def said_by(quotations: Sequence[Quotation], offset: int) -> str | None:
    """Who says what stands at an offset; None where nobody is quoted there."""
    return next((q.speaker for q in quotations if q.holds(offset)), None)


def _namings(text: str, people: Sequence[PersonMention]) -> list[_Naming]:
    """All places that name one of the people: in full, by family name and post, or by a pronoun."""
    full: dict[str, str] = {}
    for person in people[:_MOST_PEOPLE]:
        full[person.name] = person.name
        last = person.name.split(" ")[-1] if " " in person.name else None
        short = last or (person.name.rsplit("·", 1)[-1] if "·" in person.name else None)
        if short and len(short) > 1:
            full.setdefault(short, person.name)
        if re.fullmatch("[一-鿿]{2,4}", person.name):
            family = person.name[:2] if len(person.name) == 4 else person.name[:1]
            head = person.title[-2:]
            for honour in {"先生", "女士", "教授", "博士", "院士", head}:
                full.setdefault(family + honour, person.name)
    words = sorted(full, key=lambda w: (-len(w), w))
    parts = "|".join(rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in words)
    pattern = re.compile(f"(?P<name>{parts})|{_PRONOUN}" if parts else f"(?P<name>(?!))|{_PRONOUN}")
    return [
        _Naming(m.start(), m.end(), full[m["name"]] if m["name"] else None) for m in pattern.finditer(text)
    ]


def _of_sentence(
    text: str, sentence: Sentence, namings: list[_Naming], state: tuple[list[tuple[int, int]], str | None]
) -> Iterator[Quotation]:
    quotes, subject = state
    for naming in namings:
        name = naming.name or subject
        verb = _verb(text, naming, sentence)
        if (
            name is None
            or verb is None
            or _OTHERS.search(text[max(sentence.start, naming.start - 2) : naming.start])
        ):
            continue
        kind, spans = _content(text, sentence, (naming, verb), quotes)
        if spans:
            yield Quotation(
                speaker=name, speaker_at=(naming.start, naming.end), verb_at=verb, kind=kind, spans=spans
            )
            return


def _verb(text: str, naming: _Naming, sentence: Sentence) -> tuple[int, int] | None:
    """The word of speech behind a name, or in English before it (… said Mary Chan)."""
    match = _SAYS.match(text, naming.end, min(sentence.end, naming.end + 60))
    if match and not _NO_SPEECH.match(text, match.start("verb")):
        return match.span("verb")
    english = _ENGLISH.match(text, naming.end, min(sentence.end, naming.end + 140))
    if english:
        return english.span("verb")
    begin = max(sentence.start, naming.start - 24)
    before = _ENGLISH_BEFORE.search(text[begin : naming.start])
    return (begin + before.start("verb"), begin + before.end("verb")) if before else None


def _content(
    text: str, sentence: Sentence, at: tuple[_Naming, tuple[int, int]], quotes: list[tuple[int, int]]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """What is said: the quotation before the speaker, the one behind the verb, or the rest of the sentence."""
    naming, verb = at
    first = min(naming.start, verb[0])
    behind = max(naming.end, verb[1])
    before = [q for q in quotes if q[1] <= first and len(text[q[1] : first].strip("，, ")) <= 24]
    before = [q for q in before if not re.search("[。；]", text[q[1] : first])]
    opened = re.compile(r"[，：: ]{0,2}(?=“)").match(text, behind, sentence.end)
    after = [q for q in quotes if q[0] >= behind]
    if before and (opened or not after or text[behind : behind + 1] in "，。"):
        rest = text[behind : sentence.end].strip("，。：. ")
        if not rest or opened or after:
            return DIRECT, (*before[-1:], *after)
    if before:
        return DIRECT, tuple(before[-1:])
    if opened and after:
        return DIRECT, tuple(after)
    start = behind + len(re.match("[，：: ]{0,2}", text[behind : behind + 2])[0])  # type: ignore[index]
    if start >= sentence.end - 1:
        return INDIRECT, ()
    return MIXED if after else INDIRECT, ((start, sentence.end),)


def _going_on(sentence: Sentence, quotes: list[tuple[int, int]], last: Quotation) -> list[Quotation]:
    """A sentence that is nothing but a quotation goes on with the speaker of the one before."""
    if len(quotes) == 1 and quotes[0][0] == sentence.start and quotes[0][1] >= sentence.end - 1:
        return [Quotation(speaker=last.speaker, speaker_at=last.speaker_at, verb_at=last.verb_at, kind=DIRECT, spans=tuple(quotes))]  # fmt: skip
    return []


def _subject(text: str, sentence: Sentence, namings: list[_Naming]) -> str | None:
    """The first person of a sentence, where they stand before its first comma: 林原参观了实验室。"""
    first = next((n for n in namings if n.name is not None), None)
    if first is None or "，" in text[sentence.start : first.start]:
        return None
    return first.name
