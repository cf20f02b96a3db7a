"""The body of an article: readability's choice, narrowed to the element that holds its prose.

Readability finds where an article is, and takes its surroundings along: the headline, the line of date and origin, an
appeal to download something, the comments. Of what stands beside the prose only prose is kept, and behind it nothing from
the first mark of an end on.
"""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from lxml_html_clean import Cleaner
from readability import Document
from readability.htmls import build_doc
from readability.readability import REGEXES, text_length

from pipelines.reading.around import compact
from pipelines.reading.lines import Line, lines_of
from pipelines.reading.markup import SILENT, short_text
from pipelines.reading.not_body import body_lines

# it writes a traceback for every page that it gives up on; such pages are read otherwise
logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
# Chinese says in 10 characters what English says in 25: readability's floors would drop whole notices.
_LEAST_PARAGRAPH, LEAST_BODY = 12, 60
# What readability removes, but for the rewriting of every link and attribute, which is half of its time.
_CLEANER = Cleaner(
    scripts=True,
    javascript=False,
    comments=True,
    style=True,
    links=True,
    meta=False,
    page_structure=False,
    processing_instructions=True,
    embedded=False,
    frames=False,
    forms=False,
    annoying_tags=False,
    remove_unknown_tags=False,
    safe_attrs_only=False,
)
#: How outlets name the element of a caption; a longer text is a column that happens to be called so.
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:fig)?caption|(?:^|[\s_-])(?:img|pic|photo|image)[-_]?(?:desc\w*|info|te?xt|note|title|caption|credit|explain)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 200
#: The share of an element's text that one child must hold to stand for it.
_MAIN_SHARE = 0.6
_SENTENCE = re.compile(r"[。！？；…]|[，,].*[，,]|[.!?](?:\s|$)")
_LEAST_PROSE = 20
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
#: How many siblings of the body, and lines of each, are looked at.
_SIBLINGS = 50
#: The lines at the beginning of a body in which its headline and date may stand, the least of a headline, the longest date.
_HEAD, _LEAST_TITLE, _LONGEST_DATED = 10, 6, 60
_LABEL = re.compile("^(?:原创|原創)")
_DATED = re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!.*[。！？])")
_CONTAINERS = frozenset(
    {
        "div",
        "section",
        "article",
        "main",
        "table",
        "tbody",
        "tr",
        "td",
        "center",
        "body",
        "html",
        "form",
        "span",
        "ul",
        "li",
        "dl",
        "dd",
        "font",
    }
)


class _Document(Document):  # type: ignore[misc]
    """Readability's, which cleans a page for reading in a browser; for its text alone links need no cleaning."""

    def _parse(self, markup: str) -> HtmlElement:
        root, self.encoding = build_doc(markup)
        for element in root.xpath("//*[@hidden]"):
            element.drop_tree()
        for element in root.xpath("//*[@style]"):
            if REGEXES["displayNoneRe"].search(element.get("style")):
                element.drop_tree()
        for element in root.xpath("//figcaption|//*[@class]"):
            if (element.tag == "figcaption" or _CAPTION.search(element.get("class"))) and _short(element):
                element.drop_tree()
        _CLEANER(root)
        return root

    def get_link_density(self, element: HtmlElement) -> float:
        """The share of an element's text that stands in links; asked for hundreds of links of every page."""
        links = sum(map(_length, element.findall(".//a")))
        return float(links) / max(_length(element), 1)

    def get_article(
        self,
        candidates: dict[HtmlElement, dict[str, Any]],
        best_candidate: dict[str, Any],
        html_partial: bool = False,
    ) -> HtmlElement:
        """Readability's, with the prose beside its choice: a lead, a second column; its scores are for longer texts."""
        enough = max(10, best_candidate["content_score"] * 0.2)
        for sibling in _prose_beside(best_candidate["elem"]):
            candidates[sibling] = {"content_score": enough, "elem": sibling}
        return super().get_article(candidates, best_candidate, html_partial)


def main_text(markup: str, titles: Sequence[str] = ()) -> str:
    """The body of a page, one line for each paragraph; empty where readability finds none.

    ``titles``: what the page is called, so that its headline is no line of the body.
    """
    try:
        document = _Document(markup, min_text_length=_LEAST_PARAGRAPH, retry_length=LEAST_BODY)
        summary = document.summary(html_partial=True)
        root = build_doc(summary)[0]
    except Exception:  # readability raises whatever its tree throws at it; the page still has paragraphs
        return ""
    return "\n".join(body_lines(_without_titles(_once(_narrowed(root)), titles)))


