"""A symbol that scrapers and cloaking mirrors put before a stop: 合作■。 is 合作。

Taken out only where it can mean nothing: alone between a Han character and a stop, and nowhere else in the text,
since a symbol that is a bullet, a rating (五星★★★) or a footnote's sign stands elsewhere too. What may hide a name
(陈■，王*，李○) stays behind a surname; circles and crosses, the usual masks, always stay. So does what is named or
counted (按#，三颗★), and all in a text that speaks of keys, signs, legends and passwords.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from pipelines.repairing.edits import Edit
from pipelines.repairing.looks import HAN, Look

_ASCII, _SHAPES = "#*|^", "■□▲△▼▽◆◇★☆●◎※◤◢◣◥♦♠♥♣¤§†‡"
_STOPS = "。，！？；"
_STRAY = re.compile(rf"(?<=[{HAN}”’）》」』])[{_SHAPES}#*|^](?=[{_STOPS}])")
_NAMED = re.compile("(?:[按即为為叫是打拨撥含选選加带帶级級色颗顆个個枚]|输入|輸入|代表|表示)$")
_OF_SIGNS = re.compile(
    "(?<![关關])[键鍵]|符号|符號|图例|圖例|密码|密碼|标记|標記|标示|標示|必填|必选|必選|星号|星號|井号|井號|拨打|撥打"
)
LOOKS = (Look(_ASCII, f"(?=[{_STOPS}])"), Look(_SHAPES, f"(?=[{_STOPS}])"))


@lru_cache(maxsize=1)
def surname_characters() -> frozenset[str]:
    """The characters that are a surname by themselves."""
    lines = (files("pipelines") / "lexicons" / "surnames.txt").read_text("utf-8").splitlines()
    return frozenset(c for line in lines if " " not in line for c in line.strip())


def find_stray_symbols(text: str) -> tuple[Edit, ...]:
    """The edits that take stray symbols out; none where one could mean something."""
    places = [match.start() for match in _STRAY.finditer(text)]
    if not places or _OF_SIGNS.search(text):
        return ()
    sure = [at for at in places if not _may_be_a_mask(text, at)]
    if len(sure) * 3 > len(places) * 2:
        sure = places  # a habit of the text; characters that are surnames end many words (合作方)
    here = Counter(text[at] for at in places)
    alone = {symbol for symbol, times in here.items() if text.count(symbol) == times}
    named = {text[at] for at in places if _NAMED.search(text[max(0, at - 2) : at])}
    return tuple(Edit(at, at + 1, "") for at in sure if text[at] in alone - named)


def _may_be_a_mask(text: str, at: int) -> bool:
    """王*， and 李明■， hide a name: a surname stands right before, or one character before."""
    return not surname_characters().isdisjoint(text[max(0, at - 2) : at])
