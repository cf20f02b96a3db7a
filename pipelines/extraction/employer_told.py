"""Employers that stand elsewhere: what 公司, 该校 or 协会 means, and whose post it is where no house is written."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipelines.extraction import employer_words as terms
from pipelines.extraction.employer_forms import fullest
from pipelines.extraction.employer_index import Employers

#: 协会 may be short for a 协进会, 校 for a 大学.
_ENDS_AS: dict[str, tuple[str, ...]] = {
    "协会": ("协会", "协进会", "促进会", "学会", "联合会"),
    "校": ("大学", "学院", "学校", "中学"),
    "行": ("银行",),
    "院": ("院",),
    "会": ("会",),
    "学校": ("大学", "学院", "学校", "中学"),
}  # fmt: skip


def meant(known: Employers, anchor: int, words: str, noun: str) -> str | None:
    """What 公司, 该校 or 协会 stands for: the last house of that kind, in a notice its issuer."""
    firm = noun in ("公司", "集团", "企业")
    if firm and known.issuer is not None:
        return known.issuer
    index = bisect_right(known.ends, anchor) - 1
    park = words.startswith("园区")
    # 园区公司: the firm that runs a park; its name says so in several ways
    of_park = re.compile("园|合作区|开发区|科创")
    for mention in reversed(known.mentions[max(0, index + 1 - terms.MOST_NAMES) : index + 1]):
        if mention.kind == "place" or mention.text == noun:
            continue
        kind = mention.kind in ("firm", "money") if firm else mention.name.endswith(_ENDS_AS.get(noun, noun))
        if kind and (not park or of_park.search(mention.name)):
            return mention.name
    if park:
        return words
    return None if firm else _quoted(known, anchor, noun)


def _quoted(known: Employers, anchor: int, noun: str) -> str | None:
    """A body whose name only quotation marks show: 智库“某研究所”, 园区“某工坊”; and a committee of a chamber."""
    if len(noun) < 2:
        return None
    text = known.text[max(0, anchor - terms.QUOTED_WITHIN) : anchor]
    told = [m["name"] for m in re.finditer(f"“(?P<name>[^“”，。、；：]{{2,14}}{noun})”", text)]
    if not told and noun == "委员会":
        told = [m[0] for m in terms.CHAMBER_COMMITTEE.finditer(text)]
    return told[-1] if told else None


def unsaid(known: Employers, anchor: int, title: str, *, unit: bool = False) -> str | None:
    """某某光电今天召开说明会，总经理某某说: the house told before in the sentence, or the one it is all about."""
    needs = next(
        (house for post, house in terms.NEEDS if post.search(title)), terms.NEEDS[-1][1] if unit else None
    )
    if needs is None:
        return None
    begin = max(known.text.rfind(mark, max(0, anchor - 120), anchor) for mark in "。！？\n")
    index = bisect_right(known.ends, anchor) - 1
    here = {
        m.name
        for m in known.mentions[max(0, index - 3) : index + 1]
        if m.start > begin and needs.search(m.name) and m.kind != "place"
    }
    if len(here) == 1:
        return here.pop()
    if title.startswith("法定代表人") and index >= 0 and "\n" not in known.text[known.ends[index] : anchor]:
        told = next((m.name for m in reversed(known.mentions[: index + 1]) if m.kind == "firm"), None)
        return told or known.issuer
    if known.issuer is not None and needs.search("公司"):
        return known.issuer
    fitting = [(n, name) for name, n in known.often.items() if needs.search(name)]
    if len(fitting) == 1:
        return fitting[0][1]
    fitting = [(n, name) for n, name in fitting if n >= 2]
    most = max(fitting, default=(0, None))
    if sum(n == most[0] for n, _ in fitting) == 1:
        return most[1]
    return _lead(known, anchor, needs)


def _lead(known: Employers, anchor: int, needs: re.Pattern[str]) -> str | None:
    """Whose article it is: the first house of the kind that it names, if that stands in its first sentences."""
    for mention in known.mentions[: terms.MOST_USES]:
        if mention.start >= min(anchor, terms.LEAD):
            return None
        firm = needs.search("公司") is not None
        kinds = ("firm", "money") if firm else ("gov", "academy", "society", "other")
        if mention.kind in kinds and needs.search(mention.name):
            return fullest(known.text, known.often, mention.name)
    return None
