"""Events: what happens, by the rules of ``kinds/``; name, place, who holds it, theme."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from pipelines import relevance
from pipelines.extraction.dates import DateMention
from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import MOST_ACTS, Draft, Found, Reading, party_found, place_found
from pipelines.extraction.people import is_surname
from pipelines.extraction.rules import Kind, Rule, event_kinds
from pipelines.extraction.status import Act, clause_of, status_of
from pipelines.extraction.trailing import without_trailing
from pipelines.folding import fold_name

# What stands before a name without belonging to it: days, adverbs, who holds it.
_LEADING = re.compile(
    r"^(?:.*(?:\d日|\d月|[今昨明当][日天晚]|近日|日前|现场|期间|会上|上午|下午|晚上|主办的|承办的|举办的|支持的|获悉|据悉|了解|随着|伴随|为期.{1,4}天的)"
    r"|.*的(?=[^的]{3,}$)|[Tt]he |在[^，。]{2,20}?(?=第|首届|20\d\d)|由|其中|一场|名为|题为|原定(?:于)?|被称为|围绕|该|本次|此次|又|首批(?:示范)?项目|备受关注的|的|了|举行|举办|召开|参加|出席)+"
)
#: A name of 40 characters with what stands around it; clauses beyond this are lists without a comma.
_LONGEST_CLAUSE = 200
_LAST_DAY = re.compile(r"(?:(?:\d{1,4}月)?\d{1,4}日|[今昨][日天])(?:宣布|正式)?$")
_ORGANISERS = (
    ("host", "主办|联合主办|共同主办"),
    ("undertaker", "承办|具体承办"),
    ("co_organiser", "协办"),
    ("supporter", "支持|指导"),
)
_THEME = re.compile(r"以[“‘](?P<a>[^”’]{2,40})[”’]为(?:主)?题|主题[为是：:]?[“‘](?P<b>[^”’]{2,40})[”’]")
_DOCUMENT = re.compile(r"[一-鿿]{1,8}〔20\d\d〕\d+号")
_NOT_NAMES = re.compile(
    r"^(?:会议|论坛|大会|峰会|年会|活动|仪式|典礼|发布会|座谈会|联盟|基金|大楼|项目|平台|计划|中心|双方|公司|系统|研讨会|园区|合作|开园|开业|开幕|开馆)+$"
)
_SURNAME_LIKE = re.compile(r"^[一-鿿]{2,4}$")
#: What organisations do, never parks or buildings.
_OF_ORGANISATIONS = ("FINANCE", "TENDER", "AWARD")
#: Weak rules speak only where the article speaks of its news.
_NEWS_ZONES = ("lead", "dateline")


def read_events(reading: Reading) -> list[Draft]:
    """The events of a document, repeats folded, in the order of the text."""
    drafts: list[Draft] = []
    acts = 0
    for sentence in reading.told:
        if reading.text[sentence.end - 1] not in "。！”）.;；" and sentence.zone != "lead":
            continue  # headings and slogans tell nothing
        words = reading.sentence_text(sentence)
        for kind in event_kinds():
            for rule in kind.rules:
                match = rule.search(words)
                if match and (draft := _draft(reading, sentence, kind, rule, match)):
                    drafts = _merged(drafts, draft)
                    acts += 1
                    break
        if acts >= MOST_ACTS:
            break
    return drafts


def _draft(
    reading: Reading, sentence: Sentence, kind: Kind, rule: Rule, match: re.Match[str]
) -> Draft | None:
    words = reading.sentence_text(sentence)
    on_zone = relevance.sentence_on_zone(words)
    if rule.weak and not (on_zone and (sentence.zone in _NEWS_ZONES or reading.dates_in(sentence))):
        return None
    if _only_spoken_of(words, match) or (_said_in_passing(words, match) and not reading.dates_in(sentence)):
        return None
    named = _name(reading, sentence, kind, rule, match)
    if named is None and rule.name != "none":
        return None
    start = sentence.start + (match.end() - 1 if _ends_with_act(match) else match.start())
    act = Act(
        text=reading.text,
        start=start,
        end=sentence.start + match.end(),
        sentence=(sentence.start, sentence.end),
    )
    dates = reading.dates_in(sentence)
    status = status_of(act, dates, reading.document.reference)
    if status is None:
        return None
    draft = Draft(
        family="event",
        type=kind.type,
        subtype=kind.subtype_of(rule, named.value if named else None),
        status=status,
        sentence=sentence,
        trigger=(start, sentence.start + match.end()),
        name=named.value if named else None,
        found=tuple(_roles(reading, sentence, kind, match, named)),
        on_hetao=reading.on_zone(sentence),
        weight=(0.6 if rule.weak else 0.8) + (0.1 if on_zone else 0.0),
    )
    return _postponed(draft, dates) if status == "postponed" else draft


def _only_spoken_of(words: str, match: re.Match[str]) -> bool:
    """出席揭牌仪式, 投产之后: the act is a place or time for something else."""
    behind, before = words[match.end() : match.end() + 3], words[max(0, match.start() - 16) : match.start()]
    if re.search("为(?:其|实验室|中心|基地|平台|园区|研究院|联盟)$", before):
        return True  # 共同为实验室揭牌: the ceremony that was told before
    if re.match("之?[后前]|以[来后前]|时(?!报)|期间", behind):
        return True
    return bool(re.match("仪式|典礼|活动", behind)) and bool(re.search("出席|参加|主持|见证|参与", before))


def _said_in_passing(words: str, match: re.Match[str]) -> bool:
    """某人表示，首批大楼已有租户进驻: without a day of its own it is background, not news."""
    return bool(
        re.search("(?:表示|指出|指|说|称|介绍|认为|强调|透露|形容|坦言)[，：]", words[: match.start() + 2])
    )


def _ends_with_act(match: re.Match[str]) -> bool:
    """Name first, act last: the cue words stand between the two."""
    return any(match.groupdict().get(g) for g in ("name", "appointee"))


def _name(reading: Reading, sentence: Sentence, kind: Kind, rule: Rule, match: re.Match[str]) -> Found | None:
    groups = match.groupdict()
    if rule.name == "none":
        return None
    for group in ("name", "name2", "appointee"):
        if groups.get(group):
            begin = sentence.start + match.start(group)
            if group == "appointee":
                return _person(reading, begin, groups[group])
            return _cleaned(reading, begin, begin + len(groups[group]))
    at = sentence.start + match.start()
    begin, _ = clause_of(reading.text, (sentence.start, sentence.end), at, at)
    if rule.name in ("subject", "mention_or_subject"):
        subject = _cleaned(reading, begin, at)
        if subject:
            return subject
    mention = _mention_name(reading, sentence, at, begin, places=kind.type not in _OF_ORGANISATIONS)
    if rule.name != "mention":
        return mention
    # 河套深圳园区跨境通道启用: the park is only where the thing is that opens
    subject = _cleaned(reading, begin, at)
    longer = subject and mention and subject.start <= mention.start and mention.end < subject.end
    return subject if subject and (mention is None or (longer and len(subject.value) <= 24)) else mention


def _mention_name(reading: Reading, sentence: Sentence, at: int, begin: int, *, places: bool) -> Found | None:
    """The organisation or building nearest before the act in its clause, else right behind it, else before."""
    quoted = re.search("“(?P<name>[^”]{3,30})”[^，。；“”]{0,12}$", reading.text[begin:at])
    if quoted:
        start, end = begin + quoted.start("name"), begin + quoted.end("name")
        return Found(
            role="name", start=start, end=end, value=quoted["name"], normalised=fold_name(quoted["name"])
        )
    # what stands behind 在 is where, not what
    inside = [
        m
        for m in reading.organisations_in(begin, at)
        if reading.text[m.start - 1 : m.start] not in ("在", "于", "到")
    ]
    behind = [m for m in reading.organisations_in(at, sentence.end) if "，" not in reading.text[at : m.start]]
    earlier = reading.organisations_in(sentence.start, begin)
    for options in (inside[::-1], behind, earlier[::-1]):
        for mention in [m for m in options if places or m.kind != "place"][:1]:
            return replace(party_found("name", mention), value=mention.text)
    return None


def _person(reading: Reading, begin: int, surface: str) -> Found | None:
    known = next((p for p in reading.people if surface.endswith(p.name) or p.name.endswith(surface)), None)
    name = known.name if known else surface
    if not is_surname(name) or not _SURNAME_LIKE.match(name):
        return None
    start = reading.text.find(name, max(0, begin - 3))
    if start < 0:
        return None
    return Found(role="appointee", start=start, end=start + len(name), value=name, normalised=fold_name(name))


def _cleaned(reading: Reading, begin: int, end: int) -> Found | None:
    """A noun phrase without the days, adverbs and hosts around it; None where nothing proper remains."""
    begin = max(begin, end - _LONGEST_CLAUSE)
    # a day at the very end goes first, else it would look like one in front of the name
    if day := _LAST_DAY.search(reading.text[begin:end]):
        end = begin + day.start()
    text = reading.text[begin:end]
    if (lead := _LEADING.match(text)) and lead.end() < len(text):
        begin += lead.end()
    opened = reading.text.rfind("“", begin, end)
    if opened >= 0 and "”" not in reading.text[opened:end]:
        begin = opened + 1
    for mark in ("——", "—", "、" if re.search("[表说]", text) else "—"):
        cut = reading.text.rfind(mark, begin, end)
        if cut >= 0 and end - cut > 4:
            begin = cut + len(mark)
    end = begin + without_trailing(reading.text[begin:end])
    name = reading.text[begin:end].strip("“”‘’《》 ")
    if name.count("（") != name.count("）"):
        name = name.strip("（）")
    if not 3 <= len(name) <= 40 or _NOT_NAMES.match(name):
        return None
    start = reading.text.index(name, begin, end)
    return Found(role="name", start=start, end=start + len(name), value=name, normalised=fold_name(name))


def _roles(
    reading: Reading, sentence: Sentence, kind: Kind, match: re.Match[str], named: Found | None
) -> list[Found]:
    text, bounds = reading.text, (sentence.start, sentence.end)
    found: list[Found] = []
    if named:
        found.append(replace(named, role="name"))
        if named.role == "appointee":
            found.append(named)
    if post := match.groupdict().get("post"):
        begin = sentence.start + match.start("post")
        found.append(
            Found(role="post", start=begin, end=begin + len(post), value=post, normalised=fold_name(post))
        )
    found += _place(reading, sentence, kind, named)
    found += _organisers(reading, sentence)
    theme = next((m for s in _nearby(reading, sentence) if (m := _THEME.search(text, s.start, s.end))), None)
    if theme and kind.type in ("OPENING", "MEETING", "LAUNCH"):
        group = "a" if theme["a"] else "b"
        found.append(
            Found(
                role="theme",
                start=theme.start(group),
                end=theme.end(group),
                value=theme[group],
                normalised=theme[group],
            )
        )
    if number := _DOCUMENT.search(text, *bounds):
        found.append(
            Found(
                role="document_number",
                start=number.start(),
                end=number.end(),
                value=number[0],
                normalised=number[0],
            )
        )
    if kind.type == "RELEASE":
        issuer = next(
            (m for m in reading.organisations_in(*bounds) if m.kind in ("gov", "academy", "society")), None
        )
        if issuer and not (named and named.start <= issuer.start < named.end):
            found.append(party_found("issuer", issuer))
    if kind.type == "FINANCE" and named and (round_ := match.groupdict().get("round")):
        begin = sentence.start + match.start("round")
        found.append(
            Found(role="round", start=begin, end=begin + len(round_), value=round_, normalised=round_)
        )
        found.append(replace(named, role="financed"))
    return found


def _nearby(reading: Reading, sentence: Sentence) -> list[Sentence]:
    """The sentence and the two that follow it: 本次活动以…为主题."""
    sentences = reading.document.sentences
    first = bisect_left(sentences, sentence.start, key=lambda s: s.start)
    return list(sentences[first : first + 3])


def _place(reading: Reading, sentence: Sentence, kind: Kind, named: Found | None) -> list[Found]:
    """What opens is its own place; else what stands behind 在."""
    if kind.type in ("OPENING", "CONSTRUCTION") and named:
        places = [m for m in reading.organisations_in(named.start, named.end) if m.kind == "place"]
        if places:
            return [replace(party_found("place", places[-1]), value=places[-1].text)]
    place = place_found(reading, sentence.start, sentence.end)
    return [place] if place else []


def _organisers(reading: Reading, sentence: Sentence) -> list[Found]:
    found: list[Found] = []
    text = reading.text
    for mention in reading.organisations_in(sentence.start, sentence.end):
        after = text[mention.end : sentence.end]
        for role, words in _ORGANISERS:
            if re.match(
                rf"(?:[、和与及][^，。；]{{2,30}}?)?(?:联合|共同)?(?:{words})(?!下|力度|政策)", after
            ):
                found.append(party_found(role, mention))
                break
    return found


def _postponed(draft: Draft, dates: tuple[DateMention, ...]) -> Draft:
    """The new day is the one behind 延期至."""
    behind = [d for d in dates if d.start >= draft.trigger[0]]
    if len(dates) >= 2 or behind:
        chosen = (behind or list(dates))[-1]
        return replace(draft, date=chosen.date, date_at=(chosen.start, chosen.end))
    return draft


_ONE_ACT = {"OPENING", "SETTLEMENT", "ORG", "LAUNCH"}


def _merged(drafts: list[Draft], new: Draft) -> list[Draft]:
    for index, known in enumerate(drafts):
        if _repeats(known, new):
            drafts[index] = replace(known.with_found(*new.found), on_hetao=known.on_hetao or new.on_hetao)
            return drafts
    return [*drafts, new]


def _repeats(known: Draft, new: Draft) -> bool:
    a, b = fold_name(known.name or ""), fold_name(new.name or "")
    if known.sentence == new.sentence and a and a == b and {known.type, new.type} <= _ONE_ACT:
        return True  # 挂牌成立 is one act
    if known.type != new.type or known.status != new.status:
        return False
    if not a or not b:
        return known.type == "VISIT" or known.sentence == new.sentence
    if known.subtype and new.subtype and known.subtype != new.subtype and known.sentence != new.sentence:
        return False
    if a in b or b in a:
        return True
    first, second = ({n[i : i + 2] for i in range(len(n) - 1)} for n in (a, b))
    return 2 * len(first & second) / max(1, len(first) + len(second)) >= 0.6
