"""Signings: who signs with whom, what, with which status. Precision first: a false signing is the worst error."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from pipelines.extraction.counts import CountMention
from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import MOST_ACTS, Draft, Found, Reading, party_found, place_found
from pipelines.extraction.organisations import OrganisationMention
from pipelines.extraction.rules import signing_type
from pipelines.extraction.status import Act, status_of
from pipelines.folding import fold_name

TRIGGER = re.compile(
    r"续签|续约(?=[^，。]{0,8}(?:协议|合同|租约))|签署|签订|签下|订立(?=[^，。]{0,16}(?:协议|合同|租约))|缔结|换文|签字(?=仪式|。|，|$)"
    r"|签约|(?<=集中)签|签(?=了|定)|达成(?=[^，。；]{0,16}(?:协议|备忘录|合作意向))|交换(?=[^，。]{0,8}备忘录)"
    r"|(?:终止|解除|取消)(?=[^，。；]{0,40}(?:协议|合同|租约|签约|合作))|(?:协议|合同|租约)(?=[^，。；]{0,16}(?:终止|解除))"
    r"|\bsign(?:s|ed|ing)?\b(?=[^.。]{0,80}(?:agreement|memorand|MoU|lease|contract|letter of intent|deal))"
)
# Other senses, and 签约 as the name of a thing: no act is told.
_OTHER_SENSE = re.compile(
    r"家庭医生|签约(?:医生|居民|患者|对象|服务|作家|作者|画家|歌手|球员|艺人|主播|模特|教练|摄影师|编剧|导演|理财|客户|用户|会员|家庭|率)"
    r"|(?:作家|歌手|球员|外援|主播|艺人|教练|前锋|后卫|门将)[^，。；]{0,14}签约|球会|俱乐部签"
)
_THING = re.compile(
    r"^签约(?:项目(?!.{0,4}\d)|企业|机构(?!入驻)|客商|台|环节|代表|方(?!案)|双方|各方|单位|金额|额|仪式(?:前|后|上|现场|结束)|后|以来|前|规模|机制|流程|数|量)"
    r"|^(?:终止|解除|取消)(?:合作|协议|签约)?(?:的原因|后|原因|以来)|^(?:签署|签订|签约)(?:入驻|落户)?的|^签(?:署|订)方|^签字(?:仪式)?(?:前|后|上)"
)
_THIS_TIME = re.compile(r"(?:此|本|今|这)次(?:集中)?$")
_BATCH = re.compile(r"集中签约|集体签约|批量签约|集中签|批签约|签约仪式.{0,10}项目")
# 签署协议，共建联合实验室: a bare agreement is of the kind of what it is for.
_JOINT = re.compile(
    r"^(?:协议)?[，。]?[^，。；]{0,20}?(?:共建|合建|共同建设|联合建设)[^，。；]{2,24}(?:实验室|中心|平台|基地|研究院)"
)
_SETTLE = re.compile(r"入驻|落户|进驻|迁入|租约|租用|租赁")
_WITNESS = re.compile(
    r"(?:在|由)?(?P<who>[^，。；]{2,60}?)(?:等)?(?:领导|嘉宾|人)?(?:的)?(?:共同)?见证(?:下|了)?"
)
# A name in front of these words acts otherwise than by signing.
_NOT_PARTY_AFTER = re.compile(
    r"^[^，。；与和及、]{0,14}?(?:见证|主办|承办|协办|指导|获悉|消息|报道|表示|介绍|透露|主持|致辞|出席|旗下|所在|支持下|推动下|牵头(?:下|组织))"
)
_NOT_PARTY_BEFORE = re.compile(r"(?:记者从|据|在|获|由|位于|来自|入驻|落户|进驻|依托|旨在|根据|落地)$")
_AGREEMENT = re.compile(
    r"《[^》]{2,50}》|(?:[一-鿿]{0,12}?(?:战略|框架|合作|入驻|落户|投资|租赁|采购|服务|许可|意向|谅解|共建|转让)[一-鿿]{0,6})?"
    r"(?:协议书|协议|备忘录|意向书|租约|合同|合约|合作安排)|memorandum of understanding|letter of intent|[a-z ]{0,24}agreement",
    re.IGNORECASE,
)
_TERM = re.compile(r"为期[^，。；]{1,5}(?:年|个月)|租期[^，。；]{0,3}[\d一二三四五六七八九十]+年")
_REPRESENTS = re.compile(r"(?:签约(?:项目|企业|机构|单位)?|入驻(?:企业|机构)|合作伙伴|签约方)代表[、，：]?$")
#: Words of signing that are looked at in one sentence; more of them stand in lists of links.
_MOST_TRIGGERS = 12
Place = tuple[int, int]
_SIGNED_COUNTS = ("project", "company", "partner", "institution", "agreement", "mou", "team")


def read_signings(reading: Reading) -> list[Draft]:
    """The signings of a document, repeats folded, in the order of the text."""
    drafts: list[Draft] = []
    for draft in islice(_drafts(reading), MOST_ACTS):
        drafts = _merged(drafts, draft)
    return _with_representatives(reading, drafts)


def _drafts(reading: Reading) -> Iterator[Draft]:
    for sentence in reading.told:
        clauses = _clauses(reading, sentence)
        matches = TRIGGER.finditer(reading.text, sentence.start, sentence.end)
        for match in islice(matches, _MOST_TRIGGERS):
            if draft := _draft(reading, sentence, clauses, match):
                yield draft


def _draft(reading: Reading, sentence: Sentence, clauses: list[Place], match: re.Match[str]) -> Draft | None:
    text = reading.text
    words = reading.sentence_text(sentence)
    rest = text[match.start() : sentence.end]
    if _OTHER_SENSE.search(words) or _THING.match(rest):
        return None
    act = Act(text=text, start=match.start(), end=match.end(), sentence=(sentence.start, sentence.end))
    status = status_of(act, reading.dates_in(sentence), reading.document.reference)
    if status is None:
        return None
    begin, finish = _window(reading, sentence, clauses, match)
    parties = _parties(reading, sentence, match, (begin, finish))
    counts = _counts(reading, (begin, finish), status)
    settles = bool(_SETTLE.search(text[begin:finish]))
    hosts = _hosts(reading, (begin, finish), settles)
    if not parties and not counts and not (hosts and settles):
        return None
    kind = _type(reading, (begin, finish), counts, parties)
    if kind == "unspecified":
        # 签约，项目总投资5亿元，落户园区: what was signed stands behind
        kind = _type(reading, (begin, sentence.end), [], parties)
        kind = kind if kind in ("settle_in", "investment", "lease") else "unspecified"
        settles = settles or kind == "settle_in"
        hosts = hosts or _hosts(reading, (begin, sentence.end), settles)
    if kind in ("cooperation", "unspecified") and _JOINT.search(text[match.end() : sentence.end]):
        kind = "joint_build"
    if len(parties) < 2 and not counts and not hosts and kind == "unspecified":
        return None
    if _THIS_TIME.search(text[sentence.start : match.start()]) and not parties and kind != "batch":
        kind = "batch" if counts else kind
    found = [party_found(_role(kind, m, bool(hosts)), m) for m in parties]
    found += hosts if kind in ("settle_in", "lease", "batch", "joint_build") or settles else []
    found += _others(reading, sentence, (begin, finish), match)
    return Draft(
        family="signing",
        type=kind,
        subtype=None,
        status=status,
        sentence=sentence,
        trigger=match.span(),
        found=tuple(found),
        counts=tuple(counts),
        amount=next(
            (
                a
                for a in reading.amounts
                if sentence.start <= a.start < sentence.end and a.amount.kind != "cumulative"
            ),
            None,
        ),
        on_hetao=reading.on_zone(sentence),
        weight=0.85 if len(parties) >= 2 or counts else 0.6,
    )


def _clauses(reading: Reading, sentence: Sentence) -> list[Place]:
    """The stretches between commas and semicolons, brackets respected."""
    pieces: list[Place] = []
    depth, start = 0, sentence.start
    for index, character in enumerate(reading.sentence_text(sentence), sentence.start):
        depth += (character in "（《") - (character in "）》")
        if character in "，；" and depth <= 0:
            pieces.append((start, index))
            start = index + 1
    pieces.append((start, sentence.end))
    return pieces


def _window(reading: Reading, sentence: Sentence, clauses: list[Place], match: re.Match[str]) -> Place:
    """The clauses that tell the act: the trigger's own, and those before it that hold its subject."""
    at = next((i for i, (a, b) in enumerate(clauses) if a <= match.start() <= b), len(clauses) - 1)
    first = at
    while first > 0 and at - first < 3 and reading.text[clauses[first][0] - 1] != "；":
        signers = _candidates(reading, sentence, match, (clauses[first][0], clauses[at][1]))
        if len(signers) >= 2 or (signers and _SETTLE.search(reading.text[clauses[at][0] : clauses[at][1]])):
            break
        first -= 1
    return clauses[first][0], clauses[at][1]


