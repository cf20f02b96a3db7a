"""What is unpacked, read of robots.txt and said of failures, each in its bounds."""

from __future__ import annotations

import contextlib
import gzip
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from crawler import settings as scrapy_settings
from crawler.configuration import ConfigurationError, load
from crawler.limits import Limits
from crawler.robots import TOKEN, ours
from crawler.source import Feed, Source
from crawler.unpacking import Garbled, unpack

BODY = "河套深圳园区".encode() * 500
PACKED = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY[:100]) + gzip.compress(BODY[100:]),
    "deflate": zlib.compress(BODY),
    "br": brotli.compress(BODY),
}


@pytest.mark.parametrize("encoding", PACKED)
def test_what_was_packed_comes_out(encoding: str) -> None:
    assert unpack(PACKED[encoding], encoding, len(BODY)) == BODY


@pytest.mark.parametrize("encoding", PACKED)
def test_one_byte_too_many_is_too_large(encoding: str) -> None:
    with pytest.raises(OverflowError):
        unpack(PACKED[encoding], encoding, len(BODY) - 1)
    assert unpack(PACKED[encoding], encoding, 1000, first=True) == BODY[:1000]


@pytest.mark.parametrize("encoding", PACKED)
def test_a_stream_that_is_cut_off_is_not_taken_for_a_whole_one(encoding: str) -> None:
    for cut in (1, 8, 20, len(PACKED[encoding]) - 2):
        with pytest.raises(Garbled):
            unpack(PACKED[encoding][:-cut], encoding, len(BODY))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(PACKED)), st.binary(max_size=400), st.binary(max_size=400))
def test_noise_is_garbled_or_within_its_bounds(encoding: str, noise: bytes, more: bytes) -> None:
    for body in (noise, PACKED[encoding] + more, noise + PACKED[encoding]):
        with contextlib.suppress(Garbled, OverflowError):
            assert len(unpack(body, encoding, 10_000)) <= 10_000


ROBOTS = """
User-agent: OtherBot
User-agent: HetaoWatch/0.1
Disallow: /ours/

User-agent: *
Disallow: /all/   # all but us
Crawl-delay: 5

user-agent: evil
Disallow: /
Sitemap: https://news.example/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"), [("/ours/1", False), ("/all/1", True), ("/", True), ("/other", True)]
)
def test_our_own_group_outranks_that_of_all(path: str, allowed: bool) -> None:
    rules = Protego.parse("\n".join(ours(ROBOTS)))
    assert rules.can_fetch(f"https://news.example{path}", TOKEN) is allowed


@pytest.mark.parametrize("name", ["Hetao", "HetaoWatcher", "MyHetaoWatch", "OtherBot"])
def test_the_group_of_another_is_not_ours(name: str) -> None:
    assert not list(ours(f"User-agent: {name}\nDisallow: /\n"))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["User-agent: *", "User-agent: HetaoWatch", "User-agent: x", "User agent: *", "Disallow: /a", "Allow: /a/b",
             "Disallow: /*c$", "", "# remark", "Sitemap: /s", "Crawl-delay: 1", "noise"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_dropping_the_groups_of_others_changes_no_answer(lines: list[str]) -> None:
    text = "\n".join(lines)
    whole, part = Protego.parse(text), Protego.parse("\n".join(ours(text)))
    for path in ("/", "/a", "/a/b", "/d/c"):
        url = f"https://news.example{path}"
        assert whole.can_fetch(url, TOKEN) == part.can_fetch(url, TOKEN)


def test_the_work_of_a_robots_txt_does_not_grow_with_its_agents() -> None:
    hostile = "".join(f"User-agent: a{n}\n" for n in range(15_000)) + "Disallow: /\n" * 15_000
    assert not list(ours(hostile))
    assert len(list(ours(hostile + "User-agent: *\nDisallow: /x\n"))) == 2


def test_our_token_is_the_product_of_the_user_agent() -> None:
    assert scrapy_settings.USER_AGENT.lower().startswith(TOKEN + "/")


def test_limits_reach_scrapy() -> None:
    values = scrapy_settings.for_limits(Limits(page_bytes=5, page_seconds=7.0, redirects=2))
    assert (values["DOWNLOAD_MAXSIZE"], values["DOWNLOAD_TIMEOUT"], values["REDIRECT_MAX_TIMES"]) == (
        5,
        7.0,
        2,
    )
    assert scrapy_settings.as_dict()["DOWNLOAD_MAXSIZE"] == Limits().page_bytes


def test_no_source_owns_an_address_that_no_database_indexes() -> None:
    source = Source(
        id="x", outlet="x", family="x", language="zh-Hans", hosts=("a.example",), every=None,  # type: ignore[arg-type]
        entry_points=(Feed(url="http://a.example/rss"),), example="http://a.example/1",
    )  # fmt: skip
    assert source.owns("http://a.example/" + "a" * 2000)
    assert not source.owns("http://a.example/" + "a" * 2100)


def test_a_mistake_in_an_exception_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "hetao.toml"
    file.write_text("[crawl]\ncontact = 'me'\nallow_addresses = ['localhost:80']\n", "utf-8")
    with pytest.raises(
        ConfigurationError, match=r"line 3: crawl\.allow_addresses: 'localhost:80' is no address"
    ):
        load(file)
