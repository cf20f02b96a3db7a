"""Numbers whose digits stand apart, as readers of PDF and of letter-spaced print give them: 2 0 2 6 年 6 月.

``2026 年 6 月`` with spaces around the number is a habit of good typography and stays. Lists of numbers stay too
(1 2 3 年级, 3 4 5 万人): a number is put together where it makes a year (19.. or 20.. before 年) or has a comma
or point set apart (1 , 200 万); then all that continues it, and all other numbers of the text that stand apart before
a unit. A letter-spaced heading of Han characters
(签 约 仪 式) is the layout of its author and stays as it is.
"""

from __future__ import annotations

import re

from pipelines.han_model import is_han
from pipelines.repairing.edits import Edit
from pipelines.repairing.looks import Look

_D = "[0-9０-９]"
_GAP = "[ \u00a0]"
# A digit, a mark inside a number, or a unit of a date or time, each a gap apart from the next at most.
_NEXT = rf"{_GAP}?(?:[0-9０-９]|[,.，．:：](?={_GAP}?{_D})|[年月日时時分](?={_GAP}?{_D}))"
_UNIT = "[%％℃年月日号號时時分秒万萬亿億千百元港美人家个個项項名位户戶亩畝吨噸公平米倍份种種届屆期]"
# A date with its time has some 40 characters letter-spaced; the limit bounds what the regex engine remembers.
_STRETCH = re.compile(
    rf"(?<![A-Za-z0-9０-９.,])(?P<lead>{_GAP})?(?P<body>{_D}(?:{_NEXT}){{1,60}})(?:(?P<tail>{_GAP}?)(?P<unit>{_UNIT}))?"
)
_YEAR = re.compile(rf"(?<!{_D})(?<!{_D}{_GAP})(?P<year>{_D}(?:{_GAP}?{_D}){{3}}){_GAP}?年")
_LARGE = "[万萬亿億元港美%％吨噸亩畝平]"
_SET_APART = re.compile(
    rf"{_D}{_GAP}(?:[,，]{_GAP}?{_D}{{3}}|[.．]{_GAP}?{_D}{{1,4}}){_GAP}?(?!{_D}){_LARGE}"
)
_APART = re.compile(rf"{_D}{_GAP}{_D}|{_D}{_GAP}[,，.．:：]{_GAP}?{_D}")
_AROUND = f"(?<={_D}{_GAP})[0-9０-９,.，．:：]"
LOOKS = (Look(" ", _AROUND), Look("\u00a0", _AROUND))


def find_split_digits(text: str) -> tuple[Edit, ...]:
    """The edits that put numbers together, one for each."""
    stretches = [match for match in _STRETCH.finditer(text) if _APART.search(match["body"])]
    sure = [_is_sure(match) for match in stretches]
    if not any(sure):
        return ()
    return tuple(
        _together(match) for match, is_sure in zip(stretches, sure, strict=True) if is_sure or _is_one(match)
    )


def _is_sure(match: re.Match[str]) -> bool:
    whole = match["body"] + (match["tail"] or "") + (match["unit"] or "")
    year = _YEAR.search(whole)
    if year and re.search(_GAP, year["year"]) and _plain(year["year"])[:2] in ("19", "20"):
        return True
    return _SET_APART.search(whole) is not None


def _is_one(match: re.Match[str]) -> bool:
    """In a text whose digits stand apart: a number or a time digit by digit, no list of numbers (12 15 18 日)."""
    if re.search(rf"{_D}{_D}", match["body"]):
        return False
    return match["unit"] is not None or bool(re.search("[,.，．:：]", match["body"]))


def _together(match: re.Match[str]) -> Edit:
    """The number without gaps; those around it go together (于 2 0 2 6 年 was letter-spaced as a whole)."""
    start = match.start("body")
    if match["lead"] and match["tail"] and match.start() and is_han(match.string[match.start() - 1]):
        start = match.start()
    end = match.end("tail") if match["unit"] else match.end("body")
    return Edit(start, end, re.sub(_GAP, "", match.string[start:end]))


def _plain(number: str) -> str:
    """The digits alone, in ASCII."""
    return "".join(str(int(c)) for c in number if c.isdecimal())
