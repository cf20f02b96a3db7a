"""The place of an event: behind 在, in its own name (河套深圳园区云栈大厦), or the goal of a move."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import Draft, Found, party_found
from pipelines.extraction.phrases import Views, clause_end, found_at

_ACTS = (
    "(?:正式|隆重|共同|顺利|成功|现场|盛大|圆满|如期|宣布|联合|分别|一起|公开)?(?:举行|举办|召开|开幕|启幕|闭幕|落幕|揭牌|签|挂牌|落成|动工|奠基|成立|设立|启动|启用|开园|封顶|平顶|上演|亮相|开馆|开业"
    "|拉开|发布|公布|进行|颁|合并|登场|开讲|揭幕|上市|敲钟|正式|投|开锣|亮灯|开赛|同步|出席|宣|首发|结)"
)
_AT = re.compile(
    rf"(?:在|于|假|移师)(?P<place>[^，。；：！？“”《》在于\uE000-\uF8FF]{{2,30}}?)(?:内|里)?{_ACTS}"
)
_LABEL = re.compile(r"(?:活动|会议)?地点[：:]\s*(?P<place>[^，。；\n]{2,30})")
_ENGLISH = re.compile(
    r"\b(?:at|in) (?P<place>(?:the )?[A-Z][\w'’-]{0,20}(?: (?:of |and |the )?[A-Z0-9][\w'’-]{0,20}){0,6}(?: park| zone)?)"
)
_ZONE = re.compile(r"河套(?:深圳|香港)?(?:园区|合作区)|港深创新及科技园|港深创科园|河套(?!新|大|国|量|科|人)")
_OF_PARK = re.compile(r"\bof (?P<place>(?:the )?(?:[A-Z][\w’-]{0,20} ){1,5}(?:Park|Zone|zone|park))\b")
#: 位于河套深圳园区的|量子大厦: where the thing lies, before its name.
_LYING = re.compile(
    r"(?:位于|坐落于?|座落于?|地处|设于|设在)(?P<place>[^，。；：“”的\uE000-\uF8FF]{2,24})的“?$"
)
_HALLS = re.compile(r"(?:厅|室|栋|座|楼层|楼|层|馆|堂|会议中心|访客中心|报告厅|广场|礼堂|大堂|中庭|草坪)$")
_NUMBERED = re.compile(
    r"^(?:[A-Za-z]?\d|第?[一二三四五六七八九十]+[号座栋期])|^(?:访客|会议|展览|展示|服务)中心|^[东南西北][座栋翼侧]"
)
_NO_PLACE = re.compile(
    r"\d{1,2}[日月年]|期间|见证|框架|背景|基础|会上|仪式|活动(?!中心|广场|室)|支持|指导|推动|方面|过程|领域|条件|合作(?!区|园|中心|广场)|前提|情况|论坛|大会|峰会|发布会|会$|典礼|[^广]板$|[一-鿿]{3}(?:展|节|周)$|上午|下午|一起|全国|业务|今年|去年|时候|记者|致辞|其中|名义|全球|之前|之后"
)
#: Places within which a building with a name of its own stands by itself.
_PARK = re.compile(r"(?:园区|合作区|科技园|科创园|创科园)$")


def place_of(views: Views, draft: Draft, park: Found | None, ways: tuple[str, ...]) -> Found | None:
    """The place of an act by the ways that its rule allows: first where it was done, then its own or its goal.

    Args:
        views: the text.
        draft: the act.
        park: the park in front of the name, if there is one.
        ways: see :data:`pipelines.extraction.rules.PLACES`.
    """
    sentence, at = draft.sentence, draft.trigger[0]
    if "act" in ways and (place := _acting(views, sentence, at)):
        return place
    if "own" in ways and (own := park or _in_front(views, draft)):
        return own
    return _goal(views, sentence, at) if "goal" in ways else None


def _in_front(views: Views, draft: Draft) -> Found | None:
    """The place right before the name: 河套深圳园区“青年工坊”, 位于皇岗口岸旁的转运站."""
    named = next((f for f in draft.found if f.role == "name"), None)
    if named is None:
        return None
    text, floor = views.reading.text, draft.sentence.start
    start = named.start - (text[named.start - 1 : named.start] == "“")
    if lying := _LYING.search(text[max(floor, start - 40) : start]):
        end = start - (len(lying[0]) - lying.end("place"))
        return _smallest(views, end - len(lying["place"]), end)
    known = next(
        (m for m in views.reading.organisations_in(max(floor, start - 40), start) if m.end == start), None
    )
    return party_found("place", known) if known and known.kind == "place" and start < named.start else None


def split_building(views: Views, named: Found) -> tuple[Found, Found | None]:
    """A building's name without the park in front of it, and the park: 河套深圳园区|云栈大厦, but 河套香港园区5号大楼 stays."""
    text = views.reading.text
    park = next(
        (
            m
            for m in views.reading.organisations_in(named.start, named.end)
            if m.start == named.start and m.end < named.end
        ),
        None,
    )
    end = park.end if park and _PARK.search(park.text) else _plain_park(text, named)
    if end is None or end >= named.end:
        return named, None
    place = found_at(text, named.start, end, "place")
    rest = text[end : named.end]
    if _NUMBERED.match(rest) or len(rest) < 3 or re.match(r"第|二期|三期|[一-鿿]期|首", rest):
        return named, place
    shorter = found_at(text, end, named.end, "name")
    return (shorter, place) if shorter else (named, place)


