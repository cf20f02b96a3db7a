"""One address for one page, and never one address for two."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.urls import canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://News.Example:80/A.htm", "http://news.example/A.htm"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://news.example/a#top", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&id=7&spm=a.b", "https://news.example/a?id=7"),
        ("https://news.example/a?id=7&from=timeline&isappinstalled=0", "https://news.example/a?id=7"),
        ("https://news.example/a?", "https://news.example/a"),
        ("https://news.example/a?&&id=7&", "https://news.example/a?id=7"),
        ("https://news.example/x/../a/./b", "https://news.example/a/b"),
        ("https://news.example/%e6%b2%b3%7Ea", "https://news.example/%E6%B2%B3~a"),
        ("https://news.example/新闻?词=河", "https://news.example/%E6%96%B0%E9%97%BB?%E8%AF%8D=%E6%B2%B3"),
        ("https://新闻.example/a", "https://xn--efvy88h.example/a"),
        (" https://news.example/a b ", "https://news.example/a%20b"),
        ("https://reader:secret@news.example/a", "https://news.example/a"),
    ],
)
def test_ways_to_write_one_address_become_one(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "http://www.info.gov.hk/gia/general/202406/21/P2024062100123.htm",
        "https://www.chinanews.com.cn/gn/2024/06-21/10238001.shtml",
        "http://paper.people.com.cn/rmrb/html/2024-06/21/nw.D110000renmrb_20240621_1-04.htm",
        "http://society.people.com.cn/n1/2024/0621/c1008-40261000.html",
        "https://news.example/Case/Matters.HTML",
        "https://news.example/a?b=2&a=1",
        "https://news.example/a?from=index&source=7",
        "https://news.example/a?id=%BA%D3%CC%D7",
        "https://news.example/a?key=x%26y&flag",
        "https://news.example/a//b/",
        "https://m.news.example/#/article/7",
        "https://m.news.example/#!article=7",
        "https://m.news.example/a",
        "https://www.news.example/a;jsession",
        "http://[2001:db8::1]:8080/a",
    ],
)
def test_what_may_be_the_identity_of_a_page_stays(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://www.hk01.com/政情/60990001/河套區首座人才公寓明年入伙", "https://www.hk01.com/sns/article/60990001"),
        ("https://www.hk01.com/sns/article/60990001?utm_source=x", "https://www.hk01.com/sns/article/60990001"),
        ("https://www.stheadline.com/zh-hans/politics/3542172/河套", "https://www.stheadline.com/politics/3542172"),
        ("https://www.stheadline.com/columnists/editorial/3530700/河套-社論", "https://www.stheadline.com/columnists/editorial/3530700"),
        ("https://inews.hket.com/article/4195430/河套?mtc=20080", "https://inews.hket.com/article/4195430"),
        ("https://www.hkej.com/instantnews/current/article/4487471/孫東", "https://www2.hkej.com/instantnews/current/article/4487471"),
        ("https://news.mingpao.com/ins/兩岸/article/20260104/s00004/1767518315152/河套", "https://news.mingpao.com/ins/%E5%85%A9%E5%B2%B8/article/20260104/s00004/1767518315152"),
        ("https://www.am730.com.hk/本地/河套港深創科香港園區開園/630347", "https://www.am730.com.hk/article/630347"),
        ("https://www.hkcna.hk/docDetail.jsp?channel=2803&id=101097230", "https://hkcna.hk/docDetail.jsp?id=101097230"),
        ("https://hkcna.hk/docDetail.jsp?id=101097230&channel=5773", "https://hkcna.hk/docDetail.jsp?id=101097230"),
        ("https://hk.crntt.com/doc/1071/5/4/4/107154473.html?coluid=7&mdate=1223004833", "https://hk.crntt.com/doc/1071/5/4/4/107154473.html"),
        ("https://www.worldjournal.com/wj/story/121341/9216915?from=wj_catelistnews", "https://www.worldjournal.com/wj/story/121341/9216915"),
        ("https://36kr.com/p/3786067810082051?f=rss", "https://36kr.com/p/3786067810082051"),
    ],
)  # fmt: skip
def test_an_article_is_known_by_its_number_where_its_headline_may_change(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://www.hk01.com/zone/25",
        "https://www.hk01.com/tag/28789",
        "https://www.stheadline.com/politics",
        "https://www.hkcna.hk/index_col.jsp?channel=2804",
        "https://hk.crntt.com/crn-webapp/msgOutline.jsp?coluid=7&kindid=0",
        "https://www.am730.com.hk/%E6%9C%AC%E5%9C%B0",
        "https://www.hkej.com/dailynews/finnews/article/4487471/x",
        "https://news.example/politics/3542172/x",
    ],
)
def test_what_has_no_number_of_an_article_stays(url: str) -> None:
    assert canonical_url(url) == url


def test_sites_for_desktop_and_phone_stay_apart() -> None:
    hosts = ("news.example", "www.news.example", "m.news.example")
    assert len({canonical_url(f"https://{host}/a") for host in hosts}) == 3


def test_http_and_https_stay_apart() -> None:
    assert canonical_url("http://news.example/a") != canonical_url("https://news.example/a")


@pytest.mark.parametrize(
    "text", ["", "javascript:void(0)", "mailto:a@b.example", "/a/b", "http://h:99999/", "http://[::1"]
)
def test_what_is_no_web_address_comes_back_trimmed(text: str) -> None:
    assert canonical_url(f" {text} ") == text


_TAIL = st.text(alphabet=st.sampled_from("abAB12%.~/;:@?#&=+! é河-_[]\\\t\x00|^\u3000\ud800eE"), max_size=25)


@settings(deadline=None, max_examples=300)
@given(
    head=st.sampled_from(["http://", "https://h.example/", "HTTP://h.example?", "http://h/#!", ""]),
    tail=_TAIL,
)
@example(head="http://h/", tail="%2e%2E/a")
@example(head="http://h/", tail="/..//.a")
@example(head="https://", tail="h/%25%37%45")
def test_a_canonical_address_is_its_own(head: str, tail: str) -> None:
    once = canonical_url(head + tail)
    assert canonical_url(once) == once


_NAME = st.text(alphabet="abcXYZ0", min_size=1, max_size=6)


@given(path=st.lists(_NAME, max_size=4), query=st.lists(st.tuples(_NAME, _NAME), max_size=4))
def test_path_and_query_keep_case_order_and_values(path: list[str], query: list[tuple[str, str]]) -> None:
    tail = "/".join(path) + ("?" if query else "") + "&".join(f"{k}={v}" for k, v in query)
    assert canonical_url(f"https://news.example/{tail}#x") == f"https://news.example/{tail}"
