"""The headline of an article: what a heading of the page and the title of the document agree on.

The title of a document holds the headline with the names of channel and outlet, or with key words behind it, by marks
that differ from outlet to outlet. Which part is the headline the page itself says: it shows it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from pipelines.reading.around import compact
from pipelines.reading.lines import Line

#: No headline is longer, and none shorter.
LONGEST, _LEAST = 300, 4
#: A shorter part of a title names a channel: 每日推荐-某某网.
_LEAST_PART = 6
_WRONG = re.compile(
    r"^(?:\d{3} |404|403|502|error|not found|untitled|无标题|首[页頁]|网站首页|正文|详情页?|新闻(?:中心|详情|频道)?|文章(?:详情|内容|正文)?)\s*$|^(?:404|403|502)\b|Not Found|^(?:当前|您的|你的)位置",
    re.IGNORECASE,
)
_MARK = r"[\s]*(?:[_|｜丨»>]|--+|——|\s[-–—·:：]\s)[\s]*"
_TAIL = re.compile(rf"{_MARK}(?P<tail>[^_|｜丨»>]{{1,30}}?)\s*$")
_TIGHT = re.compile(r"[-–—](?P<tail>[^-–—_|｜\s]{2,16})$")
_HEAD = re.compile(r"^(?P<head>[^_|｜丨：:\-–—]{2,16}?)\s*(?:[_|｜丨：:]|--+|\s?[-–—]\s?)\s*")
#: How outlets and channels are called.
_SITE = re.compile(
    r"(?:网|網|报|報|社|台|臺|电视|新闻|新聞|频道|頻道|在线|在線|線上|门户|门户网站|客户端|资讯|資訊|财经|財經|科技|体育|娱乐|时尚|汽车|房产|教育|旅游|健康|军事|历史|文化|评论|要闻|中心|政府|委员会|委員會|办公室|局|厅|署|院|集团|大学|大學|公司|官网|官方网站|主页|首页|专栏|博客|周刊|杂志|日刊|发布|传媒|政务|政法|新媒体|news|online|daily|times|post|paper|tv|com|cn|hk|net|org|press|media|journal|weekly)$",
    re.IGNORECASE,
)
_QUOTES = str.maketrans("“”‘’「」『』", "\"\"''\"\"''")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_NAMED_TITLE = re.compile(
    r"(?:^|[\s_-])(?:\w{0,10}[_-]?)?(?:title|biaoti|headline|bt|tit|name)(?:[_-]?\w{0,6})?(?:$|\s)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^(?:$|[\s_|｜丨\-–—·:：>»(（,，])")
_LABEL = re.compile(r"^(?:原创|原創|置顶|独家|\[\s*\S\s*\S\s*\])\s*(?=\S)")


def headline(lines: Sequence[Line], titles: Sequence[str]) -> str | None:
    """The headline of a page.

    ``titles``: what the page is called, by JSON-LD, meta, the title of the document, in the order of trust.
    """
    told = [
        " ".join(title.split())[:LONGEST] for title in titles if title and not _WRONG.search(title.strip())
    ]
    shown = [line for line in lines if _LEAST <= len(line.text) <= LONGEST]
    for title in told:
        if found := _agreed(shown, title):
            return found
    if told and (title := without_site(told[0])) and not _is_channel(title, lines):
        return title
    return (
        next(_above_date(shown), None)
        or (without_site(told[0]) if told else None)
        or next(_headings(shown), None)
    )


def without_site(title: str) -> str:
    """A title without the names of channels and outlets around it, as far as they look like such.

    >>> without_site("某市三家企业签约_新闻中心_某某网")
    '某市三家企业签约'
    """
    while (match := _TAIL.search(title)) and match.start() >= _LEAST:
        if "_" not in match[0][: match.start("tail") - match.start()] and not _SITE.search(match["tail"]):
            break
        title = title[: match.start()].rstrip()
    while (match := _TIGHT.search(title)) and match.start() >= 6 and _SITE.search(match["tail"]):
        title = title[: match.start()].rstrip()
    return title


def _agreed(shown: Sequence[Line], title: str) -> str | None:
    """The longest line of the page that the title begins or ends with, up to a mark between its parts."""
    whole = _bare(title)
    best: str | None = None
    for line in shown:
        for text in {line.text, _LABEL.sub("", line.text)}:
            bare = _bare(text)
            if bare == whole:
                return text
            if len(bare) > len(best or "") and line.linked * 2 < len(line.text) and _is_part(bare, whole):
                best = text
    return best


def _bare(text: str) -> str:
    """A text without blanks and without the width of its marks: the title may have : where the heading has ：."""
    return compact(unicodedata.normalize("NFKC", text)).translate(_QUOTES)


def _is_part(bare: str, whole: str) -> bool:
    """Whether a line is the part of a title that names the article, not the channel or the outlet."""
    if len(bare) >= _LEAST_PART and whole.startswith(bare) and _AFTER.match(whole[len(bare) :]):
        return len(bare) >= 10 or not _SITE.search(bare)
    return (
        2 * len(bare) > len(whole)
        and len(bare) >= 8
        and whole.endswith(bare)
        and bool(_AFTER.match(whole[: -len(bare)][::-1]))
    )


def _is_channel(title: str, lines: Sequence[Line]) -> bool:
    """Whether a title names the channel, not the article: it is short and nothing on the page is called so."""
    return len(title) < 20 and bool(lines) and next(_above_date(lines), None) is not None


_DATED = re.compile(r"^\D{0,30}(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")


def _above_date(lines: Sequence[Line]) -> Iterator[str]:
    """Lines that read like a headline, directly above a line that begins with a date."""
    for above, line in pairwise(lines):
        if _DATED.match(line.spaced) and len(line.text) < 120 and _reads_like_headline(above):
            yield above.text


def _headings(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if (
            line.pieces
            and any(_called(element) for _, element in line.pieces[:1])
            and _reads_like_headline(line)
        ):
            yield line.text


def _called(element: etree._Element) -> bool:
    named = " ".join(filter(None, (element.get("id"), element.get("class"))))
    return element.tag in _HEADINGS or bool(named and _NAMED_TITLE.search(named))


def _reads_like_headline(line: Line) -> bool:
    return (
        6 <= len(line.text) <= 100
        and line.linked * 2 < len(line.text)
        and not re.search(r"[。>]|位置|首页|版权|热线", line.text)
        and not _WRONG.search(line.text)
    )
