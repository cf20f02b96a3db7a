"""What an event is called, by the way that its rule says: its own words, the subject, the organisation, the person."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.antecedents import antecedent, topic
from pipelines.extraction.bodies import POINTING, acting, nearest_body
from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import Found, party_found
from pipelines.extraction.english_subjects import subject_before
from pipelines.extraction.phrases import Views, clause_start, found_at, phrase_before, phrase_to, trimmed
from pipelines.extraction.roles import PEOPLE_GROUP, people_in, person_at
from pipelines.extraction.rules import Rule
from pipelines.extraction.trailing import without_trailing

# 三亿元河套早期基金, 总规模20亿元的…: the sum is no part of the name.
_MONEY = re.compile(
    r"(?:总?规模)?(?:约|逾|超)?[\d一二三四五六七八九十百千.]+(?:万|亿)*(?:人民币|港|美)?元(?:人民币|规模)?的?|(?:一|两)[只支个项]"
)
# Parks and buildings by their form, for an act that does not name its own.
_PLACES = re.compile(
    r"(?:河套)?(?:深圳|香港)园区|河套深港科技创新合作区|(?!The )(?:[A-Z][\w’-]+ ){1,5}(?:Park|Bridge|Footbridge|Tower|Centre|Center|Building|Campus|Hub)\b(?! Limited| Ltd| Co)"
)

# 前任贝若琳, 现任署长: 任 belongs to the word before it, though it is a surname.
_FORMER = re.compile(r"[前现新首历原]任")
# What may be the name of a house that no list knows.
_HOUSE = re.compile(r"(?![该其本这]|[一二三两四五六七八九十\d]+[家间])[一-鿿A-Za-z·]{3,12}$")

# 园区终于开门: the park of which the article spoke.
_BARE = re.compile(r"(?:\A|[，。；：\s])(?:该|两个|整个)?园区(?:终于|也|已|正式|昨日|今日|率先)*$")


def name_of(views: Views, sentence: Sentence, rule: Rule, match: re.Match[str]) -> Found | None:
    """The name of the event that a rule found; None where there is none that looks as the rule wants it."""
    named = _candidate(views, sentence, rule, match)
    return named if named and _fits(views, rule, named) else None


def _fits(views: Views, rule: Rule, named: Found) -> bool:
    """Whether a name looks as its rule wants it."""
    text = views.reading.text
    quoted = text[named.start - 1 : named.start] == "“" and text[named.end : named.end + 1] == "”"
    if not rule.looks or rule.looks.search(named.value) or (quoted and rule.looks.search(named.value + "”")):
        return True  # 「创科荟」开张: what is quoted is a name, whatever its last word
    mentions = views.reading.organisations_in(named.start, named.end) if rule.known else []
    return any(m.end == named.end and m.kind != "place" for m in mentions)


def _candidate(views: Views, sentence: Sentence, rule: Rule, match: re.Match[str]) -> Found | None:
    groups = {g: match.start(g) + sentence.start for g, v in match.groupdict().items() if v is not None}
    for group in ("name", "name2", "name3"):
        if group in groups:
            begin, end = groups[group], groups[group] + len(match[group])
            if money := _MONEY.match(views.reading.text, begin, end):
                begin = money.end()
            while begin < end and views.reading.text[begin] == " ":
                begin += 1
            while begin < end and views.reading.text[end - 1] == " ":
                end -= 1
            begin, end = trimmed(views.reading.text, begin, end)
            return found_at(views.reading.text, begin, end, "name", bare=rule.bare)
    if "pronoun" in groups:
        return _last_person(views, groups["pronoun"])
    for group in ("person", "person2"):
        if group in groups:
            begin = groups[group]
            if _FORMER.match(views.plain, max(0, begin - 1)):
                begin += 1
            return person_at(views, begin, groups[group] + len(match[group]), "name")
    if PEOPLE_GROUP in groups:
        begin = groups[PEOPLE_GROUP]
        return next(iter(people_in(views, begin, begin + len(match[PEOPLE_GROUP]), "name")), None)
    return _by_head(views, sentence, rule, match, groups)


def _by_head(
    views: Views, sentence: Sentence, rule: Rule, match: re.Match[str], groups: dict[str, int]
) -> Found | None:
    """The name by the word that ends it, else by where the rule says that it stands."""
    for group in ("head", "head2"):
        if group in groups:
            floor = (
                groups["act"] + len(match["act"])
                if groups.get("act", groups[group]) < groups[group]
                else sentence.start
            )
            end = groups[group] + len(match[group])
            return phrase_to(views, floor, end, bare=rule.bare) or _meant(views, sentence, end)
    at = groups.get("act", sentence.start + match.start())
    if rule.name == "subject":
        return _subject(views, sentence, at, rule)
    if rule.name == "party":
        body = acting(views, sentence, at) or nearest_body(views, sentence, at)
        return (
            replace(party_found("name", body), value=body.name)
            if body
            else _unknown_party(views, sentence, at)
        )
    if rule.name == "near":
        return _near(views, sentence, at)
    return None


def _subject(views: Views, sentence: Sentence, at: int, rule: Rule) -> Found | None:
    """The subject of the clause; where it has none, the thing that the clause before ends with."""
    if views.plain[at : at + 1].isascii():
        return subject_before(views, sentence, at)
    named = phrase_before(views, sentence.start, at)
    if named is None and _BARE.search(views.reading.text[sentence.start : at]):
        return _near(views, sentence, at)
    if named and _fits(views, rule, named):
        return named
    begin = clause_start(views.plain, sentence.start, at)
    end = begin + without_trailing(views.plain[begin:at])
    if end > begin:
        return _meant(views, sentence, end)
    if begin <= sentence.start or not rule.looks:
        return None
    before = phrase_to(views, sentence.start, begin - 1)
    if before and _fits(views, rule, before):
        return before
    return topic(views, sentence, at, lambda found: _fits(views, rule, found))


def _meant(views: Views, sentence: Sentence, end: int) -> Found | None:
    """What a common noun that ends at ``end`` stands for; without a day the sentence tells no news of it."""
    if not views.reading.dates_in(sentence):
        return None
    return antecedent(views, end, clause_start(views.plain, sentence.start, end))


def _unknown_party(views: Views, sentence: Sentence, at: int) -> Found | None:
    """璇光对外公布A轮融资: a house that no list knows, as the short subject of its clause or of the one before."""
    begin = clause_start(views.plain, sentence.start, at)
    end = begin + without_trailing(views.plain[begin:at])
    if begin > sentence.start and end == begin:
        named = phrase_to(views, sentence.start, begin - 1)
    elif begin > sentence.start and POINTING.search(views.plain, begin, end):
        named = phrase_before(views, sentence.start, begin - 1)  # 璇光昨日宣布，公司获得…
    else:
        named = phrase_before(views, sentence.start, at)
    return named if named and _HOUSE.match(named.value) else None


def _last_person(views: Views, at: int) -> Found | None:
    """Whom 他 stands for: the person named last before it."""
    named = [p for p in views.reading.people if p.end <= at]
    return person_at(views, named[-1].start, named[-1].end, "name") if named else None


def _near(views: Views, sentence: Sentence, at: int) -> Found | None:
    """The park or building nearest to an act that does not name it: 自去年12月开园以来，香港园区…; its fullest form."""
    text = views.reading.text
    places = [m.span() for m in _PLACES.finditer(text)]
    behind = [p for p in places if at <= p[0] < sentence.end + 200]
    chosen = (
        behind[:1]
        if behind and behind[0][0] < sentence.end
        else [p for p in places if p[1] <= at][-1:] or behind[:1]
    )
    if not chosen:
        return None
    value = text[slice(*chosen[0])]
    fullest = max((text[a:b] for a, b in places if text[a:b].endswith(value)), key=len)
    start = text.index(fullest)
    return found_at(text, start, start + len(fullest), "name")
