"""What names of organisations are found with when one does not write a grammar: three usual ways, for comparison.

Each takes a text and gives spans in it. ``suffix`` is a regular expression of endings (B2), ``chunk`` a run of nouns of
jieba's tagger that ends in such an ending (B3), ``nt`` the words that jieba itself calls organisations (B4).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import jieba
import jieba.posseg

Spans = set[tuple[int, int]]

_ENDINGS = (
    "股份有限公司|有限责任公司|有限公司|集团|公司|大学|学院|研究院|研究所|实验室|中心|协会|商会|联盟|基金会|银行|基金|资本|证券"
    "|医院|政府|委员会|管理局|局|署|厅|科技|生物|智能|股份|控股|园区|大厦"
)
_SUFFIX = re.compile(rf"[一-鿿A-Za-z0-9（）()·]{{2,24}}?(?:{_ENDINGS})")
_ENDS = re.compile(rf"(?:{_ENDINGS})$")
#: Tags of what names are made of: nouns, places, brands, Latin, abbreviations, morphemes, verbs used as nouns.
_NOUNS = ("n", "j", "eng", "vn", "b", "g", "l")


def suffix(text: str) -> Spans:
    """B2: the shortest stretch of letters up to an ending."""
    return {m.span() for m in _SUFFIX.finditer(text)}


def chunk(text: str) -> Spans:
    """B3: the longest run of nouns that ends in an ending."""
    spans: Spans = set()
    begin, end, offset = None, 0, 0
    for word, flag in jieba.posseg.cut(text):
        if flag.startswith(_NOUNS):
            begin = offset if begin is None else begin
            end = offset + len(word) if _ENDS.search(word) else end
        else:
            if begin is not None and end > begin:
                spans.add((begin, end))
            begin = None
        offset += len(word)
    if begin is not None and end > begin:
        spans.add((begin, end))
    return spans


def nt(text: str) -> Spans:
    """B4: words tagged as organisations."""
    spans: Spans = set()
    offset = 0
    for word, flag in jieba.posseg.cut(text):
        if flag == "nt":
            spans.add((offset, offset + len(word)))
        offset += len(word)
    return spans


BASELINES: dict[str, Callable[[str], Spans]] = {"suffix": suffix, "chunk": chunk, "jieba nt": nt}
