"""Accented letters and quotation marks of other languages that were UTF-8 and read as Latin-1: BeyoncÃ© is Beyoncé.

ftfy (Apache-2.0) knows this family best. Of GBK and Big5 it takes a few pairs for UTF-8, so its cure is taken only where
letters and marks of western text are all that comes out.
"""

from __future__ import annotations

import re

import ftfy

from pipelines.repairing.mojibake.suspects import CP1252

_LIKE_UTF8 = re.compile(rf"[\xc2\xc3\xc5\xe2][\x80-\xbf{CP1252}]")
# Nobody writes the pair inside of a word, nor three characters of UTF-8 punctuation, nor C2 as a letter before a hard space among Han.
_IN_WORD = re.compile(
    rf"[A-Za-z]Ã[\xa1-\xbf{CP1252}](?=[a-z])|[a-z]Ã[\xa1-\xbf{CP1252}]|â€[\x80-\xbf{CP1252}]"
)
_HARD_SPACES = re.compile("(?:\xc2\xa0)+")
#: So many pairs are no chance.
_SEVERAL = 3
_HEALTHY = re.compile("[\xc0-\u017f]")
_PLAIN = re.compile("[\x20-\x7e\xa0-\u017f\u2010-\u203a\u20ac\u2122]+")
# More than two accented letters side by side are no word.
_ODD = re.compile("[\xa1-\u017f]{3}")


def again(run: str) -> str | None:
    """The run of western characters as it was, or None where it is as it was or where that is not sure."""
    pairs = len(_LIKE_UTF8.findall(run))
    if not pairs or not (pairs >= _SEVERAL or _IN_WORD.search(run) or _HARD_SPACES.fullmatch(run)):
        return None
    # letters that are as they should be tell that the text was read rightly
    if len(_HEALTHY.findall(_LIKE_UTF8.sub("", run))) > pairs:
        return None
    cured = ftfy.fix_encoding(run)
    return cured if cured != run and _PLAIN.fullmatch(cured) and not _ODD.search(cured) else None
