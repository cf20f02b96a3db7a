"""One happening, however many claims; two happenings, however alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipelines.merging import absorb, choose, event_keys
from pipelines.values import Argument, Claim, Count, Date, Happening, Span


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


def stored(claim: Claim, id_: int = 7) -> Happening:
    return replace(absorb(None, claim, parent_id=None), id=id_)


def joins(claim: Claim, other: Claim) -> bool:
    return choose(claim, [stored(other)], parent=None).happening_id == 7


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
    known = [stored(signing("青禾智能公司", "粤澜大学", type_="settle_in"))]
    assert choose(undated, known, parent=None, published=date(2026, 11, 6)).happening_id == 7
    # published a month later it may be another one: somebody has to look
    late = choose(undated, known, parent=None, published=date(2026, 12, 6))
    assert (late.happening_id, late.review) == (None, True)


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


def test_the_status_only_moves_on() -> None:
    signed = stored(signing("青禾智能公司", "粤澜大学"))
    assert (
        absorb(signed, signing("青禾智能公司", "粤澜大学", status="planned"), parent_id=None).status
        == "occurred"
    )
    ended = absorb(
        signed, signing("青禾智能公司", "粤澜大学", status="terminated", on="2027-02-01"), parent_id=None
    )
    assert ended.status == "terminated"


NAMES = st.lists(st.sampled_from(["青禾智能", "远屿新材", "粤澜大学", "海岚科技"]), max_size=3, unique=True)
CLAIMS = st.builds(
    lambda names, on: signing(*names, on=on),
    NAMES,
    st.sampled_from([None, "2026-11-03", "2026-11-05", "2026-12-24"]),
)


@given(CLAIMS, CLAIMS)
def test_what_joins_shares_a_key_or_has_none_to_share(a: Claim, b: Claim) -> None:
    if joins(a, b):
        assert set(event_keys(a)) & set(event_keys(b))


@given(CLAIMS)
def test_absorbing_a_claim_twice_changes_nothing(claim: Claim) -> None:
    once = absorb(None, claim, parent_id=None)
    assert absorb(once, claim, parent_id=None) == once
