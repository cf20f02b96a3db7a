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
