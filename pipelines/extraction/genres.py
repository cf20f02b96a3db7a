"""Kinds of articles in which the same words tell no news: stories, years in review."""

from __future__ import annotations

import re

from pipelines.extraction.document import Document

_FICTION = re.compile(
    r"纯属虚构|梦见自己|本故事[^。]{0,6}虚构|如有雷同|未完待续|[（(]未完[）)]|待续[）)]|下[期集回]待续|小说连载|连载小说|\bwork of fiction\b|\bto be continued\b",
    re.IGNORECASE,
)
_REVIEW_TITLE = re.compile(
    r"回[顾望首眸]|盘点|大事记|时间[线轴]|年终|岁末|[一二两三四五六七八九十百\d]+件(?:大)?事|这一年|[一二两三四五六七八九十\d]+(?:周)?年(?:间|来)?[：:，·\s]"
    r"|瞬间|历程|足迹|旧事|往事|编年|备忘录的[^ ]{1,3}年"
    r"|\byear in review\b|\blook(?:ing)? back\b|\btimeline\b|\bretrospective\b|\bmilestones\b",
    re.IGNORECASE,
)
_REVIEW_INTRO = re.compile(
    r"以下[^。]{0,6}时间(?:先后|顺序)?(?:整理|排列|为序)|大事记如下|按(?:时间|月份)(?:先后|顺序)|回顾(?:全年|这一年|过去一年)"
)
# An item of a list of past months: 3月，… / 今年1月，… / 2024年6月，… / In March, …
_ITEM = re.compile(
    r"[^\w“”]{0,4}(?:(?:20\d\d|二[〇○零一二三四五六七八九]{3})年|[今去前同翌次]年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|初|底|中旬|下旬|上旬|末)?[，,：:　 ]"
    r"|[^\w“”]{0,4}20\d\d年[，,：:　 ]|In (?:January|February|March|April|May|June|July|August|September|October|November|December)\b[^.]{0,12}[，,]"
)
# 资料｜…, 【旧文重温】…, From the archives: the title says that the story is an old one.
_OLD_TITLE = re.compile(
    r"^[【\[（(「『]?(?:资料|旧文|旧闻|旧报|档案|存档|历史上的今天|史海|老照片|老新闻|那年今[天日]|往事|旧事|旧影|记忆|重温|回放|往期|经典回放|昔日)(?:[^，。：]{0,6}[】\]）)」』｜|丨│]|[:：·—\s])"
    r"|^(?:from the archives?|archive|flashback|throwback)\b",
    re.IGNORECASE,
)
# 本报重刊2017年1月的旧报道: the editor says so at the head.
_OLD_INTRO = re.compile(
    r"(?:重刊|重发|重登|重温|重新(?:刊发|刊登|推送|发布)|再次(?:刊发|推送))[^。\n]{0,24}(?:旧(?:文|闻|报道|稿)|当年|(?:19|20)\d\d年|那篇|这篇)|(?:旧(?:文|闻|稿)|旧报道)(?:重刊|重发|重登|重温)"
)
_FEW, _MANY = 2, 4
#: Sentences that are looked at; a review shows its kind long before.
_LOOKED_AT = 200


def is_fiction(document: Document) -> bool:
    """Whether a text says of itself that it is a story."""
    text = document.text
    return bool(
        _FICTION.search(document.title or "") or _FICTION.search(text[:200]) or _FICTION.search(text[-200:])
    )


def is_old_story(document: Document) -> bool:
    """Whether an article says at its head that it puts an old story on line again."""
    return bool(_OLD_TITLE.search(document.title or "") or _OLD_INTRO.search(document.text[:200]))


def is_review(document: Document) -> bool:
    """Whether a text lists what happened over months or years: a year in review, a chronicle, a history."""
    text = document.text
    items = {
        match[0]
        for s in document.sentences[:_LOOKED_AT]
        if s.zone in ("lead", "body") and (match := _ITEM.match(text, s.start, s.end))
    }
    says_so = bool(_REVIEW_TITLE.search(document.title or "")) or bool(_REVIEW_INTRO.search(text[:300]))
    return len(items) >= (_FEW if says_so else _MANY)