def _candidates(
    reading: Reading, sentence: Sentence, match: re.Match[str], window: tuple[int, int]
) -> list[OrganisationMention]:
    text = reading.text
    signers: list[OrganisationMention] = []
    for mention in reading.organisations_in(*window):
        if mention.kind == "place":
            continue
        before, after = (
            text[max(sentence.start, mention.start - 6) : mention.start],
            text[mention.end : sentence.end],
        )
        clause_after = re.split("[，。；]", after, maxsplit=1)[0]
        if _NOT_PARTY_AFTER.match(clause_after) or _NOT_PARTY_BEFORE.search(before):
            continue
        if text.count("《", sentence.start, mention.start) > text.count("》", sentence.start, mention.start):
            continue
        behind = mention.start >= match.end()
        if behind and not re.search(
            r"(?:与|和|同|及|、|with|and|签约)\s?(?:the )?$", text[match.start() : mention.start]
        ):
            continue
        signers.append(mention)
    return signers


def _parties(
    reading: Reading, sentence: Sentence, match: re.Match[str], window: tuple[int, int]
) -> list[OrganisationMention]:
    signers = _candidates(reading, sentence, match, window)
    if len(signers) < 2 and re.search(
        "双方|三方|各方|两家(?:机构|企业|公司)|两校", reading.text[window[0] : match.end()]
    ):
        signers = _antecedent(reading, sentence) or signers
    seen: set[str] = set()
    unique = []
    for mention in signers:
        key = fold_name(mention.canonical)
        if key not in seen:
            seen.add(key)
            unique.append(mention)
    return unique


