"""Text that somebody upstream decoded with the wrong charset, read again with the right one.

A stretch is touched only if it looks broken and its cure is fluent, so that "naïve café", rare names and
clean Chinese stay as they are. ftfy (Apache-2.0) knows the families in which UTF-8 was read as Latin-1 or
Windows-1252, also twice; it repairs none of the GBK and Big5 families, which stand here.
"""

from __future__ import annotations

import re

import ftfy

from pipelines.han_model import PLAUSIBLE, is_han, plausibility
from pipelines.repairing.edits import Edit

# The characters of Windows-1252 outside Latin-1, on which the bytes 80 to 9F fall.
_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_WESTERN = re.compile(rf"[\x20-\x7e\x80-\xff{_CP1252}]{{2,}}")
# Looks like UTF-8: a lead byte C2 to F4 and a continuation byte, both shown as western characters.
_LIKE_UTF8 = re.compile(rf"[\xc2-\xf4][\x80-\xbf{_CP1252}]")
# Looks like GBK or Big5: a word of accented letters that no language writes, three characters or more.
_LIKE_GBK = re.compile(rf"(?:[\x81-\xfe{_CP1252}][\x40-\xfe{_CP1252}]){{3,}}")
# What pairs of GBK bytes become when they are taken for UTF-8: 签约 shows as Ç©Ô¼, which "is" ǩԼ.
_ODD_LETTER = re.compile("[\u0180-\u07ff]")
#: Worse than any text: what holds no Han at all.
_LEAST = -99.0
#: A line of Han text below is suspicious.
_SUSPICIOUS = PLAUSIBLE - 1
#: Read again, a suspicious line must gain so much; 9,800 healthy lines all lost 1.8 or more.
_GAIN = 2.5
#: A name of rare characters can read as fluent nonsense by chance (seen with three characters).
_SHORTEST = 6


def find_mojibake(text: str) -> tuple[Edit, ...]:
    """The stretches that were decoded wrongly, each with its cure."""
    edits = [*_western(text), *_wrongly_han(text)]
    edits.sort()
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def _western(text: str) -> list[Edit]:
    """Chinese that shows as accented letters: å¼€å›­ is 开园, ¿ªÔ° too."""
    if text.isascii():
        return []
    found: list[Edit] = []
    for match in _WESTERN.finditer(text):
        run = match[0]
        if run.isascii():
            continue
        cures = [cured for cured in (_utf8_again(run), _two_bytes_again(run)) if cured is not None]
        if cures:
            best = max(cures, key=lambda cured: plausibility(cured) or _LEAST)
            found.append(Edit(match.start(), match.end(), best))
    return found


def _utf8_again(run: str) -> str | None:
    """ftfy's cure, where it is whole: of GBK and Big5 it takes a few pairs for UTF-8 and spoils the rest."""
    if not _LIKE_UTF8.search(run):
        return None
    for wrong in ("latin-1", "sloppy-windows-1252"):  # ftfy's codec: undefined bytes stand for themselves
        whole = _again(run, wrong, "utf-8")
        if whole is not None and _is_fluent(whole):
            return whole
    cured = ftfy.fix_encoding(run)
    if cured == run or _LIKE_GBK.search(cured):
        return None
    if len(_ODD_LETTER.findall(cured)) * 4 > sum(map(is_han, cured)):
        return None
    score = plausibility(cured)
    return cured if score is None or score > PLAUSIBLE else None


def _two_bytes_again(run: str) -> str | None:
    if not _LIKE_GBK.search(run):
        return None
    for wrong in ("latin-1", "cp1252"):
        for right in ("gb18030", "big5hkscs"):
            cured = _again(run, wrong, right)
            if cured is not None and _is_fluent(cured):
                return cured
    return None


def _is_fluent(cured: str) -> bool:
    """Of what is not ASCII half or more is Han (the rest is punctuation), and common."""
    han = sum(map(is_han, cured))
    score = plausibility(cured)
    return han >= 3 and han * 2 >= sum(c > "\x7f" for c in cured) and score is not None and score > PLAUSIBLE


def _wrongly_han(text: str) -> list[Edit]:
    """Chinese that shows as other, rare Han characters: 娌冲 was 河 in UTF-8 read as GBK."""
    found: list[Edit] = []
    start = 0
    for line in text.split("\n"):
        if cured := _han_again(line):
            found.append(Edit(start, start + len(line), cured))
        start += len(line) + 1
    return found


def _han_again(line: str) -> str | None:
    if len(line) < _SHORTEST or sum(map(is_han, line)) < _SHORTEST:
        return None
    before = plausibility(line)
    if before is None or before > _SUSPICIOUS:
        return None
    for wrong, right in (("gb18030", "utf-8"), ("gb18030", "big5hkscs"), ("big5hkscs", "gb18030")):
        cured = _again(line, wrong, right)
        after = plausibility(cured) if cured else None
        if after is not None and after > PLAUSIBLE and after - before > _GAIN:
            return cured
    return None


def _again(text: str, wrong: str, right: str) -> str | None:
    """The text read again, where that is exactly reversible and every Big5 agrees on the bytes."""
    try:
        body = text.encode(wrong)
        cured = body.decode(right)
        reversible = cured != text and cured.encode(right).decode(wrong) == text
    except UnicodeError:
        return None
    if wrong == "big5hkscs" and any(_encoded(text, twin) not in (None, body) for twin in ("big5", "cp950")):
        return None
    return cured if reversible else None


def _encoded(text: str, codec: str) -> bytes | None:
    try:
        return text.encode(codec)
    except UnicodeError:
        return None
