"""Summaries that a machine wrote: the block and its text are left out, since they are not the outlet's words.

They stand at the head or foot of an article, under a label (AI摘要, 智能速读, AI-generated summary), beside a remark
(以上内容由AI生成), or in an element of their own. An article about such a product says the same words in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from parsel import Selector

from pipelines.reading.markup import short_text, text_below

_MACHINE = r"(?:AI|A\.I\.|人工智能|智能|机器|機器|大模型)"
_KIND = r"(?:摘要|总结|總結|速读|速讀|速览|速覽|导读|導讀|概要|概括|要点|要點|提要|看点|看點|视界|視界|简报|划重点|劃重點)"
_LABEL = (
    rf"[【\[（(「]?\s{{0,3}}(?:{_MACHINE}\s{{0,3}}(?:自动|自動|智能)?(?:生成|提炼|提煉)?的?\s{{0,3}}(?:内容|新闻|文章)?{_KIND}"
    r"|AI[- ](?:generated )?(?:summary|overview|digest|highlights|key (?:points|takeaways))|summary (?:generated )?by AI|automated summary)\s{0,3}[】\]）)」]?"
)
_DOUBT = r"(?:\s{0,3}[，,；;（(|·]?\s{0,3}(?:仅供参考|僅供參考|请以原文为准|請以原文為準|请仔细甄别|可能(?:有|存在)[^。]{0,10}|may contain errors|for reference only)[^。]{0,12}[）)]?)"
_MADE = r"(?:AI|人工智能|大模型|大語言模型|机器|機器)(?:工具|助手|技术|模型|大模型)?(?:自动|自動|智能|辅助)?(?:生成|总结|總結|提炼|撰写)"
_WHAT = r"(?:内容|內容|摘要|总结|總結|导读|導讀|提要|要点)"
_REMARK = (
    rf"[（(【\[*※]?\s{{0,3}}(?:(?:以上|以下|上述|本|该|本段|本文|文章)?\s{{0,3}}{_WHAT}\s{{0,3}}(?:均|系|是)?\s{{0,3}}(?:由|为|為|来自)\s{{0,3}}[A-Za-z0-9\u4e00-\u9fff“”.\- ]{{0,14}}?{_MADE}"
    rf"|本文(?:由|经)\s{{0,3}}[A-Za-z0-9\u4e00-\u9fff“”.\- ]{{0,14}}?{_MADE}{_WHAT}|由?{_MADE}(?={_DOUBT}|[）)】\]])"
    r"|(?:this )?(?:summary|overview|text above) (?:is|was) (?:automatically )?(?:generated|written|produced) (?:by|with|using) (?:an )?(?:AI|artificial intelligence)[a-z ]{0,30})"
    rf"{_DOUBT}*[。.]?[）)】\]]?"
)
_ALONE = re.compile(rf"{_LABEL}\s{{0,3}}[：:]?\s{{0,3}}(?:{_REMARK})?", re.IGNORECASE)
_LEADING = re.compile(rf"{_LABEL}\s{{0,3}}(?:[：:|｜](?=\s{{0,3}}\S)|(?<=[】\]」])(?=\S))", re.IGNORECASE)
_REMARKED = re.compile(_REMARK, re.IGNORECASE)
#: What a page, and a text, must hold for a closer look.
_SIGNS = ("AI", "A.I.", "智能", "大模型", "机器", "機器", "ummary", "SUMMARY", "ai-", "ai_", "zhaiyao")
_HINT = re.compile(
    rf"{_MACHINE}[^<>]{{0,24}}(?:{_KIND}|生成|提炼)|AI[- ](?:generated|summary|overview|digest|highlights|key)|by (?:an )?AI|automated summary",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    r"(?:^|[\s_-])ai[_-]?(?:summary|abstract|digest|guide|overview|zhaiyao|sudu)|(?:smart|machine|auto)[_-]summary",
    re.IGNORECASE,
)
#: A summary is shorter than this, and than the share of the page's text.
_LONGEST, _SHARE = 1_200, 0.4
#: Where a summary may stand: lines from the head and from the foot of an article, and how many it may have.
_HEAD, _FOOT, _MOST_LINES = 4, 8, 8
#: A summary behind its label on one line has more, a headline about one has less.
_LEAST, _LEAST_REST, _LONGEST_LABEL = 25, 40, 60
#: Blocks of a page that are looked at, and elements around a label.
_MOST_BLOCKS, _MOST_AROUND = 20, 12
_BOXES = frozenset({"div", "section", "aside", "details", "ul", "dl"})


def machine_lines(tree: Selector, markup: str) -> frozenset[str]:
    """The lines of those elements of a page that hold nothing but a machine's summary."""
    if not any(sign in markup for sign in _SIGNS):
        return frozenset()
    whole = len(short_text(tree.root, 40_000))
    lines: set[str] = set()
    for element in islice(_labelled(tree), _MOST_BLOCKS):
        block = _block(element, whole)
        if block is not None:
            lines.update(text_below(block).split("\n"))
    return frozenset(lines)


