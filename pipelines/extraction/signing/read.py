"""Signings: who signs with whom, what, with which status. Precision first: a false signing is the worst error."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from pipelines.extraction.counts import CountMention
from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import MOST_ACTS, Draft, Reading, party_found, place_found
from pipelines.extraction.rules import signing_type
from pipelines.extraction.signing.frames import Framed, read_acts
from pipelines.extraction.signing.papers import amount_of, titles
from pipelines.extraction.signing.repeats import merged
from pipelines.extraction.signing.sides import Sides, carried, listed_behind, read_sides
from pipelines.extraction.signing.slots import fill, plain
from pipelines.extraction.signing.tokens import row_of
from pipelines.extraction.status import Act, clause_of, status_of

# Other senses, and 签约 as the name of a thing: no act is told.
_OTHER_SENSE = re.compile(
    r"家庭医生|签约(?:医生|居民|患者|对象|服务|作家|作者|画家|歌手|球员|艺人|主播|模特|教练|摄影师|编剧|导演|理财|用户|会员|家庭|率)"
    r"|(?:作家|歌手|球员|外援|主播|艺人|教练|前锋|后卫|门将|投手)[^，。；]{0,14}签|球会|球团|俱乐部签|签下[^，。；]{0,10}(?:外援|前锋|后卫|门将|投手|球员)|签名|签字笔"
)
_THING = re.compile(
    r"^签(?:署|下)?同意书|^签约(?:项目(?!.{0,4}\d)|企业|机构(?!入驻)|客商|客户|台|环节|代表|方(?!案)|双方|各方|单位|价格|主体|作品|金额|额|仪式(?:前|后|上|现场|结束)|后|以来|前|规模|机制|流程|数|量|礼物)"
    r"|^(?:终止|解除|取消)(?:合作|协议|签约)?(?:的原因|后|原因|以来)|^签(?:署|订)(?:方|人(?!才)|日)|^签字(?:仪式)?(?:前|后|上)"
)
_CONTENT = re.compile("^(?:的|之)")
_SETTLE = re.compile(r"入驻|落户|进驻|迁入|入伙|落地|租约|租用|租赁|move into|set up (?:in|at)")
_BATCH = re.compile(r"集中签约|集体签约|批量签约|集中签|批签约|签约仪式.{0,10}项目")
_SIGNED_COUNTS = ("project", "company", "partner", "institution", "agreement", "mou", "team", "other")
_OUT_OF_NEWS = ("historical", "cumulative", "denied", "planned", "intended")
#: Acts of one sentence that are looked at; more of them stand in lists of links.
_MOST_IN_SENTENCE = 12


def read_signings(reading: Reading) -> list[Draft]:
    """The signings of a document, repeats folded, in the order of the text."""
    drafts: list[Draft] = []
    for draft in islice(_drafts(reading), MOST_ACTS):
        drafts = merged(drafts, draft)
    return drafts


def _drafts(reading: Reading) -> Iterator[Draft]:
    for sentence in reading.told:
        row = row_of(reading.typed, sentence.start, sentence.end)
        framed = list(islice(read_acts(row), _MOST_IN_SENTENCE))
        before: Sides | None = None
        for index, one in enumerate(framed):
            following = framed[index + 1].act.start if index + 1 < len(framed) else sentence.end
            if _of_another_kind(reading, sentence, one):
                continue
            sides = carried(read_sides(reading, one), before, one.frame.carries)
            before = sides if sides.named or sides.groups else before
            if _told_below(reading, one, following) or not sides.sure:
                continue
            told = _Told(
                reading, sentence, one, (one.between[0].start, _finish(reading, sentence, one, following))
            )
            if draft := _draft(told, sides):
                yield draft


@dataclass(frozen=True, slots=True)
class _Told:
    """An act with its sentence; ``here``: the stretch that tells it."""

    reading: Reading
    sentence: Sentence
    framed: Framed
    here: tuple[int, int]

    @property
    def near(self) -> tuple[int, int]:
        """The two sentences behind, where they stand in the same paragraph."""
        told = self.reading.told
        first = bisect_right(told, self.sentence.start, key=lambda s: s.start)
        behind = [s for s in told[first : first + 2] if s.paragraph == self.sentence.paragraph]
        return self.here[1], behind[-1].end if behind else self.sentence.end


def _of_another_kind(reading: Reading, sentence: Sentence, framed: Framed) -> bool:
    text, act = reading.text, framed.act
    begin, end = clause_of(text, (sentence.start, sentence.end), act.start, act.end)
    return bool(_THING.match(text[act.start : sentence.end]) or _OTHER_SENSE.search(text, begin, end))


def _told_below(reading: Reading, framed: Framed, following: int) -> bool:
    """签下三份合同：甲与乙签署…；丙与丁签订…: the acts behind the colon are the records."""
    colon = reading.text.find("：", framed.act.end, following)
    return (
        colon >= 0
        and colon - framed.act.end <= 16
        and reading.text[following : following + 1] != ""
        and any(c in reading.typed[following : following + 2] for c in "签订采购许授租")
        and len(framed.sides) < 3
    )


def _draft(told: _Told, sides: Sides) -> Draft | None:
    reading, framed, here = told.reading, told.framed, told.here
    status = _status(reading, told.sentence, framed)
    if status is None or (_CONTENT.match(reading.text[framed.act.end :]) and status == "occurred"):
        return None
    kind = _type(reading, framed, sides, here)
    found = [party_found(_role(kind, role, index), m) for index, (role, m) in enumerate(sides.named)]
    listed = listed_behind(reading, sides, framed.act.end, _end_of_list(told))
    found += [party_found("party", m) for m in listed]
    if not listed and kind != "batch" and status != "cumulative":
        found += [plain(reading, "counterparty_group", *span) for span in sides.groups]
    found += [plain(reading, "signatory", p.start, p.end) for p in sides.people]
    found += fill(reading, kind, here, told.near)
    found += titles(reading, here)
    if place := place_found(reading, *here):
        found.append(place)
    counts = _counts(reading, sides, here, status)
    return Draft(
        family="signing", type=kind, subtype=None, status=status, sentence=told.sentence,
        trigger=(framed.act.start, framed.act.end), found=tuple(found), counts=counts,
        amount=amount_of(reading, here, told.near, status), on_hetao=reading.on_zone(told.sentence),
        weight=framed.frame.prior - (0.0 if len(sides.named) >= 2 or counts else 0.15),
    )  # fmt: skip


def _end_of_list(told: _Told) -> int:
    """Where a list behind the act may end: with the sentences near, or with the short lines below a colon."""
    reading, end = told.reading, told.near[1]
    if not reading.text[told.sentence.start : told.sentence.end].rstrip().endswith("："):
        return end
    first = bisect_right(reading.told, told.sentence.start, key=lambda s: s.start)
    for line in islice(reading.told[first:], 24):
        if line.end - line.start > 80:
            break
        end = line.end
    return end


def _status(reading: Reading, sentence: Sentence, framed: Framed) -> str | None:
    act = Act(
        text=reading.text,
        start=framed.act.start,
        end=framed.act.end,
        sentence=(sentence.start, sentence.end),
    )
    return status_of(act, reading.dates_in(sentence), reading.document.reference)


def _finish(reading: Reading, sentence: Sentence, framed: Framed, following: int) -> int:
    """Where the act's own words end: at a semicolon, at the next act, else with the sentence."""
    semicolon = reading.text.find("；", framed.act.end, sentence.end)
    ends = semicolon if semicolon >= 0 else sentence.end
    if following < ends:
        comma = reading.text.rfind("，", framed.act.end, following)
        ends = comma if comma >= 0 else following
    return max(ends, framed.act.end)


