"""People named with a post: [organisation][title][name], and [name][title]; bylines are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.extraction import offices, people_english, posts
from pipelines.extraction.document import Document, sentence_at
from pipelines.extraction.employer_forms import is_department
from pipelines.extraction.employers import Employers, House, employers_of, house_of
from pipelines.extraction.organisations import OrganisationMention
from pipelines.extraction.posts import Post, is_surname
from pipelines.lexicons import names

__all__ = ["PersonMention", "find_people", "is_surname"]

_BYLINE = re.compile(r"(?:记者|通讯员|摄影|编辑|责编|作者|撰文|文/|图/|供稿|校对|审核)[：:／/\s]?$")
#: Between two people of one house in a list, and the department of the second.
_LISTED = re.compile(
    r"(?:（[^（）]{1,12}）)?(?:教授|博士|院士|先生|女士)?[、，和及与]{1,2}(?P<part>[一-鿿]{0,8})|"
)
#: Between a post without a name and the next post of the same person: 秘书长、某大学|教授.
_RUN = re.compile(r"[、，暨]?[^、，。；：！？“”\n]{0,24}")
#: An academician is one of an academy: 中国科学院院士、某大学教授.
_FELLOW = re.compile("(?:科学院|工程院|科学院院|工程院院)$")
#: 校长甲、乙、丙: they share the post.
_SHARED = re.compile("(?:先生|女士|小姐|博士|教授)?(?:、|和|与|及)")
#: 法定代表人为某某; 独立非执行董事为甲先生、乙女士
_CALLED = re.compile("(?:为|是)：?(?=[一-鿿])")
_APPOINTS = re.compile(
    r"(?:委任|任命|聘任|聘请|聘用|续聘|推选|推举|选举|选出|提名|增选|增补|邀请)(?P<name>[一-鿿·]{2,12}?)(?:先生|女士|小姐|博士|教授|院士)?(?:为|出任|担任|接任|任)(?:新任?|首任|新一任|其|公司|该公司|本公司)?$"
)
# Offices of the head of a government, and envoys, have no house of their own: 行政长官, 驻华大使.
_NO_HOUSE = re.compile(
    "^(?:行政长官|特首|国家主席|国务院总理|总理|财政司|政务司|律政司|大使|总领事|首相|总统)"
)
_GIVEN = re.compile(
    r"(?:（[^（）]{1,30}）)?(?P<title>先生|女士|博士|教授|院士)?[，]?(?:将|已|正式|再度|获|接受)*(?:任命为|委任为|聘为|聘任为|担任|出任|接任|当选|当选为|升任|转任|兼任|任)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """Folded ``[start, end)`` of the name. ``organisation``: the fullest form of the employer, if stated."""

    start: int
    end: int
    name: str
    title: str
    organisation: str | None
    organisation_start: int | None = None
    title_start: int = 0


def find_people(
    document: Document, organisations: tuple[OrganisationMention, ...]
) -> tuple[PersonMention, ...]:
    """Everyone named with a post, in order of the text, each once."""
    found: list[PersonMention] = []
    employers = employers_of(document.text, organisations)
    before: Post | None = None
    for post in posts.find_posts(document.text):
        given = post if post.name is not None else _given(document.text, post, employers, found)
        person = _person(document, given, before, employers, found) if given is not None else None
        if person is not None:
            found.append(person)
            if person.organisation is not None and person.organisation_start is not None:
                employers.often[person.organisation] += 1  # a house that only its people's posts name
            found += _sharing(document.text, person)
        before = post if post.name is None else None
    found += _english(document, employers)
    return _each_once(found)


def _person(
    document: Document,
    post: Post,
    before: Post | None,
    employers: Employers,
    earlier: list[PersonMention],
) -> PersonMention | None:
    if post.name is None or _left_out(document, post, employers):
        return None
    text = document.text
    start, end = post.name
    first = before if before is not None and _same_person(text, before, post) else post
    beside = end <= post.start <= end + 2  # 沈孟岚校长; 沈孟岚出任某大学校长 has the house between
    anchor = start if first is post and beside else first.start
    house = _house(text, first, anchor, employers, earlier[-1] if earlier else None)
    title = house.part + first.title
    if told := offices.party(text[max(0, anchor - 12) : anchor], first.title):
        house, title = House(name=told[0], start=anchor - 1 if told[0] else None), told[1]
    elif told := offices.chamber(first.title):
        house, title = House(name=told[0], start=first.start), told[1]
    latin = re.match(r"(?:Dr|Mr|Ms|Mrs|Miss|Prof|Professor|Sir|Dame)\.? ", text[start:end])
    start += latin.end() if latin else 0
    return PersonMention(
        start=start,
        end=end,
        name=text[start:end],
        title=title,
        organisation=house.name,
        organisation_start=house.start,
        title_start=first.start - len(house.part),
    )


def _same_person(text: str, first: Post, second: Post) -> bool:
    """论坛秘书长、某大学教授某某: the first of several posts of one person."""
    # 副教授、博士生|导师: the run of posts may have taken part of the second
    begin = first.end if first.end <= second.start else first.start + len(first.title)
    gap = text[begin : second.start]
    return (
        0 < len(gap) <= 25
        and gap[0] in "、暨"
        and bool(_RUN.fullmatch(gap))
        and (
            not posts.is_honour(first.title)
            or _FELLOW.search(text[max(0, first.start - 4) : first.start]) is not None
        )
        and second.name is not None
        and second.name[0] >= second.end
    )


def _house(text: str, post: Post, anchor: int, employers: Employers, previous: PersonMention | None) -> House:
    """The employer of a post, inherited from the person before it in a list."""
    if _NO_HOUSE.match(post.title):
        return House(name=None)
    if previous is not None and 0 <= anchor - previous.end < 40:
        listed = _LISTED.fullmatch(text[previous.end : anchor])
        if listed and not _names_house(listed["part"] or "", text, anchor, employers):
            # 某大学校长甲，副校长乙: the second works there too
            part = listed["part"] or ""
            return House(name=previous.organisation, start=previous.organisation_start, part=part)
    house = house_of(employers, anchor, post.title)
    if (
        posts.is_trade(post.title)
        and house.start is not None
        and text[anchor - 1 : anchor] == "的"
        and not text.endswith("来自", 0, house.start)
    ):
        return House(name=None)  # 在某地经营某厂的台商某某, but 来自某大学的博士生某某
    return house


def _names_house(part: str, text: str, anchor: int, employers: Employers) -> bool:
    """Whether what stands between two people names the house of the second."""
    if not part:
        return False
    if any(names.bounds_name(word) or word in "与和及" for word in names.cut(part)):
        return True
    begin = anchor - len(part)
    if is_department(part):
        return False
    if any(employers.covers(at) for at in range(begin, anchor)) or names.is_region(part):
        return True
    return bool(re.search("[市省区县]$", part)) or house_of(employers, anchor, "").start is not None


def _left_out(document: Document, post: Post, employers: Employers) -> bool:
    """Credits, related links and bylines; a name that is part of an organisation's."""
    if post.name is None:
        return True
    anchor = min(post.start, post.name[0])
    sentence = sentence_at(document, post.start)
    if sentence is None or sentence.zone in ("credits", "related_links"):
        return True
    if _BYLINE.search(document.text[max(0, anchor - 5) : anchor]):
        return True
    return _inside(employers, post)


