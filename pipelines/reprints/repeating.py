"""Whether a sentence stood in an earlier text."""

from __future__ import annotations

from pipelines.folding import fold

#: A shorter one may stand anywhere without being repeated.
_LEAST = 8


def repeats(sentence: str, text: str) -> bool:
    """Whether a text has a sentence, in whatever script, spacing and punctuation.

    >>> repeats("甲公司與乙公司簽署了租賃合同。", "昨日，甲公司与乙公司签署了租赁合同，记者在场。")
    True
    >>> repeats("甲公司与丙公司签署了租赁合同。", "昨日，甲公司与乙公司签署了租赁合同，记者在场。")
    False
    """
    plain = _plain(sentence)
    return len(plain) >= _LEAST and plain in _plain(text)


def _plain(text: str) -> str:
    return "".join(character for character in fold(text).text.lower() if character.isalnum())
