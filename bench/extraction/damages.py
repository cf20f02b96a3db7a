"""The same text as mirrors and converters show it: both scripts, and each damage of the gold that can be undone.

What is done to a text is drawn from a fixed seed for each text. As in the gold, what cannot be brought back (a lost byte, a
space between two words of a name) stands where no label is; None where a form changes nothing in a text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import opencc
import pypinyin

from bench.encoding.lost_byte import WAYS
from bench.encoding.lost_byte import damaged as with_lost_byte
from bench.extraction.gold.records import Record, clean
from pipelines.han_model import is_han

_SEED = 20261129
_HALF = str.maketrans(
    "，：；！？（）", ",:;!?()"
)  # 。 stays in most of what converters make: a full stop has no twin
_ENTITIES = "“”‘’「」『』《》·—…"
_CLAUSE = re.compile(r"([，。；：！？、\n])")
#: A lead byte that was dropped: everything behind it is read out of step.
_LOST = next(way for way in WAYS if way.name == "lead byte dropped")

Form = Callable[[Record, random.Random], str | None]


@lru_cache(maxsize=8)
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def converted(text: str, name: str) -> str:
    """The text in another script, by a table of OpenCC (``t2s``, ``s2hk``…)."""
    return str(_converter(name).convert(text))


def _script(name: str) -> Form:
    def form(record: Record, rng: random.Random) -> str | None:
        return converted(clean(record), name)

    return form


def _mixed(record: Record, rng: random.Random) -> str | None:
    """Two clauses of five in the other script, as converters leave what they did not know."""
    name = "t2s" if record["script"] == "hant" else "s2t"
    parts = _CLAUSE.split(clean(record))
    return "".join(converted(part, name) if rng.random() < 0.4 else part for part in parts)


def _pinyin(record: Record, rng: random.Random) -> str | None:
    """創(chuàng) and (wù ) behind every tenth character."""
    text = clean(record)
    readings = pypinyin.pinyin(text, style=pypinyin.Style.TONE, errors=lambda rest: list(rest))  # type: ignore[arg-type,return-value]
    pieces: list[str] = []
    for character, (reading, *_) in zip(text, readings, strict=True):
        pieces.append(character)
        if is_han(character) and reading != character and rng.random() < 0.1:
            pieces.append(f"({reading}{rng.choice(('', ' '))})")
    return "".join(pieces)


def _half_width(record: Record, rng: random.Random) -> str | None:
    return clean(record).translate(_HALF) if record["script"] != "en" else None


def _spaced_numbers(record: Record, rng: random.Random) -> str | None:
    """6 月 21 日: blanks around numbers, a habit of typesetting more than a damage."""
    if record["script"] == "en":
        return None
    return re.sub(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", " ", clean(record))


def _stray_spaces(record: Record, rng: random.Random) -> str | None:
    """Blanks between two Han characters, also inside names and words: 入 驻协议."""
    if record["script"] == "en":
        return None
    text = clean(record)
    return "".join(
        f"{a}{rng.choice((' ', '　'))}" if is_han(a) and is_han(b) and rng.random() < 0.03 else a
        for a, b in zip(text, [*text[1:], ""], strict=True)
    )


def _missing_spaces(record: Record, rng: random.Random) -> str | None:
    """Blanks of Chinese text, and line breaks behind a whole sentence; of English every tenth blank outside labels."""
    text = clean(record)
    if record["script"] != "en":
        return re.sub(r"[ \t　]+|(?<=[。！？”」])\n+", "", text)
    kept = _label_places(record)
    return "".join(
        "" if c == " " and at not in kept and rng.random() < 0.1 else c for at, c in enumerate(text)
    )


def _doubled_entities(record: Record, rng: random.Random) -> str | None:
    return "".join(f"&amp;#{ord(c)};" if c in _ENTITIES else c for c in clean(record))


def _lost_byte(record: Record, rng: random.Random) -> str | None:
    """One byte of a GBK page lost behind the last label of a line; the line is read out of step from there."""
    if record["script"] == "en":
        return None
    text, kept = clean(record), _label_places(record)
    tails: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        start = max((place + 1 for place in kept if at <= place < end), default=at)
        if sum(map(is_han, text[start:end])) >= 12:
            tails.append((start, end))
        at = end + 1
    if not tails:
        return None
    start, end = rng.choice(tails)
    read = with_lost_byte(text[start:end], _LOST, rng)
    return None if read is None else text[:start] + read + text[end:]


def _label_places(record: Record) -> frozenset[int]:
    """Every character of the text that is part of a label: evidence, names, people, dates."""
    text, gold = clean(record), record["gold"]
    words: set[str] = {mention["text"] for mention in gold["date_mentions"]}
    for person in gold["people"]:
        words |= {word for word in (person["name"], person["title"], person["organisation"]) if word}
    for one in [*gold["signings"], *gold["events"]]:
        words.add(one["evidence"])
        for value in one.values():
            words |= {value} if isinstance(value, str) else set()
            words |= (
                set(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else set()
            )
        for values in (one.get("roles") or one.get("args") or {}).values():
            words |= set(values)
    places: set[int] = set()
    for word in words:
        for found in re.finditer(re.escape(word), text):
            places.update(range(*found.span()))
    return frozenset(places)


FORMS: Mapping[str, Form] = {
    "Simplified": _script("t2s"),
    "Traditional": _script("s2t"),
    "Traditional, Hong Kong": _script("s2hk"),
    "Traditional, Taiwan": _script("s2tw"),
    "mixed script": _mixed,
    "pinyin in brackets": _pinyin,
    "half-width punctuation": _half_width,
    "spaces around numbers": _spaced_numbers,
    "stray spaces": _stray_spaces,
    "missing spaces": _missing_spaces,
    "doubled entities": _doubled_entities,
    "one lost byte": _lost_byte,
}
_TITLES = {
    "Simplified": "t2s",
    "Traditional": "s2t",
    "Traditional, Hong Kong": "s2hk",
    "Traditional, Taiwan": "s2tw",
}


def undamaged(record: Record) -> Record:
    """The record as it was before any damage of its own."""
    return {**record, "text": clean(record)}


def damaged(record: Record, form: str) -> Record | None:
    """The record with its clean text in a form of :data:`FORMS` (its title with it where the script changes), or None."""
    text = FORMS[form](record, random.Random(f"{_SEED} {form} {record['id']}"))
    if text is None or text == clean(record):
        return None
    title = record["title"]
    return {**record, "text": text, "title": converted(title, _TITLES[form]) if form in _TITLES else title}
