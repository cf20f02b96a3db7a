"""Chinese whose bytes happen to be valid UTF-8: 签约 in GBK reads as ``ǩԼ``.

A pair of GBK is also a letter of two bytes in UTF-8 where its lead is C2-DF and its trail 80-BF. A page with a few
such words only is valid UTF-8 by accident. It shows by two signs together: the letters make no word of any one
language, and the other reading is Chinese throughout.
"""

from __future__ import annotations

import re

from pipelines.encoding.labels import codec_of
from pipelines.encoding.lenient import decode_strictly
from pipelines.han_model import is_han, plausibility

_CHINESE = ("gb18030", "big5hkscs")
#: Lead bytes of U+4000-U+9FFF: any text in UTF-8 that holds Han has one of them, and each is found at once.
_HAN_LEADS = (0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9)
#: What a declared charset reads may be this rare (1,339 words of jieba's that are valid UTF-8 in GBK: -12.7 to -5.5).
_DECLARED = -13.0
#: Letters of one alphabet, as Russian ones mostly are, need common characters (Russian, Greek, Czech so read: -9.7
#: and less, and single letters of Latin words are not asked at all).
_ONE_ALPHABET = -9.5
#: What no charset declares must be as common as words are, and several characters.
_UNDECLARED, _FEWEST_UNDECLARED = -10.0, 4
#: Bytes below those of GB 2312: half of the letters of any language have one, most Chinese words none.
_BELOW_GB2312 = re.compile(b"[\x80-\xa0]")
#: The letters that languages are written with today; the rest of their blocks is for scholars.
_ALPHABETS = {
    "latin": "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u0192\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u018f\u0259",
    "greek": "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce",
    "cyrillic": "\u0400-\u045f\u0490-\u0493\u049a\u049b\u04a2\u04a3\u04ae-\u04b1\u04ba\u04bb\u04d8\u04d9\u04e8\u04e9",
    "armenian": "\u0531-\u0556\u0561-\u0587",
    "hebrew": "\u05d0-\u05ea\u05b0-\u05c2",
    "arabic": "\u060c\u061b\u061f\u0621-\u0652\u0660-\u0669\u067e\u0686\u0698\u06a9\u06af\u06be\u06c1\u06cc\u06d2",
}
_OF_ALPHABET = {
    name: re.compile(f"[A-Za-z{letters}]*" if name == "latin" else f"[{letters}]*")
    for name, letters in _ALPHABETS.items()
}
_WORD = re.compile("[A-Za-z\u00aa\u00b5\u00ba\u00c0-\U0010ffff]+")
#: Signs that pages in any language hold (© · » ×) and that are no letters.
_SIGN = re.compile("[\u00a0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7]")


def accidental(body: bytes, text: str, labels: tuple[str | None, ...]) -> tuple[str, str] | None:
    """The Chinese that bytes stand for though they are valid UTF-8, and its codec; None where UTF-8 is meant.

    Args:
        body: the bytes.
        text: them as UTF-8, not ASCII alone, or what stands before a last character that is cut off.
        labels: what HTTP and the page declare.
    """
    if any(body.find(lead) >= 0 for lead in _HAN_LEADS) and not text.isascii():
        return None
    outside = re.sub("[\x00-\x7f]+", "", text)
    if not all(letter < "\u0800" or "\U00040000" <= letter < "\U000e0000" for letter in outside):
        return None
    meant = {codec_of(label) for label in labels}
    declared = bool(meant & set(_CHINESE)) and "utf-8" not in meant
    if text.isascii() and not declared:
        return None
    odd = _is_odd(text) and not _BELOW_GB2312.search(body)
    if not declared and (not odd or len(outside) < _FEWEST_UNDECLARED):
        return None
    least = (_DECLARED if odd else _ONE_ALPHABET) if declared else _UNDECLARED
    for codec in [codec for codec in _CHINESE if codec in meant] if declared else ("gb18030",):
        chinese = decode_strictly(body, codec)
        score = plausibility(chinese) if chinese else None
        if chinese and score is not None and score >= least and _is_all_han(chinese):
            return chinese, codec
    return None


def _is_all_han(text: str) -> bool:
    return all(character < "\x80" or is_han(character) for character in text)


def _is_odd(text: str) -> bool:
    """Whether most letters outside ASCII stand in words of no one language."""
    ours = others = 0
    for word in _WORD.findall(_SIGN.sub(" ", text)):
        size = sum(letter > "\x7f" for letter in word)
        if any(alphabet.fullmatch(word) for alphabet in _OF_ALPHABET.values()):
            ours += size
        else:
            others += size
    if not ours and not others:
        return not _SIGN.search(text)
    return others > ours
