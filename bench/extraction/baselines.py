"""What anybody could do in an afternoon, on the same articles: keywords, suffixes, a tagger's classes, the page's date.

Every baseline reads the text as it came, folded to Simplified (otherwise its lists would miss Traditional text for a reason
that is not its own), and gets what helps it: the organisations of a sentence count as sides only where the sentence holds a
word of signing. Dates are in :mod:`bench.extraction.date_baselines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import jieba
import jieba.posseg

from bench.extraction.gold.records import Record, sentences
from pipelines.folding import fold, fold_name
from pipelines.relevance import mentions_zone

Names = frozenset[str]

_SIGNING = re.compile(
    "签署|签订|签下|签约|签字|订立|缔结|换文|签了|备忘录|租约|战略合作|"
    r"\bsign(?:s|ed|ing)?\b|\bmemorand|\bagreement\b|\blease[sd]?\b",
    re.IGNORECASE,
)
#: Words of events and their types, the study's list of triggers.
_EVENTS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in {
        "OPENING": r"揭牌|挂牌|授牌|开园|启用|投用|开业|揭幕|\bopen(?:s|ed|ing)\b|\bunveil",
        "MEETING": r"论坛|峰会|研讨会|座谈会|发布会|吹风会|推介会|年会|博览会|\bforum\b|\bsummit\b|\bseminar\b|\bconference\b|\bexpo\b",
        "RELEASE": r"印发|出台|施行|发布《|公布|白皮书|征求意见|\bpublish|\breleased?\b|\bgazett",
        "CONSTRUCTION": r"奠基|动工|开工|动土|封顶|平顶|竣工|落成|\bgroundbreaking\b|\btopp(?:ed|ing)[ -]out\b|\bcompletion\b",
        "SETTLEMENT": r"入驻|进驻|落户|迁入|\bmov(?:es|ed|ing) in",
        "ORG": r"联盟成立|成立联盟|合并|\balliance\b|\bmerge[rds]",
        "PERSONNEL": r"任命|委任|出任|接任|履新|免去|卸任|辞任|\bappoint|\bresign|\bsteps? down",
        "FINANCE": r"轮融资|领投|跟投|基金|上市|\bround\b|\bfund\b|\bIPO\b",
        "TENDER": r"中标|招标|投标|供地|摘得|\btender\b|\bbid(?:s|der)?\b",
        "AWARD": r"获奖|奖项|\baward",
        "LAUNCH": r"启动|上线|\blaunch",
        "VISIT": r"调研|考察|到访|\bvisit",
    }.items()
}
_SUFFIX = (
    "公司|集团|大学|学院|研究院|研究所|实验室|医院|银行|协会|学会|商会|联盟|基金会|基金|中心|委员会|发展署|管理局|"
    "政府|厅|局|署|办公室|学校|中学|企业|机构"
)
#: The plain pattern of every first attempt: from the last bound to the suffix.
_BY_SUFFIX = re.compile(
    rf"[A-Za-z0-9·&（一-鿿](?:(?![与和及同由在])[A-Za-z0-9·&（）一-鿿]){{1,24}}?(?:{_SUFFIX})"
    r"(?:（[一-鿿]{2,4}）(?:有限)?公司)?"
)
_ENDS_IN_SUFFIX = re.compile(rf"(?:{_SUFFIX})$")
#: Word classes that may stand inside a name.
_IN_NAME = ("n", "nr", "ns", "nt", "nz", "nrt", "nrfg", "eng", "j", "vn", "b", "an", "l", "m", "f", "s")


def folded_text(record: Record) -> str:
    """The text as it came, folded."""
    return fold(record["text"]).text


def folded_title(record: Record) -> str:
    """The title, folded."""
    return fold(record["title"] or "").text


def signs(text: str) -> bool:
    """B0 and B1: a word of signing stands in it."""
    return bool(_SIGNING.search(text))


def event_types(text: str) -> Names:
    """B0 and B1: the types whose words stand in it."""
    return frozenset(kind for kind, words in _EVENTS.items() if words.search(text))


def speaks(text: str) -> bool:
    """A word of signing or of an event that would be told."""
    return signs(text) or bool(event_types(text) - {"VISIT"})


def matches(record: Record) -> bool:
    """B8: the article names the zone."""
    return mentions_zone(f"{record['title'] or ''}\n{record['text']}")


def near_trigger(text: str) -> Iterator[str]:
    """The sentences in which a word of signing stands."""
    return (sentence for sentence in sentences(text) if signs(sentence))


def by_suffix(text: str) -> Names:
    """B2: whatever ends like an organisation."""
    return _names(found[0] for sentence in near_trigger(text) for found in _BY_SUFFIX.finditer(sentence))


def by_chunks(text: str) -> Names:
    """B3: runs of noun-like words that end like an organisation."""
    return _names(name for sentence in near_trigger(text) for name in _chunks(_tagged(sentence)))


def by_nt(text: str) -> Names:
    """B4: what the tagger calls an organisation."""
    return _names(w for sentence in near_trigger(text) for w, tag in _tagged(sentence) if tag == "nt")


def people_by_nr(text: str) -> Names:
    """B4: whomever the tagger calls a person, in the whole text."""
    found = (w for line in text.split("\n") for w, tag in _tagged(line) if tag in ("nr", "nrt", "nrfg"))
    return _names(name for name in found if len(name) > 1)


def _chunks(words: tuple[tuple[str, str], ...]) -> Iterator[str]:
    run: list[str] = []
    for word, tag in (*words, ("", "x")):
        if tag in _IN_NAME or word in ("（", "）", "·"):
            run.append(word)
        else:
            run = []
        if _ENDS_IN_SUFFIX.search(word) and run:
            yield "".join(run)
            run = []


@lru_cache(maxsize=4096)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((pair.word, pair.flag) for pair in jieba.posseg.cut(text))


def _names(found: Iterator[str]) -> Names:
    return frozenset(name for text in found if (name := fold_name(text)))
