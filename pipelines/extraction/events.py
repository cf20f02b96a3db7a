"""Events: what happens, by the rules of ``kinds/``; a rule finds the act, other modules its name, place and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipelines import relevance
from pipelines.extraction.act_dates import is_exact
from pipelines.extraction.appointments import appointed, employed, succeeded
from pipelines.extraction.bodies import acting, together
from pipelines.extraction.dates import DateMention
from pipelines.extraction.dating import dated
from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import MOST_ACTS, Draft, Found, Reading, party_found
from pipelines.extraction.event_status import NEWS_ZONES, announced_on, event_status, is_wished
from pipelines.extraction.gatherings import with_roles
from pipelines.extraction.naming import name_of
from pipelines.extraction.phrases import Views, clause_start, found_at, phrase_before
from pipelines.extraction.repeats import merged
from pipelines.extraction.roles import PEOPLE_GROUP, fill, people_in
from pipelines.extraction.rules import Kind, Rule, event_kinds
from pipelines.extraction.sifted_kinds import SiftedKinds
from pipelines.extraction.titles import told_by_title
from pipelines.extraction.trailing import without_trailing
from pipelines.extraction.where import place_of, split_building

_DOCUMENT = re.compile(r"[一-鿿]{1,8}〔20\d\d〕\d+号")
_GOVERNMENT = re.compile(r"^(?:(?:香港|特区|深圳|澳门|两地|市|区|省|港深|深港)*政府)$")
# 数字政策办公室今日举行…: a body by its ending, where no list knows it.
_BODY_LIKE = re.compile(
    r"[一-鿿]{2}(?:办公室|署|局|厅|委员会|协会|学会|商会|公司|集团|大学|学院|研究院|研究所|基金会|银行|联盟|公会|工会|中心|议会)$"
)
_FEWEST = 2
# The city has published 18 measures: news without a day.
_PERFECT = re.compile(r"\bha(?:s|ve) (?:also |now |just )?$")
#: What an announcement makes done: an appointment is news when it is made, not when it takes effect.
_AHEAD = ("planned", "scheduled")


def read_events(reading: Reading, kinds: tuple[Kind, ...] | None = None) -> list[Draft]:
    """The events of a document, repeats folded, in the order of the text; by all kinds unless some are given."""
    views = Views(reading)
    sifted = _sifted() if kinds is None else SiftedKinds(kinds)
    kinds = sifted.kinds
    drafts: list[Draft] = []
    for number, draft in enumerate(_found(views, sifted)):
        if number >= MOST_ACTS:
            break
        drafts = merged(drafts, draft, lambda new: dated(views.reading, new))
    drafts = told_by_title(
        views,
        drafts,
        lambda title: _found(Views(title), sifted, is_title=True),
        lambda title: [kind.type for kind, _ in sifted.possible(title, title)],
    )
    drafts = with_roles(views, drafts, {kind.type: kind for kind in kinds})
    return [succeeded(employed(views, draft, drafts), drafts) for draft in drafts]


@lru_cache(maxsize=1)
def _sifted() -> SiftedKinds:
    return SiftedKinds(event_kinds())


def _found(views: Views, sifted: SiftedKinds, *, is_title: bool = False) -> Iterator[Draft]:
    for sentence in views.reading.told:
        if not _tells(views.reading, sentence):
            continue
        plain = views.plain[sentence.start : sentence.end]
        typed = views.typed[sentence.start : sentence.end]
        for kind, rules in sifted.possible(plain, typed):
            spans: list[tuple[int, int]] = []
            for rule in rules:
                for match in rule.search(plain, typed):
                    if any(a < match.end() and match.start() < b for a, b in spans):
                        continue  # a rule above has this act
                    if not (is_title or _counts(views.reading, sentence, rule, match)):
                        continue
                    if draft := _draft(views, sentence, kind, rule, match):
                        spans.append(match.span())
                        yield draft
                        yield from _others(views, sentence, draft, match)


def _others(views: Views, sentence: Sentence, draft: Draft, match: re.Match[str]) -> Iterator[Draft]:
    """新增两名委员：甲、乙: the act once more for each further person of its list."""
    if match.groupdict().get(PEOPLE_GROUP) is None:
        return
    at = match.span(PEOPLE_GROUP)
    for person in people_in(views, sentence.start + at[0], sentence.start + at[1], "name")[1:]:
        kept = tuple(f for f in draft.found if f.role not in ("name", "appointee"))
        found = (*kept, person, replace(person, role="appointee"))
        yield replace(draft, name=person.value, found=found)


def _tells(reading: Reading, sentence: Sentence) -> bool:
    """Headings and slogans tell nothing: they have neither an end mark, nor a comma, nor a day, nor a document."""
    words = reading.sentence_text(sentence)
    return (
        sentence.zone == "lead"
        or words[-1:] in "。！”）.;；!"
        or bool(re.search("[，《]", words))
        or bool(reading.dates_in(sentence))
    )


def _draft(views: Views, sentence: Sentence, kind: Kind, rule: Rule, match: re.Match[str]) -> Draft | None:
    reading = views.reading
    named = name_of(views, sentence, rule, match)
    if named is None and rule.name != "none":
        return None
    start, end = _act_span(sentence, match)
    begin = sentence.start + match.start() if rule.apart else sentence.start
    status = event_status(views, sentence, (start, end), named, begin=begin, announced=rule.announced)
    if (
        status is None
        or (not rule.setting and _told_aside(reading, sentence, match, status))
        or is_wished(views, sentence, named, start)
    ):
        return None
    told = announced_on(views, sentence, start) if rule.announced and status in _AHEAD else None
    draft = Draft(
        family="event",
        type=kind.type,
        subtype=kind.subtype_of(rule, named.value if named else None),
        status="occurred" if told else status,
        date=told.date if told else None,
        date_at=(told.start, told.end) if told else None,
        sentence=sentence,
        trigger=(start, end),
        found=tuple(fill(views, match, sentence.start)),
        on_hetao=reading.on_zone(sentence),
        weight=rule.prior,
    )
    draft = _with_roles(views, _with_name(views, draft, rule, named), rule, sentence.start + match.start())
    if any(f.role == "post" for f in draft.found) or "appointee" in rule.also:
        draft = appointed(views, draft)
    return _postponed(draft, reading.dates_in(sentence)) if status == "postponed" else draft


def _counts(reading: Reading, sentence: Sentence, rule: Rule, match: re.Match[str]) -> bool:
    """Whether a rule may speak here: weak ones where the article tells its news of the zone, dated ones beside a day."""
    words = reading.sentence_text(sentence)
    dates = reading.dates_in(sentence)
    if rule.weak and not (relevance.sentence_on_zone(words) and (sentence.zone in NEWS_ZONES or dates)):
        return False
    if rule.weak:  # 今年迁入 is background
        this = reading.document.reference
        dates = tuple(d for d in dates if not (this and d.date.start == str(this.year)))
    if (
        sentence.zone == "lead"
        and not dates
        and any(is_exact(d) for t in reading.told[:2] for d in reading.dates_in(t))
    ):
        return True
    if sentence.zone in NEWS_ZONES and _PERFECT.search(words, 0, match.start()):
        return True
    return bool(dates) or not (rule.dated or _said_in_passing(words, match))


def _told_aside(reading: Reading, sentence: Sentence, match: re.Match[str], status: str) -> bool:
    """The act is a place or time for something else; with a day of its own a past one counts, and 出席…典礼."""
    if not _only_spoken_of(reading.sentence_text(sentence), match):
        return False
    return not (reading.dates_in(sentence) and (status == "historical" or "礼" in match[0]))


def _act_span(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    """Where the act stands: the group ``act``, else the end of what was matched."""
    if match.groupdict().get("act") is not None:
        return sentence.start + match.start("act"), sentence.start + match.end("act")
    return sentence.start + max(match.start(), match.end() - _FEWEST), sentence.start + match.end()


def _with_name(views: Views, draft: Draft, rule: Rule, named: Found | None) -> Draft:
    """The draft with its name and its place, which may stand in the name."""
    if named is None:
        park = None
    else:
        named, park = split_building(views, named) if rule.divided else (named, None)
        draft = draft.with_found(
            replace(named, role="name"), *(replace(named, role=role) for role in rule.also)
        )
    place = place_of(views, draft, park, rule.places)
    if place and not (named and place.value == named.value) and not draft.values("place"):
        draft = draft.with_found(place)
    return replace(draft, name=named.value if named else None)


def _with_roles(views: Views, draft: Draft, rule: Rule, at: int) -> Draft:
    """The draft with what stands in its sentence: who does it, and the number of its document."""
    text, sentence = views.reading.text, draft.sentence
    if rule.acted and not draft.values("host"):
        named = next((f for f in draft.found if f.role == "name"), None)
        draft = draft.with_found(*_host(views, sentence, at, named))
    if number := _DOCUMENT.search(text, sentence.start, sentence.end):
        found = found_at(text, number.start(), number.end(), "document_number", bare=True)
        draft = draft.with_found(*([found] if found else []))
    return draft


def _host(views: Views, sentence: Sentence, at: int, named: Found | None) -> list[Found]:
    """Who does it: the organisation before the act, or the government without a name."""
    body = acting(views, sentence, at)
    if body:
        if named and named.start <= body.start < named.end:
            return []
        begin = clause_start(views.plain, sentence.start, at)
        return [party_found("host", one) for one in together(views, body, begin)]
    begin = clause_start(views.plain, sentence.start, at)
    end = begin + without_trailing(views.plain[begin:at])
    if _GOVERNMENT.match(views.reading.text[begin:end]):
        return [f for f in [found_at(views.reading.text, begin, end, "host", bare=True)] if f]
    phrase = phrase_before(views, sentence.start, at)
    if (
        phrase
        and _BODY_LIKE.search(phrase.value)
        and not (named and phrase.start < named.end and named.start < phrase.end)
    ):
        return [replace(phrase, role="host")]
    return []


def _only_spoken_of(words: str, match: re.Match[str]) -> bool:
    """出席揭牌仪式, 投产之后: the act is a place or time for something else."""
    behind, before = words[match.end() : match.end() + 3], words[max(0, match.start() - 16) : match.start()]
    if re.search("为(?:其|实验室|中心|基地|平台|园区|研究院|联盟)$", before):
        return True  # 共同为实验室揭牌: the ceremony that was told before
    if re.match("之?[后前]|以[来后前]|时(?!报)|期间|当[天日]", behind) or re.match("出席|主持", match[0]):
        return True
    return bool(re.match("仪式|典礼|活动", behind)) and bool(re.search("出席|参加|主持|见证|参与", before))


def _said_in_passing(words: str, match: re.Match[str]) -> bool:
    """某人表示，首批大楼已有租户进驻: without a day of its own it is background, not news."""
    return bool(
        re.search("(?:表示|指出|指|说|称|介绍|认为|强调|透露|形容|坦言)[，：]", words[: match.start() + 2])
    )


def _postponed(draft: Draft, dates: tuple[DateMention, ...]) -> Draft:
    """The new day is the one behind 延期至."""
    behind = [d for d in dates if d.start >= draft.trigger[0]]
    if len(dates) >= 2 or behind:
        chosen = (behind or list(dates))[-1]
        return replace(draft, date=chosen.date, date_at=(chosen.start, chosen.end))
    return draft
