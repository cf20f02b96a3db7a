"""Whether a name in Latin letters may be a Chinese one by its sound: pinyin, what foreign names become in Chinese, people of Hong Kong.

Sounds are evidence beside a day and a kind, never alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: A sound shorter than this is a word of English by chance: an, he, sun.
_SHORTEST_SOUND = 4
_LONGEST_BRAND = 4
#: So many consonants at least: two agree by chance.
_SHORTEST_BONES = 3
_LONGEST_FOREIGN = 6

# One letter for consonants that Chinese takes for one another when it writes a foreign name.
_BONES_OF_INITIALS = {
    **dict.fromkeys(("b", "p"), "P"),
    **dict.fromkeys(("d", "t"), "T"),
    **dict.fromkeys(("g", "k"), "K"),
    **dict.fromkeys(("l", "r"), "L"),
    **dict.fromkeys(("f", "w"), "F"),
    **dict.fromkeys(("j", "q", "zh", "ch"), "C"),
    **dict.fromkeys(("x", "sh", "s", "z", "c"), "S"),
    "m": "M",
    "n": "N",
    "h": "H",
}
_BONES_OF_LATIN = (
    (re.compile("ph|[fvw]"), "F"),
    (re.compile("sch|sh|th|[sz]|c(?=[eiy])"), "S"),
    (re.compile("ch|j|g(?=[eiy])"), "C"),
    (re.compile("ck|[cgkq]"), "K"),
    (re.compile("x"), "KS"),
    (re.compile("[bp]"), "P"),
    (re.compile("[dt]"), "T"),
    (re.compile("[lr]"), "L"),
    (re.compile("m"), "M"),
    (re.compile("n"), "N"),
    (re.compile("h"), "H"),
)
_LATIN = re.compile("[a-z]+")
_BEFORE_CONSONANT = re.compile("L(?=[A-KM-Z])")
_AGAIN = re.compile(r"([A-Z])\1+")
#: How syllables that begin so in Mandarin may begin in the letters of Hong Kong.
_CANTONESE = {
    "b": "b p",
    "p": "p b f",
    "m": "m",
    "f": "f",
    "d": "d t",
    "t": "t d",
    "n": "n l y",
    "l": "l n",
    "g": "g k h",
    "k": "k h f w",
    "h": "h w f y k",
    "j": "j k g ch ts tz z",
    "q": "q ch k ts tz h y",
    "x": "x h s y ts tz ch",
    "zh": "zh ch j ts tz z",
    "ch": "ch sh s ts tz c",
    "sh": "sh s",
    "r": "r y",
    "z": "z ch ts tz j",
    "c": "c ch ts tz s",
    "s": "s sz ts",
    "w": "w m v ng",
    "y": "y ng w j",
    "": "a e i o u ng y",
}
_MOST_SYLLABLES = 4


def _syllables(chinese: str) -> list[str]:
    import pypinyin  # here, because whoever only reads what is stored needs none of its many phrases

    return pypinyin.lazy_pinyin(chinese)


@lru_cache(maxsize=16384)
def sounds(begins: frozenset[str]) -> frozenset[str]:
    """How the beginnings of Chinese names are read, two to four characters long.

    >>> sorted(sounds(frozenset({"云麓大学"})))
    ['yunlu', 'yunluda', 'yunludaxue']
    """
    found = set()
    for begin in begins:
        syllables = _syllables(begin[:_LONGEST_BRAND])
        found |= {"".join(syllables[:n]) for n in range(2, len(syllables) + 1)}
    return frozenset(sound for sound in found if len(sound) >= _SHORTEST_SOUND)


@lru_cache(maxsize=16384)
def chinese_bones(name: str) -> frozenset[str]:
    """The consonants of the beginnings of a Chinese name, three to six characters long, as a foreign name has them.

    >>> "PLML" in chinese_bones("贝尔莫拉"), "ML" in chinese_bones("米瑞尔生物")
    (True, True)
    """
    found, bones = set(), ""
    for length, syllable in enumerate(_syllables(name[:_LONGEST_FOREIGN]), 1):
        bones += _bones_of_syllable(syllable)
        if length >= _SHORTEST_BONES - 1:
            found.add(_AGAIN.sub(r"\1", bones))
    return frozenset(found)


def _bones_of_syllable(syllable: str) -> str:
    if syllable == "er":
        return "L"
    initial = re.match("[zcs]h|[bpmfdtnlgkhjqxrzcsyw]", syllable)
    ending = "N" if re.search("ng?$", syllable) else ""
    return (_BONES_OF_INITIALS.get(initial[0], "") if initial else "") + ending


@lru_cache(maxsize=16384)
def latin_bones(word: str) -> str:
    """The consonants of a word in Latin letters.

    >>> latin_bones("belmora"), latin_bones("mirelle")
    ('PLML', 'ML')
    """
    bones, rest = "", word.lower()
    while rest:
        for pattern, bone in _BONES_OF_LATIN:
            if found := pattern.match(rest):
                bones, rest = bones + bone, rest[found.end() :]
                break
        else:
            rest = rest[1:]
    return _AGAIN.sub(r"\1", bones)


def foreign_name_of(chinese: str, word: str) -> bool:
    """Whether a Chinese name may begin with what a foreign word sounds like; consonants that nobody hears may be missing.

    >>> foreign_name_of("贝尔莫拉", "Belmora"), foreign_name_of("米瑞尔生物", "Mirelle"), foreign_name_of("莫云诊断", "Mirelle")
    (True, True, False)
    """
    word = word.lower()
    known = chinese_bones(chinese)
    return any(
        bones in known and (len(bones) >= _SHORTEST_BONES or _begins_with(chinese, word, bones))
        for bones in bones_of(word)
    )


def bones_of(word: str) -> frozenset[str]:
    """The consonants of a word in Latin letters, two at least, with and without those that nobody hears."""
    heard = latin_bones(word)
    return frozenset(b for b in (heard, _BEFORE_CONSONANT.sub("", heard)) if len(b) >= _SHORTEST_BONES - 1)


def _begins_with(chinese: str, word: str, bones: str) -> bool:
    """Two consonants are no evidence, unless the first syllable is heard too."""
    return len(bones) == _SHORTEST_BONES - 1 and word.startswith(_syllables(chinese[:1])[0])


def person_sounds_like(chinese: str, latin: str) -> bool:
    """Whether a person's name in Latin letters may be a Chinese one, read in Mandarin or as in Hong Kong.

    >>> person_sounds_like("施念慈", "Sze Nim-tsz"), person_sounds_like("拓跋一航", "Sze Nim-tsz")
    (True, False)
    """
    pinyin = _syllables(chinese)
    words = _LATIN.findall(latin.lower())
    joined = "".join(words)
    if joined in ("".join(pinyin), "".join([*pinyin[1:], pinyin[0]])):
        return True
    if not 2 <= len(pinyin) <= _MOST_SYLLABLES or len(words) != len(pinyin):
        return False
    # surname first, or last as in English
    return any(all(map(_begins_as, pinyin, order)) for order in (words, [words[-1], *words[:-1]]))


def _begins_as(syllable: str, written: str) -> bool:
    initial = re.match("[zcs]h|[bpmfdtnlgkhjqxrzcsyw]", syllable)
    return written.startswith(tuple(_CANTONESE[initial[0] if initial else ""].split()))
