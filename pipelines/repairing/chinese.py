"""Whether a text is Chinese, as rules of Chinese typography want to know before they touch it."""

from __future__ import annotations

import re
from collections import Counter

from pipelines.han_model import is_han

# Kana and Hangul; ・ parts foreign names in Chinese too.
_OTHER_EAST_ASIAN = re.compile(
    "[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9f\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]"
)


def is_chinese(counts: Counter[str]) -> bool:
    """Given how often each character stands in a text, tell whether the text is Chinese.

    At least one Han character for three Latin letters, which an English report of 李明 (Li Ming) lacks, and ten for a
    letter of Japanese or Korean.
    """
    han = latin = other = 0
    for character, times in counts.items():
        if is_han(character):
            han += times
        elif character.isascii():
            latin += times if character.isalpha() else 0
        elif _OTHER_EAST_ASIAN.match(character):
            other += times
    return han > 0 and han * 3 >= latin and han >= other * 10