def _plain_park(text: str, named: Found) -> int | None:
    match = re.match(
        r"(?:河套)?(?:深港)?(?:科技创新)?(?:合作区)?(?:深圳|香港)园区|港深创新及科技园", named.value
    )
    return named.start + match.end() if match else None


def _acting(views: Views, sentence: Sentence, at: int) -> Found | None:
    text, plain = views.reading.text, views.plain
    places = [*_AT.finditer(plain, sentence.start, sentence.end)]
    places.sort(key=lambda m: abs(m.start() - at))
    for match in places:
        if found := _smallest(views, *match.span("place")):
            return found
    for match in _ENGLISH.finditer(text, sentence.start, sentence.end):
        value = match["place"].rstrip(" ")
        if not re.search(
            r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Series|English|Chinese|Mr|Ms|Dr|The|A)\b",
            value,
        ) or re.search(
            r"(?:Park|park|Zone|zone|Centre|Center|Building|Hall|Hotel|House|Tower|University|Campus|Plaza)$|Building \w+$",
            value,
        ):
            the = 4 if re.match(r"the [A-Z].* [A-Z]\w+$", value) else 0  # the Shenzhen park keeps it
            begin = match.start("place")
            return found_at(text, begin + the, begin + len(value), "place", bare=True)
    if park := _OF_PARK.search(text, sentence.start, sentence.end):
        value = park["place"].removeprefix("the ")
        return found_at(text, park.end() - len(value), park.end(), "place", bare=True)
    return None


def label_place(views: Views) -> Found | None:
    """📍地点：河套科创中心T3栋报告厅: a notice says where."""
    match = _LABEL.search(views.reading.text)
    return _smallest(views, *match.span("place")) if match else None


def _smallest(views: Views, start: int, end: int) -> Found | None:
    """The smallest complete place: a hall with its house, a house with a name of its own without its park."""
    text = views.reading.text
    while end - start > 2 and text[end - 1] in "内里 ":
        end -= 1
    for cut in re.finditer("与|和(?!平)|(?<![协共大])同|、", text[start:end]):
        end = start + cut.start()
        break
    whole = found_at(text, start, end, "place", bare=True)
    if whole is None or _NO_PLACE.search(whole.value):
        return None
    known = [m for m in views.reading.organisations_in(start, end) if m.start > start and m.end == end]
    if (
        known
        and known[0].kind == "place"
        and not _HALLS.search(known[0].text)
        and not _NUMBERED.match(known[0].text)
    ):
        return replace(party_found("place", known[0]), value=known[0].text)
    return whole


def _goal(views: Views, sentence: Sentence, at: int) -> Found | None:
    """入驻河套深圳园区, 成为青藤楼租户: what stands behind the act."""
    stop = clause_end(views.reading.text, at, sentence.end)
    known = [m for m in views.reading.organisations_in(at, stop) if m.kind in ("place", "other", "academy")]
    if known:
        return replace(party_found("place", known[0]), value=known[0].text)
    if zone := _ZONE.search(views.plain, at, stop):
        return found_at(views.reading.text, *zone.span(), "place")
    match = re.match(
        r"[^，。；]{0,3}?(?:入驻|进驻|落户|迁入|迁至|搬入|搬进|住进|移师)(?:了|到|至)?(?P<goal>[^，。；、的]{2,20})",
        views.plain[at:stop],
    )
    return (
        found_at(views.reading.text, at + match.start("goal"), at + match.end("goal"), "place")
        if match
        else None
    )
