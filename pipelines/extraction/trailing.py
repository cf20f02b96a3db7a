"""What stands behind the name of an event without belonging to it: days, adverbs, places."""

from __future__ import annotations

import re

# What stands behind a name without belonging to it, one piece; 在 with its place is one too.
_WORDS = tuple(
    "正式 今 今日 今天 昨 昨日 昨天 顺利 成功 隆重 如期 全面 已 已经 将 将于 拟 定于 于 也 主体 主体结构 主体工程 同步 先后 率先 共同 宣布 "
    "宣告 近日 日前 首个 今年 明年 即将 预计 计划 有望 的 上午 下午".split()
) + tuple(
    f"{a}{words}{b}"
    for words in ("will be", "is", "was", "has been", "to be")
    for a in ("", " ")
    for b in ("", " ")
)
_DAY = re.compile(r"(?:\d{1,4}月)?\d{1,4}日")
_PLACE_LENGTHS = range(3, 22)


def without_trailing(text: str) -> int:
    """Where a text ends without the words of :data:`_WORDS` in a row at its end: the longest such row goes.

    Reckoned from the end, place by place: a pattern would try every division of 在…在…在… into places.
    """
    size = len(text)
    ends = [False] * size + [True]  # whether the rest from here is such a row
    for at in range(size - 1, -1, -1):
        pieces = [len(words) for words in _WORDS if text.startswith(words, at)]
        if day := _DAY.match(text, at):
            pieces.append(day.end() - at)
        if text[at] == "在":
            pieces += [
                n for n in _PLACE_LENGTHS if at + n <= size and not set("，。") & set(text[at : at + n])
            ]
        ends[at] = any(ends[at + n] for n in pieces)
    return ends.index(True)
