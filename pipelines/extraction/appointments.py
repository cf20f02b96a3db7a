"""Appointments: which post, in which house, after whom. 出任碧海能源研究院首席科学家: the house is part of the words."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.draft import Draft, Found, party_found
from pipelines.extraction.phrases import Views, found_at
from pipelines.extraction.posts import find_posts

# 首任理事长, 新公司董事长: what counts or points, in front of a post.
_BEFORE = re.compile(
    r"^(?:(?:首任|新一?任|第[一二三四五六七八九十\d]+任|首届|新一届|该|本|其|新|的|为|成为|担任|署理|出任)|(?:公司|集团|机构|联盟|协会|中心|学院|院方|基金会|大学)(?=[^，。]{2,}))+"
)
_BODY_EVENTS = ("ORG", "SETTLEMENT", "OPENING", "FINANCE")


def appointed(views: Views, draft: Draft) -> Draft:
    """The draft with its raw words for the post divided into house and post."""
    raw = next((f for f in draft.found if f.role == "post"), None)
    found = [f for f in draft.found if f.role != "post"]
    if raw is not None:
        houses = [
            m
            for m in views.reading.organisations_in(raw.start, raw.end)
            if m.kind != "place" or m.end < raw.end
        ]
        begin = raw.start
        if houses and houses[0].start - raw.start <= 6:
            found.append(party_found("host", houses[0]))
            begin = houses[0].end
        text = views.reading.text
        titles = [p for p in find_posts(text[raw.start : raw.end]) if raw.start + p.end == raw.end]
        if begin == raw.start and titles and titles[-1].start >= 4:
            begin = raw.start + titles[-1].start
            house = found_at(text, raw.start, begin, "host")
            found += [house] if house and not _BEFORE.match(house.value) else []
        if match := _BEFORE.match(text[begin : raw.end]):
            begin += match.end()
        post = found_at(text, begin, raw.end, "post", bare=True)
        found += [post] if post else []
    elif title := _title_of(views, draft):
        found.append(title)
    return replace(draft, found=tuple(found))


def _title_of(views: Views, draft: Draft) -> Found | None:
    """主席林嘉泰离任: the post stands in front of the name."""
    if draft.subtype != "leave":
        return None
    person = next((p for p in views.reading.people if p.name == draft.name and p.title), None)
    return (
        found_at(
            views.reading.text, person.title_start, person.title_start + len(person.title), "post", bare=True
        )
        if person
        else None
    )


def employed(views: Views, draft: Draft, drafts: list[Draft]) -> Draft:
    """The house of an appointment that does not name it: the body that the article set up before, else the last named."""
    if draft.type != "PERSONNEL" or draft.values("host"):
        return draft
    bodies = [
        f
        for d in drafts
        if d.type in _BODY_EVENTS and d.sentence.start <= draft.sentence.start and d.name
        for f in d.found
        if f.role == "name"
    ]
    if bodies:
        return draft.with_found(replace(bodies[0], role="host"))
    if new := _new_company(views, draft):
        return draft.with_found(new)
    text, start = views.reading.text, draft.trigger[0]
    begin = max(draft.sentence.start, start - 60)
    named = _last_house(views, draft.sentence.start, draft.sentence.end) or _last_house(
        views, 0, draft.sentence.start
    )
    pointing = re.search(
        r"公司|集团|本会|该院|该校|董事会|研究院|大学|联盟|协会|他|她", text[begin : draft.sentence.end]
    )
    return draft.with_found(named) if named and pointing else draft


_SET_UP = re.compile(r"(?:设立|成立|组建|合资|名为)[“]?(?P<name>[^“”，。]{4,30}?(?:公司|中心|集团))")


def _new_company(views: Views, draft: Draft) -> Found | None:
    """新公司董事长: the company that the article said was set up, with its name in quotation marks or bare."""
    text = views.reading.text
    if "新公司" not in text[draft.sentence.start : draft.sentence.end]:
        return None
    told = _SET_UP.search(text, 0, draft.sentence.start)
    return found_at(text, *told.span("name"), "host") if told else None


def succeeded(draft: Draft, drafts: list[Draft]) -> Draft:
    """Whom an appointment follows: who left the same post in the same article."""
    if draft.type != "PERSONNEL" or draft.subtype != "appoint" or draft.values("predecessor"):
        return draft
    posts = draft.values("post")
    for other in drafts:
        left = other.type == "PERSONNEL" and other.subtype == "leave" and other.name != draft.name
        if left and any(a.endswith(b) or b.endswith(a) for a in posts for b in other.values("post")):
            return draft.with_found(
                *(replace(f, role="predecessor") for f in other.found if f.role == "name")
            )
        if left and not posts and other.sentence == draft.sentence:
            followed = [replace(f, role="predecessor") for f in other.found if f.role == "name"]
            return draft.with_found(*followed, *(f for f in other.found if f.role in ("post", "host")))
    return draft


def _last_house(views: Views, start: int, end: int) -> Found | None:
    houses = [m for m in views.reading.organisations_in(start, end) if m.kind not in ("place", "media")]
    return party_found("host", houses[-1]) if houses else None
