"""Departments, fields of work, and the fullest form of a house's name: what is told by words alone."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from pipelines.extraction import employer_words as terms
from pipelines.extraction.short_firms import full_form
from pipelines.lexicons import names


def is_bounded(part: str) -> bool:
    """Whether a verb, an adverb or a joiner stands in what would be a department."""
    return bool(part) and any(names.bounds_name(word) or word in "与和及" for word in names.cut(part))


@lru_cache(maxsize=8192)
def is_department(words: str) -> bool:
    """租赁部, 招商中心, 人才办: a field of work as a unit of some house."""
    unit = re.fullmatch("(?P<field>[一-鿿]{2,10}?)(?:事业部|部门|部|办公室|办|处|科|室|组|中心)", words)
    return unit is not None and all(w in terms.FIELD_WORDS for w in names.cut(unit["field"]))


@lru_cache(maxsize=8192)
def is_title_part(words: str) -> bool:
    """企业服务, 研发, 公寓事业部: fields of work, and units of a house; no brand."""
    if not words or terms.UNIT.fullmatch(words):
        return len(words) <= 12
    return words in terms.FIELD_WORDS or (
        len(words) <= 10 and all(w in terms.FIELD_WORDS or w[-1] in "部办区线组科" for w in names.cut(words))
    )


def lead_of(words: str) -> int:
    """How much of a phrase stands before its house: 原|某基金, 由|某大学; nothing of 前海管理局, 同济大学, 和记置地."""
    lead = terms.LEADING.match(words)
    if lead is None or names.ends_name(lead[0]):
        return 0
    first = next(iter(names.cut(words)), "")
    return 0 if len(first) > lead.end() else lead.end()


def fullest(text: str, often: Counter[str], name: str) -> str:
    """The longest name of the text that has this one at its end or its beginning: 南澜大学, 香港南澜大学.

    Offices of two cities have the same name: 金融管理局 is not 深圳市地方金融管理局.
    """
    if name.endswith(("局", "署", "厅", "处", "委员会")):
        return name
    best = name
    for other in often:
        if not 0 < len(other) - len(name) <= 12 or len(other) <= len(best) or terms.COUNTRY.match(other):
            continue
        if (other.endswith(name) and _is_place_word(other[: -len(name)])) or (
            other.startswith(name) and len(name) <= 4 and names.ends_weak(other)
        ):
            best = other
    best = full_form(best, often)
    return best if best != name else full_form(_longer_in_text(text, name), often)


def _is_place_word(words: str) -> bool:
    return words in ("国立", "私立", "市立") or not names.without_region(words)


def _longer_in_text(text: str, name: str) -> str:
    """A fuller form that the finder does not know: 国立南澜大学 for 南澜大学, 澜图微电子 for 澜图."""
    best, at = name, text.find(name, 0, terms.SEARCHED)
    for _ in range(terms.MOST_USES):
        if at < 0:
            break
        before = text[max(0, at - 2) : at]
        if (
            len(name) >= 4
            and len(before) == 2
            and _is_place_word(before)
            and not terms.COUNTRY.match(before + name)
        ):
            best = max(best, before + name, key=len)
        for more in range(8, 1, -1) if len(name) <= 3 else ():
            longer = text[at : at + len(name) + more]
            if (
                re.fullmatch("[一-鿿]+", longer)
                and names.ends_weak(longer)
                and not is_bounded(longer[len(name) :])
            ):
                best = max(best, longer, key=len)
                break
        at = text.find(name, at + 1, terms.SEARCHED)
    return best