def _inside(employers: Employers, post: Post) -> bool:
    """Whether a name is part of an organisation's; 谭慧仪表 that begins where the name begins behind a post is none."""
    if post.name is None or not employers.covers(post.name[0]):
        return False
    start, end = post.name
    mention = employers.at(start)
    if "·" in employers.text[start:end] and mention.end < end:
        return False
    return not (post.end == start and mention.start == start and mention.end <= end + 1)


def _given(text: str, post: Post, employers: Employers, earlier: list[PersonMention]) -> Post | None:
    """甲某，出任某院首席科学家; 首任秘书长由某大学的乙某博士担任: the name stands apart from the post."""
    called = _CALLED.match(text, post.end)
    if called and (name := posts.name_behind(text, called.end())) and name[0] == called.end():
        return Post(start=post.start, end=post.end, title=post.title, name=name)
    behind = re.compile(
        r"由(?P<house>[^，。；由\n]{0,24}?)(?P<end>(?:博士|教授|院士|先生|女士)?(?:担任|出任|接任|兼任))"
    )
    told = behind.match(text, post.end, post.end + 40)
    if told:
        name = posts.name_ending(text, told.start("end"), told.start("house"))
        return Post(start=post.start, end=post.end, title=post.title, name=name) if name else None
    house = house_of(employers, post.start, post.title)
    begin = house.start if house.start is not None else post.start - len(house.part)
    verb = _GIVEN.search(text[max(0, begin - 16) : begin])
    if verb is None:
        name = _appointed(text, begin)
        return Post(start=post.start, end=post.end, title=post.title, name=name) if name else None
    at = max(0, begin - 16) + verb.start()
    known = next(((p.start, p.end) for p in earlier[-4:] if p.end == at), None)
    name = known or posts.name_ending(text, at, 0)
    if name is None or employers.covers(name[0]):
        return None
    return Post(start=post.start, end=post.end, title=post.title, name=name)


