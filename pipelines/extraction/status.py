"""Whether it really happened: the status that the words around an act, and its day, give it.

What is said to be untrue, planned, past or a total must never come out as occurred. The words are data (``cues/``);
here is only which of them outranks which.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.extraction.act_dates import is_exact, of_the_act
from pipelines.extraction.cue_rules import said, standing
from pipelines.extraction.dates import DateMention, last_day
from pipelines.extraction.scopes import Act, View, clause_of

__all__ = ["PAST", "Act", "clause_of", "status_of"]

#: An act that lies further back than this is background, not news (docs/annotation.md).
PAST = timedelta(days=30)
#: A month that ended so long ago is background: the news has a day, or says 近日.
PAST_MONTH = timedelta(days=7)
# 终止 and its like as the trigger itself.
_ENDING = re.compile(r"终止|解除|取消|失效|到期|terminat\w+")
# 网传…，公司从未签订任何合同; 被问及…的报道，发言人说没有签署: what is said of hearsay clears it up.
_HEARSAY = re.compile(
    r"传闻|网传|外传|谣传|流传|传言|传出|(?:媒体|报章|报纸|网站|自媒体|网络|网上|社交平台|社交媒体|外界|市场)[^，。]{0,8}(?:报道|报导|称|指|传|消息|说法|文章|猜测)"
    r"|(?:该|有关|相关|上述)(?:报道|报导|消息|传言|说法)|\brumou?r|\breports? (?:that|of)\b|\bmedia reports?\b",
    re.IGNORECASE,
)
_CLEARS_UP = re.compile(r"澄清|否认|不实|不准确|不属实|失实")
# A hearsay is often denied in the sentence behind it: 董事会谨此澄清：本公司并无订立任何协议。
_DENIAL = re.compile(
    r"澄清|否认|不实|不准确|不属实|失实|辟谣|并非事实|绝无此事|并无此事|没有此事|子虚乌有"
    r"|(?:没有|并未|从未|未曾|并无|概无|未有|未与|未就)[^。]{0,24}(?:签|订立|协议|合同|合约|租约)"
    r"|\b(?:denied|denies|untrue|not true|no such)\b",
    re.IGNORECASE,
)
#: So far behind a hearsay its denial is looked for.
_NEAR_DENIAL = 160
# 解约企业, 退租的租户: those who left, no act.
_THOSE_WHO_LEFT = re.compile(
    r"(?:解约|退租|终止|解除|取消)的?(?:企业|租户|商户|公司|项目(?!合)|单位|率|潮|原因|手续|条款|费|金额|风险|损失|赔偿|面积|通知书?的)"
)
# 意向书已到期，双方未签订正式协议: what did not follow is how the first one ended.
_LAPSED = re.compile(
    r"(?:意向书|备忘录|协议|合同|合约|租约)[^，。；]{0,16}(?:已[^，。；]{0,12})?(?:到期|失效|届满)"
)
# Said of the act itself, in speech: it is done.
_DONE = re.compile(
    r"已|了|刚刚|[昨今][日天早晚]|当[日天]|\d日|\b(?:have|has|yesterday|today|last)\b", re.IGNORECASE
)
# 有意进驻河套的甲与乙签署协议: what stands before 的 says who, not what is to come.
_ATTRIBUTE = re.compile(r"的[^，。；的]{2,30}(?:[与和同]|等|分别)")
# 协议已终止: a state; whether it is news its day tells, or who says so now.
_NEWS_OF_ENDING = re.compile(
    r"宣布|公布|公告|决定|昨|今日|今天|日前|近日|签[署订](?!的)|互不|\b(?:said|announced)\b"
)
_STATE = re.compile(r"已(?:经)?(?:终止|解除|到期|失效|届满|结束)")


def status_of(act: Act, dates: tuple[DateMention, ...], reference: date | None) -> str | None:
    """The status of an act, or None where the sentence claims nothing (a condition, a question, advice).

    Args:
        act: the trigger with its sentence.
        dates: mentions of the same sentence.
        reference: the day of the article.
    """
    view = View(act)
    if said("denied", view) or (said("unsigned", view) and _clears_up(view)):
        return "denied"
    if _is_hearsay(view):
        return "denied" if _DENIAL.search(act.text, act.sentence[1], act.sentence[1] + _NEAR_DENIAL) else None
    if said("none", view) or _THOSE_WHO_LEFT.match(act.text, act.start):
        return None
    if said("statistics", view):
        return "cumulative"
    if said("unsigned", view) and _LAPSED.search(view.sentence):
        return _changed("terminated", view, dates, reference)
    changed = next((s for s in ("postponed", "cancelled", "terminated") if said(s, view)), None)
    if changed:
        return _changed(changed, view, dates, reference)
    if _ENDING.fullmatch(act.text, act.start, act.end):
        return None  # 终止谈判, 终止原因: no agreement ends here
    mention = of_the_act(view, dates)
    unsure = _not_done(view, mention, reference)
    if unsure:
        return unsure
    if said("ongoing", view):
        return "ongoing"
    if said("cumulative", view):
        return "cumulative"
    if _is_past(mention, reference) or (said("historical", view) and not _news_day(view, mention)):
        return "historical"
    if _is_ahead(mention, reference):
        return "scheduled"
    if view.spoken and not _DONE.search(view.clause):
        return None
    return "denied" if _is_reported_and_denied(act) else "occurred"


def _clears_up(view: View) -> bool:
    return bool(_CLEARS_UP.search(view.sentence) or _HEARSAY.search(view.sentence))


def _is_hearsay(view: View) -> bool:
    return any(cue.id == "hearsay" and cue.end(view) is not None for cue in standing("none", view))


def _is_reported_and_denied(act: Act) -> bool:
    """媒体报道甲已与乙签订合约。甲澄清，报道内容并非事实: told of others, and denied right behind."""
    reported = _HEARSAY.search(act.text, act.sentence[0], act.start)
    behind = act.sentence[1]
    return bool(reported and _DENIAL.search(act.text, behind, behind + _NEAR_DENIAL))


def _changed(status: str, view: View, dates: tuple[DateMention, ...], reference: date | None) -> str:
    """A change is told where it is news; one that lies back is background as any other act."""
    mention = of_the_act(view, dates, ending=status == "terminated")
    if mention is not None and _is_past(mention, reference):
        return "historical"
    old = [d for d in dates if _is_past(d, reference)]
    is_state = _STATE.search(view.clause) and not _NEWS_OF_ENDING.search(view.clause)
    if status == "terminated" and mention is None and old and is_state:
        return "historical"  # 2023年9月签署的协议已终止
    return status


def _not_done(view: View, mention: DateMention | None, reference: date | None) -> str | None:
    """Denied, intended, planned or scheduled; None where nothing says that it is still to come."""
    unsigned, talks = said("unsigned", view), _holds("intended", view, mention, reference)
    if (unsigned or said("planned", view)) and _talks_around(view):
        return "intended"
    if talks:
        return "intended"
    if _holds("planned", view, mention, reference):
        return "scheduled" if _is_announced(mention, reference) else "planned"
    return "denied" if unsigned else None


def _talks_around(view: View) -> bool:
    """已有企业前来洽谈，还没有签下任何一家: talks in another clause of a sentence that says that nothing is signed."""
    not_yet = (c for c in standing("planned", view) if c.id == "not_yet")
    if all(c.end(view) is None for c in (*standing("unsigned", view), *not_yet)):
        return False
    for match in re.finditer(
        "洽谈|接触|接洽|沟通|磋商|商讨|评估|谈判|谈|商量|looked at|talks", view.sentence
    ):
        before, behind = (
            view.sentence[max(0, match.start() - 8) : match.start()],
            view.sentence[match.end() :][:6],
        )
        if not re.search(
            "[未无没过]|终止|停止|破裂|否认|不再|[审谨]慎|慎重|自行|风险", before
        ) and not re.match("(?:破裂|失败|终止|告吹)", behind):
            return True
    return False


def _holds(meaning: str, view: View, mention: DateMention | None, reference: date | None) -> bool:
    """Whether a cue of the future is about the act. 计划建厂的甲昨日签约: the day behind it takes its force away.

    甲昨日表示将签约: here the day is that of saying so.
    """
    for cue in standing(meaning, view):
        end = cue.end(view)
        if end is None:
            continue
        if mention is None or cue.where not in ("left", "reach") or not _is_over(mention, reference):
            return True
        start = view.bounds[0] if cue.where == "left" else view.reach_start
        stands = start + end
        if _ATTRIBUTE.search(view.act.text, stands, view.act.start):
            continue
        between = view.act.text[stands : mention.start]
        if mention.start < stands or not between or ("，" in between and cue.where == "left"):
            return True
        if mention.start >= view.act.start:
            return True
    return False


def _news_day(view: View, mention: DateMention | None) -> bool:
    """A day of its own in the clause of the act outranks 曾 and 去年 before it: it was not past, or it would be told."""
    return mention is not None and is_exact(mention) and view.bounds[0] <= mention.start < view.act.start


def _is_past(mention: DateMention | None, reference: date | None) -> bool:
    if mention is None or reference is None:
        return False
    day = last_day(mention.date)
    if day is None:
        return False
    if mention.date.precision == "month":
        return day < reference - PAST_MONTH
    if mention.date.precision == "year":
        return day.year < reference.year  # 去年 is past also in January
    return day < reference - PAST


def _is_over(mention: DateMention, reference: date | None) -> bool:
    day = last_day(mention.date)
    return day is not None and reference is not None and day <= reference


def _is_ahead(mention: DateMention | None, reference: date | None) -> bool:
    """Only a stated day makes a plan a date: 明年 and 12月 do not."""
    return (
        mention is not None
        and reference is not None
        and is_exact(mention)
        and date.fromisoformat(mention.date.start[:10]) > reference
    )


def _is_announced(mention: DateMention | None, reference: date | None) -> bool:
    """今日将签署 is announced for today."""
    if mention is None or reference is None or not is_exact(mention):
        return False
    return date.fromisoformat(mention.date.start[:10]) >= reference and not mention.text.startswith(
        ("今", "即日")
    )
