"""Where a cue may stand to count for an act: its clause, what runs on into it, its sentence.

河套发展署表示，将完善服务，A公司昨日签署协议。: the 将 stands in another clause with its own act, and says nothing of the
signing. 预计十二月公布结果，并与中标者签订合约。: here the clause runs on (并), and 预计 holds for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

#: A clause that begins so goes on with what was said before: the same subject, the same mood.
_SPEECH = "强调|指出|表示|说|称|透露|补充|否认|证实|承认|澄清|指"
_RUNS_ON = re.compile(
    rf"\s*(?:并且?(?!{_SPEECH})|同时(?!{_SPEECH})|再(?=[与和签])|进而|从而|然后|以便?(?=[与和签])|及(?=[与签])|届时|其间|其后|随后(?=[将会拟])|and (?!the )|then )"
)
#: Nothing but adverbs before the act: 预计明年动工，正式启用 has no subject of its own.
_NO_SUBJECT = re.compile(
    r"\s*(?:共同|正式|现场|当场|分别|相互|互相|顺利|随即|陆续|率先|才|再|而后|另行)*\s*$"
)
# 接下来，甲和乙签署协议: words of time that stand apart set the scene of what follows.
_SETTING = re.compile(
    r"\s*(?:接下来|下一步|下一?阶段|下阶段|未来(?:[一二两三四五几\d]+[年个]月?)?|今后|届时|到时|后续|此前|之前|过去|以往|早前|先前|此后|当年|当时)\s*"
)
_MARKS = "，。；！？："
#: Clauses that one can run on from.
_FURTHEST = 3
#: Words in quotation marks up to this length are a name or a manner of speaking, not speech: “签约”家庭医生.
_NAME_IN_QUOTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Where an act stands: folded offsets of its trigger, and of the sentence around it."""

    text: str
    start: int
    end: int
    sentence: tuple[int, int]
    quoted: bool = False


def clause_of(text: str, sentence: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The stretch between commas (or stronger marks) that holds ``[start, end)``."""
    left = max(text.rfind(mark, sentence[0], start) for mark in _MARKS)
    rights = [r for mark in _MARKS[:-1] if (r := text.find(mark, end, sentence[1])) >= 0]
    return max(left + 1, sentence[0]), min(rights, default=sentence[1])


@dataclass(frozen=True)
class View:
    """The stretches of text around an act that cues look at; each a scope of that name."""

    act: Act

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """Begin and end of the clause of the act."""
        return clause_of(self.act.text, self.act.sentence, self.act.start, self.act.end)

    @cached_property
    def left(self) -> str:
        """The clause before the act."""
        return self.act.text[self.bounds[0] : self.act.start]

    @cached_property
    def right(self) -> str:
        """The clause behind the act."""
        return self.act.text[self.act.end : self.bounds[1]]

    @cached_property
    def clause(self) -> str:
        """The clause, act included."""
        return self.act.text[self.bounds[0] : self.bounds[1]]

    @cached_property
    def reach_start(self) -> int:
        """Where the first of the clauses begins that run on into that of the act."""
        begin, text, first = self.bounds[0], self.act.text, self.act.sentence[0]
        runs_on = bool(_RUNS_ON.match(self.clause)) or bool(_NO_SUBJECT.match(self.left))
        if not runs_on and begin > first and text[begin - 1] == "，":
            scene = max([text.rfind(mark, first, begin - 1) for mark in _MARKS] + [first - 1]) + 1
            return scene if _SETTING.fullmatch(text, scene, begin - 1) else begin
        for _ in range(_FURTHEST):
            if not runs_on or begin <= first or text[begin - 1] not in "，、":
                break
            begin = max([text.rfind(mark, first, begin - 1) for mark in _MARKS] + [first - 1]) + 1
            runs_on = bool(_RUNS_ON.match(text, begin))
        return begin

    @cached_property
    def reach(self) -> str:
        """The clause before the act, and the clauses that run on into it."""
        return self.act.text[self.reach_start : self.act.start]

    @cached_property
    def before(self) -> str:
        """The sentence before the act, from the last semicolon on."""
        first, text = self.act.sentence[0], self.act.text
        return text[max(first, text.rfind("；", first, self.act.start) + 1) : self.act.start]

    @cached_property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.act.text[self.act.sentence[0] : self.act.sentence[1]]

    @cached_property
    def spoken(self) -> bool:
        """Whether the act stands in quoted speech: “谁能爬上楼梯，我当场签协议！”."""
        text, (first, last) = self.act.text, self.act.sentence
        opened = text.rfind("“", first, self.act.start)
        if opened < 0 or text.find("”", opened, self.act.start) >= 0:
            return False
        closed = text.find("”", self.act.end, last)
        return closed >= 0 and closed - opened > _NAME_IN_QUOTES
