"""Articles on several pages: which link leads on, which only looks so, and one text of all parts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import decide, encoding
from pipelines.reading import following, read
from pipelines.reading.markup import selector_of
from pipelines.reading.parts import MOST_PARTS, next_part, pager_links
from pipelines.values import Article, Page, Part, Selectors

FIRST = "https://news.example/2026/1003/c1001-40000000.html"
PROSE = "<p>河套深圳园区的新实验楼启用，多家机构迁入，科研人员表示满意，园区将继续完善服务。</p>"


def onward(links: str, *urls: str) -> str | None:
    urls = urls or (FIRST,)
    return next_part(pager_links(selector_of(f"<html><body>{PROSE}{links}</body></html>"), urls[-1]), urls)


@pytest.mark.parametrize(
    ("first", "href"),
    [
        ("https://n.example/2026/10/03/a1.html", "a1_2.html"),
        ("https://n.example/n1/2026/1003/c1001-4.html", "/n1/2026/1003/c1001-4-2.html"),
        ("https://n.example/content_1.shtml", "content_2.shtml"),
        (
            "https://n.example/t20261003_123456.html",
            "./t20261003_123456_1.html",
        ),  # the second page has the number 1
        ("https://n.example/2026/10/a-slug/", "/2026/10/a-slug/2/"),
        ("https://n.example/read.php?id=7", "?id=7&page=2"),
        ("https://n.example/2026/a.html", "a.html?page=2#body"),
        ("http://n.example/2026/a.html", "https://n.example/2026/a_2.html"),
    ],
)
@pytest.mark.parametrize(
    "label", ["下一页", "下一頁 »", "下页>", "[下一页]", "Next Page", "2", "[2]", "第2页"]
)
def test_the_next_part_is_found(first: str, href: str, label: str) -> None:
    assert onward(f"<div class=pager><b>1</b> <a href='{href}'>{label}</a></div>", first)


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/2026/1003/c1001-40000001.html'>下一篇</a>",  # another article
        "<a href='/2026/1003/c1001-40000001.html'>下一页</a>",  # the same, mislabelled
        "<a href='/2026/1002/c1001-39999999_2.html'>下一页</a>",
        "<a href='c1001-40000000_2.html'>下一篇：园区启用</a>",
        "<a href='c1001-40000000_2.html'>2026年园区启用</a>",
        "<a href='https://other.example/2026/1003/c1001-40000000_2.html'>下一页</a>",  # another host
        "<a href='c1001-40000000_2.pdf'>下一页</a>",
        "<a href='c1001-40000000_3.html'>3</a>",  # not the next
        "<a href='c1001-40000000_2.html'>1</a>",
        "<a href='c1001-40000000.html?cpage=2'>2</a>",  # comments
        "<div class='comment-list'><a href='?page=2'>下一页</a></div>",
        "<div id='related'><p><a href='?page=2'>2</a></p></div>",
        "<a href='?page=2&cid=3'>下一页</a>",  # another column
        "<a href='javascript:next(2)'>下一页</a>",
        "<a href='#2'>下一页</a>",
        "<a href='c1001-40000000_20261003.html'>下一页</a>",
        "<a href='http://[bad'>下一页</a>",
    ],
)
def test_what_leads_elsewhere_is_not_followed(link: str) -> None:
    assert onward(link) is None


@pytest.mark.parametrize(
    ("listing", "href"),
    [
        ("https://n.example/news/index.html", "index_2.html"),
        ("https://n.example/2026/index.html", "index_2.html"),
        ("https://n.example/lists/680.html", "/lists/680_2.html"),
        ("https://n.example/node_123.html", "node_123_2.html"),
        ("https://n.example/news/", "?page=2"),
        ("https://n.example/news/", "/news/2/"),
        ("https://n.example/list.php?cid=3", "?cid=3&page=2"),
    ],
)
def test_the_pager_of_a_listing_is_not_followed(listing: str, href: str) -> None:
    assert onward(f"<a href='{href}'>下一页</a>", listing) is None


def test_a_page_that_is_made_of_links_is_a_listing_whatever_its_address() -> None:
    links = "".join(
        f"<li><a href='/a{n}.html'>河套深圳园区第{n}栋实验楼今日启用，多家机构迁入</a></li>"
        for n in range(12)
    )
    markup = f"<html><body><ul>{links}</ul>{{}}<a href='/cid3.html?page=2'>下一页</a></body></html>"
    assert _article(markup.format(""), "https://n.example/cid3.html").next_part is None
    assert _article(markup.format(PROSE * 20), "https://n.example/cid3.html").next_part


def test_the_whole_on_one_page_is_preferred_and_is_the_last() -> None:
    pager = "<a href='c1001-40000000_2.html'>下一页</a><a href='c1001-40000000_all.html'>阅读全文</a>"
    whole = "https://news.example/2026/1003/c1001-40000000_all.html"
    assert onward(pager) == whole
    assert onward(pager, FIRST, whole) is None
    assert onward("<a href='?full=1'>查看全文</a>") == f"{FIRST}?full=1"
    assert onward("<a href='c1001-40000000_2.html'>余下全文</a>") == FIRST.replace(".html", "_2.html")
    # 全文 of something else: a document
    assert onward("<a href='/zwgk/content/post_1.html'>全文</a>") is None


@given(st.integers(2, 14), st.sampled_from(["_{}.html", "-{}.html", ".html?page={}"]), st.booleans())
def test_a_pager_is_turned_to_its_end_and_no_further(pages: int, form: str, numbered: bool) -> None:
    stem = FIRST.removesuffix(".html")
    address = {n: FIRST if n == 1 else stem + form.format(n) for n in range(1, pages + 1)}
    urls = [FIRST]
    while True:
        at = len(urls)
        numbers = "".join(f"<a href='{address[n]}'>{n}</a> " for n in address if n != at)
        forward = f"<a href='{address[min(at + 1, pages)]}'>下一页</a>"
        back = f"<a href='{address[max(1, at - 1)]}'>上一页</a>"
        url = onward(numbers if numbered else back + forward, *urls)
        if url is None:
            break
        urls.append(url)
    assert urls == [address[n] for n in range(1, min(pages, MOST_PARTS) + 1)]


# ---------------------------------------------------------------- one text


CON = Selectors(text=(".con",))


def _markup(title: str, *lines: str, links: str = "") -> bytes:
    text = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><div class=con>{text}</div>{links}</body></html>".encode()


def _article(markup: str, url: str) -> Article:
    body = markup.encode()
    return read(Page(url=url, body=body, fetched_at=None), encoding.decode(body))


def _page(parts: Sequence[bytes], *, broken_off: bool = False) -> Page:
    urls = [FIRST.replace(".html", f"_{n}.html") for n in range(2, len(parts) + 1)]
    rest = tuple(Part(url=url, body=body) for url, body in zip(urls, parts[1:], strict=True))
    return Page(url=FIRST, body=parts[0], fetched_at=None, parts=rest, broken_off=broken_off, selectors=CON)


LINES = [f"第{n}段：河套深圳园区的第{n}栋实验楼启用，多家机构迁入，科研人员表示满意。" for n in range(1, 7)]
NEXT = "<a href='c1001-40000000_{}.html'>下一页</a>"


def test_parts_make_one_text_and_evidence_stands_in_it() -> None:
    signed = "河套深港科技创新合作区深圳园区与星澜生物科技有限公司昨日签署战略合作协议，共建联合实验室。"
    repeated = "本文共两页，请点击下方页码阅读更多内容。"
    page = _page(
        [
            _markup("园区启用", repeated, *LINES[:2], "上一页 1 2 下一页"),
            _markup("园区启用(2)", "园区启用(2)", repeated, *LINES[2:4], signed),
        ]
    )
    report = decide.decide(page)
    assert report.article.text.split("\n") == [repeated, *LINES[:2], *LINES[2:4], signed]
    assert (report.article.url, report.article.missed, report.article.title) == (FIRST, (), "园区启用")
    spans = [claim.evidence for claim in report.extraction.claims]
    assert any("签署" in span.text for span in spans)
    assert all(report.article.text[span.start : span.end] == span.text for span in spans)


def test_a_page_of_another_article_is_not_joined() -> None:
    page = _page([_markup("园区启用", *LINES[:2]), _markup("天气转凉请添衣", *LINES[2:4])])
    assert read(page, encoding.decode(page.body)).text == "\n".join(LINES[:2])


def test_the_whole_replaces_its_beginning_and_the_same_again_adds_nothing() -> None:
    first = _markup("园区启用", *LINES[:2])
    for others in ([_markup("园区启用", *LINES)], [first, _markup("园区启用", *LINES[2:])]):
        page = _page([first, *others])
        assert read(page, encoding.decode(page.body)).text == "\n".join(LINES)


def test_what_is_missing_is_said() -> None:
    page = _page([_markup("园区启用", *LINES[:2]), b""])
    result = read(page, encoding.decode(page.body))
    assert (result.text, result.missed, result.degraded) == ("\n".join(LINES[:2]), ("parts",), True)
    page = _page([_markup("园区启用", *LINES[:2])], broken_off=True)
    assert read(page, encoding.decode(page.body)).missed == ("parts",)


def test_the_way_from_part_to_part() -> None:
    bodies = [_markup("园区启用", *LINES[n : n + 2], links=NEXT.format(n // 2 + 2)) for n in (0, 2)]
    bodies.append(_markup("园区启用", *LINES[4:], links=NEXT.format(3)))
    first = _page(bodies[:1])
    assert read(first, encoding.decode(first.body)).next_part == FIRST.replace(".html", "_2.html")
    assert following(_page(bodies[:2])) == FIRST.replace(".html", "_3.html")
    assert following(_page(bodies)) is None
    assert following(_page([bodies[0], b""])) is None