def _antecedent(reading: Reading, sentence: Sentence) -> list[OrganisationMention]:
    """双方: the pair of the nearest earlier sentence that names two."""
    this = bisect_left(reading.told, sentence.start, key=lambda s: s.start)
    for previous in reversed(reading.told[max(0, this - 3) : this]):
        names = [m for m in reading.organisations_in(previous.start, previous.end) if m.kind != "place"]
        if len({m.canonical for m in names}) >= 2:
            return names
    return []


def _counts(reading: Reading, window: tuple[int, int], status: str) -> list[CountMention]:
    found = [
        c for c in reading.counts if window[0] <= c.start < window[1] and c.what in _SIGNED_COUNTS and c.n > 0
    ]
    if status in ("occurred", "scheduled", "postponed", "cancelled"):
        found = [replace(c, scope="this_event") if c.scope == "plan" else c for c in found]
        return [c for c in found if c.scope == "this_event"]
    if status == "cumulative":
        return [replace(c, scope="cumulative") for c in found]
    return found


def _hosts(reading: Reading, window: tuple[int, int], settles: bool) -> list[Found]:
    """The zone, park or building that receives: behind 入驻, 落户, 在."""
    hosts: list[Found] = []
    for mention in reading.organisations_in(*window):
        if mention.kind != "place":
            continue
        before = reading.text[max(window[0], mention.start - 8) : mention.start]
        if settles and re.search(
            r"(?:入驻|落户|进驻|迁入|租用|在|于|至|到|与|承租|向)[^，。；]{0,6}$", before
        ):
            hosts.append(replace(party_found("host", mention), value=mention.text))
    return hosts


def _type(
    reading: Reading, window: tuple[int, int], counts: list[CountMention], parties: list[OrganisationMention]
) -> str:
    text = reading.text[window[0] : window[1]]
    many = [c for c in counts if c.what in ("project", "company", "partner", "institution") and c.n >= 3]
    if many and (_BATCH.search(text) or (len({c.what for c in many}) >= 2 and len(parties) < 2)):
        return "batch"
    if many and parties and re.search("分别[与和同]", text):
        many = []  # one side with several: an agreement each, of the kind that the words say
    words = text
    for mention in reading.organisations_in(*window):
        words = words.replace(mention.text, "")
    kind = signing_type(words)
    if many and kind in ("unspecified", "cooperation"):
        return "batch"
    return kind


