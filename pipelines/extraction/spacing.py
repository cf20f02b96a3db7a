"""Blanks around numbers, and those that a converter scattered among characters (科 技有限公司): passed over, offsets kept.

Among characters, a few blanks mean something (between a dateline and the news, between names in a list). Where they stand all over a
text, no rule can tell a word from the next with them.
"""

from __future__ import annotations

import re

from pipelines.folding import Folded
from pipelines.lexicons import names

_GAP = re.compile(
    r"(?<=[一-鿿0-9“”‘’《》；：！？，。、（）])[ \u3000](?=[一-鿿0-9“”‘’《》；：！？，。、（）])"
)
_HAN = re.compile("[一-鿿]")
#: Of 237 Chinese articles of the gold set's tune part, none without this damage has as many as eight such blanks and
#: two of them to 100 Chinese characters; all with it have.
_DENSE = 0.02
_FEWEST = 8
#: A short text has fewer; there it is words that tell: 公 司, 责 任 (between names in a list stands no word).
_BROKEN = 3
#: 6 月 21 日, 13 个项目: the typography of many houses; it never means anything.
_BESIDE_NUMBER = re.compile(r"(?<=[一-鿿])[ \u3000](?=[0-9])|(?<=[0-9])[ \u3000](?=[一-鿿])")


def closed_up(folded: Folded) -> Folded:
    """The folded text without blanks between numbers and Chinese characters; and where it is strewn with blanks, without
    those between Chinese characters."""
    gaps = [m.start() for m in _GAP.finditer(folded.text)]
    if not gaps:
        return folded
    if len(gaps) < _DENSE * len(_HAN.findall(folded.text)) or not (
        len(gaps) >= _FEWEST or _breaks_words(folded.text, gaps)
    ):
        gaps = [m.start() for m in _BESIDE_NUMBER.finditer(folded.text)]
    dropped = set(gaps)
    kept = [i for i in range(len(folded.text)) if i not in dropped]
    offsets = [folded.offsets[i] for i in kept]
    return Folded(
        "".join(folded.text[i] for i in kept), (*offsets, folded.offsets[len(folded.text)]), folded.stored
    )


def _breaks_words(text: str, gaps: list[int]) -> bool:
    """Whether at least half of a few blanks among characters stand within a word of the dictionary."""
    among = [at for at in gaps if _HAN.match(text, at - 1) and _HAN.match(text, at + 1)]
    broken = sum(names.tag(text[at - 1] + text[at + 1]) is not None for at in among)
    return broken >= _BROKEN and 2 * broken >= len(among)