def _appointed(text: str, begin: int) -> tuple[int, int] | None:
    """委任甲某为行政总裁, 聘请乙某博士担任某院顾问: the name stands between verb and post."""
    told = _APPOINTS.search(text[max(0, begin - 20) : begin])
    if told is None:
        return None
    offset = max(0, begin - 20)
    start, end = offset + told.start("name"), offset + told.end("name")
    name = text[start:end]
    return (start, end) if "·" in name or posts.is_person(name) else None


def _sharing(text: str, person: PersonMention) -> list[PersonMention]:
    """校长甲、乙、丙在协议上签字: whoever follows in the list without a post of their own shares it."""
    found: list[PersonMention] = []
    at = person.end
    while (mark := _SHARED.match(text, at)) and len(found) < 12 and person.title_start < person.start:
        at = mark.end()
        span = posts.name_behind(text, at)
        if span is None or span[0] != mark.end() or not is_surname(text[slice(*span)]):
            break
        if not re.match(
            r"[、，。；]|等|和|与|及|先生|女士|博士|教授|在|出席|参加|分别|共同|代表|见证|签|$",
            text[span[1] : span[1] + 2],
        ):
            break
        name = text[slice(*span)]
        found.append(replace(person, start=span[0], end=span[1], name=name))
        at = span[1]
    return found


def _english(document: Document, employers: Employers) -> list[PersonMention]:
    told = people_english.find(document.text, employers)
    return [
        PersonMention(
            start=p.start, end=p.end, name=document.text[p.start : p.end], title=p.title, organisation=p.house,
            title_start=p.start,
        )
        for p in told
        if (s := sentence_at(document, p.start)) is not None and s.zone not in ("credits", "related_links")
    ]  # fmt: skip


def _each_once(found: list[PersonMention]) -> tuple[PersonMention, ...]:
    """One row a person: the mention that says most, ranks of honour only where no post stands."""
    best: dict[str, PersonMention] = {}
    for person in found:
        known = best.get(person.name)
        if known is None or _says_more(person, known):
            best[person.name] = person
        elif known.organisation is None and person.organisation and not _plain(person.title):
            best[person.name] = replace(
                known, organisation=person.organisation, organisation_start=person.organisation_start
            )
    return tuple(sorted(best.values(), key=lambda p: p.start))


def _plain(title: str) -> bool:
    """A rank or a trade: what gives way to a post."""
    return posts.is_honour(title) or posts.is_trade(title)


def _says_more(new: PersonMention, known: PersonMention) -> bool:
    if _plain(known.title) != _plain(new.title):
        return _plain(known.title)
    if new.title == known.title:
        return known.organisation is None and new.organisation is not None
    return False
