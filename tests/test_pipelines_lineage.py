"""A later phase follows an earlier one: by whom or what it is about, in the order of phases and days."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.merging.lineage import follows
from pipelines.values import Argument, Claim
from tests.test_pipelines_merging import event, signing, span, told


def of(type_: str, subtype: str | None, name: str, on: str) -> Claim:
    return replace(event(name, on=on), type=type_, subtype=subtype)


def holding(role: str, value: str, claim: Claim) -> Claim:
    return replace(
        claim, arguments=(Argument(role=role, value=value, normalised=value, evidence=span(value)),)
    )


def round_of(company: str, on: str) -> Claim:
    return holding("financed", company, of("FINANCE", "round", company, on))


def post_of(person: str, on: str) -> Claim:
    return holding("appointee", person, of("PERSONNEL", "appoint", person, on))


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (
            of("CONSTRUCTION", "start", "青禾科创大厦", "2024-03-01"),
            of("CONSTRUCTION", "topping_out", "青禾科创大厦", "2025-06-01"),
            True,
        ),
        (
            of("CONSTRUCTION", "topping_out", "青禾科创大厦", "2025-06-01"),
            of("CONSTRUCTION", "start", "青禾科创大厦", "2024-03-01"),
            False,
        ),
        (
            of("CONSTRUCTION", "start", "青禾科创大厦", "2024-03-01"),
            of("CONSTRUCTION", "topping_out", "海岚光子大厦", "2025-06-01"),
            False,
        ),
        (
            of("RELEASE", "policy", "河套数据跨境若干措施（征求意见稿）", "2026-02-06"),
            of("RELEASE", "policy", "河套数据跨境若干措施", "2026-04-28"),
            True,
        ),
        (
            of("RELEASE", "policy", "河套数据跨境若干措施", "2026-02-06"),
            of("RELEASE", "policy", "河套人才住房若干措施", "2026-04-28"),
            False,
        ),
        (
            signing("青禾智能公司", "粤澜大学", on="2026-01-05"),
            of("OPENING", "unveil", "青禾智能公司", "2026-08-01"),
            True,
        ),
        (
            signing("港深创新及科技园有限公司", on="2026-01-05"),
            of("OPENING", "unveil", "港深创新及科技园有限公司", "2026-08-01"),
            False,
        ),
        # the next edition and the next phase, and neither the one after it nor another name
        (event("第二届河套量子论坛", on="2025-06-18"), event("第三届河套量子论坛", on="2026-06-17"), True),
        (event("第二届河套量子论坛", on="2025-06-18"), event("第四届河套量子论坛", on="2027-06-17"), False),
        (event("第二届河套量子论坛", on="2025-06-18"), event("第三届河套光子论坛", on="2026-06-17"), False),
        (
            of("LAUNCH", None, "样本通关平台一期", "2026-07-01"),
            of("LAUNCH", None, "样本通关平台二期", "2026-11-02"),
            True,
        ),
        # a later round of financing; a week later it is another report of the same
        (round_of("璇玑光算", "2026-01-13"), round_of("璇玑光算", "2026-06-24"), True),
        (round_of("璇玑光算", "2026-01-13"), round_of("璇玑光算", "2026-01-20"), False),
        (round_of("璇玑光算", "2026-01-13"), round_of("星澜光子", "2026-06-24"), False),
        # who is named in May takes office in July
        (post_of("拓跋奕衡", "2026-05-04"), post_of("拓跋奕衡", "2026-07-02"), True),
        (post_of("拓跋奕衡", "2026-05-04"), post_of("施念慈", "2026-07-02"), False),
        # another investor takes the place of the one that left
        (
            signing("熔达光学", "河汇光子", on="2026-06-15", status="terminated"),
            signing("沐泽光电", "河汇光子", on="2026-08-18"),
            True,
        ),
        (
            signing("熔达光学", "河汇光子", on="2026-06-15"),
            signing("沐泽光电", "河汇光子", on="2026-08-18"),
            False,
        ),
    ],
)
def test_a_later_phase_follows_an_earlier_one(earlier: Claim, later: Claim, expected: bool) -> None:
    assert bool(follows(told(later), told(earlier))) is expected
