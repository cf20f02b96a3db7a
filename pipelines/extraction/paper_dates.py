"""The day that a sentence behind gives for the paper itself, and what is only the day of saying so.

甲今天召开说明会，宣布与乙签订协议。协议于昨天在深圳签署。: the act is of yesterday. The drone maker has signed a contract.
Under the contract, signed on Tuesday, …
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from pipelines.extraction.act_dates import is_exact, of_something_else
from pipelines.extraction.dates import DateMention
from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.scopes import Act, View
from pipelines.extraction.typed import compiled

_PAPER = compiled(
    r"(?:协议|协定|合约|合同|契约|租约|备忘录|意向书)(?:书|文本)?(?:(?:是|已|早|早已)?(?:于|在)?|[^，。；一-鿿]{0,2})(?P<day><date>)[^，。；]{0,14}?(?:签|订立|缔结)"
    r"|\b(?:agreement|contract|lease|deal|memorandum|pact|letter of intent)，? (?:which )?(?:(?:was|were|has been|had been) )?(?:signed|concluded|sealed|inked)(?: on)? (?P<english><date>)"
)
_SAID = re.compile(r"宣布|公告|公布|披露|透露|通报|召开|表示|说明会|获悉|称[，：]")
_ENGLISH_SAID = re.compile(r"\b(?:said|says|announced|confirmed)(?: in a statement| in a filing)?(?: on)? ?$")
# 新华社4月20日电, 记者20日从水利局获悉，…日前…: the day of the report.
_REPORT = re.compile(r"[综专]?[合]?[电讯]|从[^，。；]{2,24}?(?:获悉|了解到|得知)")
_LATELY = re.compile(r"日前|近日|近期|不久前|\brecently\b")
_ENDED = re.compile(r"终止|解除|解约|退租|\bterminat(?:ed|ion|ing)\b|\bended\b", re.IGNORECASE)
#: So many sentences behind the act are looked at.
_BEHIND = 2


def of_the_report(text: str, sentence: tuple[int, int], mention: DateMention) -> bool:
    """Whether a day is that of the report, while the act was 日前: 记者20日从水利局获悉，…日前举行."""
    return bool(_REPORT.match(text, mention.end, sentence[1])) and bool(
        _LATELY.search(text, sentence[0], sentence[1])
    )


def of_saying(view: View, mention: DateMention) -> bool:
    """Whether a day is that on which somebody tells of the act: 今天宣布, both sides said on Thursday."""
    text, act = view.act.text, view.act
    if mention.end <= act.start and _SAID.search(text, mention.end, act.start):
        return True
    return bool(_ENGLISH_SAID.search(text[max(act.sentence[0], mention.start - 28) : mention.start]))


def told_behind(reading: Reading, draft: Draft) -> DateMention | None:
    """The exact day that one of the next sentences gives for the paper of an act, or for its end."""
    first = bisect_right(reading.told, draft.sentence.start, key=lambda s: s.start)
    for sentence in islice(reading.told, first, first + _BEHIND):
        days = [d for d in reading.dates_in(sentence) if is_exact(d)]
        if not days:
            continue
        if draft.status == "terminated":
            ended = _ENDED.search(reading.text, sentence.start, sentence.end)
            found = _of_the_end(reading, (sentence.start, sentence.end), ended, days) if ended else None
        else:
            match = _PAPER.search(reading.typed, sentence.start, sentence.end)
            at = match.start("day") if match and match["day"] else match.start("english") if match else -1
            found = next((d for d in days if d.start <= at < d.end), None)
        if found is not None:
            return found
    return None


def _of_the_end(
    reading: Reading, sentence: tuple[int, int], ended: re.Match[str], days: list[DateMention]
) -> DateMention | None:
    view = View(Act(text=reading.text, start=ended.start(), end=ended.end(), sentence=sentence))
    own = [d for d in days if not of_something_else(view, d, ending=True) and not of_saying(view, d)]
    return own[0] if own else None
