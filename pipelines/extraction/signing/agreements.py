"""What kind of agreement is signed: by the words of its paper, of what stands behind it, and of what was told before."""

from __future__ import annotations

import re

from pipelines.extraction.document import sentence_at
from pipelines.extraction.draft import Reading
from pipelines.extraction.rules import signing_type
from pipelines.extraction.signing.frames import Framed
from pipelines.extraction.signing.sides import Sides

_BATCH = re.compile(r"集中签约|集体签约|批量签约|集中签|批签约|签约仪式.{0,10}项目")
#: 未签署任何协议: which, the words before tell.
_ANY_PAPER = re.compile(
    "(?:任何|有关|相关|该|上述|这份|此)(?:[一份项类]{0,2})(?:协议|合同|合约|文件)|(?:了)?协议(?=[，。；]|$)"
)
#: 就运营合同签字: the paper stands before the act.
_ABOUT_PAPER = re.compile("就[^，。；]{1,20}(?:合同|协议|租约|备忘录)")
_IN_BATCHES = re.compile("(?:第.{1,2}|首|新一)批")
#: What the wider clause may say of an agreement that its own name leaves open.
_TELLING = (
    "settle_in",
    "lease",
    "investment",
    "procurement_sale",
    "joint_build",
    "credit",
    "service_contract",
)
_COOPERATES = re.compile(
    "合作|互认|共享|结对|交换|转介|培养|联培|办学|伙伴|co-?operation|collaboration|research|partnership",
    re.IGNORECASE,
)
_MOVES = re.compile("入驻|进驻|落户|入伙|迁入")
_BUILDS = re.compile(
    "(?:共建|合建|合办|联合建设|联合建立|共同设立|联合设立)[^，。；]{0,24}(?:实验室|中心|平台|基地|研究院)"
)
#: So many sign at once only in a batch, unless their paper has a name of its own.
_CROWD = 12
_OWN_PAPER = re.compile("备忘录|意向书|租约|租赁|公约|倡议|战略|框架|《")
#: A paper without its kind: 签署合约.
_BARE = re.compile("(?:了|该|上述|有关|正式)?(?:份|项)?(?:合同|合约|协议|文件)")
#: Characters of the sentences before that may name it.
_REACH = 160
_VENTURE = re.compile("合资|(?:设立|成立|组建)(?:一家)?合资")
#: Frames in which the paper stands before the act.
_PAPER_BEFORE = ("english_passive", "english_under", "english_under_far", "english_deal_behind", "paper_then")
#: Kinds that many may sign at once.
_OF_MANY = ("unspecified", "cooperation", "settle_in", "investment")


def agreement_type(reading: Reading, framed: Framed, sides: Sides, span: tuple[int, int]) -> str:
    """The kind of agreement that an act tells; ``span``: the stretch of text that tells it."""
    if framed.frame.type:
        joint = _VENTURE.match(reading.text, framed.act.start)
        return "joint_venture" if joint and framed.act.kind == "found" else framed.frame.type
    clause = _without_names(reading, span)
    kind = _by_words(reading, framed, clause, span)
    if kind == "unspecified" and len(sides.named) >= 2 and all(m.kind == "gov" for _, m in sides.named):
        return "gov_arrangement"
    groups = [reading.text[slice(*g)] for g in sides.groups]
    if kind in _OF_MANY[:3] and any(map(_IN_BATCHES.match, groups)):
        return "batch"
    counted = ("project", "company", "partner", "institution")
    many = any(c.what in counted and c.n >= 3 for c in sides.counts)
    return "batch" if many and kind in _OF_MANY and _is_batch(clause, kind, sides) else kind


def _without_names(reading: Reading, span: tuple[int, int]) -> str:
    """The words of a stretch with blanks for names: 海屿租赁有限公司 makes no lease."""
    words = list(reading.text[span[0] : span[1]])
    for mention in reading.organisations_in(*span):
        words[mention.start - span[0] : mention.end - span[0]] = " " * (mention.end - mention.start)
    return "".join(words)


def _by_words(reading: Reading, framed: Framed, clause: str, span: tuple[int, int]) -> str:
    act = framed.act.start - span[0]
    behind = reading.text[framed.act.start : span[1]]
    near = clause[act:].split("，", 1)[0]
    before = clause[:act].rsplit("，", 1)[-1]
    told = before + near if _paper_before(framed) or _ABOUT_PAPER.search(before) else near
    kind = signing_type(told)
    if kind == "unspecified" or (kind == "cooperation" and not _COOPERATES.search(told)):
        # a bare 协议: what stands behind it tells what it is for
        wider = "settle_in" if _MOVES.search(clause[act:]) else signing_type(clause[act:])
        wider = "joint_build" if wider in _OF_MANY[:2] and _BUILDS.search(behind) else wider
        kind = wider if wider in _TELLING or kind == "unspecified" else kind
        if kind == "cooperation" and _ANY_PAPER.match(reading.text, framed.act.end):
            earlier = _type_told_before(reading, framed)
            kind = earlier if earlier != "unspecified" else kind
    if kind == "cooperation" and _BUILDS.search(behind):
        return "joint_build"
    return _type_told_before(reading, framed) if kind == "unspecified" else kind


def _type_told_before(reading: Reading, framed: Framed) -> str:
    """The paper by its name in the sentence (备忘录由甲与乙代表签署), else in the one before and the title (双方昨日签署合约)."""
    sentence = sentence_at(reading.document, framed.act.start)
    begin = sentence.start if sentence else framed.act.start
    kind = signing_type(reading.text[begin : framed.act.start])
    if kind != "unspecified" or not _BARE.match(reading.text[framed.act.end :]):
        return kind
    before = reading.text[max(0, begin - _REACH) : begin].rsplit("\n", 1)[-1] + (reading.document.title or "")
    kind = signing_type(before)
    return kind if kind in _TELLING or kind in ("tech_transfer_licence", "loi", "mou") else "unspecified"


def _paper_before(framed: Framed) -> bool:
    """Whether the paper is told before the act: 合作协议签约仪式, 意向书已失效, a lease was signed by."""
    return (
        framed.act.kind in ("ceremony", "lapse", "talk", "ended", "nominal")
        or framed.frame.id in _PAPER_BEFORE
    )


def _is_batch(clause: str, kind: str, sides: Sides) -> bool:
    """Many sign at once and no one paper is named; companies that sign to move in (签约入驻) settle."""
    counted = {c.what for c in sides.counts}
    if _BATCH.search(clause) or "project" in counted:
        return True
    if max(c.n for c in sides.counts) >= _CROWD and not _OWN_PAPER.search(clause):
        return True  # 23家企业与园区公司签订协议: nobody negotiates so many papers one by one
    if kind == "settle_in" or re.search("协议|合同|租约|备忘录|意向书|公约|倡议|《", clause):
        return False
    return len(counted) >= 2 or len(sides.named) != 1
