"""Names of organisations in a folded text: anchored by their endings, bounded on the left by grammar.

Segmentation alone fails here; a grammar of endings, stops and coordination reads the names. The segmenter (jieba)
serves as a feature: it says which words are verbs or common nouns, and so what may be a piece of a brand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from pipelines.extraction import aliases, coordination, posts
from pipelines.extraction.appositions import behind_head, headed_firms
from pipelines.extraction.brands import brandish
from pipelines.extraction.buildings import find_buildings, place_end
from pipelines.extraction.document import Document
from pipelines.extraction.endings import Hit, by_ending
from pipelines.extraction.ground import Ground
from pipelines.extraction.latin_names import find_latin
from pipelines.extraction.letters import JOINERS
from pipelines.extraction.right_edges import right_edge
from pipelines.extraction.trades import by_trade, foreign_firms, listed_firms
from pipelines.extraction.words import cut_words
from pipelines.lexicons import names


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMention:
    """Folded ``[start, end)``; ``name``: the fullest form in this text; ``canonical``: the known one."""

    start: int
    end: int
    text: str
    name: str
    canonical: str
    kind: str  # firm, gov, academy, society, money, media, other, place


#: Different names of one text that are compared with each other for short forms: each with each. News has dozens.
_MOST_NAMES = 400
#: The word for a post is part of a name there: 计量顾问有限公司.
_NAME_GOES_ON = re.compile("有限|股份|公司|集团|中心|研究|事务所|服务|咨询")


def find_organisations(document: Document) -> tuple[OrganisationMention, ...]:
    """All organisations (and, with kind ``place``, parks and buildings) of a document, in order."""
    text = document.text
    ground, titles = _ground(text)
    found = [h for h in [*find_latin(text), *by_ending(ground, titles), *_known(ground)] if h[1] > h[0]]
    found += find_buildings(ground)
    people = [p.name for p in titles if p.name]
    brands = [*by_trade(ground), *listed_firms(ground), *foreign_firms(ground), *headed_firms(ground)]
    # 副局长潘倚云: a person's name may end in a word for a trade
    found += [h for h in brands if not any(s <= h[0] and h[1] <= e for s, e in people)]
    found = _with_buildings(_longest(_extended(text, found)))
    defined = aliases.definitions(text, [(s, e) for s, e, _ in found])
    found = [h for h in found if not any(d.bracket[0] < h[0] < d.bracket[1] for d in defined)]
    found = _longest(found + _employers(ground, titles, found))
    found = _longest(
        found
        + [
            (behind_head(ground, s, e), e, _licensed_kind(text[s:e]))
            for s, e in coordination.licensed(ground, [h[:2] for h in found])
        ]
    )
    defined = defined or aliases.definitions(text, [(s, e) for s, e, _ in found])
    full, ambiguous = _full_forms(text, found, defined)
    found = [h for h in found if text[h[0] : h[1]] not in ambiguous]
    brackets = {o for d in defined for o in range(*d.bracket)}
    found = _longest(found + [h for h in _short_uses(text, found, full) if h[0] not in brackets])
    return tuple(_mention(text, hit, full) for hit in found)


def _ground(text: str) -> tuple[Ground, list[posts.Post]]:
    titles = [p for p in posts.find_posts(text) if p.name or not _NAME_GOES_ON.match(text, p.end)]
    known = {end: start for start, end, _ in aliases.known(text)}
    sure = [*known, *known.values(), *(p.start for p in titles), *(p.end for p in titles)]
    bars: list[int] = []
    people: dict[int, int] = {}
    for post in titles:
        bars.append(post.end)
        people[post.start] = post.end
        if post.name:
            sure += post.name
            bars.append(post.name[1])
            people[min(post.start, post.name[0])] = max(post.end, post.name[1])
    sure += [m.end() for m in names.suffix_pattern().finditer(text)]
    sure += [o for m in re.finditer("[与和及、]|以及", text) for o in m.span() if not _inside_word(text, m)]
    return Ground(cut_words(text, sure), tuple(sorted(set(bars))), known, people), titles


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """参与, 和谐, 涉及: the joiner is part of a word."""
    start, end = match.span()
    around = (text[start - 1 : end], text[start : end + 1])
    return any(len(w) > len(match[0]) and names.tag(w) is not None for w in around) and match[0] != "、"


# ---------------------------------------------------------------- known


def _known(ground: Ground) -> list[Hit]:
    """Names of the lexicons; those of two letters only where no other word begins (中大, not in 中大股份)."""
    return [h for h in aliases.known(ground.text) if h[1] - h[0] > 2 or _ends_here(ground, *h[:2])]


def _ends_here(ground: Ground, start: int, end: int) -> bool:
    word = ground.words.at(end)[1]
    before = ground.words.before(start)[1]
    alone = (
        not word[:1].strip() or names.bounds_name(word) or word in JOINERS or not re.match("[一-鿿]", word)
    )
    opened = not names.is_brand_piece(before) or not re.match("[一-鿿]", before)
    return opened and (alone or end in ground.people or (names.is_common(word) and not names.ends_weak(word)))


def _extended(text: str, found: list[Hit]) -> list[Hit]:
    """Known and Latin names take the place bracket that follows."""
    return [
        (
            s,
            place_end(text, e) if k == "place" else right_edge(text, e, aliases.is_known),
            k,
        )
        for s, e, k in found
    ]


def _with_buildings(found: list[Hit]) -> list[Hit]:
    """河套深圳园区量屿谷地下一层: a place right behind a place is in it, and both are one mention."""
    joined: list[Hit] = []
    for start, end, kind in found:
        if joined and kind == "place" and joined[-1][1:] == (start, "place"):
            joined[-1] = (joined[-1][0], end, "place")
        else:
            joined.append((start, end, kind))
    return joined


# ---------------------------------------------------------------- by neighbours


def _employers(ground: Ground, titles: list[posts.Post], found: list[Hit]) -> list[Hit]:
    """屿舟智行CTO李想: a brand right before the post of a named person."""
    covered = {o for s, e, _ in found for o in range(s, e)}
    hits: list[Hit] = []
    for post in titles:
        if post.name is None or post.name[0] < post.start or post.start - 1 in covered:
            continue
        edge = post.start
        while edge > 0 and post.start - edge < 14:
            start, word = ground.words.before(edge)
            if (
                start < ground.bar_before(edge)
                or names.bounds_name(word)
                or not re.match(r"[一-鿿A-Za-z0-9]", word)
                or word in JOINERS
                or start in covered
            ):
                break
            edge = start
        edge = _without_head(ground, edge, post.start)
        if brandish(ground, edge, post.start) and not posts.is_surname(
            ground.text[edge : post.start][:1] + "x" * (post.start - edge > 3)
        ):
            hits.append((edge, post.start, "firm"))
    return hits


def _without_head(ground: Ground, start: int, end: int) -> int:
    for offset, word in ground.words.between(start, end):
        if names.is_head(word) and offset + len(word) < end:
            start = offset + len(word)
    return start


def _licensed_kind(name: str) -> str:
    if re.search("(?:港|深|科|创|产业)园$", name):
        return "place"
    if re.search("(?:市|区|省|县)$", name):
        return "gov"
    return names.kind_by_ending(name) or "firm"


# ---------------------------------------------------------------- short forms


def _full_forms(
    text: str, found: list[Hit], defined: list[aliases.Definition]
) -> tuple[dict[str, tuple[str, str]], set[str]]:
    """Short form to full form and kind: defined ones first, then those that follow from a name, if one name only.

    Beside them the short forms that several names share.
    """
    kinds = dict(islice({text[s:e]: k for s, e, k in found}.items(), _MOST_NAMES))
    full: dict[str, tuple[str, str]] = {}
    ambiguous: set[str] = set()
    for name in dict.fromkeys(kinds):
        for form in aliases.derived(name) if kinds[name] in ("firm", "money") else ():
            if form in full and full[form][0] != name:
                ambiguous.add(form)
            full[form] = (name, kinds[name])
    for form in ambiguous:
        del full[form]
    for name in kinds:
        longer = [other for other in kinds if _abbreviates(name, other)]
        if len(longer) == 1 and name not in full:
            full[name] = (longer[0], kinds[longer[0]])
    for name in kinds:
        longer = [other for other in kinds if other.endswith(name) and len(other) > len(name)]
        if len(longer) == 1 and kinds[name] == "gov" and not names.without_common(name):
            full[name] = (longer[0], "gov")  # 发展署, where the text names one
    schools = [name for name in kinds if kinds[name] == "academy"]
    for name in schools:
        longer = [other for other in schools if other != name and other.endswith(name)]
        if len(longer) == 1 and name not in full and names.is_region(longer[0].removesuffix(name)):
            full[name] = (longer[0], "academy")  # 维港大学, where the text names 香港维港大学
    places = [name for name in kinds if kinds[name] == "place"]
    for name in places:
        longer = [other for other in places if other.endswith(name) and len(other) > len(name)]
        if len(longer) == 1:
            full[name] = (longer[0], "place")  # 香港园区, where the text names 河套香港园区
    for definition in defined:
        full[definition.alias] = (definition.full, kinds.get(definition.full, "other"))
    return full, ambiguous


def _abbreviates(short: str, full: str) -> bool:
    """深港科创公司 of 深圳深港科技创新合作区发展有限公司; never one university or authority for another."""
    if (
        not short.endswith("公司")
        or "有限" in short
        or not full.endswith("有限公司")
        or len(short) >= len(full)
    ):
        return False
    brand = short.removesuffix("公司").removesuffix("集团")
    return len(brand) >= 3 and aliases.shortens(brand, full.removesuffix("有限公司")) and brand[0] in full[:5]


def _short_uses(text: str, found: list[Hit], full: dict[str, tuple[str, str]]) -> list[Hit]:
    licensed = {text[s:e]: (text[s:e], k) for s, e, k in found if k == "firm" and len(text[s:e]) >= 3}
    forms = {**{n: n for n in licensed}, **{f: f for f in full}}
    uses = aliases.occurrences(text, forms)
    return [
        (s, e, (full.get(form) or licensed[form])[1]) for s, e, form in uses if not names.is_generic(form)
    ]


# ---------------------------------------------------------------- mentions


def _longest(found: list[Hit]) -> list[Hit]:
    """Of names that overlap the longest; in order."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(set(found), key=lambda h: (h[0] - h[1], h[0], h[2] == "other", h[2])):
        span = range(hit[0], hit[1])
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(hit)
    return sorted(kept)


def _mention(text: str, hit: Hit, full: dict[str, tuple[str, str]]) -> OrganisationMention:
    start, end, kind = hit
    surface = text[start:end]
    full_form = full.get(surface, (surface, kind))[0]
    # a park is no short form of the company that runs it: 在港深创新及科技园签署
    apart = (
        names.kind_by_ending(surface) in ("place", None)
        and names.is_place(surface)
        and full_form.endswith("公司")
    )
    name = surface if apart else full_form
    known = aliases.canonical(name) or aliases.canonical(surface)
    house = (known or "").endswith("公司")  # HSITPL is the company that runs the park
    kind = "place" if (names.is_place(surface) or names.is_place(name)) and not house else kind
    return OrganisationMention(
        start=start, end=end, text=surface, name=name, canonical=known or name, kind=kind
    )