def _type(reading: Reading, framed: Framed, sides: Sides, span: tuple[int, int]) -> str:
    if framed.frame.type:
        return framed.frame.type
    words = list(reading.text[span[0] : span[1]])
    for mention in reading.organisations_in(*span):
        words[mention.start - span[0] : mention.end - span[0]] = " " * (mention.end - mention.start)
    act = framed.act.start - span[0]
    clause = "".join(words)
    near = clause[act:].split("，", 1)[0]
    told = clause[:act].rsplit("，", 1)[-1] + near if framed.act.kind == "ceremony" else near
    kind = signing_type(told)
    if kind in ("unspecified", "cooperation"):
        wider = signing_type(clause[act:])
        strong = (
            "settle_in",
            "lease",
            "investment",
            "procurement_sale",
            "joint_build",
            "credit",
            "service_contract",
        )
        kind = wider if wider in strong or kind == "unspecified" else kind
    many = [
        c for c in sides.counts if c.what in ("project", "company", "partner", "institution") and c.n >= 3
    ]
    if many and kind in ("unspecified", "cooperation", "settle_in", "investment") and _batch(clause, sides):
        return "batch"
    return kind


def _batch(clause: str, sides: Sides) -> bool:
    """Many sign at once and no one paper is named."""
    if _BATCH.search(clause):
        return True
    paper = re.search("协议|合同|租约|备忘录|意向书", clause)
    return not paper and (
        len({c.what for c in sides.counts}) >= 2
        or any(c.what == "project" for c in sides.counts)
        or len(sides.named) != 1
    )


def _role(kind: str, role: str, index: int) -> str:
    if role != "party" or kind not in ("settle_in",):
        return role
    return "settler" if index == 0 else "party"


def _counts(reading: Reading, sides: Sides, span: tuple[int, int], status: str) -> tuple[CountMention, ...]:
    inside = [
        c
        for c in reading.counts
        if span[0] <= c.start < span[1] and c.what in ("project", "agreement", "mou")
    ]
    found = {c.start: c for c in (*sides.counts, *inside) if c.what in _SIGNED_COUNTS and c.n > 0}
    scope = {"cumulative": "cumulative"}.get(status, "this_event")
    kept = [replace(c, scope=scope) for _, c in sorted(found.items())]
    return tuple(c for c in kept if c.n > 1 or status not in _OUT_OF_NEWS)
