"""The acts of signing that a document tells: each with its sides, its sentence, and where more is told of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import Reading
from pipelines.extraction.signing.frames import Framed, read_acts
from pipelines.extraction.signing.sides import Sides, carried, read_sides
from pipelines.extraction.signing.tokens import may_hold_act, row_of
from pipelines.extraction.status import clause_of

# Other senses, and 签约 as the name of a thing: no act is told.
_OTHER_SENSE = re.compile(
    r"家庭医生|签约(?:医生|居民|患者|对象|服务|作家|作者|画家|歌手|球员|艺人|艺术家|主播|模特|教练|摄影师|编剧|导演|理财|用户|会员|家庭|率)"
    r"|(?:作家|艺术家|歌手|球员|外援|主播|艺人|教练|前锋|后卫|门将|投手)[^，。；]{0,14}签|球会|球团|俱乐部签|签下[^，。；]{0,10}(?:外援|前锋|后卫|门将|投手|球员)|签名|签字笔|经纪约|经纪合约|(?:演员|艺人|男主角|女主角|歌手|网红|导演)[^，。；]{0,12}签"
)
_THING = re.compile(
    r"^签(?:署|下)?同意书|^签约(?:客商|台|环节|代表|方(?!案)|双方|各方|价格|主体|作品|金额|额|仪式(?:前|后|上|现场|结束)|后|以来|前|规模|机制|流程|数|量|礼物)"
    r"|^(?:终止|解除|取消)(?:合作|协议|签约)?(?:的原因|后|原因|以来)|^签(?:署|订)(?:方|人(?!才)|日)|^签字(?:仪式)?(?:前|后|上)"
)
#: 签约企业 names a thing, unless two sides stand before it: 甲与乙签约企业年金业务.
_THING_ALONE = re.compile(r"^签约(?:项目(?!.{0,4}\d)|企业|机构(?!入驻)|客户|单位)")
#: 共建, 订购 and the like are signings only where a paper is spoken of.
_WITHOUT_PAPER = ("found", "order", "supply", "fund")
_SIGNED = re.compile("签|协议|合同|合约|sign|agreement|contract")
#: 租用两层, 租下一座大楼: rooms, not devices.
_ROOMS = re.compile("[^，。；]{0,20}(?:层|楼|栋|座|平方|[呎尺]|大厦|厂房|园)")
#: What leads to a list of papers, each with its sides.
_LIST_OF_PAPERS = re.compile(
    "(?:签约|签署|签下|补签|签订|合同|协议)[^。]{0,40}?(?:包括|[一二三]是|的是|的有|分别(?:是|为)|其中|即|：)"
)
#: Frames that reach far for their sides: beside a list of papers they would read it once more.
_LOOSE = ("signers_are", "list_carried", "paper_then", "pair_then", "subject", "carried")
_GOVERNS = re.compile("签约|签署|签订|签下|补签|续签|落笔|签字|换文")
#: What makes an end of talks told in the same sentence.
_SETTLES_TALKS = ("sign", "signed", "ceremony", "end", "ended", "lapse")
#: 拟与…设立实验室, 传…合资: joint works without a paper are told only where they are still to come, or untrue.
_TO_COME = re.compile("拟|计划|有意|打算|考虑|洽谈|商讨|筹划|探讨|传")
#: Acts of one sentence that are looked at; more of them stand in lists of links.
_MOST_IN_SENTENCE = 12
#: Lines of a list below 签署协议：, and how long one may be.
_MOST_LINES, _LONGEST_LINE = 24, 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An act with its sentence. ``here``: the stretch that tells it; ``more``: other acts of the sentence follow."""

    reading: Reading
    sentence: Sentence
    framed: Framed
    here: tuple[int, int]
    more: bool

    @property
    def trigger(self) -> tuple[int, int]:
        """The word of signing; of a paper in a list the one that governs the list: 甲与乙的协议…，将于28日补签."""
        act, text, sentence = self.framed.act, self.reading.text, self.sentence
        if act.kind != "nominal":
            return act.start, act.end
        behind = _GOVERNS.search(text, act.end, sentence.end)
        ahead = list(_GOVERNS.finditer(text, sentence.start, act.start))
        governs = behind or (ahead[-1] if ahead else None)
        return governs.span() if governs else (act.start, act.end)

    @property
    def near(self) -> tuple[int, int]:
        """The rest of the sentence and the two behind, where they stand in the same paragraph."""
        told = self.reading.told
        first = bisect_right(told, self.sentence.start, key=lambda s: s.start)
        behind = [s for s in told[first : first + 2] if s.paragraph == self.sentence.paragraph]
        begin = self.sentence.end if self.more else self.here[1]
        return begin, max(begin, behind[-1].end if behind else self.sentence.end, self.end_of_list)

    @property
    def end_of_list(self) -> int:
        """Where the short lines end that stand below a sentence which closes with a colon; else the sentence's end."""
        reading, end = self.reading, self.sentence.end
        if not reading.text[self.sentence.start : self.sentence.end].rstrip().endswith("："):
            return end
        first = bisect_right(reading.told, self.sentence.start, key=lambda s: s.start)
        for line in islice(reading.told[first:], _MOST_LINES):
            if line.end - line.start > _LONGEST_LINE:
                break
            end = line.end
        return end


