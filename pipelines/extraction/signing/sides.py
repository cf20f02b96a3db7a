"""The words on the sides of a signing as parties, groups without names, counts and people who sign."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.extraction.counts import CountMention
from pipelines.extraction.draft import Reading
from pipelines.extraction.numbers import parse_number
from pipelines.extraction.organisations import OrganisationMention
from pipelines.extraction.people import PersonMention
from pipelines.extraction.signing.anaphora import all_meant_by, meant_by
from pipelines.extraction.signing.frames import Framed
from pipelines.extraction.signing.tokens import Token
from pipelines.lexicons import names

Span = tuple[int, int]

#: 两家客户, 首批租户, 多家企业, 北区五间中学, 一家荷兰机构: somebody, but nobody by name.
_GROUP = re.compile(
    r"(?:[一-鿿]{0,4}?(?:首批|第[一二三四五六七八九十]批|多|若干|几|数|一|两|二|三|四|五|六|七|八|九|十|百|\d{1,9})++(?:余|多)?(?:家|间|所|名|个|位|批|支|组)[一-鿿]{0,10}"
    r"|(?:首批|第[一二三四五六七八九十]批|多家|若干|部分|一批|新一批)[一-鿿]{0,8}(?:企业|公司|机构|客户|租户|院校|学校|医院|团队|伙伴|单位|商户|用户|银行))$"
)
#: 三家老邻居: how many, where no count was read.
_NUMBER = re.compile(r"([一两二三四五六七八九十百\d]+)(?:余|多)?(?:家|间|所|支|组)")
_NO_NAME = re.compile(
    r"(?:上|下|中|后|前|时|日|内|间|的|了|过|着|等|其他|各|所|方|代表|企业|机构|公司|院校|高校|客户|人员|们|会上|期间|仪式|论坛|项目|合作|服务|活动|记者|媒体|届时|规划|病人|市民"
    r"|加盟商|经销商|供应商|运营商|开发商|厂商|共计|人力|培训|人才|三位|两位|双方)$|^(?:其他|各|所有|相关|有关|多方|社会|擅自|记者|据|届时|以下|并|而|但|香港$|内地$|深圳$)"
)
#: What the bearer of a name is, before it: 日本电池材料商青叶化成, 台湾新创耳语科技.
_APPOSED = re.compile(
    r"^[一-鿿]{2,10}?(?:制造商|供应商|开发商|运营商|服务商|厂商|封测商|企业|公司|机构|初创|新创|独角兽|商|厂)(?=[一-鿿A-Za-z]{2,8}$)"
)
#: Before the name, where a list did not tell: 电 瑞典, 启动礼上，.
_LEADING = re.compile(r"^.*[\s，：】）]")
#: Kelvin Biosensors and the authority signed: capitalised words where only a side can stand.
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9&.-]+(?: [A-Z][A-Za-z0-9&.-]+){1,3}")
#: The two companies signed: those that were told before.
_THESE = re.compile(
    "[两二三四](?:家|间|所)(?:公司|企业|机构|大学|医院|院校|高校)|(?:two|three|four) (?:companies|firms|universities|institutions)",
    re.IGNORECASE,
)
_TRADE_NAME = re.compile("园区公司|发展署")
#: Whoever of several is listed behind a colon or 分别是: 与首批客户签约：a、b、c等9家企业.
_LISTED = re.compile(r"[：:]|(?:分别|依次)(?:是|为)|包括|当中有|其中有|即|including|among them|such as")
_AMONG = ("包括", "当中有", "其中有", "including", "among them", "such as")
#: Between such a word and the first name.
_NEXT = 8
#: A person who tells of a signing does not sign.
_SPOKEN = re.compile("透露|表示|介绍|[说称指]，|指出|宣布|认为")
#: 七间机构包括…, 这5家企业分别是…: who a group is that was told before.
_MEMBERS = re.compile(
    "(?:这|该|上述|其中|此次|新)?(?:[一-鿿]{0,2}[一两二三四五六七八九十\\d]+(?:家|间|个|所)[一-鿿]{0,6})?(?:包括|分别(?:是|为)|依次(?:是|为)|计有)"
)
_INSTITUTIONS = ("academy", "gov", "society", "media", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who stands on the sides of one signing. ``named``: (role, mention) in the order of the text."""

    named: tuple[tuple[str, OrganisationMention], ...] = ()
    groups: tuple[Span, ...] = ()
    counts: tuple[CountMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    unnamed: bool = False  # 双方, 两地海关: both, whom the text does not name
    sure: bool = False  # somebody is known for certain, not only from where the name stands


def read_sides(reading: Reading, framed: Framed) -> Sides:
    """The sides of an act that a frame read."""
    named: list[tuple[str, OrganisationMention]] = []
    groups: list[Span] = []
    counts: list[CountMention] = []
    people: list[PersonMention] = []
    beside = any(t.kind in ("org", "one", "several") for _, tokens in framed.sides for t in tokens)
    several = any(t.kind == "each" for t in framed.between)
    spoken = _SPOKEN.search(reading.text, framed.between[0].start, framed.act.start)
    sure = False
    for role, tokens in framed.sides:
        mine, known = _members(reading, tokens, beside=beside)
        if len(framed.sides) == 1 and len(tokens) == 1 and _THESE.fullmatch(_words(reading, tokens[0])):
            mine = all_meant_by(reading, tokens[0].start, tokens[0].end)
        sure = sure or known
        group = [t for t in tokens if t.kind == "count" or (t.kind == "other" and _is_group(reading, t))]
        counts += [c for t in group if (c := _count_at(reading, t.start) or _counted_by_words(reading, t))]
        if not mine:
            groups += [_whole(reading, t) for t in group if _counted(reading, t)]
        elif several and not group and len(mine) >= 3:
            counts.append(_of_each(mine, tokens, reading))
        named += [(role, mention) for mention in mine]
        if not spoken:
            people += [p for t in tokens if t.kind == "person" and (p := _person_at(reading, t.start))]
    return Sides(
        named=tuple(_each_once(named)),
        groups=tuple(groups),
        counts=tuple(counts),
        people=tuple(people),
        unnamed=not named and any(t.kind == "several" for _, tokens in framed.sides for t in tokens),
        sure=sure or bool(groups) or bool(counts),
    )


def _words(reading: Reading, token: Token) -> str:
    return reading.text[token.start : token.end].strip()


def carried(sides: Sides, before: Sides | None, what: str) -> Sides:
    """The sides with those of the act before that a frame takes over: the first (与甲签约，与乙签约), or all (又签了…)."""
    if before is None or what == "none":
        return sides
    taken = before.named[:1] if what == "first" else before.named
    groups = before.groups if what == "all" else ()
    named = tuple(_each_once([*taken, *sides.named]))
    return replace(sides, named=named, groups=(*groups, *sides.groups), sure=sides.sure or bool(taken))


def listed_behind(reading: Reading, sides: Sides, end: int, limit: int) -> list[OrganisationMention]:
    """The members of an unnamed group that are listed after the act: as many as it counts, or its 等N家.

    Behind 包括 and “including” also before it: Five companies, including Volta and Harrowgate, signed leases.
    """
    if not sides.groups:
        return []
    for match in _LISTED.finditer(reading.text, sides.groups[0][1], end):
        within = [m for m in reading.organisations_in(match.end(), end) if m.kind != "place"]
        if match[0] in _AMONG and within and within[0].start - match.end() <= _NEXT:
            return within
    wanted = max((c.n for c in sides.counts), default=0)
    limit = max(limit, _end_of_members(reading, end))
    for match in _LISTED.finditer(reading.text, end, limit):
        found = [m for m in reading.organisations_in(match.end(), limit) if m.kind != "place"]
        stop = re.search("[。；]", reading.text[match.end() : limit])
        line = reading.text[match.end() : limit].strip() == "" or match[0] in "：:"
        close = [m for m in found if stop is None or m.start < match.end() + stop.start() or line]
        distinct = list({m.canonical: m for m in close}.values())
        if wanted and len(distinct) == wanted:
            return distinct
        first = [m for m in distinct if stop is None or m.start < match.end() + stop.start()]
        if first and match[0] in _AMONG and first[0].start - match.end() <= _NEXT:
            return first  # 与22间企业签约，当中包括海屿制药、屿渡科技
        if len(first) >= 2 and re.search(
            r"等\d+|等[一二三四五六七八九十]+", reading.text[match.end() : limit]
        ):
            return first
    return []


def _end_of_members(reading: Reading, end: int) -> int:
    """Where the sentence ends that follows and says who the group is, in a paragraph of its own: 七间机构包括…."""
    first = bisect_left(reading.told, end, key=lambda s: s.start)
    following = next(iter(reading.told[first : first + 1]), None)
    if following and _MEMBERS.match(reading.text, following.start, following.end):
        return following.end
    return end


def _of_each(mine: list[OrganisationMention], tokens: tuple[Token, ...], reading: Reading) -> CountMention:
    """a、b、c分别与…签订: as many agreements as there are names."""
    kinds = {m.kind in _INSTITUTIONS for m in mine}
    what = "company" if kinds == {False} else "institution"
    start, end = mine[0].start, mine[-1].end
    surface = reading.text[start:end]
    return CountMention(
        start=start, end=end, text=surface, what=what, n=len(mine), scope="this_event", head=surface
    )


def _members(
    reading: Reading, tokens: tuple[Token, ...], *, beside: bool
) -> tuple[list[OrganisationMention], bool]:
    members: list[OrganisationMention] = []
    known = False
    for index, token in enumerate(tokens):
        headed = _is_head(tokens[index : index + 3])
        if token.kind in ("org", "place") and not headed and (mention := mention_at(reading, token.start)):
            members.append(mention)
            known = known or token.kind == "org"
        elif token.kind == "one" and tokens[index + 1 : index + 2] and _owns(tokens[index : index + 3]):
            continue
        elif token.kind == "one" and (
            mention := meant_by(reading, token.start, token.end) or _by_its_trade(reading, token)
        ):
            members.append(mention)
            known = True
        elif token.kind == "several":
            several = all_meant_by(reading, token.start, token.end)
            members += several
            known = known or bool(several)
        elif token.kind == "other":
            followed = tokens[index + 1].kind if index + 1 < len(tokens) else ""
            name = (
                None
                if followed in ("that", "org", "count")
                else _in_place_of_a_name(reading, token, beside=beside)
            )
            members += [name] if name else []
    return members, known


def _by_its_trade(reading: Reading, token: Token) -> OrganisationMention | None:
    """园区公司, 海关 of both sides: where the text has no other name, the word stands for its bearer."""
    match = _TRADE_NAME.search(reading.text, token.start, token.end)
    if match is None:
        return None
    start, end = match.span()
    return OrganisationMention(
        start=start, end=end, text=match[0], name=match[0], canonical=match[0], kind="firm"
    )


def _is_head(tokens: tuple[Token, ...]) -> bool:
    """本地智能公司智弦科技, 河套深圳园区企业望杼量子: what says of the name behind it what it is, or where."""
    kinds = [t.kind for t in tokens]
    return kinds[1:2] == ["org"] or (kinds[0] == "place" and kinds[1:] in (["head", "org"], ["that", "org"]))


def _owns(tokens: tuple[Token, ...]) -> bool:
    """本公司全资附属公司长屿智能: whose firm it is that signs."""
    return [t.kind for t in tokens][1:] in (["head", "org"], ["that", "org"])


def mention_at(reading: Reading, start: int) -> OrganisationMention | None:
    """The name that begins at an offset."""
    index = bisect_left(reading.organisations, start, key=lambda m: m.start)
    found = reading.organisations[index : index + 1]
    return found[0] if found and found[0].start == start else None


def _count_at(reading: Reading, start: int) -> CountMention | None:
    index = bisect_left(reading.counts, start - 2, key=lambda m: m.start)  # 签约项目37个 begins with the act
    return next((c for c in reading.counts[index : index + 2] if c.start <= start + 6), None)


def _counted_by_words(reading: Reading, token: Token) -> CountMention | None:
    """三家老邻居: who that is the list behind tells, how many the group itself."""
    match = _NUMBER.search(reading.text, token.start, token.end)
    number = parse_number(match[1]) if match else None
    if match is None or number is None:
        return None
    start, end = match.start(), token.start + len(reading.text[token.start : token.end].rstrip())
    surface = reading.text[start:end]
    return CountMention(
        start=start, end=end, text=surface, what="company", n=int(number), scope="this_event", head=surface
    )


def _person_at(reading: Reading, start: int) -> PersonMention | None:
    return next((p for p in reading.people if p.start == start), None)


def _in_place_of_a_name(reading: Reading, token: Token, *, beside: bool) -> OrganisationMention | None:
    """What stands where only a side can stand is a name, if it looks like one: 霁野机器人与深港科创公司签署….

    ``beside``: somebody known stands in the same frame, so that two common words may be a name (木棉光子).
    """
    start, end = token.start, token.end
    latin = _LATIN_NAME.fullmatch(reading.text[start:end].strip())
    for pattern in () if latin else (_LEADING, _APPOSED):
        if lead := pattern.match(reading.text[start:end].rstrip()):
            start += lead.end()
    name = reading.text[start:end].strip()
    if re.match("[a-z]", name) or name.endswith("."):
        return None  # of the company. The trials, which: no name in Latin letters
    if (
        not 2 <= len(name) <= (40 if latin else 16)
        or not re.fullmatch(r"[一-鿿A-Za-z0-9·&.\- ]+", name)
        or _NO_NAME.search(name)
    ):
        return None
    words = list(names.cut(name))
    if _GROUP.fullmatch(name) or names.is_generic(name) or any(names.bounds_name(w) for w in words[:-1]):
        return None
    strange = any(names.is_brand_piece(w) or names.is_region(w) for w in words) or names.ends_name(name)
    common = len(name) >= 4 and len(words) == 2 and beside
    if not (common or (strange and not names.bounds_name(words[-1]))):
        return None
    kind = names.kind_by_ending(name) or "firm"
    return OrganisationMention(
        start=start, end=start + len(name), text=name, name=name, canonical=name, kind=kind
    )


def _is_group(reading: Reading, token: Token) -> bool:
    return bool(_GROUP.search(reading.text[token.start : token.end].strip()))


def _counted(reading: Reading, token: Token) -> bool:
    """Whether a count is of those who sign, not of what is signed."""
    count = _count_at(reading, token.start)
    return count is None or count.what in ("company", "partner", "institution", "team", "other")


def _whole(reading: Reading, token: Token) -> Span:
    """The group with what stands before and behind its number: 首批20家, 14家企业和机构."""
    text = reading.text
    start, end = token.start, token.end
    if token.kind == "other":
        match = _GROUP.search(text[start:end].strip())
        start += match.start() if match else 0
    if lead := re.search("(?:首批|第一批|香港|内地|本地|台湾|海外|北区)$", text[:start]):
        start = lead.start()
    if more := re.match("和(?:机构|团队|院校)", text[end : end + 3]):
        end += more.end()
    return start, end


def _each_once(named: list[tuple[str, OrganisationMention]]) -> Iterator[tuple[str, OrganisationMention]]:
    seen: set[str] = set()
    for role, mention in named:
        if mention.canonical not in seen:
            seen.add(mention.canonical)
            yield role, mention
