"""Where the prose of a page stands: the element that holds most of it, and what beside it is prose too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from pipelines.reading.around import compact
from pipelines.reading.lines import Line, lines_of
from pipelines.reading.markup import SILENT

#: The share of an element's text that one child must hold to stand for it.
_MAIN_SHARE = 0.6
SENTENCE = re.compile(r"[。！？；…]|[，,].*[，,]|[.!?](?:\s|$)")
LEAST_PROSE = 20
#: What an outlet puts beside an article to be done, not read.
_APPEAL = re.compile(
    r"扫码|二维码|下载|客户端|APP|线索|投诉|爆料|报料|热线|投稿|关注我们|公众号|免费|报名", re.IGNORECASE
)
#: Behind the body, from here on nothing of it comes.
_END = re.compile(
    r"评论|跟帖|回复|责任编辑|責任編輯|编辑[：:]|关键[词字]|标签|声明|相关|相關|推荐|推薦|热门|熱門|延伸|分享|上一篇|下一篇|点赞|举报|版权|©|Copyright|来源|來源|阅读原文|更多",
    re.IGNORECASE,
)
_LONGEST_END = 40
#: The lines at the beginning of a body in which its headline and date may stand, the least of a headline, the longest date.
_HEAD, _LEAST_TITLE, _LONGEST_DATED = 10, 6, 60
_LABEL = re.compile("^(?:原创|原創)")
#: Lines in which an abstract may stand, and how it begins and ends.
_LEADS = 3
_ABSTRACT = re.compile(
    r"^[\[【]?(?:内容)?(?:摘要|导读|導讀|核心提示|提要|简介)[\]】]?\s*[：:]\s*|^【[^】]{4,60}】"
)
_BROKEN_OFF = re.compile(r"(?:\.{3,6}|…{1,2}|。\.{2,})$")
_DATED = re.compile(
    r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!.*[。！？])|\b\d{1,2} [A-Z][a-z]{2,8},? (?:19|20)\d{2}$|\b[A-Z][a-z]{2,8} \d{1,2}, (?:19|20)\d{2}$"
)
#: Elements that may hold an article, or a column of one.
CONTAINERS = frozenset(
    "div section article main table tbody tr td center body html form span ul li dl dd font".split()
)
#: Prose of others: what readers write, the beginnings of other articles.
_OTHERS = re.compile(
    r"comment|reply|pinglun|discuss|recommend|related|sidebar|foot|copyright|statement|hot|share",
    re.IGNORECASE,
)


def narrowed(root: etree._Element) -> list[str]:
    """The lines of the element that holds most of the text, with the prose above and below it."""
    return _around_main(root, _weights(root, _visible), lines_of(root))


def densest(root: etree._Element, lines: Sequence[Line]) -> list[str]:
    """The same for a whole page with its lines, by sentences outside of links, comments and lists of other articles."""
    return _around_main(root, _weights(root, _told, _OTHERS), lines)


def is_end(lines: Sequence[Line]) -> bool:
    """Whether lines begin with what stands behind an article."""
    return bool(lines) and len(lines[0].text) < _LONGEST_END and bool(_END.search(lines[0].text))


def prose(lines: Iterable[Line]) -> list[str]:
    """The lines that are sentences, not links, and ask for nothing."""
    return [
        line.text
        for line in lines
        if is_prose(line.text) and line.linked * 3 < len(line.text) and not _APPEAL.search(line.text)
    ]


def is_prose(line: str) -> bool:
    """Whether a line is long enough for a sentence, and has one."""
    return len(line) >= LEAST_PROSE and bool(SENTENCE.search(line))


def once(lines: list[str]) -> list[str]:
    """Lines up to where they begin anew: pages have their article again for phones."""
    first = next((at for at, line in enumerate(lines) if is_prose(line)), None)
    if first is None:
        return lines
    begins = lines[first : first + 2]
    if len(set(begins)) < 2:
        return lines
    again = next((at for at in range(first + 2, len(lines)) if lines[at : at + 2] == begins), len(lines))
    return lines[:again]


def without_titles(lines: list[str], titles: Sequence[str]) -> list[str]:
    """Lines without the headline and the line of date and origin, where these stand in the same element as the body."""
    names = [compact(title) for title in titles]
    behind = 0
    for at, line in enumerate(lines[:_HEAD]):
        bare = compact(_LABEL.sub("", line))
        if _is_headline(bare, names) or (len(line) < _LONGEST_DATED and _DATED.search(line)):
            behind = at + 1
        elif is_prose(line):
            break
    end = len(lines)
    while end > behind and _is_headline(compact(lines[end - 1]), names):
        end -= 1
    return lines[behind:end]


def without_lead(lines: list[str]) -> list[str]:
    """Lines without an abstract that is the beginning of the text again: 摘要：…, or one that breaks off."""
    for at, line in enumerate(lines[:_LEADS]):
        bare = compact(_ABSTRACT.sub("", line))
        begin = _BROKEN_OFF.sub("", bare)
        is_cut = begin != bare or bare != compact(line) or line in lines[at + 1 : at + 3]
        if is_cut and len(begin) >= LEAST_PROSE and begin in compact("".join(lines[at + 1 : at + 6])):
            return [*lines[:at], *lines[at + 1 :]]
    return lines


def _is_headline(bare: str, names: list[str]) -> bool:
    return len(bare) >= _LEAST_TITLE and any(bare in name for name in names)


def _around_main(
    root: etree._Element, weights: dict[etree._Element, int], lines: Iterable[Line]
) -> list[str]:
    node = root
    while (main := _main_child(node, weights)) is not None:
        node = main
    inside = set(node.iter())
    places: list[list[Line]] = [[], [], []]  # above the main element, in it, below it
    place = 0
    for line in lines:
        within = any(element in inside for _, element in line.pieces)
        place = 1 if within else min(place * 2, 2)
        places[place].append(line)
    above, body, below = places
    return [*prose(above), *(line.text for line in body), *prose(_until_end(below))]


def _weights(
    root: etree._Element, weigh: Callable[[str], int], without: re.Pattern[str] | None = None
) -> dict[etree._Element, int]:
    """The weight of the text below each element, links and scripts left out, and elements that are called so."""
    weights: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        if element.tag in SILENT or element.tag == "a" or (without and _is_called(element, without)):
            weights[element] = 0
            continue
        own = weigh(element.text or "") + sum(weigh(child.tail or "") for child in element)
        weights[element] = own + sum(weights.get(child, 0) for child in element)
    return weights


def _is_called(element: etree._Element, name: re.Pattern[str]) -> bool:
    return any(name.search(element.get(attribute) or "") for attribute in ("class", "id"))


def _main_child(node: etree._Element, weights: dict[etree._Element, int]) -> etree._Element | None:
    children = [child for child in node if child.tag in CONTAINERS]
    main = max(children, key=lambda child: weights.get(child, 0), default=None)
    return main if main is not None and weights.get(main, 0) >= _MAIN_SHARE * weights[node] > 0 else None


def _until_end(lines: Iterable[Line]) -> list[Line]:
    kept = []
    for line in lines:
        if is_end([line]):
            break
        kept.append(line)
    return kept


def _visible(text: str) -> int:
    return len("".join(text.split()))


def _told(text: str) -> int:
    return _visible(text) if is_prose(text.strip()) else 0
