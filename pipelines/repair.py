"""Text that was damaged upstream, cured rule by rule; what cannot be restored is marked.

Order matters: readings in brackets go first (they hide damage), damaged places are marked before punctuation
is touched (their punctuation is evidence). Clean text comes back unchanged.
"""

from __future__ import annotations

import re

import ftfy

from pipelines.han_model import PLAUSIBLE, is_han, plausibility
from pipelines.pinyin import remove_pinyin
from pipelines.values import Repair, Repaired

# Zero-width marks and the byte order mark; variation selectors stay (they belong to a character).
_INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff\u00ad]")
# What UTF-8 or GBK read as a western charset looks like: runs of accented letters and C1 controls.
_WESTERN = re.compile(
    "[\u0080-\u00ff\u0152-\u017e\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{3,}"
)
_HALF_WIDTH = str.maketrans(",:;!?", "，：；！？")
_HALF = re.compile(r"[,:;!?]")
_BRACKETS = re.compile(r"\(([^()\n]{1,60})\)")
# A place where a GBK stream lost a byte: its mark, then what paired wrongly up to an ASCII byte.
_LOST = re.compile(r"[?？\ufffd]([!！]?[\u3000-\u303f\u4e00-\u9fff！-～]{1,16}[a-zA-Z@-~]?)")
#: Shifted back by one byte, the stretch must gain so much plausibility; healthy text loses as much.
_GAIN = 2.5


def repair(text: str) -> Repaired:
    """The cured text and what was done. Never raises; repairing twice changes nothing more."""
    repairs: list[Repair] = []
    if found := len(_INVISIBLE.findall(text)):
        text = _INVISIBLE.sub("", text)
        repairs.append(Repair(name="invisible_characters", count=found))
    for cure in (_mojibake, remove_pinyin, _half_width):
        cured = cure(text)
        text = cured.text
        repairs.extend(cured.repairs)
    if lost := _lost_bytes(text):
        repairs.append(Repair(name="lost_byte", count=len(lost), restored=False, places=tuple(lost)))
    return Repaired(text=text, repairs=tuple(repairs))


def _mojibake(text: str) -> Repaired:
    """Paragraphs that were decoded with the wrong charset upstream, re-encoded and read right.

    A paragraph is touched only if it looks broken and its cure is fluent; "naïve café" and rare names stay.
    """
    count = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        cured = _cured_line(line)
        if cured is not None:
            lines[number] = cured
            count += 1
    if not count:
        return Repaired(text=text)
    return Repaired(text="\n".join(lines), repairs=(Repair(name="mojibake", count=count),))


def _cured_line(line: str) -> str | None:
    if _WESTERN.search(line) and sum(map(is_han, line)) * 3 < len(line):
        fixed = ftfy.fix_encoding(line)
        if fixed != line and _fluent(fixed):
            return fixed
        return _read_again(
            line, (("latin-1", "gb18030"), ("cp1252", "gb18030"), ("latin-1", "big5hkscs")), gain=0.0
        )
    score = plausibility(line)
    if len(line) < 6 or score is None or score > PLAUSIBLE - 1:
        return None
    return _read_again(
        line, (("gb18030", "utf-8"), ("gb18030", "big5hkscs"), ("big5hkscs", "gb18030")), gain=_GAIN
    )


def _read_again(line: str, ways: tuple[tuple[str, str], ...], *, gain: float) -> str | None:
    before = plausibility(line)
    for wrong, right in ways:
        try:
            fixed = line.encode(wrong).decode(right)
        except UnicodeError:
            continue
        after = plausibility(fixed)
        if (
            after is not None
            and after > PLAUSIBLE
            and (before is None or gain == 0.0 or after - before > gain)
        ):
            return fixed
    return None


def _fluent(text: str) -> bool:
    score = plausibility(text)
    return score is not None and score > PLAUSIBLE


def _half_width(text: str) -> Repaired:
    """Half-width punctuation between Han characters made full-width, where the text uses it throughout."""
    damaged = _lost_bytes(text)
    between = [
        m for m in _HALF.finditer(text) if _beside_han(text, m.start()) and not _inside(m.start(), damaged)
    ]
    full = len(re.findall("[，：；！？]", text))
    # a text of its own habit (a few half-width colons among full-width commas) is left alone
    if len(between) < 3 or len(between) <= full:
        return Repaired(text=text)
    characters = list(text)
    places: list[tuple[int, int]] = []
    for match in between:
        characters[match.start()] = match[0].translate(_HALF_WIDTH)
        places.append(match.span())
    for match in _BRACKETS.finditer(text):
        if any(map(is_han, match[1])):
            characters[match.start()], characters[match.end() - 1] = "（", "）"
            places += [(match.start(), match.start() + 1), (match.end() - 1, match.end())]
    repair_ = Repair(name="half_width_punctuation", count=len(places), places=tuple(sorted(places)))
    return Repaired(text="".join(characters), repairs=(repair_,))


def _beside_han(text: str, at: int) -> bool:
    """A Han character or its punctuation on the left; on the right no digit or letter that it belongs to."""
    before = text[at - 1] if at else ""
    after = text[at + 1 : at + 2]
    left = bool(before) and (is_han(before) or before in "”’」』）)》〉、" or before.isdigit())
    right = not after or not (after.isascii() and (after.isalnum() or after in "/.-"))
    return (left and right) or (is_han(before or " ") and after.isascii() and after.isalnum())


def _inside(at: int, places: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in places)


def _lost_bytes(text: str) -> list[tuple[int, int]]:
    """Stretches that read well once shifted by one byte: there a byte was lost.

    ``。”重點`` is A1A3 A1B1 D6D8 FC63 in GBK; with its first byte replaced by ``?`` the rest pairs as
    A3A1 ``！``, B1D6 ``敝``, D8FC ``攸``, and 63 is left over as ``c``.
    """
    return [m.span() for m in _LOST.finditer(text) if _reads_well_shifted(m[1])]


def _reads_well_shifted(stretch: str) -> bool:
    before = plausibility(stretch)
    if before is None or before > PLAUSIBLE:
        return False
    # width folding hides the second byte of full-width punctuation: ! was ！ (A3A1)
    wide = stretch[0].translate(_HALF_WIDTH) + stretch[1:]
    try:
        shifted = wide.encode("gb18030")[1:].decode("gb18030", "ignore")
    except UnicodeError:
        return False
    after = plausibility(shifted)
    return after is not None and after - before > _GAIN and len(shifted) * 3 >= len(stretch)
