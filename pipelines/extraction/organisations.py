"""Names of organisations in a folded text: anchored by their endings, bounded on the left by grammar.

Segmentation alone fails here; a grammar of endings, stops and coordination reads the names. jieba serves as a
feature only: a preposition bounds a name where the segmenter cuts it out as a word (为 in 为华大集团, not in
华为公司).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

import jieba

from pipelines.extraction import aliases
from pipelines.extraction.document import Document
from pipelines.lexicons import names

#: Longer stretches are sentences, not names.
LONGEST = 42
_HAN_OR_WORD = re.compile(r"[一-鿿A-Za-z0-9·.&\-*+（）]")
_PLACE_BRACKET = re.compile(
    r"（(?:深圳|香港|广东|广州|北京|上海|重庆|福田|南山|龙岗|中国|亚太|亚洲|国际|集团|大湾区|粤港澳大湾区|河套|澳门|珠海|横琴|前海|[一-鿿]{2}市?)）"
)
_UNIT = re.compile(
    r"(?:深圳|香港|广州|福田|大湾区|粤港澳大湾区|河套|华南|亚太|中国)?(?:分公司|分院|分园|分中心|分行|子公司|事业部|代表处|办事处|研究院|创新中心|国际总部)"
)
# Names in Latin letters end in their legal form or kind.
_LATIN = re.compile(
    r"(?:[Tt]he )?University of(?: [A-Z]\w+){1,4}|(?:[A-Z][\w.'*&-]*\s+(?:(?:of|and|for|the|&)\s+)?){1,7}?"
    r"(?:Company Limited|Co\.\s?，?\s?Ltd\.?|Limited|Ltd\.?|Inc\.?|Corporation|Corp\.?|GmbH|Holdings|Group|"
    r"University(?: of(?: [A-Z]\w+){1,4})?|Institute(?: of(?: [A-Z]\w+){1,4})?|Bureau|"
    r"Academy(?: of(?: [A-Z]\w+){1,3})?|"
    r"Hospital|Centre|Center|Association|Council|Authority|Laboratory|Bank)(?![A-Za-z])"
)
_JOINERS = frozenset("与和及、")
_TITLE_AHEAD = re.compile(
    r"^(?:[一-鿿]{0,6}?)(?:署长|局长|主任|院长|校长|董事长|总经理|总裁|会长|主席|秘书长|所长|创始人|负责人)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMention:
    """Folded ``[start, end)``; ``name``: the fullest form in this text; ``canonical``: the known one."""

    start: int
    end: int
    text: str
    name: str
    canonical: str
    kind: str  # firm, gov, academy, society, money, health, media, place, other


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch without hard boundaries, with the segmenter's cuts as a feature."""

    text: str
    starts: tuple[int, ...]


def find_organisations(document: Document) -> tuple[OrganisationMention, ...]:
    """All organisations (and, with kind ``place``, parks and buildings) of a document, in order."""
    text = document.text
    tokens = _tokens(text)
    found = _latin(text) + _by_suffix(text, tokens)
    found += [_mention(text, s, e, kind) for s, e, kind in aliases.known(text)]
    found = _longest(found)
    defined = aliases.definitions(text, [(m.start, m.end) for m in found])
    found = [m for m in found if not any(d.bracket[0] < m.start < d.bracket[1] for d in defined)]
    found = _longest(found + _short_forms(text, found, defined) + _listed(text, tokens) + _weak(text, tokens))
    return tuple(_resolved(m, defined) for m in found if not names.is_generic(m.text))


def _tokens(text: str) -> _Line:
    starts: list[int] = []
    offset = 0
    for token in jieba.cut(text, HMM=False):
        starts.append(offset)
        offset += len(token)
    return _Line(text, tuple(starts))


def _token_before(line: _Line, offset: int) -> tuple[int, str] | None:
    """The segmenter's word that ends at ``offset``, or the part of the word that does."""
    index = bisect_left(line.starts, offset) - 1
    if index < 0:
        return None
    start = line.starts[index]
    return start, line.text[start:offset]


def _by_suffix(text: str, line: _Line) -> list[OrganisationMention]:
    found: list[OrganisationMention] = []
    for match in names.suffix_pattern().finditer(text):
        kind = names.kind_of(match[0])
        start = _left_edge(line, match.start())
        end = _right_edge(text, match.end())
        name = text[start:end]
        own = text[start : match.start()]
        if len(own) < 2 - (len(match[0]) > 3) or len(name) > LONGEST or names.is_generic(name):
            continue
        if names.is_place(name):
            start = end - len(aliases.zone_ending(name) or name)
        found.append(_mention(text, start, end, kind))
    return found


def _left_edge(line: _Line, offset: int) -> int:
    """Where a name that ends in a suffix at ``offset`` begins."""
    text = line.text
    edge = offset
    while edge > 0 and offset - edge < LONGEST:
        token = _token_before(line, edge)
        if token is None:
            break
        start, word = token
        if word[-1] == "）":
            opened = text.rfind("（", max(0, edge - 10), edge)
            if opened < 0 or not _PLACE_BRACKET.fullmatch(text[opened:edge]):
                break
            edge = opened
            continue
        if word in _JOINERS:
            if not _continues_left(line, start, edge, offset):
                break
            edge = start
            continue
        if not _HAN_OR_WORD.match(word[-1]) or word in "（(":
            break
        if names.is_stop(word) or (edge < offset and names.ends_firm(text[max(0, start - 4) : edge])):
            break
        edge = start
    return _trimmed_left(text, edge, offset)