def _prose_beside(chosen: HtmlElement) -> Iterator[HtmlElement]:
    """The siblings of the chosen element that hold prose; behind it only more of its kind.

    What else stands behind an article are the beginnings of others.
    """
    told = set(_prose(lines_of(chosen)))
    for sibling in itertools.islice(chosen.itersiblings(preceding=True), _SIBLINGS):
        if _is_more(sibling, _prose(itertools.islice(lines_of(sibling), _SIBLINGS)), told):
            yield sibling
    for sibling in itertools.islice(chosen.itersiblings(), _SIBLINGS):
        lines = list(itertools.islice(lines_of(sibling), _SIBLINGS))
        if lines and len(lines[0].text) < _LONGEST_END and _END.search(lines[0].text):
            return
        alike = sibling.tag == "p" or (sibling.tag, sibling.get("class")) == (chosen.tag, chosen.get("class"))
        if alike and _is_more(sibling, _prose(lines), told):
            yield sibling


def _is_more(sibling: HtmlElement, prose: list[str], told: set[str]) -> bool:
    """Whether an element holds prose that was not told; pages have their article again for phones."""
    return (sibling.tag in _CONTAINERS or sibling.tag == "p") and bool(prose) and told.isdisjoint(prose)


def _once(lines: list[str]) -> list[str]:
    """Lines up to where they begin anew."""
    first = next((line for line in lines if len(line) >= _LEAST_PROSE and _SENTENCE.search(line)), None)
    if first is None:
        return lines
    at = lines.index(first) + 1
    return lines[: lines.index(first, at)] if first in lines[at:] else lines


def _without_titles(lines: list[str], titles: Sequence[str]) -> list[str]:
    """Lines without the headline and the line of date and origin, where these stand in the same element as the body."""
    names = [compact(title) for title in titles]
    behind = 0
    for at, line in enumerate(lines[:_HEAD]):
        bare = compact(_LABEL.sub("", line))
        if _is_headline(bare, names) or (len(line) < _LONGEST_DATED and _DATED.search(line)):
            behind = at + 1
        elif len(line) >= _LEAST_PROSE and _SENTENCE.search(line):
            break
    end = len(lines)
    while end > behind and any(
        compact(lines[end - 1]) == name[: len(compact(lines[end - 1]))] for name in names
    ):
        end -= 1
    return lines[behind:end]


def _narrowed(root: etree._Element) -> list[str]:
    """The lines of the element that holds the prose, with the prose beside it."""
    weights = _weights(root)
    node = root
    while (main := _main_child(node, weights)) is not None:
        node = main
    inside = set(node.iter())
    lines: list[list[Line]] = [[], [], []]
    place = 0
    for line in lines_of(root):
        within = any(element in inside for _, element in line.pieces)
        place = 1 if within else min(place * 2, 2)
        lines[place].append(line)
    above, body, below = lines
    return [*_prose(above), *(line.text for line in body), *_prose(_until_end(below))]


def _weights(root: etree._Element) -> dict[etree._Element, int]:
    """The characters of text below each element, links and scripts left out."""
    weights: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        if element.tag in SILENT or element.tag == "a":
            weights[element] = 0
            continue
        own = _visible(element.text) + sum(_visible(child.tail) for child in element)
        weights[element] = own + sum(weights.get(child, 0) for child in element)
    return weights


def _main_child(node: etree._Element, weights: dict[etree._Element, int]) -> etree._Element | None:
    children = [child for child in node if child.tag in _CONTAINERS]
    main = max(children, key=lambda child: weights.get(child, 0), default=None)
    return main if main is not None and weights.get(main, 0) >= _MAIN_SHARE * weights[node] > 0 else None


def _prose(lines: Iterable[Line]) -> list[str]:
    return [
        line.text
        for line in lines
        if len(line.text) >= _LEAST_PROSE
        and _SENTENCE.search(line.text)
        and line.linked * 3 < len(line.text)
        and not _APPEAL.search(line.text)
    ]


def _is_headline(bare: str, names: list[str]) -> bool:
    return len(bare) >= _LEAST_TITLE and any(bare in name for name in names)


def _until_end(lines: Iterable[Line]) -> list[Line]:
    kept = []
    for line in lines:
        if len(line.text) < _LONGEST_END and _END.search(line.text):
            break
        kept.append(line)
    return kept


def _visible(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _short(element: HtmlElement) -> bool:
    return len(short_text(element, _LONGEST_CAPTION + 1)) <= _LONGEST_CAPTION


def _length(element: HtmlElement) -> int:
    """Readability's length of a text: without doubled and outer space, which most links have none of."""
    text = element.text_content()
    first = text.split(None, 1)[:1]
    return len(text) if first == [text] else text_length(element)