def _role(kind: str, mention: OrganisationMention, hosted: bool) -> str:
    if kind == "settle_in" or (kind == "lease" and hosted):
        return "party" if mention.kind == "gov" or "园有限公司" in mention.canonical else "settler"
    return "party"


def _others(
    reading: Reading, sentence: Sentence, window: tuple[int, int], match: re.Match[str]
) -> list[Found]:
    text = reading.text
    found: list[Found] = []
    agreement = _AGREEMENT.search(text, match.end(), window[1])
    if agreement:
        found.append(_plain("agreement", agreement))
    if term := _TERM.search(text, *window):
        found.append(_plain("term", term))
    if place := place_found(reading, *window):
        found.append(place)
    witness = _WITNESS.search(text, sentence.start, sentence.end)
    if witness:
        for mention in reading.organisations_in(witness.start("who"), witness.end("who")):
            found.append(party_found("witness", mention))
    for person in reading.people:
        signs = re.match(r"[^。；]{0,30}?(?:代表|签字|签署|签约)", text[person.end : sentence.end])
        if (
            sentence.start <= person.start < match.start()
            and signs
            and "见证" not in text[person.end : match.start()]
        ):
            found.append(
                Found(
                    role="signatory",
                    start=person.start,
                    end=person.end,
                    value=person.name,
                    normalised=person.name,
                )
            )
    return found


def _plain(role: str, match: re.Match[str]) -> Found:
    return Found(
        role=role, start=match.start(), end=match.end(), value=match[0], normalised=fold_name(match[0])
    )


def _merged(drafts: list[Draft], new: Draft) -> list[Draft]:
    """The list with one more draft, or with it folded into the one that it repeats."""
    for index, known in enumerate(drafts):
        if _repeats(known, new):
            richer = known.with_found(*new.found)
            counts = {(c.what, c.n): c for c in (*known.counts, *new.counts)}
            kind = (
                new.type
                if known.type in ("unspecified", "cooperation") and new.type != "unspecified"
                else known.type
            )
            drafts[index] = replace(
                richer, type=kind, counts=tuple(counts.values()), amount=known.amount or new.amount,
                on_hetao=known.on_hetao or new.on_hetao,
            )  # fmt: skip
            return drafts
    return [*drafts, new]


_PARTY = ("party", "party_a", "party_b", "settler", "investor")


def _repeats(known: Draft, new: Draft) -> bool:
    if known.status != new.status and {known.status, new.status} != {"occurred", "ongoing"}:
        return False
    if known.type == "batch" and new.type == "batch":
        theirs = {(c.what, c.n) for c in known.counts}
        mine = {(c.what, c.n) for c in new.counts}
        differing = {w for w, _ in theirs ^ mine} & {w for w, _ in theirs} & {w for w, _ in mine}
        return not differing
    mine_names, their_names = set(new.values(*_PARTY)), set(known.values(*_PARTY))
    if "batch" in (known.type, new.type):
        # 此次签约入驻的13个项目 repeats the batch; named children are their own records
        return not mine_names and bool(
            {(c.what, c.n) for c in new.counts} & {(c.what, c.n) for c in known.counts}
        )
    if known.sentence == new.sentence and (not mine_names or mine_names <= their_names):
        return True
    if not mine_names or not their_names:
        return False
    compatible = known.type == new.type or {known.type, new.type} & {"unspecified", "cooperation"}
    smaller = min(len(mine_names), len(their_names))
    return (
        bool(compatible)
        and len(mine_names & their_names) >= min(2, smaller)
        and len(mine_names & their_names) == smaller
    )


def _with_representatives(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Parties of a batch who speak later as 重点签约项目代表 or 生态合作伙伴代表."""
    batch = next((i for i, d in enumerate(drafts) if d.type == "batch" and d.status == "occurred"), None)
    if batch is None:
        return drafts
    speakers = {
        mention.canonical: party_found("party", mention)
        for mention in reversed(reading.organisations)  # the first place at which each speaks stays
        if mention.kind != "place"
        and _REPRESENTS.search(reading.text[max(0, mention.start - 10) : mention.start])
    }
    drafts[batch] = drafts[batch].with_found(*reversed(speakers.values()))
    return drafts
