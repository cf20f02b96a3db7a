"""What is told again with less: by its month, without its parties, under a name of another script; and the twins beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipelines.merging import MERGE, NEW, Statement, compare, keys, statement
from pipelines.merging.organisations import same_name
from pipelines.values import Argument, Claim, Count, Date, Span


def span(text: str) -> Span:
    return Span(start=0, end=len(text), text=text)


def when(iso: str) -> Date:
    return Date(start=iso, end=iso, precision={7: "month", 4: "year"}.get(len(iso), "day"), basis="explicit")


def signing(
    *parties: str,
    on: str | None = "2026-03-12",
    status: str = "occurred",
    kind: str = "joint_build",
    many: int = 0,
) -> Claim:
    return Claim(
        id="s1",
        family="signing",
        type=kind,
        subtype=None,
        status=status,
        name=None,
        evidence=span("签约"),
        date=when(on) if on else None,
        arguments=tuple(Argument(role="party", value=p, normalised=p, evidence=span(p)) for p in parties),
        counts=(Count(what="company", n=many, scope="this_event", evidence=span(str(many))),) if many else (),
    )


def event(
    name: str | None,
    on: str | None = "2026-03-10",
    status: str = "occurred",
    kind: str = "OPENING",
    **more: str,
) -> Claim:
    return Claim(
        id="e1",
        family="event",
        type=kind,
        subtype={"OPENING": "unveil", "MEETING": "forum", "PERSONNEL": "appoint", "RELEASE": "policy"}[kind],
        status=status,
        name=name,
        evidence=span("活动"),
        date=when(on) if on else None,
        arguments=tuple(Argument(role=r, value=v, normalised=v, evidence=span(v)) for r, v in more.items()),
    )


def told(claim: Claim, *, about: tuple[str, ...] = (), published: str | None = None) -> Statement:
    return statement(
        claim, published=date.fromisoformat(published) if published else None, about=frozenset(about)
    )


def joins(a: Claim | Statement, b: Claim | Statement) -> bool:
    x, y = (told(one) if isinstance(one, Claim) else one for one in (a, b))
    merged = compare(x, y).score >= MERGE
    assert (compare(y, x).score >= MERGE) is merged
    if merged:  # what belongs together meets
        assert set(keys(x)) & set(keys(y))
    return merged


def test_a_signing_that_is_told_again_by_its_month_is_that_signing() -> None:
    # 今年3月，云麓大学与鲸序生物签约共建联合实验室
    signed = signing("云麓大学", "鲸序生物科技（深圳）有限公司")
    assert joins(signing("鲸序生物", on="2026-03", status="historical"), signed)
    assert joins(signing("鲸序生物", on="2026-03"), signed)
    # another month, another kind, and a body that signs with everybody, say nothing
    assert not joins(signing("鲸序生物", on="2026-01", status="historical"), signed)
    assert not joins(signing("鲸序生物", on="2026-03", status="historical", kind="lease"), signed)
    park = signing("港深创科园公司", "鲸序生物", kind="settle_in")
    assert not joins(signing("港深创科园公司", on="2026-03", status="historical", kind="settle_in"), park)


def test_a_mention_later_is_no_other_stage_of_what_lies_months_apart() -> None:
    # 6月终止的合作 and an August signing of the same parties
    later = told(signing("沐泽光电", "河汇光子", on=None), published="2026-08-19")
    assert not joins(told(signing("沐泽光电", "河汇光子", on="2026-06", status="historical")), later)


def test_a_plan_that_names_one_side_is_the_plan_of_the_signing_of_that_kind() -> None:
    planned = signing("米瑞尔生物系统", on=None, status="planned", kind="lease")
    assert joins(planned, signing("米瑞尔生物系统", "港深创科园公司", kind="lease"))
    assert not joins(planned, signing("米瑞尔生物系统", "港深创科园公司", kind="joint_venture"))


def test_a_signing_without_parties_is_known_by_its_month_and_what_its_text_is_about() -> None:
    signed = told(signing("云麓大学", "鲸序生物"))
    back = signing(on="2026-03", status="historical")
    assert joins(told(back, about=("鲸序生物",)), signed)
    assert not joins(told(back, about=("星澜光子",)), signed)
    assert NEW <= compare(told(back), signed).score < MERGE
    # authorities sign few arrangements in a month
    arrangement = signing("深圳海关", on="2026-05-12", kind="gov_arrangement")
    assert joins(signing(on="2026-05", status="historical", kind="gov_arrangement"), arrangement)


def test_a_ceremony_of_as_many_is_that_ceremony_where_its_day_is_not_told() -> None:
    held = signing(on="2025-05-15", kind="batch", many=18)
    counted = Count(what="partner", n=18, scope="this_event", evidence=span("18间"))
    assert joins(replace(signing(on="2025", status="historical", kind="batch"), counts=(counted,)), held)
    # twenty is counted everywhere
    assert not joins(
        signing(on="2025", kind="batch", many=20), signing(on="2025-05-15", kind="batch", many=20)
    )


def test_many_that_sign_are_a_batch_however_a_report_calls_it() -> None:
    assert joins(signing(kind="cooperation", many=9), signing(kind="batch", many=9))
    assert not joins(signing(kind="lease", many=9), signing(kind="batch", many=9))


def test_a_report_that_names_the_host_alone_tells_the_ceremony_of_that_day() -> None:
    ceremony = signing("旭岚制药", "铭渡科技", kind="batch", many=22)
    assert joins(signing("港深创科园公司", kind="cooperation"), ceremony)
    assert not joins(signing("星澜光子", kind="cooperation"), ceremony)
    assert not joins(signing("港深创科园公司", kind="cooperation", on="2026-03-14"), ceremony)


def test_companies_of_one_house_lease_once_on_one_day() -> None:
    arm = signing("旭岚细胞科技（香港）有限公司", "港深创科园公司", kind="lease")
    assert joins(signing("旭岚制药", kind="lease"), arm)
    assert not joins(signing("旭岚制药", kind="lease", on="2026-03-13"), arm)
    assert not joins(signing("旭日制药", kind="lease"), arm)


@pytest.mark.parametrize(
    ("chinese", "latin", "expected"),
    [
        ("贝尔莫拉", "Belmora Inc.", True),
        ("米瑞尔生物系统", "Mirelle Biosystems Oy", True),
        ("宣枫", "宣枫制药股份有限公司", True),
        ("莫云诊断", "Mirelle Biosystems Oy", False),
        ("青禾生物", "青禾智能", False),
        ("岐雁大学", "Qiyan University", True),
        ("岐雁理工大学", "Qiyan University", False),
        ("岐雁大学", "Qiyan Polytechnic University", False),
        ("深圳", "深圳大学", False),
    ],
)
def test_names_that_may_be_one_in_two_scripts_and_twins(chinese: str, latin: str, expected: bool) -> None:
    assert same_name(chinese, latin) is same_name(latin, chinese) is expected


def test_a_name_with_its_other_name_in_brackets_is_both() -> None:
    both = signing("米瑞尔生物系统（Mirelle Biosystems）", kind="lease")
    assert joins(both, signing("Mirelle Biosystems Oy", kind="lease"))
    assert joins(both, signing("米瑞尔生物系统", kind="lease"))


def test_who_is_appointed_is_known_by_the_sound_of_the_name() -> None:
    chinese = event(None, kind="PERSONNEL", appointee="施念慈")
    assert joins(event(None, kind="PERSONNEL", appointee="Sze Nim-tsz"), chinese)
    assert not joins(event(None, kind="PERSONNEL", appointee="Tuoba Yi-hang"), chinese)


def test_an_event_that_is_told_again_without_its_name_is_the_one_of_its_edition_in_that_text() -> None:
    # 第二届论坛去年……, in a text that announces the third
    held = event("第二届河套脑机接口论坛", on="2025-06-18", kind="MEETING")
    back = event("第二届论坛", on="2025", status="historical", kind="MEETING")
    assert joins(told(back, about=("脑机接口",)), held)
    assert not joins(told(back, about=("细胞治疗",)), held)
    assert not joins(told(replace(back, name="第一届论坛"), about=("脑机接口",)), held)


def test_second_forums_of_two_texts_are_not_one_by_their_name() -> None:
    back = event("第二届论坛", on="2025", status="historical", kind="MEETING")
    one, other = (statement(back, published=None, origin=origin) for origin in ("a", "b"))
    assert one.key != other.key


def test_laboratories_that_differ_in_what_is_their_own_are_two() -> None:
    first = event("精准免疫联合实验室", host="澄屿大学", place="汇川楼")
    assert not joins(event("精准代谢联合实验室", on="2026-03-12", host="澄屿大学", place="汇川楼"), first)
    assert joins(event("澄屿大学—昱衡生物精准免疫联合实验室", on="2026-03-11", host="澄屿大学"), first)


def test_two_phases_of_a_platform_are_two() -> None:
    first = event("河套跨境样本通关平台一期", on="2026-07-01", kind="RELEASE")
    assert not joins(event("河套跨境样本通关平台二期", on="2026-07-02", kind="RELEASE"), first)
    assert joins(event("跨境样本通关平台", on="2026-07-01", kind="RELEASE"), first)
