"""Who is in which role of an event: the organisations, people and words that patterns of ``kinds/`` point at."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.bodies import POINTING, pointed_at
from pipelines.extraction.draft import Found, party_found
from pipelines.extraction.people import is_surname
from pipelines.extraction.phrases import Views, found_at, phrase_to
from pipelines.extraction.rules import role_of
from pipelines.folding import fold_name
from pipelines.lexicons import names

_PEOPLE = ("speaker", "moderator", "predecessor", "appointee")
#: The group that holds several people of one appointment.
PEOPLE_GROUP = "people"
#: Roles whose value is the words themselves.
_WORDS = ("post", "theme", "round", "effective_date", "document_number", "object", "venue", "count", "amount")
_SEPARATOR = re.compile(r"[、，；]|以及|暨|(?<!共)[与及和](?!平|睦)|(?<=[a-z]), (?:and )?| and ")
_LATIN_NAME = re.compile(
    r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Professor|Sir)\.? )?([A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3})$"
)
_HAN_NAME = re.compile(r"([一-鿿]{1,6}(?:·[一-鿿]{1,7})+|[一-鿿]{2,4})$")
_OCCUPATION = re.compile(
    r"^.*(?:学家|专家|(?<=[一-鿿]{2})[师员商]|的|教授|博士|院士|工程师|律师|医生|经理|总裁|主席|主任|院长|所长|董事|先生|女士|总监|校长|署长|局长|秘书长)(?=[一-鿿]{2,4}$)"
)
_NEVER_FIRST = frozenset("是由请让使为而其和与原前现即将获祝以")
_TITLED = re.compile(r"(?:同志|先生|女士|教授|博士|院士|小姐|太太|爵士)+$")
# 等23家机构, 等单位: what closes a list.
_TAIL = re.compile(
    r"(?:等(?:逾|约)?[\d一二三四五六七八九十百多数]*|[\d一二三四五六七八九十百]+)(?:余|多)?(?:家|间|个|所)?(?:单位|机构|企业|高校|院校|部门|公司|方面|组织|方)?$"
)
# Shenzhen's Po Lan Builders, Hailan Construction of Shenzhen: where a house is, and the house.
_LATIN = re.compile(
    r"(?:[A-Z][\w-]+(?: [A-Z][\w-]+)?['’]s )?(?P<name>[A-Z][^,，.;]{1,60}?)(?: of [A-Z][a-z]+)?$"
)
_COMPANY = re.compile(r"[A-Z][\w’'&.（） -]{3,70}(?:Limited|Ltd\.?|plc|Inc\.?|Corporation)$")
#: Words for bodies that stand for themselves where nobody is named.
_BODIES = re.compile(r"^(?:(?:香港|特区|深圳|澳门|市|区|省)*政府)$")
_NO_BODY = re.compile(
    r"\d|[的了是]|^(?:该|本|双方|三方|两地|各方|公司|署方|局方|校方|院方|有关|多个|当地|相关|会议|活动|论坛|项目|大会|其中|我们|他们|主题|现场|专家|发布|公告|携手|宣布|园区|加快|进一步|同时|随后|近日)|\s{2}"
)


def fill(views: Views, match: re.Match[str], offset: int, *, skip: tuple[str, ...] = ()) -> list[Found]:
    """The roles that the groups of a match fill; ``offset``: where the searched stretch begins."""
    found: list[Found] = []
    for group, text in match.groupdict().items():
        role = role_of(group)
        if text is None or role in (*skip, "of", "head", "person", "pronoun", "people", "act", "name"):
            continue
        start, end = offset + match.start(group), offset + match.end(group)
        if role == "winner" and (who := _known_person(views, start, end)):
            found.append(who)
        elif role in _PEOPLE:
            found += people_in(views, start, end, role)
        elif role in _WORDS:
            one = found_at(views.reading.text, start, end, role, bare=True)
            found += [one] if one else []
        else:
            found += bodies_in(views, start, end, role)
    return found


def _known_person(views: Views, start: int, end: int) -> Found | None:
    """A prize goes to a person where the words end with one."""
    person = next((p for p in views.reading.people if start <= p.start and p.end == end), None)
    if person is None:
        return None
    return Found(
        role="winner", start=person.start, end=end, value=person.name, normalised=fold_name(person.name)
    )


def bodies_in(views: Views, start: int, end: int, role: str) -> list[Found]:
    """The organisations of a list; an item that no mention holds counts with its own words."""
    text = views.reading.text
    found: list[Found] = []
    if _COMPANY.match(text, start, end) and (whole := found_at(text, start, end, role)):
        return [whole]
    mentions = views.reading.organisations_in(start, end)
    covered = [(m.start, m.end) for m in mentions]
    for mention in mentions:
        if not _inside_other(text, mention.end, end):
            found.append(party_found(role, mention))
    for begin, stop in _items(text, start, end):
        if any(a < stop and begin < b for a, b in covered):
            continue
        stop = begin + _TAIL.sub("", text[begin:stop]).__len__()
        latin = _LATIN.match(text, begin, stop)
        phrase = found_at(text, *latin.span("name"), role) if latin else phrase_to(views, begin, stop)
        if phrase and 2 <= len(phrase.value) <= 40 and not _NO_BODY.search(phrase.value):
            found.append(replace(phrase, role=role))
        elif POINTING.match(text[begin:stop]) and (body := pointed_at(views, text[begin:stop], begin)):
            found.append(party_found(role, body))
        elif _BODIES.match(text[begin:stop]):
            found += [f for f in [found_at(text, begin, stop, role, bare=True)] if f]
    return found


def _inside_other(text: str, at: int, end: int) -> bool:
    """港深创科园公司的合作伙伴: what a name only qualifies is another body."""
    return text.startswith("的", at) and at + 1 < end


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    items, begin = [], start
    for cut in _SEPARATOR.finditer(text, start, end):
        items.append((begin, cut.start()))
        begin = cut.end()
    items.append((begin, end))
    return [(a, b) for a, b in items if b - a >= 2]


def people_in(views: Views, start: int, end: int, role: str) -> list[Found]:
    """The people of a stretch: known ones, else a name at the end of each item."""
    known = [p for p in views.reading.people if start <= p.start and p.end <= end]
    if known:
        return [
            Found(role=role, start=p.start, end=p.end, value=p.name, normalised=fold_name(p.name))
            for p in known
        ]
    found = [person_at(views, begin, stop, role) for begin, stop in _items(views.reading.text, start, end)]
    return [f for f in found if f]


def _is_of_words(value: str) -> bool:
    """更新网页: two common words in a row are no name."""
    return [len(word) for word in names.cut(value)] == [2, 2]


def person_at(views: Views, start: int, end: int, role: str) -> Found | None:
    """The person whose name ends at ``end`` (a form of address left out)."""
    text = views.reading.text
    while end - start > 2 and text[end - 1] in "将已亦也拟于因就在":
        end -= 1
    end = start + len(_TITLED.sub("", text[start:end].rstrip(" ")))
    for person in views.reading.people:
        if start <= person.start and person.end == end:
            return Found(
                role=role, start=person.start, end=end, value=person.name, normalised=fold_name(person.name)
            )
    known = {p.name for p in views.reading.people}
    for pattern in (_LATIN_NAME, _HAN_NAME):
        match = pattern.search(
            _OCCUPATION.sub("", text[start:end]) if pattern is _HAN_NAME else text[start:end]
        )
        if not match:
            continue
        value = next((n for n in sorted(known, key=len, reverse=True) if match[1].endswith(n)), match[1])
        if len(value) == 4 and value[0] in _NEVER_FIRST:
            value = value[1:]
        alone = value == _OCCUPATION.sub("", text[start:end]) and not _is_of_words(value)
        if not value.isascii() and "·" not in value and not is_surname(value) and not alone:
            value = next((value[i:] for i in range(1, len(value) - 1) if is_surname(value[i:])), "")
        if value:
            begin = text.rindex(value, start, end)
            return Found(
                role=role, start=begin, end=begin + len(value), value=value, normalised=fold_name(value)
            )
    return None
