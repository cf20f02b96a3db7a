"""Whether a text is about the zone, with reasons; and the cheap question before: is it named at all?

河套 is also the bend of the Yellow River, and Hetao a spelling of walnut: bare names need
context, look-alikes veto. The weights follow the labelled examples behind ``lexicons/zone.toml``.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

import ahocorasick_rs

from pipelines.folding import fold, fold_name
from pipelines.lexicons import zone
from pipelines.values import Article, Relevance

#: Context must stand within so many characters of a medium or weak name (about three sentences).
NEAR = 200
#: What an article is about shows in its first characters; a page of megabytes is no news.
JUDGED = 100_000
#: Sum of look-alike weights at which a text without a strong or medium name is not about the zone.
VETO = -4
_OTHERS = "横琴|前海|南沙|光明科学城|西丽湖|松山湖|临港|雄安"
#: The zone in a list of platforms is named in passing: 横琴、前海、南沙、河套. A platform does not stand inside the
#: stretch behind another: where each could be either, a long list has thousands of readings.
_PLATFORMS = re.compile(
    rf"(?:(?:{_OTHERS})(?:(?!{_OTHERS})[^，。；]){{0,12}}[、，和与及]){{1,12}}[^，。；]{{0,6}}河套[^，。；、]{{0,12}}"
    r"|河套[^，。；、]{0,12}(?:[、和与及][^，。；]{0,4}(?:横琴|前海|南沙|光明科学城|西丽湖|松山湖)[^，。；、]{0,12}){1,6}"
)
_ELSEWHERE = re.compile(
    r"在[^，。；]{0,4}(?:前海|南沙|光明|横琴|上海|北京|广州|杭州|苏州|成都|武汉|西安|合肥|南京|重庆|天津|青岛|厦门|东莞|珠海|长沙|新加坡)"
)
_READING = re.compile(
    r"(?<=[一-鿿])[ \u00a0]?[(（][ \u00a0]?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[ \u00a0]?[)）][ \u00a0]?"
)
# Raw pages carry names as JSON escapes and entities, and mirrors put readings between characters: the cheap
# question therefore asks for the shortest names only.
_SEEDS = (
    *("河套", "港深创", "港深創", "深港科创", "深港科創", "落马洲", "落馬洲"),
    *("深港科技创新合作区", "深港科技創新合作區", "香港科学园深圳分园", "香港科學園深圳分園"),
    *("hetao", "hsitp", "lok ma chau loop", "htcz", "shenzhen innovation and technology park"),
)
# A reading inside a name stands behind one of its characters; behind any other it need not be looked at.
_READING_INSIDE = re.compile(
    "[" + "".join(sorted({c for seed in _SEEDS if not seed.isascii() for c in seed})) + "][ \u00a0]?[(（]"
)
# Behind the bracket: a letter, one with a tone in UTF-8 (C3 to C7) or GB18030 (A8), or an entity; 81 is its hard space.
_READING_BEGINS = re.compile(rb"[ \xc2\xa0]*[a-z\xc3-\xc7\xa8\x81&]")


def _escaped(seed: str) -> tuple[str, ...]:
    if seed.isascii():
        return (seed,)
    forms = ("".join(f"\\u{ord(c):04x}" for c in seed), "".join(f"&#x{ord(c):x};" for c in seed))
    return (seed, *forms, "".join(f"&#{ord(c)};" for c in seed))


@lru_cache(maxsize=1)
def _seeds() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick([form for seed in _SEEDS for form in _escaped(seed)])


def mentions_zone(text: str) -> bool:
    """Whether any name of the zone stands in a raw page or feed, in either script or English. Cheap."""
    plain = text.lower()
    if _seeds().find_matches_as_indexes(plain):
        return True
    # 河(hé)套: mirrors put readings inside the very name
    return bool(_READING_INSIDE.search(plain)) and bool(
        _seeds().find_matches_as_indexes(_READING.sub("", plain))
    )


@lru_cache(maxsize=1)
def _byte_seeds() -> tuple[ahocorasick_rs.BytesAhoCorasick, int]:
    """The seeds in every charset of Chinese pages, how many, and behind them what a reading inside one begins with."""
    inside = sorted({c for seed in _SEEDS if not seed.isascii() for c in seed})
    opened = [f"{c}{space}{bracket}" for c in inside for space in ("", " ", "\u00a0") for bracket in "(（"]
    seeds = _in_all_charsets(form for seed in _SEEDS for form in _escaped(seed))
    return ahocorasick_rs.BytesAhoCorasick([*seeds, *_in_all_charsets(opened)]), len(seeds)


def _in_all_charsets(forms: Iterable[str]) -> list[bytes]:
    found: set[bytes] = set()
    for form in forms:
        for codec in ("utf-8", "gb18030", "big5hkscs"):
            with suppress(UnicodeEncodeError):  # not every charset can write it
                found.add(form.encode(codec).lower())
    return sorted(found)


def may_mention_zone(body: bytes) -> bool:
    """False where no name of the zone can stand in the bytes of a page, whichever Chinese charset it is in. Cheaper still.

    Lower case is taken of the bytes as if all were ASCII, in the seeds as in the page: what was equal stays equal.
    """
    automaton, seeds = _byte_seeds()
    plain = body.lower()
    return any(
        index < seeds or _READING_BEGINS.match(plain, end)
        for index, _, end in automaton.find_matches_as_indexes(plain, overlapping=True)
    )


@lru_cache(maxsize=8)
def _automaton(group: str) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    names: tuple[str, ...] = getattr(zone.load(), group)
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(names), matchkind=kind), names


def _hits(group: str, text: str) -> list[tuple[int, str]]:
    """(offset, name) of the names of one group, Latin ones at word boundaries only."""
    automaton, names = _automaton(group)
    hits: list[tuple[int, str]] = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        name = names[index]
        if name[0].isascii() and name[0].isalnum():
            before, after = text[start - 1 : start], text[end : end + 1]
            if (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()):
                continue
        hits.append((start, name))
    return hits


def _matching(text: str) -> str:
    plain = fold(html.unescape(text) if "&" in text else text).text.lower()
    return plain.replace("co-operation", "cooperation").replace("&", "and")


def judge_relevance(article: Article) -> Relevance:
    """The class of an article, with the reasons in words."""
    title, body = _matching(article.title or ""), _matching(article.text[:JUDGED])
    text = f"{title}\n{body}"
    strong = _hits("strong", text) + _hits("alone", text)
    medium = [
        h
        for h in _hits("medium", text)
        if _context(text, h[0], places=1, topics=0) or _context(text, h[0], places=0, topics=1)
    ]
    weak = [h for h in _hits("weak", text) if _context(text, h[0], places=1, topics=1)]
    against = [(name, weight) for name, weight in zone.load().negatives if name in text]
    veto = sum(weight for _, weight in against)
    hits = strong + medium + weak
    if not strong and not medium and veto <= VETO:
        words = "、".join(name for name, _ in against[:3])
        return Relevance(kind="irrelevant", why=(f"another 河套: {words}",))
    if strong and veto <= 2 * VETO and len(strong) < 2:
        return Relevance(
            kind="review", why=(f"names the zone ({strong[0][1]}) and another 河套 ({against[0][0]})",)
        )
    if not hits and (listed := _PLATFORMS.search(text)):
        hits = [(listed.start(), "河套")]
    if hits:
        return _how_far(title, body, hits)
    return _without_zone(text)


def _context(text: str, at: int, *, places: int, topics: int) -> bool:
    around = text[max(0, at - NEAR) : at + NEAR]
    lexicon = zone.load()
    enough_places = not places or any(word in around for word in lexicon.context_places)
    return enough_places and (not topics or any(word in around for word in lexicon.context_topics))


def _how_far(title: str, body: str, hits: list[tuple[int, str]]) -> Relevance:
    names = list(dict.fromkeys(name for _, name in hits))
    why = f"names {'、'.join(names[:3])}"
    text = f"{title}\n{body}"
    listed = [m.span() for m in _PLATFORMS.finditer(text)]
    apart = [h for h in hits if not any(start <= h[0] < end for start, end in listed)]
    if not apart:
        return Relevance(kind="mention", why=(why, "only in a list of platforms"))
    in_title = any(at < len(title) for at, _ in apart)
    if not in_title and _ELSEWHERE.search(body[:120]) and all(_is_address(text, at) for at, _ in apart):
        return Relevance(
            kind="company", why=(why, "only as the address of a company whose news is set elsewhere")
        )
    if in_title:
        return Relevance(kind="subject", why=(why, "in the title"))
    ends = [match.start() for match in re.finditer("。", text)]
    sentences = {bisect_left(ends, at) for at, _ in apart}
    early = min(at for at, _ in apart) - len(title) <= max(160, len(body) * 0.3)
    if len(sentences) >= 2 or (early and len(body) < 1500):
        return Relevance(kind="subject", why=(why, f"in {len(sentences)} sentences"))
    return Relevance(kind="mention", why=(why, "once, in passing"))


def _is_address(text: str, at: int) -> bool:
    return bool(
        re.search("(?:位于|设在|设于|总部|注册|来自|入驻|扎根)[^，。]{0,6}$", text[max(0, at - 12) : at])
    )


def _without_zone(text: str) -> Relevance:
    residents = list(dict.fromkeys(name for _, name in _hits("residents", text)))
    if residents and "福田保税区" in text:
        return Relevance(kind="subject", why=(f"{residents[0]} in 福田保税区",))
    if residents:
        return Relevance(kind="company", why=(f"a resident's own news: {'、'.join(residents[:3])}",))
    bare = _hits("weak", text)
    if bare and any(name in ("河套", "hetao") for _, name in bare):
        return Relevance(
            kind="review" if _context(text, bare[0][0], places=1, topics=0) else "irrelevant",
            why=("bare 河套 without enough context",),
        )
    return Relevance(kind="irrelevant", why=("no name of the zone",))


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Folded names of the zone, its parks, bodies and buildings, the longest first."""
    lexicon = zone.load()
    return tuple(sorted({*lexicon.strong, *lexicon.medium, *lexicon.alone}, key=lambda n: (-len(n), n)))


def is_zone_place(name: str) -> bool:
    """Whether a name is the zone, one of its parks or one of its buildings."""
    plain = fold_name(name).lower()
    lexicon = zone.load()
    return plain in {*lexicon.strong, *lexicon.medium, *lexicon.places} or plain in (
        "河套",
        "深圳园区",
        "香港园区",
    )


def sentence_on_zone(folded_text: str) -> bool:
    """Whether a folded sentence names the zone, a park, a body or a building of it."""
    plain = folded_text.lower()
    if _hits("strong", plain) or _hits("alone", plain) or _hits("medium", plain):
        return True
    return bool(
        re.search(r"河套(?!平原|灌区|学院|酒|文化|人|农商|地区)|(?<![一-鿿])(?:深圳|香港)园区", plain)
    )
