"""One happening, however many claims; two happenings, however alike."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.merging import MERGE, NEW, Decision, Statement, compare, establish, group, keys, statement
from pipelines.values import Amount, Argument, Claim, Count, Date, Happening, Span


def span(text: str) -> Span:
    return Span(start=0, end=len(text), text=text)


def day(iso: str) -> Date:
    return Date(start=iso, end=iso, precision="day", basis="explicit")


def signing(
    *parties: str, on: str | None = "2026-11-03", status: str = "occurred", type_: str = "cooperation"
) -> Claim:
    return Claim(
        id="s1",
        family="signing",
        type=type_,
        subtype=None,
        status=status,
        name=None,
        evidence=span("签约"),
        date=day(on) if on else None,
        arguments=tuple(Argument(role="party", value=p, normalised=p, evidence=span(p)) for p in parties),
    )


def event(name: str, on: str = "2026-11-03", subtype: str = "forum", status: str = "occurred") -> Claim:
    return Claim(
        id="e1",
        family="event",
        type="MEETING",
        subtype=subtype,
        status=status,
        name=name,
        evidence=span(name),
        date=day(on),
    )


def told(claim: Claim, published: str | None = None, text: int = 0) -> Statement:
    return statement(claim, published=date.fromisoformat(published) if published else None, text=text)


def joins(claim: Claim, other: Claim) -> bool:
    return compare(told(claim), told(other)).score >= MERGE


def established(*claims: Claim) -> Happening:
    """What claims of as many voices establish."""
    return establish([(claim, voice) for voice, claim in enumerate(claims)])


def test_the_same_parties_on_the_same_day_are_one_signing() -> None:
    assert joins(signing("青禾智能公司", "远屿新材公司"), signing("远屿新材公司", "青禾智能公司"))


def test_a_short_name_counts_as_its_full_name() -> None:
    assert joins(signing("青禾智能", "远屿新材"), signing("深圳青禾智能有限公司", "远屿新材公司"))


def test_a_known_body_is_one_under_all_names_that_the_lexicons_give_it() -> None:
    full = signing("港深创新及科技园有限公司", "粤澜大学")
    assert joins(signing("港深创科园公司", "粤澜大学"), full)
    assert joins(signing("HSITPL", "粤澜大学"), full)
    assert not joins(signing("港深创科园公司", "海岚大学"), full)


def test_a_report_without_a_day_is_dated_by_its_publication() -> None:
    undated = signing("青禾智能公司", on=None, type_="settle_in")
    known = told(signing("青禾智能公司", "粤澜大学", type_="settle_in"))
    assert compare(told(undated, "2026-11-06"), known).score >= MERGE
    # published a month later it is another one
    assert compare(told(undated, "2026-12-06"), known).score < MERGE
    # without any day it may be another one: somebody has to look
    assert NEW <= compare(told(undated), known).score < MERGE


def test_other_parties_are_another_signing() -> None:
    assert not joins(signing("青禾智能公司", "远屿新材公司"), signing("海岚科技公司", "粤澜大学"))


def test_the_same_parties_signing_again_a_month_later_are_another_signing() -> None:
    assert not joins(
        signing("青禾智能公司", "粤澜大学"), signing("青禾智能公司", "粤澜大学", on="2026-10-01")
    )


def test_a_planned_signing_and_its_signing_are_one() -> None:
    planned = signing("青禾智能公司", "粤澜大学", on=None, status="planned")
    assert joins(signing("青禾智能公司", "粤澜大学"), planned)


def test_another_edition_of_a_forum_is_another_event() -> None:
    assert joins(event("第三届河套量子论坛"), event("第三届河套量子科技论坛", on="2026-11-04"))
    assert not joins(event("第三届河套量子论坛"), event("第四届河套量子论坛"))


def test_two_forums_of_one_day_stay_two() -> None:
    assert not joins(event("河套量子论坛"), event("湾区药物研发大会"))


def at(place: str, claim: Claim) -> Claim:
    held = Argument(role="place", value=place, normalised=place, evidence=span(place))
    return replace(claim, arguments=(*claim.arguments, held))


def test_two_laboratories_of_one_building_are_two_however_alike_their_names_end() -> None:
    first = at("云帆大厦", event("青禾智能联合实验室", subtype="forum"))
    assert not joins(at("云帆大厦", event("海岚光子联合实验室", on="2026-11-05")), first)
    assert not joins(at("云帆大厦", event("海岚光子联合实验室")), first)
    # the same one under a shorter name, and in a report of the next day
    assert joins(at("云帆大厦", event("青禾联合实验室", on="2026-11-04")), first)
    # neither has a part of its own: day and place decide as before
    assert joins(at("云帆大厦", event("河套深圳园区开园")), at("云帆大厦", event("深圳园区开园仪式")))


def test_a_postponed_forum_is_still_that_forum() -> None:
    assert joins(
        event("河套量子论坛", on="2026-12-20", status="postponed"), event("河套量子论坛", status="scheduled")
    )


def test_a_batch_is_recognised_by_day_and_counts() -> None:
    count = Count(what="project", n=13, scope="this_event", evidence=span("13个重点项目"))
    batch = replace(signing(type_="batch"), counts=(count,))
    assert joins(batch, replace(batch, id="s2"))
    assert not joins(batch, replace(batch, counts=(replace(count, n=40),)))


def test_batches_of_one_day_are_one_also_where_somebody_counts_a_few_more() -> None:
    def batch(n: int) -> Claim:
        count = Count(what="company", n=n, scope="this_event", evidence=span(f"{n}家企业"))
        return replace(signing(type_="batch"), counts=(count,))

    assert joins(batch(23), batch(22))
    assert not joins(batch(23), batch(8))


def test_another_partner_of_the_same_day_is_another_signing() -> None:
    assert not joins(signing("青禾智能公司", "远屿新材公司"), signing("青禾智能公司", "粤澜大学"))


def test_a_report_that_names_one_side_unites_no_two_signings() -> None:
    first, second = signing("青禾智能公司", "远屿新材公司"), signing("青禾智能公司", "粤澜大学")
    groups = group([told(first), told(second), told(signing("青禾智能公司"))])
    assert sorted(len(members) for members in groups) == [1, 2]


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [("云麓大学", "Yunlu University of Hong Kong"), ("深圳河汇光子产业发展有限公司", "Hehui Photonics")],
)
def test_a_name_in_latin_letters_is_known_by_its_sound(chinese: str, latin: str) -> None:
    assert joins(signing(chinese, "远屿新材公司"), signing(latin, "Yuanyu Materials"))


def test_a_name_in_latin_letters_of_another_sound_says_nothing_about_who_it_is() -> None:
    here, there = signing("青禾智能公司", "远屿新材公司"), signing("Northwind Labs", "Redbrick Systems")
    link = compare(told(here), told(there))
    assert (link.score < MERGE, link.apart) == (True, False)


def test_research_institutes_of_two_universities_are_two() -> None:
    assert not joins(
        signing("清华大学深圳研究院", "远屿新材公司"), signing("北京大学深圳研究院", "远屿新材公司")
    )


def test_editions_are_the_same_however_their_number_is_written() -> None:
    assert joins(event("第二届河套脑机接口论坛"), event("第2届河套脑机介面论坛"))


def appointed(name: str, on: str, status: str = "occurred") -> Claim:
    held = Argument(role="appointee", value=name, normalised=name, evidence=span(name))
    plain = event(name, on=on, status=status)
    return replace(plain, type="PERSONNEL", subtype="appoint", arguments=(held,))


def test_an_appointment_is_known_by_who_is_appointed() -> None:
    assert joins(appointed("应在田", "2026-11-03"), appointed("应在田", "2026-11-04"))
    assert joins(appointed("应在田", "2026-11-03"), appointed("应在田", "2026-12-01", status="scheduled"))
    assert not joins(appointed("应在田", "2026-11-03"), appointed("宰父岚", "2026-11-03"))


def test_two_claims_of_one_text_are_two() -> None:
    one, other = (told(signing("青禾智能公司", "粤澜大学", type_=t), text=5) for t in ("cooperation", "mou"))
    assert compare(one, other).apart


def test_claims_that_name_nobody_tell_the_same_only_where_their_text_is_one() -> None:
    bare = signing(on=None)
    published = date(2026, 11, 3)
    keys_ = [statement(bare, published=published, origin=origin).key for origin in ("one", "one", "other")]
    assert keys_[0] == keys_[1] != keys_[2]
    named = signing("青禾智能公司", on=None)
    assert statement(named, published=published, origin="one") == statement(
        named, published=published, origin="other"
    )


def test_hands_outrank_rules() -> None:
    one, other = told(event("河套量子论坛")), told(event("湾区药物研发大会"))
    united = [Decision(first=one.key, second=other.key, together=True)]
    assert len(group([one, other], united)) == 1
    divided = [*united, Decision(first=other.key, second=one.key, together=False)]
    assert len(group([one, other], divided)) == 2


# ---------------------------------------------------------------- what a group establishes


def test_the_status_only_moves_on() -> None:
    signed = signing("青禾智能公司", "粤澜大学")
    assert established(signed, replace(signed, status="planned")).status == "occurred"
    ended = signing("青禾智能公司", "粤澜大学", status="terminated", on="2027-02-01")
    assert established(signed, ended).status == "terminated"
    assert established(ended, signed).date == ended.date


def test_what_most_voices_say_is_established() -> None:
    def worth(yuan: float) -> Claim:
        return replace(
            signing("青禾智能公司", "粤澜大学"), amount=Amount(value=yuan, currency="CNY", kind="investment")
        )

    three, five = worth(3e8), worth(5e8)
    assert established(three, five, three).amount == three.amount
    # three reprints are one voice
    voices = [(five, "a"), (five, "a"), (five, "a"), (three, "b"), (three, "c")]
    assert establish(voices).amount == three.amount


def test_a_party_stands_once_under_its_fullest_list() -> None:
    found = established(signing("青禾智能"), signing("深圳青禾智能有限公司", "粤澜大学"))
    assert found.parties == ("深圳青禾智能有限公司", "粤澜大学")


NAMES = st.lists(st.sampled_from(["青禾智能", "远屿新材", "粤澜大学", "海岚科技"]), max_size=3, unique=True)
CLAIMS = st.builds(
    lambda names, on, kind: signing(*names, on=on, type_=kind),
    NAMES,
    st.sampled_from([None, "2026-11-03", "2026-11-05", "2026-11-06", "2026-12-24"]),
    st.sampled_from(["cooperation", "lease"]),
)


@given(CLAIMS, CLAIMS)
def test_what_joins_shares_a_key(a: Claim, b: Claim) -> None:
    if joins(a, b):
        assert set(keys(told(a))) & set(keys(told(b)))


@given(CLAIMS, CLAIMS)
def test_comparing_has_no_order(a: Claim, b: Claim) -> None:
    assert compare(told(a), told(b)) == compare(told(b), told(a))


@given(st.lists(CLAIMS, max_size=7), st.randoms(use_true_random=False))
def test_grouping_has_no_order(claims: list[Claim], chance: random.Random) -> None:
    def partition(order: list[Claim]) -> set[frozenset[str]]:
        statements = {told(claim).key: told(claim) for claim in order}
        return {frozenset(one.key for one in members) for members in group(list(statements.values()))}

    assert partition(claims) == partition(chance.sample(claims, len(claims)))


@given(st.lists(CLAIMS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_establishing_has_no_order(claims: list[Claim], chance: random.Random) -> None:
    voiced = list(zip(claims, range(len(claims)), strict=True))
    assert establish(voiced) == establish(chance.sample(voiced, len(voiced)))
