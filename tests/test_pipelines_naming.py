"""What a text calls its organisations: in full, in short, in English, as they once were; each with its characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.entities.holders import Holders
from pipelines.entities.values import NamedOrganisation
from pipelines.extraction.document import ReferenceDate, read_document
from pipelines.extraction.draft import Reading
from pipelines.extraction.extract import extract
from pipelines.extraction.organisation_names import named_organisations
from pipelines.values import Article, Extraction


def named(text: str) -> dict[str, NamedOrganisation]:
    found = named_organisations(Reading(document=read_document(text, title=None, reference=None)))
    for organisation in found:
        for name in organisation.names:
            span = name.evidence
            assert span is None or text[span.start : span.end] == span.text
    return {organisation.key: organisation for organisation in found}


def names(text: str, key: str) -> set[tuple[str, str, str]]:
    return {(n.text, n.origin, n.scope) for n in named(text)[key].names}


FULL = "深圳市星澜生物科技有限公司"


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("（以下简称“星澜生物”）", ("星澜生物", "definition", "global")),
        ("（以下简称星澜生物）", ("星澜生物", "definition", "global")),
        ("（下称“星澜生物”）", ("星澜生物", "definition", "global")),
        ("（“星澜生物”）", ("星澜生物", "definition", "global")),
        ("（简称“星澜生物”，证券代码123456）", ("星澜生物", "definition", "global")),
        (
            "（英文名Starlan Biotech Limited，以下简称“星澜生物”）",
            ("Starlan Biotech Limited", "translation", "global"),
        ),
        ("（英文名Starlan Biotech Limited，以下简称“星澜生物”）", ("星澜生物", "definition", "global")),
        ("（Starlan Biotech Limited）", ("Starlan Biotech Limited", "translation", "global")),
        ("（SLBT）", ("SLBT", "acronym", "global")),
        ("（原名海岚北辰科技有限公司）", ("海岚北辰科技有限公司", "former", "global")),
        ("（以下简称“星澜”）", ("星澜", "definition", "document")),
    ],
)
def test_a_bracket_behind_a_name_gives_another(bracket: str, expected: tuple[str, str, str]) -> None:
    text = f"6月21日，{FULL}{bracket}与粤澜大学在河套签约。"
    assert expected in names(text, FULL)


@pytest.mark.parametrize(
    "bracket",
    [
        "（深圳）",
        "（以下简称“公司”）",
        "（以下简称“甲方”）",
        "（NYSE）",
        "（Hong Kong）",
        "（2026年）",
        "（右二）",
    ],
)
def test_a_bracket_that_says_where_or_which_side_is_no_name(bracket: str) -> None:
    text = f"6月21日，{FULL}{bracket}与粤澜大学在河套签约。"
    (organisation,) = (o for key, o in named(text).items() if key.startswith(FULL))
    assert {n.origin for n in organisation.names} <= {"written", "suffix_strip"}


def test_hong_kong_and_taiwan_usage_is_read_alike_and_kept_as_written() -> None:
    text = "海嵐科技股份有限公司（下稱「海嵐科技」）與粵瀾大學簽署備忘錄。"
    found = names(text, "海岚科技股份有限公司")
    assert ("海嵐科技股份有限公司", "written", "global") in found
    assert ("海嵐科技", "definition", "global") in found


def test_english_definitions() -> None:
    text = 'Starlan Biotech Limited ("Starlan") signed with Yuelan University (the "University") and HSITPL.'
    assert ("Starlan", "definition", "global") in names(text, "starlan biotech limited")
    assert {n.text for n in named(text)["yuelan university"].names} == {"Yuelan University"}


def test_a_short_form_that_follows_is_kept_as_derived_and_where_it_is_used() -> None:
    text = f"{FULL}与粤澜大学签约。星澜生物表示将尽快入驻。"
    found = names(text, FULL)
    assert ("星澜生物", "suffix_strip", "global") in found
    assert ("星澜生物", "in_text", "global") in found


def test_of_a_branch_the_form_without_its_place_proves_nothing() -> None:
    text = "海岚科技（深圳）有限公司与粤澜大学签约。"
    scopes = {n.scope for n in named(text)["海岚科技（深圳）有限公司"].names if n.origin == "suffix_strip"}
    assert scopes <= {"document"}


def test_parks_and_mere_kinds_of_bodies_are_no_organisations() -> None:
    found = named("区政府在河套深圳园区举行仪式，市科创局介绍政策。发展署到场。粤澜大学参加。")
    assert set(found) == {"粤澜大学"}


def test_a_name_of_the_lexicons_has_their_key_in_any_language() -> None:
    for text in ("HSITPL與粵瀾大學簽約。", "港深創新及科技園有限公司與粵瀾大學簽約。"):
        assert "港深创新及科技园有限公司" in named(text)


def test_the_holder_of_a_role_is_found_by_what_the_text_calls_it() -> None:
    article = Article(
        url="http://a.example/", title=None, text=f"{FULL}（以下简称“星澜生物”）与粤澜大学签约。"
    )
    extraction = extract(article, reference=ReferenceDate(day=None, basis="none"))
    holders = Holders(extraction)
    assert holders.key("星澜生物") == FULL
    assert holders.key("區政府") is None
    assert holders.key("深圳市") is None
    assert holders.key("北辰科技有限公司") == "北辰科技有限公司"
    assert holders.key("河套发展署") == "河套深港科技创新合作区深圳园区发展署"
    assert Holders(Extraction()).all((), ()) == ()


@given(st.text(alphabet="（）“”，、称简以下原名公司有限大学星澜A b\n", max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    named(text)


def test_a_register_of_firms_and_unclosed_brackets_are_read_in_bounds() -> None:
    many = "，".join(f"海岚{n}号科技有限公司（以下简称“海岚{n}号”" for n in range(2000))
    assert len(named(many)) <= 400
