"""Roles told away from the act: 论坛由甲主办, three sentences later; 主办单位：甲, at the end of a notice."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import lru_cache

from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import Draft, Found
from pipelines.extraction.phrases import Views
from pipelines.extraction.roles import fill
from pipelines.extraction.rules import Kind, Role
from pipelines.extraction.sieve import Sieve
from pipelines.extraction.where import label_place

#: Sentences behind an event in which its near roles are looked for.
NEAR = 5
#: How many sentences a role may be away, its own included; a gathering's whole text.
_REACH = {"sentence": 1, "near": NEAR + 1}
# What 由 refers to in 本次活动由…主办: any gathering; other words must be in its name.
_ANY = re.compile(r"(?:活动|展览|展会|赛事|评选|研讨|仪式|典礼|盛会|会议|本届|此次|本次|当日|现场)$|^$")
_OF = re.compile(r"[^由]{0,60}?(?P<of>[一-鿿]{2,8})由")
_LABEL = re.compile(r"[：:]$")


def with_roles(views: Views, drafts: list[Draft], kinds: dict[str, Kind]) -> list[Draft]:
    """The drafts with the roles that stand in their own and in later sentences."""
    told = views.reading.told
    starts = {s.start: i for i, s in enumerate(told)}
    placed = sorted((d.type, starts[d.sentence.start]) for d in drafts if d.sentence.start in starts)
    holding = _holding(views, kinds) if placed else {}
    for index, draft in enumerate(drafts):
        first = starts.get(draft.sentence.start)
        kind = kinds.get(draft.type)
        if first is None or kind is None:
            continue
        stop = _before_rival(placed, draft.type, first, len(told))
        for role in kind.roles:
            chances = holding.get(role.pattern.pattern, [])
            end = min(stop, first + _REACH.get(role.reach, stop))
            for at in chances[bisect_left(chances, first) : bisect_left(chances, end)]:
                drafts[index] = _extended(views, drafts[index], role, told[at], first=at == first)
    if gathering := _first_gathering(drafts, kinds):
        drafts[gathering[0]] = _placed(views, drafts[gathering[0]])
    return drafts


def _holding(views: Views, kinds: dict[str, Kind]) -> dict[str, list[int]]:
    """For each pattern of a role the told sentences, by number, that hold the words which it needs."""
    patterns, sieve = _sieve(frozenset(role.pattern for kind in kinds.values() for role in kind.roles))
    found: dict[str, list[int]] = {}
    for at, sentence in enumerate(views.reading.told):
        for number in sieve.possible(views.plain[sentence.start : sentence.end]):
            found.setdefault(patterns[number], []).append(at)
    return found


@lru_cache(maxsize=4)
def _sieve(patterns: frozenset[re.Pattern[str]]) -> tuple[list[str], Sieve]:
    return [pattern.pattern for pattern in patterns], Sieve(patterns)


def _before_rival(placed: list[tuple[str, int]], kind: str, first: int, end: int) -> int:
    """The number of the next sentence with an event of the same type: what stands from there on belongs to that."""
    behind = bisect_right(placed, (kind, first))
    if behind >= 2 and placed[behind - 2] == (kind, first):
        return first + 1  # two events of one sentence: what follows may belong to either
    return placed[behind][1] if behind < len(placed) and placed[behind][0] == kind else end


def _extended(views: Views, draft: Draft, role: Role, sentence: Sentence, *, first: bool) -> Draft:
    held = {f.role for f in draft.found}
    words = views.plain[sentence.start : sentence.end]
    found: list[Found] = []
    for match in role.pattern.finditer(words):
        if role.reach == "gathering" and not first and not _meant(draft, words, match):
            continue
        found += fill(views, match, sentence.start)
    return draft.with_found(*(f for f in found if f.role not in held or (f.role == "host" and first)))


def _meant(draft: Draft, words: str, match: re.Match[str]) -> bool:
    """Whether 论坛由…主办 speaks of this event: its name ends so, or the word means any gathering."""
    if _LABEL.search(match[0][:8]) or "：" in match[0]:
        return True
    subject = _OF.match(words[: match.end()])
    of = subject["of"] if subject else ""
    if not of or _ANY.search(of):
        return True
    return of[-2:] in (draft.name or "") or (of[-2:] == "比赛" and (draft.name or "").endswith("赛"))


def _first_gathering(drafts: list[Draft], kinds: dict[str, Kind]) -> tuple[int, Draft] | None:
    return next(
        (
            (i, d)
            for i, d in enumerate(drafts)
            if d.type in ("MEETING", "OTHER", "OPENING", "LAUNCH", "AWARD")
        ),
        None,
    )


def _placed(views: Views, draft: Draft) -> Draft:
    """A notice's own line for the place is more exact than its sentence."""
    place = label_place(views)
    if place is None:
        return draft
    return replace(draft, found=(*(f for f in draft.found if f.role != "place"), place))
