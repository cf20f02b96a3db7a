"""What holds for the parts of the generic reader, whatever a page says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipelines.reading.headline import headline, without_site
from pipelines.reading.lines import lines_of
from pipelines.reading.markup import selector_of
from pipelines.reading.meta import read_meta
from pipelines.reading.not_body import body_lines
from pipelines.reading.origin import origin, outlet_name
from pipelines.reading.prose import densest, narrowed, once, without_titles
from pipelines.reading.script_state import state_date, state_text

WORDS = st.sampled_from(
    "来源： 某报 责任编辑 （ ） 原标题： 声明： 不代表 。 ， _ | - 某网 园区昨日启用新楼，多家机构迁入。 2026-06-21 10:00 \n 　 记者 图为 相关阅读 "
    '" content : \\'.split(" ")
)
TEXTS = st.lists(WORDS, max_size=30).map("".join)
TAGS = st.sampled_from(["div", "p", "a", "span", "b", "br", "script", "li", "td", "h1"])
PAGES = st.recursive(
    TEXTS.map(lambda text: text.replace("<", "")),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)).map(
        lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"
    ),
    max_leaves=20,
)


@given(st.lists(TEXTS.map(lambda text: " ".join(text.split())), max_size=20))
def test_the_lines_of_a_body_are_lines_that_were_there_in_their_order(lines: list[str]) -> None:
    rest = iter(lines)
    assert all(any(line.startswith(kept) for line in rest) for kept in body_lines(lines))
    assert once(lines) == lines[: len(once(lines))]
    titled = without_titles(lines, ["园区昨日启用新楼，多家机构迁入。"])
    assert any(lines[at : at + len(titled)] == titled for at in range(len(lines) + 1))


@given(PAGES)
def test_the_lines_of_a_page_are_its_text(markup: str) -> None:
    root = selector_of(f"<html><body>{markup}</body></html>").root
    for element in root.xpath("//script"):
        element.text = None
    whole = "".join("".join(root.itertext(etree.Element)).split())
    lines = list(lines_of(root))
    assert "".join("".join(line.text.split()) for line in lines) == whole
    assert all(0 <= line.linked <= sum(len(text) for text, _ in line.pieces) for line in lines)
    for chosen in (narrowed(root), densest(root, lines)):
        assert {*chosen} <= {line.text for line in lines}


@given(TEXTS)
def test_an_origin_and_a_title_are_words_of_the_page(text: str) -> None:
    told = origin(text)
    assert told is None or told in text
    assert text.startswith(without_site(text))
    named = headline([], [text])
    assert named is None or " ".join(text.split()).startswith(named)


@given(TEXTS)
def test_a_script_is_searched_whatever_it_holds(text: str) -> None:
    markup = f"<script>{text}</script>"
    assert isinstance(state_text(markup), str)
    state_date(markup)


def test_what_says_no_more_than_this_site_is_no_outlet() -> None:
    assert [outlet_name(told) for told in ("本站", "网络", "原创", "https://a.example", "《星洲日报》")] == [
        None, None, None, None, "星洲日报",
    ]  # fmt: skip
    page = selector_of("<html><head><meta name='source' content='本站原创'></head></html>")
    assert read_meta(page).outlet is None
