"""Articles that are spread over several pages: which address is the next part, and one text of all parts.

A part is known by two things together: the link calls itself the next page (下一页, Next, the number), and its address
is that of the first page with a small number (``a_2.html``, ``a-2.html``, ``a/2/``, ``a.html?page=2``). 下一篇 leads to
another article, the pager of comments to comments, that of a listing to older articles: none of them is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import SplitResult, parse_qsl, urlsplit

from lxml import etree
from parsel import Selector

from pipelines.folding import fold_name
from pipelines.reading.markup import short_text
from pipelines.urls import canonical_url, web_address
from pipelines.values import Article

#: Parts of one article that are read, the first among them. What has more is a gallery or a book.
MOST_PARTS = 10
#: Links of a page that are looked at.
_MOST_LINKS = 5_000
_DECORATION = re.compile(r"[\s\[\]()（）【】<>《》»›→▶>·]+")
_NEXT = re.compile(
    r"(?:下一?|后一|後一)[页頁](?:[：:].{0,40})?|next(?:page)?|继续阅读|繼續閱讀", re.IGNORECASE
)
_WHOLE = re.compile(
    r"(?:点击|點擊)?(?:(?:阅读|閱讀|查看|显示|顯示|展开|展開|余下|餘下|浏览|瀏覽|单页|單頁|剩余)?全文(?:阅读|閱讀|显示|顯示|查看|浏览)?"
    r"|(?:单页|單頁|在本页|在本頁)(?:阅读|閱讀|显示|顯示|浏览|瀏覽)(?:全文)?|(?:view|show|read)(?:all|full(?:article|story|text))|singlepage)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"第?(?P<n>\d{1,2})[页頁]?")
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|do)$", re.IGNORECASE)
#: Behind the stem of the first page's address.
_SUFFIX = re.compile(r"(?:[_-]p?|/)(?P<n>\d{1,2})/?|[_/-](?P<all>all|full|single|whole)/?", re.IGNORECASE)
_FIRST = re.compile(r"[_-]0?[01]$")
_PAGE_KEY = re.compile(r"(?:cur(?:rent)?_?)?(?:page|p|pn|pg)(?:_?(?:no|num|number|index|id))?", re.IGNORECASE)
_WHOLE_KEY = re.compile(r"(?:show_?)?(?:all|full|whole|single)(?:_?(?:page|text))?", re.IGNORECASE)
#: Addresses of listings: a folder of this name, a file of that one.
_LISTING = re.compile(
    r"/(?:lists?|categor(?:y|ies)|tags?|channels?|columns?|search)(?:/|$)|/(?:index|default|home|main|node|list)(?:[_-]?\d*)?(?:\.\w+)?$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"comment|reply|pinglun|related|relate|recommend|aside|hot-?list", re.IGNORECASE)
_LEAST_LINK, _MOST_AROUND = 8, 5
_PAGER_LINE = re.compile(
    r"(?:[\s\[\]|<>«»‹›]|上一?[页頁]|下一?[页頁]|首[页頁]|末[页頁]|尾[页頁]|共?\d{1,3}[页頁]?|\.\.\.|…){2,}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerLink:
    """A link that may be of a pager: what it says, without ornaments, and where it leads."""

    text: str
    url: str


def pager_links(tree: Selector, base: str) -> tuple[PagerLink, ...]:
    """The links of a whole page that may lead to another part of its article."""
    return tuple(_links(tree, base))


def next_part(links: Sequence[PagerLink], urls: Sequence[str]) -> str | None:
    """The address of the part that follows; None where there is none.

    Args:
        links: those of the part that was read last.
        urls: the addresses of the parts so far, the first first.
    """
    first = urlsplit(urls[0])
    if len(urls) >= MOST_PARTS or _LISTING.search(first.path) or _number(first, urls[-1]) == 0:
        return None
    seen = {canonical_url(url) for url in urls}
    fresh = [(link, _number(first, link.url)) for link in links if canonical_url(link.url) not in seen]
    if len(urls) == 1 and (
        whole := [link.url for link, n in fresh if n == 0 and _WHOLE.fullmatch(link.text)]
    ):
        return whole[0]
    # the second page of most outlets has the number 2, of some the number 1
    numbers = (len(urls) + 1, len(urls))
    onward = (link.url for link, n in fresh if n in numbers and _leads_on(link.text, len(urls) + 1))
    return next(onward, None)


def is_listing(tree: Selector, text: str) -> bool:
    """Whether most of what was read as the text of a page stands in links: a pager below it leads to older articles."""
    linked = set()
    for anchor in islice(tree.root.iter("a"), _MOST_LINKS):
        line = " ".join(short_text(anchor, 300).split())
        if len(line) >= _LEAST_LINK:
            linked.add(line)
    return 2 * sum(len(line) for line in text.split("\n") if line in linked) > len(text)


def joined(first: Article, others: Sequence[Article], *, titles: Sequence[str]) -> Article:
    """One article of all its parts: what a later one repeats is left out, and one that holds all before replaces it.

    ``titles``: what the article is called; a page that is called otherwise is of another one.
    """
    lines = _lines(first)
    for other in others:
        if titles and other.title and not any(_one_title(title, other.title) for title in titles):
            continue
        more = _lines(other)
        if len(more) > len(lines) and set(lines) <= set(more):
            lines = more
        else:
            known = {*lines, *titles, other.title}  # the headline stands above each part
            lines += [line for line in more if line not in known]
    editor = next((one.editor for one in (first, *others) if one.editor), None)
    return replace(first, text="\n".join(lines), editor=editor)


def _lines(article: Article) -> list[str]:
    return [line for line in article.text.split("\n") if line and not _PAGER_LINE.fullmatch(line)]


def _one_title(title: str, other: str) -> bool:
    """Whether two titles are of one article: 园区启用 and 园区启用(2) are."""
    one, two = fold_name(title), fold_name(other)
    return one in two or two in one


def _leads_on(text: str, number: int) -> bool:
    told = _NUMBER.fullmatch(text)
    return int(told["n"]) == number if told else True


def _links(tree: Selector, base: str) -> Iterator[PagerLink]:
    for anchor in islice(tree.root.iter("a"), _MOST_LINKS):
        href = anchor.get("href")
        text = _DECORATION.sub("", short_text(anchor, 60))
        if anchor.get("rel") == "next" and not text:
            text = "next"
        if not href or not (_NEXT.fullmatch(text) or _WHOLE.fullmatch(text) or _NUMBER.fullmatch(text)):
            continue
        url = web_address(base, href.strip())
        if url and not _stands_elsewhere(anchor):
            yield PagerLink(text=text, url=url.partition("#")[0])


def _stands_elsewhere(anchor: etree._Element) -> bool:
    marks = (f"{up.get('class') or ''} {up.get('id') or ''}" for up in anchor.iterancestors())
    return any(_ELSEWHERE.search(mark) for mark in islice(marks, _MOST_AROUND))


def _number(first: SplitResult, url: str) -> int | None:
    """Which part of the article at ``first`` an address is; 0 is the whole on one page, None is something else."""
    other = urlsplit(url)
    if other.hostname != first.hostname or other.port != first.port:
        return None
    if not re.search(r"\d", first.path + first.query):
        return None  # an article has a number or a day in its address, a column has none
    if other.path == first.path:
        return _number_in_query(first.query, other.query)
    stem, extension = _stem(first.path)
    theirs, their_extension = _stem(other.path)
    if extension != their_extension or other.query != first.query:
        return None
    for begin in (stem, _FIRST.sub("", stem)):
        suffix = _SUFFIX.fullmatch(theirs[len(begin) :]) if theirs.startswith(begin) else None
        if suffix:
            return 0 if suffix["all"] else int(suffix["n"])
    return None


def _stem(path: str) -> tuple[str, str]:
    extension = _EXTENSION.search(path)
    return (path[: extension.start()], extension[0].lower()) if extension else (path.rstrip("/"), "")


def _number_in_query(query: str, other: str) -> int | None:
    own, theirs = set(parse_qsl(query, keep_blank_values=True)), parse_qsl(other, keep_blank_values=True)
    added = [pair for pair in theirs if pair not in own]
    lost = {key for key, _ in own} - {key for key, _ in theirs}
    if len(added) != 1 or lost:
        return None
    key, value = added[0]
    if _WHOLE_KEY.fullmatch(key) or (_PAGE_KEY.fullmatch(key) and value.lower() in ("all", "full")):
        return 0
    return int(value) if _PAGE_KEY.fullmatch(key) and re.fullmatch(r"\d{1,2}", value) else None