def told_acts(reading: Reading) -> Iterator[tuple[Told, Sides]]:
    """Every act that says who signs, in the order of the text."""
    for sentence in reading.told:
        if not may_hold_act(reading.typed[sentence.start : sentence.end]):
            continue
        row = row_of(reading.typed, sentence.start, sentence.end)
        framed = [f for f in islice(read_acts(row), _MOST_IN_SENTENCE) if _is_signing(reading, sentence, f)]
        if any(f.act.kind in _SETTLES_TALKS for f in framed):
            framed = [f for f in framed if f.act.kind != "talk"]  # 双方磋商后签署协议
        if any(f.act.kind == "nominal" for f in framed):
            framed = [f for f in framed if f.frame.id not in _LOOSE]
        before: Sides | None = None
        for index, one in enumerate(framed):
            following = framed[index + 1] if index + 1 < len(framed) else None
            sides = carried(read_sides(reading, one), before, one.frame.carries)
            before = sides if sides.named or sides.groups else before
            unnamed = sides.unnamed and any(t.kind == "paper" for t in row.tokens)
            if (sides.sure or unnamed or one.frame.carries == "paper") and not (
                following and _told_below(reading, one, following)
            ):
                here = one.between[0].start, _finish(reading, sentence, one, following)
                yield (
                    Told(
                        reading=reading, sentence=sentence, framed=one, here=here, more=following is not None
                    ),
                    sides,
                )


def _is_signing(reading: Reading, sentence: Sentence, framed: Framed) -> bool:
    text, act = reading.text, framed.act
    begin, end = clause_of(text, (sentence.start, sentence.end), act.start, act.end)
    if _OTHER_SENSE.search(text, begin, end):
        return False
    if _THING.match(text[act.start : sentence.end]) and not framed.frame.things:
        return False
    if (
        len(framed.sides) < 2
        and not framed.frame.things
        and _THING_ALONE.match(text[act.start : sentence.end])
    ):
        return False
    if framed.frame.id in ("rents_told", "rents_of") and not _ROOMS.match(text, act.end):
        return False
    if act.kind == "nominal":
        return bool(_LIST_OF_PAPERS.search(text, sentence.start, act.start))
    if act.kind in _WITHOUT_PAPER:
        to_come = act.kind == "found" and _TO_COME.search(text, sentence.start, act.start)
        return bool(to_come) or has_paper(reading, sentence)
    return True


def has_paper(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence, or what stands right before it, speaks of a paper or of signing."""
    return bool(_SIGNED.search(reading.text, max(0, sentence.start - 120), sentence.end))


def _told_below(reading: Reading, framed: Framed, following: Framed) -> bool:
    """签下三份合同：甲与乙签署…；丙与丁签订…: the acts behind the colon are the records."""
    colon = reading.text.find("：", framed.act.end, following.act.start)
    return 0 <= colon - framed.act.end <= 16


def _finish(reading: Reading, sentence: Sentence, framed: Framed, following: Framed | None) -> int:
    """Where the act's own words end: at a semicolon, at the next act, else with the sentence."""
    semicolon = reading.text.find("；", framed.act.end, sentence.end)
    ends = semicolon if semicolon >= 0 else sentence.end
    if following and following.act.start < ends:
        comma = reading.text.rfind("，", framed.act.end, following.act.start)
        ends = comma if comma >= 0 else following.act.start
    return max(ends, framed.act.end)