def _trimmed_left(text: str, edge: int, offset: int) -> int:
    """Behind a date, a damaged stretch or an apposition (德国微创器械商…) the name begins later."""
    head = text[edge:offset]
    cut = re.match(
        r"^(?:.*?(?:\d+[月日时年]|[a-z](?=[一-鿿]))|.*(?:器械商|运营商|开发商|供应商|制造商|巨头|企业|代表|客商)(?=[一-鿿]{2}))+",
        head,
    )
    if cut and cut.end() < len(head) + 1:
        edge += cut.end()
    while edge < offset and text[edge] in "）·.-&+ ":
        edge += 1
    return edge


def _continues_left(line: _Line, joiner: int, right: int, offset: int) -> bool:
    """Whether 与, 和, 及 or 、 stands inside a name (海洋与海事技术联合实验室) rather than between two."""
    text = line.text
    left = re.split(r"[，。；：！？“”《》\n]", text[max(0, joiner - LONGEST) : joiner])[-1]
    if not left or names.ends_name(left) or aliases.ends_known(left):
        return False
    token = _token_before(line, joiner)
    if token is None or len(text[right:offset]) == 0:
        return False
    inner = list(names.suffix_pattern().finditer(left))
    if text[joiner] == "、":
        # 国家药品监督管理局药品、医疗器械…分中心: a body, then two things of one kind that it deals with
        behind = left[inner[-1].end() :] if inner else ""
        return (
            bool(inner)
            and 1 < len(behind) <= 6
            and not _TITLE_AHEAD.match(behind)
            and not names.is_stop(behind)
        )
    word = token[1]
    return (
        len(word) >= 2
        and not names.is_stop(word)
        and word in names.common_nouns()
        and not names.ends_weak(left)
    )


def _right_edge(text: str, end: int) -> int:
    """A place bracket, a unit of the house and an official second name belong to the name."""
    while True:
        for pattern in (_PLACE_BRACKET, _UNIT):
            match = pattern.match(text, end)
            if match and match.end() > end:
                end = match.end()
                break
        else:
            break
    bracket = re.match(r"（([一-鿿]{5,20})）", text[end : end + 24])
    if bracket and names.ends_name(bracket[1]) and not re.match("以下|下称|简称|原", bracket[1]):
        end += bracket.end()
    return end


def _latin(text: str) -> list[OrganisationMention]:
    return [_mention(text, m.start(), m.end(), "firm") for m in _LATIN.finditer(text)]


def _listed(text: str, line: _Line) -> list[OrganisationMention]:
    """List licence: in 青禾智能、远屿新材等23家企业 the items are names, because the head says so."""
    found: list[OrganisationMention] = []
    for match in names.LISTED.finditer(text):
        start = match.start("items")
        for item in re.split("([、和与及])", match["items"]):
            if len(item) >= 2 and not re.search("(?:的|了)", item):
                begin = start + _stop_cut(line, start, item)
                if start + len(item) - begin >= 2:
                    found.append(_mention(text, begin, start + len(item), "firm"))
            start += len(item)
    return [m for m in found if not names.is_generic(m.text)]


def _stop_cut(line: _Line, start: int, item: str) -> int:
    """How much of a first list item stands before the name (包括, 近日, 由 …)."""
    cut = 0
    index = bisect_left(line.starts, start)
    while index < len(line.starts) and line.starts[index] < start + len(item):
        begin = line.starts[index]
        following = line.starts[index + 1] if index + 1 < len(line.starts) else len(line.text)
        if names.is_stop(line.text[begin:following]):
            cut = following - start
        index += 1
    return cut


def _weak(text: str, line: _Line) -> list[OrganisationMention]:
    """星澜生物与…签署: a brand with a word for its trade, where the grammar of a signing wants a name."""
    found: list[OrganisationMention] = []
    for match in names.WEAK_PARTY.finditer(text):
        start = match.start("name")
        start += _stop_cut(line, start, match["name"])
        name = text[start : match.end("name")]
        if 3 <= len(name) <= 10 and not names.is_generic(name) and name not in names.common_nouns():
            found.append(_mention(text, start, match.end("name"), "firm"))
    return found


def _short_forms(
    text: str, found: list[OrganisationMention], defined: list[aliases.Definition]
) -> list[OrganisationMention]:
    """Later uses of a defined short form."""
    short: list[OrganisationMention] = []
    for definition in defined:
        kind = next((m.kind for m in found if m.start == definition.name[0]), "other")
        for match in re.finditer(re.escape(definition.alias), text):
            if not definition.bracket[0] <= match.start() < definition.bracket[1]:
                short.append(_mention(text, match.start(), match.end(), kind))
    return short


def _mention(text: str, start: int, end: int, kind: str) -> OrganisationMention:
    surface = text[start:end]
    kind = "place" if names.is_place(surface) else kind
    return OrganisationMention(start=start, end=end, text=surface, name=surface, canonical=surface, kind=kind)


def _longest(found: list[OrganisationMention]) -> list[OrganisationMention]:
    kept: list[OrganisationMention] = []
    taken: set[int] = set()
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        span = range(mention.start, mention.end)
        if not taken.intersection(span):
            taken.update(span)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _resolved(mention: OrganisationMention, defined: list[aliases.Definition]) -> OrganisationMention:
    """The fullest form that this text gives, and the canonical one that the lexicon knows."""
    name = next((d.full for d in defined if d.alias == mention.text), mention.text)
    return replace(mention, name=name, canonical=aliases.canonical(name) or name)