def _labelled(tree: Selector) -> Iterator[etree._Element]:
    for element in tree.root.iter(etree.Element):
        words = (element.text or "").strip()
        may_be = len(words) < _LONGEST_LABEL and any(sign in words for sign in _SIGNS)
        marks = (element.get("class") or "", element.get("id") or "")
        if (may_be and _ALONE.fullmatch(words)) or any(map(_ELEMENT.search, marks)):
            yield element


def _block(element: etree._Element, whole: int) -> etree._Element | None:
    """The largest element around a label that begins with it and is small beside the page."""
    begin = short_text(element, 20).strip()[:6]
    block = None
    for around in (element, *islice(element.iterancestors(), _MOST_AROUND)):
        text = short_text(around, _LONGEST + 1).strip()
        if around.tag in ("body", "html", "article", "main") or not text.startswith(begin):
            break
        if len(text) > min(_LONGEST, whole * _SHARE):
            break
        block = around
    # in a box of its own a label alone waits for a script; as a paragraph it announces the next one
    if block is not None and block.tag not in _BOXES and _ALONE.fullmatch(short_text(block, 80).strip()):
        return None
    return block


def without_summary(text: str, *, title: str | None = None, machine: frozenset[str] = frozenset()) -> str:
    """A text without what a machine wrote, by its label and remark.

    ``title``: a line like it is no label. ``machine``: lines that are known to be of a summary.
    """
    lines = [line for line in text.split("\n") if line.strip() not in machine]
    if len("".join(lines)) < _LEAST_REST:
        lines = text.split("\n")
    if not _HINT.search("\n".join(lines)):
        return "\n".join(lines)
    signs = {n for n, line in enumerate(lines) if _is_sign(line.strip()) and line.strip() != title}
    blocks = _of_head(lines, title) | _of_foot(lines)
    for dropped in (signs | blocks, signs):  # where nothing would be left, what stands there is the article
        rest = [line for n, line in enumerate(lines) if n not in dropped]
        if len("".join(rest)) >= _LEAST_REST:
            return "\n".join(rest)
    return "\n".join(lines)


def _is_sign(words: str) -> bool:
    return bool(_REMARKED.fullmatch(words) or _ALONE.fullmatch(words))


def _of_head(lines: list[str], title: str | None) -> set[int]:
    for n, line in enumerate(lines[:_HEAD]):
        words = line.strip()
        if words == title:
            continue
        if len(words) >= _LEAST and _LEADING.match(words):
            return {n}
        remark, alone = _REMARKED.fullmatch(words), _ALONE.fullmatch(words)
        if not remark and not alone:
            continue
        if remark and n and not words.lstrip("（(【[*※").startswith("以下"):
            return set(range(n + 1))  # 以上内容由AI生成
        end = next(
            (
                m
                for m in range(n + 1, min(n + 1 + _MOST_LINES, len(lines)))
                if _REMARKED.fullmatch(lines[m].strip())
            ),
            n + 1,
        )
        return set(range(n, end + 1))
    return set()


def _of_foot(lines: list[str]) -> set[int]:
    for n in range(max(_HEAD, len(lines) - _FOOT), len(lines)):
        words = lines[n].strip()
        if _ALONE.fullmatch(words):
            return set(range(n, len(lines)))
        if len(words) >= _LEAST and _LEADING.match(words):
            return {n}
    return set()
