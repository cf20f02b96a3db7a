"""The organisation that acts: before the act, in its sentence, or the one that 署方 and 该公司 point back to."""

from __future__ import annotations

import re

from pipelines.extraction.document import Sentence
from pipelines.extraction.organisations import OrganisationMention
from pipelines.extraction.phrases import Views, clause_start
from pipelines.extraction.trailing import without_trailing

# Bodies that stand for the one that was named last: 该公司, 署方, the company.
POINTING = re.compile(
    r"(?:该|本)?(?:公司|署方|局方|校方|院方|园方|该院|该校|该署|该局|该会|该中心|当局|集团)$"
    r"|\b(?:It|it|[Tt]he (?:company|firm|start-?up|group))(?: also)?$"
)

#: 汐岚董事长解释，公司…: the house named just before.
_NEAR = 40
_JOINED = frozenset(["、", "，", "与", "和", "及", "以及", "联同", "会同", "联合", "携手", "and", "同"])


def acting(views: Views, sentence: Sentence, at: int) -> OrganisationMention | None:
    """The organisation that does what begins at ``at``: nothing but days, adverbs and places stands between."""
    begin = clause_start(views.plain, sentence.start, at)
    plain = views.plain
    for mention in reversed(views.reading.organisations_in(begin, at)):
        if mention.kind == "place" or plain[mention.start - 1 : mention.start] in ("在", "于"):
            continue
        if without_trailing(plain[mention.end : at]) == 0:
            return mention
    pointing = POINTING.search(plain[begin : begin + without_trailing(plain[begin:at])])
    return pointed_at(views, pointing[0], begin) if pointing else None


def pointed_at(views: Views, words: str, before: int) -> OrganisationMention | None:
    """The body that 署方 or 该公司 stands for: the last one of that kind; of 公司 the one of whom the article speaks."""
    earlier = [m for m in views.reading.organisations if m.end <= before and m.kind not in ("place", "media")]
    if not earlier or words.isascii() or words.endswith(("公司", "集团")):
        near = [m for m in earlier if before - m.end <= _NEAR]
        return near[-1] if near else (earlier[0] if earlier else None)
    ending = {"署": "署", "局": "局", "校": "学", "院": "院"}.get(words.removesuffix("方")[-1:], "")
    alike = [m for m in earlier if m.text.endswith(ending)] if ending else []
    return (alike or earlier)[-1]


def nearest_body(views: Views, sentence: Sentence, at: int) -> OrganisationMention | None:
    """The subject of a sentence whose clause has none: …股份有限公司昨日敲钟，正式在科创板挂牌上市."""
    bodies = [m for m in views.reading.organisations_in(sentence.start, at) if m.kind != "place"]
    return bodies[-1] if bodies else None


def together(views: Views, body: OrganisationMention, begin: int) -> list[OrganisationMention]:
    """A body with those that stand in a row before it: 甲集团与乙政府联合发布."""
    row = [body]
    for mention in reversed(views.reading.organisations_in(begin, body.start)):
        between = views.plain[mention.end : row[-1].start]
        if mention.kind == "place" or between.strip() not in _JOINED:
            break
        row.append(mention)
    return row[::-1]
