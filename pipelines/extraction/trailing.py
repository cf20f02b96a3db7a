"""What stands behind the name of an event without belonging to it: days, adverbs, places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extraction.typed import compiled

# What stands behind a name without belonging to it, one piece; 在 with its place is one too.
_WORDS = tuple(
    (
        "正式 今 今日 今天 昨 昨日 昨天 顺利 成功 隆重 如期 圆满 盛大 全面 已 已经 将 将于 拟 "
        "定于 订于 于 也 亦 便 就 先 又 再 还 均 都 主体 主体结构 主体工程 主跨 项目 完成 实现 "
        "举行 同步 先后 率先 共同 宣布 宣告 近日 日前 首个 今年 明年 即将 预计 料 计划 有望 的 了 "
        "结构 结构全面 主体全面 上午 下午 终于 最终 现已 迎来 迎 于是 期间 时 起 试 要 会 可 也将 将会 开始 今早 "
        "一期工程 首次 分别 陆续 相继 全部 联合 落地 今起 即日起 如约 主体结构顺利 一并 双双 悉数 "
        "率队 昨晚 早 早已 早于 元旦 春节 国庆 元旦起 当天 当日 同日 随即 随后 午 晨 晚 凌晨 零时 清早 傍晚 "
        "落成 重装 全新 升级 全新升级 改造升级 重装升级 提档升级 全线 全桥 主桥 全幅 双线 左线 右线 "
        "对外 正式对外 向公众 对公众 面向公众 面向社会 向社会 向市民 对市民 对社会 向业界 同时 "
    ).split()
) + tuple(
    f"{a}{words}{b}"
    for words in ("will be", "is", "was", "has been", "to be", "is to be")
    for a in ("", " ")
    for b in ("", " ")
)
_BY_FIRST = {first: tuple(w for w in _WORDS if w[0] == first) for first in {w[0] for w in _WORDS}}
_DATE = compiled("<date>")
_MONTH = re.compile(r"\d{1,2}月(?:\d{1,2}日)?")
# 该中心（Centre for Cell Engineering）昨日揭牌: a gloss or a short form behind a name.
_BRACKET = re.compile("（[^（）]{1,80}）")
#: 位于园区的科创中心昨日开园: 于 belongs to a verb there.
_NO_PLACE = ("位于", "处于", "属于", "设于", "建于", "对于", "关于", "由于", "源于", "基于")
_PLACE_LENGTHS = range(3, 26)
#: 某大学在河套设立的研究院正式成立: what is set up in a place is no part of the place.
_HELD_THERE = re.compile("(?:[设成建创]立|[共兴所]建|建设|开设|举[办行]|召开|打造|布局|运营)的")


def without_trailing(text: str) -> int:
    """Where a text ends without days and the words of :data:`_WORDS` in a row at its end: the longest such row goes.

    Reckoned from the end, place by place: a pattern would try every division of 在…在…在… into places. Dates are masked
    in ``text``.
    """
    size = len(text)
    ends = [False] * size + [True]  # whether the rest from here is such a row
    for at in range(size - 1, -1, -1):
        ends[at] = any(ends[at + n] for n in _pieces(text, at))
    return ends.index(True)


def _pieces(text: str, at: int) -> Iterator[int]:
    """The lengths of the words, dates, brackets and places that begin here."""
    first = text[at]
    yield from (len(words) for words in _BY_FIRST.get(first, ()) if text.startswith(words, at))
    pattern = (
        _BRACKET if first == "（" else _DATE if first >= "\ue000" else _MONTH if first.isdigit() else None
    )
    if pattern and (match := pattern.match(text, at)):
        yield match.end() - at
    if first in " \t":
        yield 1
    if first in "在于假从" and text[at - 1 : at + 1] not in _NO_PLACE:
        marks = [mark for mark in (text.find("，", at), text.find("。", at)) if mark >= 0]
        marks += [held.start() for held in [_HELD_THERE.search(text, at)] if held]
        yield from range(
            _PLACE_LENGTHS.start, min([*marks, len(text), at + _PLACE_LENGTHS.stop - 1]) - at + 1
        )
