"""What a declaration may claim where the bytes bear it out: rare Chinese characters, letters of another script."""

from __future__ import annotations

import re

from pipelines.encoding.lenient import decode_leniently, decode_strictly
from pipelines.han_model import is_han

_FOREIGN_LETTERS = {
    "cyrillic": ("[\u0401-\u045f\u0490\u0491]", ("cp1251", "koi8-r", "koi8-u", "iso8859-5")),
    "greek": ("[\u0386-\u03ce]", ("cp1253", "iso8859-7")),
    "hangul": ("[\uac00-\ud7a3]", ("cp949",)),
}
_LETTERS_OF = {
    codec: re.compile(letters) for letters, codecs in _FOREIGN_LETTERS.values() for codec in codecs
}
#: So many of the letters outside ASCII are those of the script; Chinese bytes read so are a third signs or hanja.
_MOST = 0.9
#: A large letter behind a small one is no word: Chinese bytes read as Cyrillic or Greek are full of them.
_MIXED_CASES, _FEWEST_MIXED = re.compile("[а-яёα-ω][А-ЯЁΑ-Ω]"), 0.1
#: One letter outside ASCII between two of ASCII: Müller, which in GBK is M黮ler.
_WESTERN_LETTER = re.compile(rb"(?<![\x80-\xff])[A-Za-z][\xc0-\xff](?=[a-z])")
#: So few of the characters outside ASCII may be private, or no Han and no punctuation of Chinese.
_FEW_OTHERS = 0.25


def is_whole_chinese(body: bytes, codec: str) -> bool:
    """Whether all bytes pair to Chinese in a charset, the last character cut off at most, however rare it is."""
    text, _ = decode_leniently(body, codec)
    if "\ufffd" in text:
        return False
    told = [character for character in text if character > "\x7f"]
    chinese = sum(is_han(c) or "\u3000" <= c <= "\u30ff" or "\uff00" <= c <= "\uffef" for c in told)
    signs = sum("\u2000" <= c <= "\u2bff" or "\xa0" <= c <= "\u04ff" for c in told)
    western = len(_WESTERN_LETTER.findall(body))
    return (
        chinese > 0
        and len(told) - chinese - signs <= _FEW_OTHERS * len(told)
        and western * 2 < len(told)
        and not any(c < " " and c not in "\t\n\r\f" for c in text)
    )


def is_foreign_text(body: bytes, codec: str) -> bool:
    """Whether all bytes are characters of a charset, nearly all outside ASCII letters of its script, in words."""
    letters = _LETTERS_OF.get(codec)
    text = decode_strictly(body, codec) if letters else None
    if letters is None or text is None:
        return False
    told = sum(character > "\x7f" and (character.isalpha() or character < "\xa0") for character in text)
    ours = len(letters.findall(text))
    return ours > 0 and ours >= _MOST * told and len(_MIXED_CASES.findall(text)) <= _FEWEST_MIXED * ours
