"""A skim never leaves out a page that reading would have found to name the zone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import decide, relevance
from pipelines.values import Discovered, Page

CODECS = ("utf-8", "gb18030", "big5hkscs")
NAMES = (
    "河套",
    "港深创新及科技园",
    "港深創新及科技園",
    "落马洲",
    "落馬洲河套",
    "深港科创",
    "Hetao",
    "HSITP",
    "Lok Ma Chau Loop",
)
FORMS = (
    str,
    lambda name: "".join(f"\\u{ord(c):04X}" for c in name),
    lambda name: "".join(f"&#x{ord(c):X};" for c in name),
    lambda name: "".join(f"&#{ord(c)};" for c in name),
    lambda name: f"{name[0]}(hé){name[1:]}",
    lambda name: f"{name[0]} （he）{name[1:]}",
)
PLAIN = st.text(
    st.sampled_from("今日天气晴朗市民出行的一是不了在人有我他這個們來Ab z<>/=(){}\n，。0123"), max_size=60
)


def page(text: str, codec: str, **more: object) -> Page:
    body = f"<html><head><meta charset={codec}></head><body>{text}</body></html>".encode(
        codec, "xmlcharrefreplace"
    )
    return Page(url="https://a.example/1", body=body, fetched_at=None, **more)  # type: ignore[arg-type]


@given(PLAIN, st.sampled_from(NAMES), st.sampled_from(FORMS), PLAIN, st.sampled_from(CODECS))
@settings(max_examples=300, deadline=None)
def test_a_page_that_names_the_zone_is_never_skimmed_off(
    before: str, name: str, form: object, after: str, codec: str
) -> None:
    text = before + form(name) + after  # type: ignore[operator]
    if relevance.mentions_zone(page(text, codec).body.decode(codec)):
        assert decide.skim(page(text, codec)) is None


@given(PLAIN, st.sampled_from(CODECS), st.sampled_from([*CODECS, None]))
@settings(max_examples=150, deadline=None)
def test_what_is_skimmed_off_is_irrelevant_by_reading_too(
    text: str, codec: str, declared: str | None
) -> None:
    given_page = page(text, codec, http_charset=declared)
    skimmed = decide.skim(given_page)
    if skimmed is not None:
        whole = decide.decide(given_page)
        assert (whole.relevance, whole.article, whole.error) == (skimmed.relevance, skimmed.article, None)


@pytest.mark.parametrize("codec", CODECS)
def test_a_page_about_the_weather_is_skimmed_off(codec: str) -> None:
    assert decide.skim(page("今日天氣晴，市民出行方便。" * 30, codec)) is not None


def test_a_hint_that_names_the_zone_has_the_page_read() -> None:
    hint = Discovered(url="https://a.example/1", title="河套园区开园")
    assert decide.skim(page("今日天气晴朗。", "utf-8", hint=hint)) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        bytes(range(128, 256)) * 40,
        "河套".encode("utf-16"),
        "今日天气晴朗。".encode("utf-16-le"),
        b"\x1f\x8bzip",
    ],
    ids=["empty", "noise", "UTF-16 that names it", "UTF-16", "compressed"],
)
def test_what_is_not_plainly_text_is_left_to_the_reading(body: bytes) -> None:
    assert decide.skim(Page(url="https://a.example/1", body=body, fetched_at=None)) is None


def test_a_page_says_how_many_places_of_it_could_not_be_read() -> None:
    body = "<h1>河套科创中心开园</h1><p>园区举行开园仪式".encode() + b"\xff\xff" + "，代表出席。</p>".encode()
    report = decide.decide(Page(url="https://page.example/a", body=body, fetched_at=None))
    assert report.error is None
    assert report.charset.why.endswith("; 1 place(s) could not be read")
