"""Whether a stretch of text can be a brand, and where in a stretch the name begins."""

from __future__ import annotations

import re

from pipelines.extraction.ground import LONGEST, Ground
from pipelines.extraction.letters import JOINERS, is_grammar, proof, sure_proof
from pipelines.lexicons import names

Span = tuple[int, int]

#: What is no name wherever it stands.
NOT_NAME = re.compile(
    r"[的了着过]|\d(?:万|亿|元|件|层|平|年|月|日|个|名|家|项)|^[\d.%]+$|^(?:会上|期间|现场|活动|仪式|论坛|其中|另外|目前|此次|本次|项目|合作|双方|三方|各方|两地|我们|他们|公司|集团)$"
)
#: Dates and numbers of things that may stand before a name in a list.
_BEFORE = (
    re.compile(r"^.*\d+[月日]"),
    re.compile(r"^[\d一二两三四五六七八九十多数]+(?:家|个|名|位|间|所|项)"),
)


def brandish(ground: Ground, start: int, end: int) -> bool:
    """Whether a stretch can be the name of a firm: some of it is no common word, and none bounds names."""
    if end - start > LONGEST:
        return False
    words = [word for _, word in ground.words.between(start, end)]
    if any(names.bounds_name(w) for w in words[1:]) or any(w in JOINERS for w in words):
        return False
    text = ground.text[start:end]
    if not 2 <= end - start <= 16 or NOT_NAME.search(text) or names.is_generic(text):
        return False
    if is_grammar(words[0]) or is_grammar(words[-1]):
        return False  # 若要, 框架协议自
    sure = sure_proof(words)
    return sure >= 2 or (names.ends_weak(text) and (sure == 1 or proof(words) >= 2)) or _latin(text)


def _latin(text: str) -> bool:
    return bool(re.match(r"[A-Z][A-Za-z]", text))


def name_only(ground: Ground, start: int, end: int) -> Span:
    """A list item without what stands before the name: 包括青禾智能, 近日远屿新材."""
    if end - start > LONGEST:
        return start, end
    for offset, word in ground.words.between(start, end):
        after = offset + len(word)
        opens = after < end and (
            names.is_region(ground.words.at(after)[1]) or names.is_brand_piece(ground.words.at(after)[1])
        )
        if (names.bounds_name(word) and (len(word) > 1 or after < end)) or (names.is_head(word) and opens):
            start = after
    for pattern in _BEFORE:
        cut = pattern.match(ground.text[start:end])
        if cut:
            start += cut.end()
    return start, end
