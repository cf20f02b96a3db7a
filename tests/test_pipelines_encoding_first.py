"""Bytes are decoded before lxml sees a page: its own decoding loses all behind the first character it does not know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipelines.decide import decide
from pipelines.discovery import feeds, listings
from pipelines.encoding import decode
from pipelines.values import Page
from tests.test_pipelines_encoding import SIMPLIFIED

ROOT = Path(__file__).parent.parent
ROOMS = ("pipelines", "database", "crawler", "channels", "watching", "faces")
#: Calls that hand a document to a parser of lxml, and the words by which bytes are known in this house.
PARSERS = {
    "fromstring",
    "fromstringlist",
    "document_fromstring",
    "fragment_fromstring",
    "HTML",
    "XML",
    "iterparse",
    "feed",
}
BYTES = {"body", "raw", "content", "data"}
NAME = "记者胡喆、陈镕、㐂某"


def _calls() -> list[tuple[str, str, ast.Call]]:
    found: list[tuple[str, str, ast.Call]] = []
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        source = path.read_text("utf-8")
        if "lxml" not in source and "parsel" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                found.append((str(path.relative_to(ROOT)), name, node))
    return found


def test_selectors_are_made_of_text() -> None:
    made = [(where, node) for where, name, node in _calls() if name == "Selector"]
    assert made
    for where, node in made:
        assert {"text"} <= {keyword.arg for keyword in node.keywords}, where
        assert not {"body", "root"} & {keyword.arg for keyword in node.keywords}, where


def test_parsers_are_given_text_or_what_we_encoded_of_it() -> None:
    """lxml takes no text that declares an encoding, so XML is written as UTF-8 again after it was decoded."""
    given = [(where, node.args[0]) for where, name, node in _calls() if name in PARSERS and node.args]
    assert given
    for where, argument in given:
        if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
            assert argument.func.attr == "encode", where
            assert [ast.literal_eval(a) for a in argument.args][:1] == ["utf-8"], where
        else:
            name = argument.attr if isinstance(argument, ast.Attribute) else getattr(argument, "id", "")
            assert name not in BYTES, where


def test_scrapys_own_decoding_is_used_nowhere() -> None:
    for path in sorted((ROOT / "crawler").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {
                "text",
                "selector",
                "xpath",
                "css",
                "jmespath",
                "json",
            }:
                assert getattr(node.value, "id", "") != "response", path


@pytest.mark.parametrize("label", ["gb2312", "utf-8", "big5"])
def test_a_page_keeps_what_stands_behind_a_name_that_its_label_lacks(label: str) -> None:
    text = f"河套深港科技创新合作区消息，{NAME}报道。" + SIMPLIFIED * 3
    html = (
        f'<html><head><meta charset="{label}"><title>园区签约</title></head><body><p>{text}</p></body></html>'
    )
    page = Page(url="https://a.example/1", body=html.encode("gb18030"), fetched_at=None, http_charset=label)
    assert decide(page, thorough=True).article.text == text


def test_a_feed_and_a_listing_keep_it_too() -> None:
    link = "https://a.example/2026/06/21/1.html"
    feed = (
        f'<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><item><title>{NAME}，{SIMPLIFIED[:20]}'
        f"</title><link>{link}</link></item></channel></rss>"
    )
    (item,) = feeds.parse_feed(decode(feed.encode("gb18030")).text, url="https://a.example/feed")
    assert item.title == f"{NAME}，{SIMPLIFIED[:20]}"
    listing = (
        f'<meta charset="gb2312"><p>{NAME}{SIMPLIFIED}</p><a href="{link}">{NAME}，{SIMPLIFIED[:20]}</a>'
    )
    text = decode(listing.encode("gb18030")).text
    found = listings.parse_listing(
        text, url="https://a.example/", links="a", article_url=None, next_page=None
    )
    assert [named.title for named in found.articles] == [f"{NAME}，{SIMPLIFIED[:20]}"]
