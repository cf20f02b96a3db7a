"""One row per organisation, whatever it is called, in whatever order the texts come; and what is known of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from database import models, queries, save
from database.session import Store
from pipelines.decide import decide_article
from pipelines.values import Article, Report
from tests.reports import NOW

FULL = "11月23日，深圳市星澜生物科技有限公司与粤澜大学在河套深圳园区签署战略合作协议。双方将共建实验室。"
HANT = "11月24日，深圳市星瀾生物科技有限公司與粵瀾大學在河套深圳園區簽署租約。"
SHORT = "11月25日，星澜生物与远屿新材股份有限公司在河套深圳园区签署采购协议。"
ENGLISH = (
    "Starlan Biotech Limited signed an agreement with Yuelan University in the Hetao zone on 26 November."
)
DEFINED = "深圳市星澜生物科技有限公司（英文名Starlan Biotech Limited，以下简称“星澜生物”）11月27日与海岚医院在河套深圳园区签署合作协议。"
NAMESAKE = "11月28日，海岚市星澜生物科技有限公司与北辰大学在河套深圳园区签署合作协议。"
TEXTS = {
    "full": FULL,
    "hant": HANT,
    "short": SHORT,
    "english": ENGLISH,
    "defined": DEFINED,
    "namesake": NAMESAKE,
}


@cache
def told(name: str, words: str | None = None, *, days: int = 0) -> Report:
    published = datetime(2026, 11, 28, 8, 0, tzinfo=UTC) + timedelta(days=days)
    article = Article(
        url=f"https://news.example/{name}",
        title="河套签约",
        text=words or TEXTS[name],
        published_at=published,
        published_basis="meta",
        outlet="某报",
        script="hans",
    )
    return replace(decide_article(article, fetched_at=published), source="xingzhou")


def keep(store: Store, *names: str) -> None:
    for name in names:
        save.save_report(store, told(name), now=NOW)


def bodies(store: Store) -> dict[str, tuple[object, ...]]:
    """Every organisation without its number: its keys, names, class, region and what it did."""
    with store.reading() as session:
        return {
            row.key: (
                row.name,
                row.class_,
                row.region,
                row.seed,
                tuple(sorted(session.scalars(keys_of(row.id)))),
                tuple(
                    sorted({tuple(r) for r in session.execute(names_of(row.id))})
                ),  # once, under however many keys
                tuple(sorted(session.scalars(claims_of(row.id)))),
            )
            for row in session.scalars(select(models.Organisation))
        }


def keys_of(number: int):  # type: ignore[no-untyped-def]
    return select(models.OrganisationKey.key).where(models.OrganisationKey.organisation_id == number)


def names_of(number: int):  # type: ignore[no-untyped-def]
    table = models.OrganisationName
    return select(table.name, table.script, table.origin, table.scope).where(table.organisation_id == number)


def claims_of(number: int):  # type: ignore[no-untyped-def]
    return select(models.ClaimArgument.evidence_text).where(models.ClaimArgument.organisation_id == number)


def owner(store: Store, key: str) -> int:
    with store.reading() as session:
        return session.get_one(models.OrganisationKey, key).organisation_id


STAR = "深圳市星澜生物科技有限公司"


def test_traditional_simplified_english_and_short_are_one_row_where_a_text_proves_it(store: Store) -> None:
    keep(store, "full", "hant", "short", "english")
    assert owner(store, STAR) == owner(store, "星澜生物"), "the full name proves the short one"
    assert owner(store, STAR) != owner(store, "starlan biotech limited"), "nobody has said so"
    keep(store, "defined")
    assert owner(store, STAR) == owner(store, "starlan biotech limited")
    (found,) = queries.find_organisations(store, "Starlan Biotech Limited")
    assert (found.name, found.class_, found.region) == (STAR, "firm", "SZ")
    written = {n.name for n in found.names if "written" in n.origins}
    assert {STAR, "深圳市星瀾生物科技有限公司", "Starlan Biotech Limited", "星澜生物"} <= written


def test_a_short_form_that_two_could_bear_is_parted_again_with_all_that_was_said(store: Store) -> None:
    keep(store, "full", "short")
    assert owner(store, STAR) == owner(store, "星澜生物")
    keep(store, "namesake")
    three = {owner(store, key) for key in (STAR, "星澜生物", "海岚市星澜生物科技有限公司")}
    assert len(three) == 3
    with store.reading() as session:
        said = session.scalars(claims_of(owner(store, "星澜生物"))).all()
    assert said == ["星澜生物"], "its claim went with it"


def test_an_article_stored_twice_changes_nothing(store: Store) -> None:
    keep(store, "full", "short", "defined")
    once = bodies(store)
    keep(store, "full", "short", "defined")
    assert bodies(store) == once
    assert save.refresh_organisations(store) == len(once)
    assert bodies(store) == once


def test_every_row_that_names_an_organisation_follows_its_key(store: Store) -> None:
    keep(store, *TEXTS)
    with store.reading() as session:
        owners = dict(
            session.execute(select(models.OrganisationKey.key, models.OrganisationKey.organisation_id)).all()
        )
        for model in (
            models.OrganisationName,
            models.OrganisationMention,
            models.ClaimArgument,
            models.Person,
        ):
            for key, number in session.execute(select(model.organisation_key, model.organisation_id)):
                assert (number is None and key is None) or owners[key] == number, model
        numbers = set(session.scalars(select(models.Organisation.id)))
        assert numbers == set(owners.values()), "no organisation without a name"


def test_every_mention_quotes_its_text(store: Store) -> None:
    keep(store, *TEXTS)
    mention, version = models.OrganisationMention, models.ArticleVersion
    with store.reading() as session:
        rows = session.execute(select(mention, version.text).join(version, version.id == mention.version_id))
        for row, words in rows:
            assert words[row.evidence_start : row.evidence_end] == row.evidence_text
            assert row.name in row.evidence_text


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(list(TEXTS)))
def test_any_order_of_the_same_articles_gives_the_same_organisations(
    emptied: Callable[[], Store], order: list[str]
) -> None:
    store = emptied()
    keep(store, *TEXTS)
    expected = bodies(store)
    store = emptied()
    keep(store, *order)
    assert bodies(store) == expected


def test_any_order_of_the_three_that_part_a_short_form(emptied: Callable[[], Store]) -> None:
    results = []
    for order in permutations(("full", "short", "namesake")):
        store = emptied()
        keep(store, *order)
        results.append(bodies(store))
    assert all(result == results[0] for result in results)


def test_writers_at_once_make_one_row(store: Store) -> None:
    barrier = threading.Barrier(4)

    def write(name: str) -> None:
        barrier.wait()
        save.save_report(store, told(name), now=NOW)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("full", "hant", "short", "defined")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alone = bodies(store)
    keys = [key for key, told_ in alone.items() if "星澜" in key]
    assert keys == [STAR]
    assert {STAR, "星澜生物"} <= set(alone[STAR][4])  # type: ignore[arg-type]


def test_bodies_of_the_lexicons_have_their_names_in_both_scripts_and_english(store: Store) -> None:
    save.save_report(store, told("it", "11月23日，創科局與粵瀾大學在河套香港園區簽署合作備忘錄。"), now=NOW)
    (found,) = queries.find_organisations(store, "Innovation, Technology and Industry Bureau")
    assert (found.seed, found.class_, found.region) == (True, "gov_agency", "HK")
    scripts = {n.script for n in found.names if "seed" in n.origins}
    assert {"hans", "hant", "latin"} <= scripts


def test_who_is_meant_is_said_by_name_beginning_number_or_not_at_all(store: Store) -> None:
    keep(store, "full", "namesake", "short")
    (one,) = queries.find_organisations(store, "粵瀾大學")
    assert one.name == "粤澜大学"
    assert queries.find_organisations(store, "粵瀾") == (one,)
    assert queries.find_organisations(store, str(one.id)) == (one,)
    three = queries.find_organisations(store, "星澜生物")
    assert three[0].name == "星澜生物", "who is called so in full stands first"
    assert len(three) == 3
    assert queries.find_organisations(store, "北极大学") == queries.find_organisations(store, " ") == ()
    assert queries.find_organisations(store, "%") == ()
    assert "粤澜大学" in queries.nearest_names(store, "粤兰大学")
    assert "北辰大学" in queries.nearest_names(store, "辰大")


def test_alerts_are_found_by_any_name_of_a_party(store: Store) -> None:
    keep(store, "hant", "defined")
    by_name = {
        name: {row.id for row in queries.alerts(store, organisation=name)}
        for name in (STAR, "星瀾生物", "Starlan Biotech", "星澜生物科技")
    }
    assert by_name[STAR]
    assert all(found == by_name[STAR] for found in by_name.values()), by_name
    assert queries.alerts(store, organisation="北辰") == ()


def test_everything_that_is_known_of_one_stands_in_time_order(store: Store) -> None:
    words = (
        "11月23日，星澜生物科技有限公司与粤澜大学在河套深圳园区签署战略合作协议。"
        "星澜生物科技有限公司董事长林远舟表示，河套深圳园区科研环境良好。"
    )
    again = "11月20日，星澜生物科技有限公司在河套深圳园区举行研发中心揭牌仪式。"
    save.save_report(store, told("a", words), now=NOW)
    save.save_report(store, told("b", again, days=1), now=NOW)
    (row,) = queries.find_organisations(store, "星澜生物科技有限公司")
    found = queries.dealings(store, row)
    assert [d.day for d in found] == sorted(d.day or "9" for d in found)
    kinds = {d.what for d in found}
    assert {"signing", "person", "article"} <= kinds
    signing = next(d for d in found if d.what == "signing")
    assert (signing.day, signing.status, signing.roles) == ("2026-11-23", "occurred", ("party",))
    assert signing.happening_id is not None
    assert queries.happening(store, signing.happening_id) is not None
    person = next(d for d in found if d.what == "person")
    assert (person.name, person.post) == ("林远舟", "董事长")
    assert len([d for d in found if d.what == "article"]) == 2
    for dealing in found:
        assert dealing.evidence.text
        assert dealing.articles


def test_what_does_not_belong_to_the_zone_is_told_without_a_number(store: Store) -> None:
    words = (
        "11月23日，深圳市星澜生物科技有限公司与粤澜大学在河套深圳园区签署合作协议。\n"
        "11月20日，深圳市星澜生物科技有限公司与北辰大学在上海签署采购协议。"
    )
    save.save_report(store, told("x", words), now=NOW)
    (row,) = queries.find_organisations(store, STAR)
    signings = [d for d in queries.dealings(store, row) if d.what == "signing"]
    with store.reading() as session:
        elsewhere = session.scalar(select(models.Claim).where(models.Claim.on_hetao.is_(False)))
    assert elsewhere is not None
    assert None in {d.happening_id for d in signings}


def test_after_an_update_old_rows_learn_what_the_rules_know_now(store: Store) -> None:
    keep(store, "full", "short", "defined")
    told_now = bodies(store)
    with store.transaction() as session:
        # as a database of before comes out of the migration: nothing but the names that texts used
        session.execute(update(models.Organisation).values(class_="other", region="unknown"))
        # (a short form in one document is what that text made of the name: no rule knows it without the text)
        session.execute(
            text(
                "DELETE FROM organisation_names WHERE origin IN ('seed', 'suffix_strip') AND scope = 'global'"
            )
        )
    save.refresh_organisations(store)
    assert bodies(store) == told_now
    save.refresh_organisations(store)
    assert bodies(store) == told_now


@pytest.mark.parametrize("name", ["区政府", "研究院"])
def test_a_mere_kind_of_body_is_nobodys_row(store: Store, name: str) -> None:
    words = f"11月23日，{name}与粤澜大学在河套深圳园区签署战略合作协议。"
    save.save_report(store, told("x", words), now=NOW)
    assert name not in bodies(store)


def test_what_a_lexicon_once_said_and_says_no_longer_is_forgotten_by_the_refresh(store: Store) -> None:
    keep(store, "full", "short")
    before = bodies(store)
    with store.transaction() as session:
        number = session.get_one(models.OrganisationKey, "粤澜大学").organisation_id
        session.add(
            models.OrganisationName(
                organisation_id=number,
                organisation_key="粤澜大学",
                name="远屿新材股份有限公司",
                folded="远屿新材股份有限公司",
                script="hans",
                origin="seed",
                scope="global",
            )
        )
    save.refresh_organisations(store)
    assert bodies(store) == before


def test_a_form_that_very_many_bear_is_nobodys_and_costs_no_search(store: Store) -> None:
    keep(store, "short")
    for number in range(14):
        words = f"11月23日，海岚{chr(0x4E00 + 97 * number)}市星澜生物科技有限公司与粤澜大学在河套深圳园区签署合作协议。"
        save.save_report(store, told(f"many{number}", words), now=NOW)
    alone = bodies(store)["星澜生物"]
    assert alone[4] == ("星澜生物",)
    assert alone[6] == ("星澜生物",)
