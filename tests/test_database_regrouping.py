"""Happenings unite and divide by what the reports say, in whatever order, and as somebody decided by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from database import models, queries, save
from database.session import Store
from pipelines.values import Amount, Argument, Claim, Date, Report, Span
from tests.reports import NOW, report

FIRST, SECOND, THIRD = "星洲量子科技有限公司", "远屿新材股份有限公司", "粤澜大学"


WORDS = {
    "甲报": "在河套深圳园区签署租赁合同。记者在现场看到，签约持续了半小时，随后各方参观了楼宇。",
    "乙报": "昨日落笔，园区七层从此有了新租客，搬家的车队下周就到，物业已把钥匙备好。",
    "丙报": "的合同终于签了：租期五年，租金未公开，实验室的排风要改造，工期约四个月。",
    "丁报": "谈了一年，这回把名字写到了纸上。知情人说，价钱是最后一个小时才定下来的。",
    "戊报": "成为河套最新的邻居，双方各带来三十名研究人员，食堂的窗口要多开两个。",
    "己报": "租下一整层楼的消息得到证实，园区说剩下的面积已不足两成，排队的还有九家。",
}


def told(url: str, *names: str, on: str | None = "2026-06-21", **changes: object) -> Report:
    """A report that those sign, in words of its own."""
    text = f"{'与'.join(names)}{WORDS.get(url, WORDS['甲报'])}"
    claim = Claim(
        id="s1",
        family="signing",
        type="lease",
        subtype=None,
        status="occurred",
        name=None,
        evidence=Span(start=0, end=len(text), text=text),
        date=Date(start=on, end=on, precision="day", basis="explicit") if on else None,
        arguments=tuple(
            Argument(
                role="party",
                value=name,
                normalised=name,
                evidence=Span(start=text.index(name), end=text.index(name) + len(name), text=name),
            )
            for name in names
        ),
        confidence=0.9,
    )
    said = replace(claim, **changes)  # type: ignore[arg-type]
    return report(f"https://{url}.example/1", text, (said,), title=url, outlet=url, source=url)


def groups(store: Store) -> set[frozenset[str]]:
    """The outlets that report each happening."""
    return {
        frozenset(str(article.outlet) for article in row.articles)
        for row in (*queries.signings(store), *queries.events(store))
    }


def save_all(store: Store, reports: Sequence[Report]) -> None:
    for one in reports:
        save.save_report(store, one, now=NOW)


def apart_then_one() -> list[Report]:
    """Two reports that name one side each, and one that names both."""
    return [told("甲报", FIRST), told("乙报", SECOND), told("丙报", FIRST, SECOND)]


def test_a_report_unites_what_two_others_told_apart_in_any_order(emptied: Callable[[], Store]) -> None:
    for order in permutations(apart_then_one()):
        store = emptied()
        save_all(store, order)
        assert groups(store) == {frozenset(("甲报", "乙报", "丙报"))}


def test_the_number_of_what_was_united_leads_on_and_nothing_is_told_again(store: Store) -> None:
    save_all(store, apart_then_one()[:2])
    numbers = sorted(row.id for row in queries.signings(store))
    assert len(queries.alerts(store, kinds=("new",))) == 2
    save_all(store, apart_then_one()[2:])
    (one,) = queries.signings(store)
    assert one.id == numbers[0]
    led = queries.happening(store, numbers[1])
    assert led is not None
    assert led.id == one.id
    assert one.parties == (FIRST, SECOND)
    assert one.independent_reports == 3
    assert len(queries.alerts(store, kinds=("new",))) == 2
    assert {alert.happening_id for alert in queries.alerts(store)} == {one.id}


REPORTS = st.lists(
    st.builds(
        lambda url, names, on: told(url, *names, on=on),
        st.sampled_from(["甲报", "乙报", "丙报", "丁报", "戊报", "己报"]),
        st.lists(st.sampled_from([FIRST, SECOND, THIRD]), min_size=1, max_size=3, unique=True),
        st.sampled_from([None, "2026-06-20", "2026-06-21", "2026-06-29"]),
    ),
    min_size=2,
    max_size=5,
    unique_by=lambda one: one.page_url,
)


@given(reports=REPORTS, chance=st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_arrival_gives_the_same_happenings(
    emptied: Callable[[], Store], reports: list[Report], chance: object
) -> None:
    store = emptied()
    save_all(store, reports)
    one = groups(store), facts(store)
    store = emptied()
    save_all(store, chance.sample(reports, len(reports)))  # type: ignore[attr-defined]
    assert (groups(store), facts(store)) == one


def facts(store: Store) -> set[tuple[object, ...]]:
    return {
        (row.type, row.status, row.parties, row.date.start if row.date else None, row.independent_reports)
        for row in queries.signings(store)
    }


def test_what_a_later_report_adds_is_told_once(store: Store) -> None:
    money = Amount(value=3e8, currency="CNY", kind="investment")
    save_all(store, [told("甲报", FIRST, SECOND, on=None)])
    save_all(store, [told("乙报", FIRST, "远屿新材", on=None)])  # another name of the second side
    assert [alert.kind for alert in queries.alerts(store)] == ["new"]
    save_all(store, [told("丙报", FIRST, SECOND, THIRD, amount=money)])
    (added,) = queries.alerts(store, kinds=("material_update",))
    assert added.summary.startswith(f"amount: 300000000 CNY; party: {THIRD} · lease")
    save_all(store, [told("丁报", FIRST, SECOND, THIRD, amount=money), told("戊报", FIRST, SECOND)])
    assert [alert.kind for alert in queries.alerts(store)] == ["material_update", "new"]


def test_more_voices_correct_what_was_told_and_that_is_told_once(store: Store) -> None:
    save_all(store, [told("甲报", FIRST, SECOND, on="2026-06-21")])
    save_all(store, [told("乙报", FIRST, SECOND, on="2026-06-20")])
    assert queries.alerts(store, kinds=("correction",)) == (), "one voice against one settles nothing"
    save_all(store, [told("丙报", SECOND, FIRST, on="2026-06-20")])
    (alert,) = queries.alerts(store, kinds=("correction",))
    assert "day 2026-06-21 → 2026-06-20" in alert.summary
    save_all(store, [told("丁报", FIRST, SECOND, on="2026-06-20")])
    assert len(queries.alerts(store, kinds=("correction",))) == 1
    (row,) = queries.signings(store)
    assert row.date is not None
    assert row.date.start == "2026-06-20"
    assert {value.value for conflict in row.conflicts for value in conflict.values} >= {
        "2026-06-20",
        "2026-06-21",
    }


def test_a_reprint_of_what_is_doubtful_is_as_doubtful(store: Store) -> None:
    save_all(store, [told("甲报", FIRST, SECOND), told("乙报", FIRST, on=None, status="planned")])
    assert len(queries.alerts(store)) == 1
    reprint = told("乙报", FIRST, on=None, status="planned")
    again = replace(
        reprint, page_url="https://b.example/2", article=replace(reprint.article, url="https://b.example/2")
    )
    save_all(store, [again])
    assert len(queries.alerts(store)) == 1


def test_what_an_outlet_took_back_has_no_vote(store: Store) -> None:
    def worth(url: str, yuan: float) -> Report:
        return told(url, FIRST, SECOND, amount=Amount(value=yuan, currency="CNY", kind="investment"))

    changed = worth("甲报", 3e8)
    rewritten = replace(changed, article=replace(changed.article, title="更正"))
    save_all(store, [worth("甲报", 5e8), rewritten, worth("乙报", 5e8), worth("丙报", 3e8)])
    (row,) = queries.signings(store)
    assert row.amount is not None
    assert row.amount.value == 3e8


def test_a_page_that_is_edited_tells_no_second_happening(store: Store) -> None:
    bare = told("甲报", FIRST, on=None, type="batch", arguments=())
    text = bare.article.text + "（编辑：王一）"
    save_all(store, [bare, replace(bare, article=replace(bare.article, text=text, text_as_read=None))])
    assert len(queries.signings(store)) == 1


def test_two_claims_of_one_text_stay_two_also_where_each_is_known(emptied: Callable[[], Store]) -> None:
    both = told("丙报", FIRST, SECOND, THIRD)
    (claim,) = both.extraction.claims
    fewer = replace(claim, id="s2", arguments=claim.arguments[:2])
    both = replace(
        both,
        extraction=replace(both.extraction, claims=(claim, fewer)),
        verdicts=(*both.verdicts, replace(both.verdicts[0], claim_id="s2")),
    )
    store = emptied()
    save_all(store, [told("甲报", FIRST, SECOND), both])
    assert len(queries.signings(store)) == 2


def test_claims_of_an_older_program_are_found_by_what_they_tell(store: Store) -> None:
    save_all(store, [told("甲报", FIRST, on=None)])
    with store.transaction() as session:
        session.execute(update(models.HappeningClaim).values(statement_key="claim 1"))
    assert save.rekey_statements(store) == 1
    assert save.rekey_statements(store) == 0
    save_all(store, [told("乙报", FIRST, on=None)])
    assert len(queries.signings(store)) == 1


def test_hundreds_of_reports_that_tell_the_same_are_one_and_are_told_once(store: Store) -> None:
    moment = datetime(2026, 6, 21, 8, 0, tzinfo=UTC)
    for number in range(60):
        one = told(f"报{number}", FIRST, SECOND)
        save.save_report(store, replace(one, article=replace(one.article, published_at=moment)), now=NOW)
    (row,) = queries.signings(store)
    assert row.independent_reports == 1, "reprints are one voice"
    assert len(queries.alerts(store, kinds=("new",))) == 1
    with store.reading() as session:
        keys = set(session.scalars(select(models.HappeningClaim.statement_key)))
        assert len(keys) == 1


def test_a_lease_and_the_moving_in_are_phases_of_one_story(store: Store) -> None:
    moved = told("乙报", FIRST, on="2026-09-21")
    (claim,) = moved.extraction.claims
    entering = replace(
        claim,
        family="event",
        type="SETTLEMENT",
        subtype="enter",
        name=FIRST,
        arguments=tuple(replace(a, role="host") for a in claim.arguments),
    )
    other = told("丙报", THIRD, on="2026-09-22")
    save_all(
        store,
        [
            told("甲报", FIRST, SECOND),
            replace(moved, extraction=replace(moved.extraction, claims=(entering,))),
            other,
        ],
    )
    lease = next(row for row in queries.signings(store) if FIRST in row.parties)
    (entered,) = queries.events(store)
    after, before = queries.happening(store, lease.id), queries.happening(store, entered.id)
    assert after is not None
    assert before is not None
    assert [(p.happening_id, p.later) for p in after.phases] == [(entered.id, True)]
    assert [(p.happening_id, p.later) for p in before.phases] == [(lease.id, False)]
