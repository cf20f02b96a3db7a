"""Whether a text is about the zone, with reasons; and the cheap question before: is it named at all?

河套 is also the bend of the Yellow River, and Hetao a spelling of walnut: bare names need
context, look-alikes veto. The weights follow the labelled examples behind ``lexicons/zone.toml``.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from functools import lru_cache

import ahocorasick_rs

from pipelines.folding import fold, fold_name
from pipelines.lexicons import zone
from pipelines.values import Article, Relevance
from pipelines.zone_seeds import may_mention_zone, mentions_zone

__all__ = [
    "is_listed",
    "is_zone_place",
    "judge_relevance",
    "may_mention_zone",
    "mentions_zone",
    "sentence_on_zone",
    "zone_names",
]

#: Context must stand within so many characters of a medium or weak name (about three sentences).
NEAR = 200
#: What an article is about shows in its first characters; a page of megabytes is no news.
JUDGED = 100_000
#: In a text of this length one sentence can be a part of the news.
SHORT = 1500
#: Sum of look-alike weights at which a text without a strong or medium name is not about the zone.
VETO = -4
_OTHERS = "横琴|前海|南沙|光明科学城|西丽湖|松山湖|临港|雄安"
#: The zone in a list of platforms is named in passing: 横琴、前海、南沙、河套. A platform does not stand inside the
#: stretch behind another: where each could be either, a long list has thousands of readings.
_PLATFORMS = re.compile(
    rf"(?:(?:{_OTHERS})(?:(?!{_OTHERS})[^，。；]){{0,12}}[、，和与及]){{1,12}}[^，。；]{{0,6}}河套[^，。；、]{{0,12}}"
    r"|河套[^，。；、]{0,12}(?:[、和与及][^，。；]{0,4}(?:横琴|前海|南沙|光明科学城|西丽湖|松山湖)[^，。；、]{0,12}){1,6}"
)
# A firm's houses: 在大连、三亚以及深圳河套设有实验室, 包括成都某园店、深圳河套科创中心店以及杭州某谷店.
_HOUSES = re.compile(
    r"(?:[一-鿿]{2,10}[、，]){1,8}[^，。；、]{0,10}?(?:以及|及|和|与)?(?:深圳)?河套[^，。；、]{0,8}?(?:等|设有|均设|都有|建有|拥有|店|[两三四五]地|分部|办事处|研发单位)"
)
_ELSEWHERE = re.compile(
    r"在[^，。；]{0,4}(?:前海|南沙|光明|横琴|上海|北京|广州|杭州|苏州|成都|武汉|西安|合肥|南京|重庆|天津|青岛|厦门|东莞|珠海|长沙|新加坡)"
)
# 训练基地离河套不远: a way to say where something else is.
_NEARBY = re.compile(
    "(?:离|距|毗邻|邻近|靠近|隔着|路过|途经)(?:深圳|落马洲)?河套(?![^，。；]{0,12}(?:园区|合作区))[^，。；]{0,6}"
)
# 河套人才公寓 is of the zone, 河套人 are people of the plain; 深圳河套学院 is no college of Inner Mongolia.
_NOT_THE_OTHER = re.compile("河套人(?=才|工智能|员|流|气|形|次|行|力|体|民医院|类)|深圳河套学院")
#: The bare name as the other one, or as a nickname or a title.
_OTHER_SENSE = re.compile(
    "河套(?:平原|灌区|学院|酒|老窖|王酒|文化|人(?!才|工智能|员|流)|农商|农村|大学|蜜瓜|面粉|小麦|番茄|牧|渠|水利|水务|湿地|川|羊|地区屯|来信)|(?:绰号|外号|昵称|诨名|别号)[^，。]{0,6}河套|黄河[^，。]{0,4}河套"
)
# What makes a single mention a material part: somebody settles, builds, rents, buys land there.
_MATERIAL = re.compile(
    r"落户|入驻|进驻|落地|扎根|竞得|投得|拿地|地块|用地|承租|租[用下赁约]|兴建|建设|自建|选址|签|协议|合同|项目|揭牌|开园|启用|动工|封顶|落成|公寓"
    r"|\b(?:tenant|lease|laborator|move|built|signed|launched)"
)
# An address says where somebody comes from; in a notice it is that of a party, else it is a remark.
_ADDRESS = re.compile(
    r"注册地|住所|地址|总部|位于|设[于在立有]|坐落|\b(?:based|located|headquartered|office)\b"
)
#: Where a sentence ends, in lower case: dr. and ltd. end none.
_SENTENCE_END = re.compile(r"。|(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bltd)(?<!\bco)(?<!\b[a-z])[.!?][”\"’]?\s")
_NOTICE = re.compile('证券代码|公告编号|[（(]以下简称[“"]?(?:公司|本公司)|董事会(?:谨此|欣然|宣布)')
# 此前已在河套设立支行: background of somebody's news.
_BACKGROUND = re.compile(r"此前|早前|先前|曾|去年|前年|\d年前|\b(?:previously|earlier|formerly)\b")
# 河套园区与前海合作区签署协议: here the zone acts.
_ACTS = re.compile("[^。；，]{0,14}(?:签|携手|共建|结盟|联合)")


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
    own_account = _is_own_account(article.outlet)
    strong = _hits("strong", text) + _hits("alone", text)
    medium = [
        h
        for h in _hits("medium", text)
        if _context(text, h[0], places=1, topics=0) or _context(text, h[0], places=0, topics=1)
    ]
    weak = [h for h in _hits("weak", text) if _context(text, h[0], places=1, topics=1)]
    unlike = _NOT_THE_OTHER.sub("河套 ", text)
    against = [(name, weight) for name, weight in zone.load().negatives if name in unlike]
    veto = sum(weight for _, weight in against)
    hits = strong + medium + weak
    if not strong and not medium and veto <= VETO:
        words = "、".join(name for name, _ in against[:3])
        return Relevance(kind="irrelevant", why=(f"another 河套: {words}",))
    if strong and veto <= 2 * VETO and len(strong) < 2:
        return Relevance(
            kind="review", why=(f"names the zone ({strong[0][1]}) and another 河套 ({against[0][0]})",)
        )
    if own_account and veto > VETO:
        return Relevance(kind="subject", why=("published by the zone itself",))
    if not hits and (listed := _PLATFORMS.search(text)):
        hits = [(listed.start(), "河套")]
    if not hits and not against and not _OTHER_SENSE.search(text):
        hits = _bare_in_context(text)
    if hits:
        return _how_far(title, body, hits + _bare(text))
    return _without_zone(text)


def _is_own_account(outlet: str | None) -> bool:
    """Whether the publisher is the zone, a park or a body of it: what it calls 园区 is the zone."""
    if not outlet:
        return False
    name = _matching(outlet)
    return bool(
        _hits("strong", name)
        or _hits("alone", name)
        or re.search("河套(?!平原|灌区|学院|酒|文化|人)|港深创|hsitp", name)
    )


def _bare(text: str) -> list[tuple[int, str]]:
    """河套 alone, where a fuller name stands in the same text and says which is meant."""
    return [
        h for h in _hits("weak", text) if h[1] in ("河套", "hetao") and not _OTHER_SENSE.match(text, h[0])
    ]


def _bare_in_context(text: str) -> list[tuple[int, str]]:
    """河套 alone, near Shenzhen or Hong Kong, or often, or in the title, and nothing of the other one in the text."""
    bare = _bare(text)
    near = [h for h in bare if _context(text, h[0], places=1, topics=0)]
    if near:
        return bare
    topical = [h for h in bare if _context(text, h[0], places=0, topics=1)]
    return bare if topical or len(bare) >= 2 else []


def _context(text: str, at: int, *, places: int, topics: int) -> bool:
    around = text[max(0, at - NEAR) : at + NEAR]
    lexicon = zone.load()
    enough_places = not places or any(word in around for word in lexicon.context_places)
    return enough_places and (not topics or any(word in around for word in lexicon.context_topics))


def _how_far(title: str, body: str, hits: list[tuple[int, str]]) -> Relevance:
    names = list(dict.fromkeys(name for _, name in hits))
    why = f"names {'、'.join(names[:3])}"
    text = f"{title}\n{body}"
    listed = _listed(text)
    apart = [h for h in hits if not any(start <= h[0] < end for start, end in listed)]
    if not apart:
        return Relevance(kind="mention", why=(why, "only in a list or by the way"))
    in_title = any(at < len(title) for at, _ in apart)
    if not in_title and _ELSEWHERE.search(body[:120]) and all(_is_address(text, at) for at, _ in apart):
        return Relevance(
            kind="company", why=(why, "only as the address of a company whose news is set elsewhere")
        )
    if in_title:
        return Relevance(kind="subject", why=(why, "in the title"))
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    sentences = {bisect_left(ends, at) for at, _ in apart}
    if len(sentences) >= 2 or (len(body) < SHORT and _is_material(title, body, [at for at, _ in apart])):
        return Relevance(kind="subject", why=(why, f"in {len(sentences)} sentences"))
    return Relevance(kind="mention", why=(why, "once, in passing"))


def _listed(text: str) -> list[tuple[int, int]]:
    """Stretches in which the zone is named among others or only by the way."""
    found = [
        m.span()
        for m in _PLATFORMS.finditer(text)
        if not (m[0].startswith("河套") and (_ACTS.search(m[0]) or _ACTS.match(text, m.end())))
    ]
    return found + [m.span() for pattern in (_HOUSES, _NEARBY) for m in pattern.finditer(text)]


def _is_material(title: str, body: str, hits: list[int]) -> bool:
    """Whether the only sentence of a short text that names the zone is a part of its news.

    Early in the text it is; later where somebody settles, builds or signs there. 他曾在河套深圳园区工作 is none.
    """
    text = f"{title}\n{body}"
    early = min(hits) - len(title) <= max(160, len(body) * 0.3)
    abroad = bool(_ELSEWHERE.search(body[:300]))
    for at in hits:
        begin = max(text.rfind(mark, 0, at) for mark in "。；\n") + 1
        ends = [end for mark in "。；\n" if (end := text.find(mark, at)) >= 0]
        around = text[max(begin, at - 40) : min([*ends, at + 40])]
        if (
            begin > len(title) + 1
            and _BACKGROUND.search(text, begin, at)
            and text.find("。", len(title)) < at
        ):
            continue
        if early or (_MATERIAL.search(around) and not abroad and not _ADDRESS.search(around)):
            return True
        if _ADDRESS.search(around) and _NOTICE.search(body) and not abroad:
            return True
    return False


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


def is_listed(folded_text: str) -> bool:
    """Whether a sentence names the zone only among others: 用好前海、河套等平台."""
    plain = folded_text.lower()
    listed = _listed(plain)
    at = [m.start() for m in re.finditer("河套|hetao", plain)]
    return bool(listed) and all(any(a <= x < b for a, b in listed) for x in at)


def sentence_on_zone(folded_text: str) -> bool:
    """Whether a folded sentence names the zone, a park, a body or a building of it."""
    plain = folded_text.lower()
    if _hits("strong", plain) or _hits("alone", plain) or _hits("medium", plain):
        return True
    return bool(
        re.search(
            r"河套(?!平原|灌区|学院|酒|文化|人(?!才|工智能|员|流)|农商|地区)|\bhetao (?!plain|irrigation|basin)|\bthe (?:shenzhen|hong kong) park\b|(?<![一-鿿])(?:深圳|香港)园区",
            plain,
        )
    )
