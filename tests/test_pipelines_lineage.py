"""A later phase follows an earlier one: by whom or what it is about, in the order of phases and days."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.merging.lineage import follows
from pipelines.values import Claim
from tests.test_pipelines_merging import event, signing, told


def of(type_: str, subtype: str | None, name: str, on: str) -> Claim:
    return replace(event(name, on=on), type=type_, subtype=subtype)


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
    ],
)
def test_a_later_phase_follows_an_earlier_one(earlier: Claim, later: Claim, expected: bool) -> None:
    assert bool(follows(told(later), told(earlier))) is expected
