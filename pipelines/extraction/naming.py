"""What an event is called, by the way that its rule says: its own words, the subject, the organisation, the person."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import Found, party_found
from pipelines.extraction.organisations import OrganisationMention
from pipelines.extraction.phrases import Views, clause_start, found_at, phrase_before, phrase_to
from pipelines.extraction.roles import person_at
from pipelines.extraction.rules import Rule
from pipelines.extraction.trailing import without_trailing

# Bodies that stand for the one that was named last: 该公司, 署方, the company.
_POINTING = re.compile(r"(?:该|本)?(?:公司|署方|局方|校方|院方|园方|该院|该校|该署|该局|该会|该中心|当局|集团)$")


def name_of(views: Views, sentence: Sentence, rule: Rule, match: re.Match[str]) -> Found | None:
    """The name of the event that a rule found; None where there is none that looks as the rule wants it."""
    named = _candidate(views, sentence, rule, match)
    if named is None or (rule.looks and not rule.looks.search(named.value)):
        return None
    return named


def _candidate(views: Views, sentence: Sentence, rule: Rule, match: re.Match[str]) -> Found | None:
    groups = {g: match.start(g) + sentence.start for g, v in match.groupdict().items() if v is not None}
    start = sentence.start + match.start()
    for group in ("name", "name2", "name3"):
        if group in groups:
            begin, end = groups[group], groups[group] + len(match[group])
            stripped = begin + len(match[group]) - len(match[group].lstrip(" "))
            return found_at(views.reading.text, stripped, end - len(match[group]) + len(match[group].rstrip(" ")), "name", bare=rule.bare)
    for group in ("person", "person2"):
        if group in groups:
            return person_at(views, groups[group], groups[group] + len(match[group]), "name")
    for group in ("head", "head2"):
        if group in groups:
            return phrase_to(views, sentence.start, groups[group] + len(match[group]), bare=rule.bare)
    at = groups.get("act", start)
    if rule.name == "subject":
        return _subject(views, sentence, at, rule)
    if rule.name == "party":
        body = acting(views, sentence, at) or _nearest_body(views, sentence, at)
        return replace(party_found("name", body), value=body.name) if body else None
    if rule.name == "near":
        return _near(views, sentence, at)
    return None


def _subject(views: Views, sentence: Sentence, at: int, rule: Rule) -> Found | None:
    """The subject of the clause; where it has none, the thing that the clause before ends with."""
    named = phrase_before(views, sentence.start, at)
    if named and not (rule.looks and not rule.looks.search(named.value)):
        return named
    begin = clause_start(views.plain, sentence.start, at)
    if begin <= sentence.start or without_trailing(views.plain[begin:at]) > 0:
        return None
    before = phrase_to(views, sentence.start, begin - 1)
    return before if before and rule.looks and rule.looks.search(before.value) else None


def acting(views: Views, sentence: Sentence, at: int) -> OrganisationMention | None:
    """The organisation that does what begins at ``at``: nothing but days, adverbs and places stands between."""
    begin = clause_start(views.plain, sentence.start, at)
    plain = views.plain
    for mention in reversed(views.reading.organisations_in(begin, at)):
        if mention.kind == "place" or plain[mention.start - 1 : mention.start] in "在于":
            continue
        if without_trailing(plain[mention.end : at]) == 0:
            return mention
    pointing = _POINTING.search(plain[begin : begin + without_trailing(plain[begin:at])])
    if pointing:
        earlier = [m for m in views.reading.organisations if m.end <= begin and m.kind != "place"]
        return earlier[-1] if earlier else None
    return None


def _nearest_body(views: Views, sentence: Sentence, at: int) -> OrganisationMention | None:
    """The subject of a sentence whose clause has none: …股份有限公司昨日敲钟，正式在科创板挂牌上市."""
    bodies = [m for m in views.reading.organisations_in(sentence.start, at) if m.kind != "place"]
    return bodies[-1] if bodies else None


def _near(views: Views, sentence: Sentence, at: int) -> Found | None:
    """The park or building nearest to an act that does not name it: 自去年12月开园以来，香港园区…"""
    places = [m for m in views.reading.organisations if m.kind == "place" and m.start < sentence.end]
    behind = [m for m in places if m.start >= at]
    chosen = behind[:1] or places[-1:]
    return replace(party_found("name", chosen[0]), value=chosen[0].text) if chosen else None
