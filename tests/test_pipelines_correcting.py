"""What is worth a second message about a happening: what was said is wrong, or something that nobody could know is added."""

from __future__ import annotations

import pytest

from pipelines.merging import additions, corrections, facts
from pipelines.values import Claim, Count, Date, Happening, Span

NOWHERE = Span(start=0, end=0, text="")


def happening(
    *parties: str, on: str | None = None, status: str = "occurred", kind: str = "lease", companies: int = 0
) -> Happening:
    return Happening(
        id=1,
        family="signing",
        type=kind,
        subtype=None,
        status=status,
        name=None,
        date=Date(start=on, end=on, precision="day", basis="explicit") if on else None,
        parties=parties,
        people=(),
        place=None,
        amount=None,
        counts=(("company", companies),) if companies else (),
    )


def counting(n: int) -> Claim:
    return Claim(
        id="s1",
        family="signing",
        type="batch",
        subtype=None,
        status="occurred",
        name=None,
        evidence=NOWHERE,
        counts=(Count(what="company", n=n, scope="this_event", evidence=NOWHERE),),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # 近日签约, and the next report gives the day
        (happening("旭岚制药"), happening("旭岚制药", on="2026-09-18")),
        # the same company in English, by a translation that nothing can compare
        (happening("鲸序生物", "云麓大学"), happening("鲸序生物", "云麓大学", "Whalesong Biotech")),
        # a company of the same house, and the body of the zone that is always there
        (
            happening("旭岚制药"),
            happening("旭岚制药", "旭岚细胞科技（香港）有限公司", "港深创新及科技园有限公司"),
        ),
        # one more of those 22 that were told
        (happening("旭岚制药", kind="batch"), happening("旭岚制药", "铭渡科技", kind="batch")),
    ],
)
def test_what_a_reader_need_not_be_called_for(before: Happening, after: Happening) -> None:
    assert additions(facts(before), after) == ()


def test_what_a_reader_should_know() -> None:
    before = happening("旭岚制药")
    assert additions(facts(before), happening("旭岚制药", "铭渡科技")) == ("party: 铭渡科技",)
    ahead = happening("旭岚制药", status="scheduled")
    dated = happening("旭岚制药", status="scheduled", on="2026-12-01")
    assert additions(facts(ahead), dated) == ("day: 2026-12-01",)


def test_a_count_is_corrected_by_more_voices_than_still_say_it() -> None:
    said, now = facts(happening(kind="batch", companies=22)), happening(kind="batch", companies=23)
    voices = [(counting(22), 1), (counting(23), 2)]
    assert corrections(said, now, voices) == ()
    assert corrections(said, now, [*voices, (counting(23), 3)]) == ("count of company 22 → 23",)
