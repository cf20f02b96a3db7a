"""The scorer keeps its own laws, and the facts of the gold do not depend on script or damage."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import fields, replace
from functools import lru_cache
from itertools import islice, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.extraction import __main__ as bench
from bench.extraction import comparison, hostile
from bench.extraction.damages import FORMS, damaged, undamaged
from bench.extraction.facts import Fact, claimed, labelled, reported
from bench.extraction.fewfc import Scored
from bench.extraction.gold.records import Record, load
from bench.extraction.matching import assign, match, overlap
from bench.extraction.sameness import Told, differs, facts
from bench.extraction.scoring import Scores, Tally, calibration_error, score_article
from bench.extraction.speed import alone, whole

TUNE = [record for record in load() if record["part"] == "tune"]
LABELLED = [record for record in TUNE if record["gold"]["signings"] or record["gold"]["events"]]


def _scored(pairs: list[tuple[list[Fact], Record]]) -> Scores:
    scores = Scores()
    for claims, record in pairs:
        negative = record["kind"] == "hard_negative"
        score_article(scores, match(claims, labelled(record)), negative=negative)
    return scores


def _tallies(scores: Scores) -> dict[str, Tally]:
    """Every measure by its name, those of roles and types one by one."""
    found: dict[str, Tally] = {}
    for one in fields(scores):
        value = getattr(scores, one.name)
        if isinstance(value, Tally):
            found[one.name] = value
        elif isinstance(value, dict):
            found |= {f"{one.name} {key}": t for key, t in value.items() if isinstance(t, Tally)}
    return found


def _figures(scores: Scores) -> dict[str, tuple[float, float, float]]:
    return {
        name: (round(t.precision, 6), round(t.recall, 6), t.labelled) for name, t in _tallies(scores).items()
    }


def test_a_perfect_prediction_scores_one() -> None:
    scores = _scored([(labelled(record), record) for record in LABELLED])
    wrong = {name: t.f1 for name, t in _tallies(scores).items() if name != "negatives" and t.f1 < 1 - 1e-9}
    assert wrong == {}
    assert scores.negatives.right == scores.repeated == 0
    assert calibration_error(scores.sure) == 0


def test_an_empty_prediction_scores_nothing() -> None:
    scores = _scored([([], record) for record in LABELLED])
    right = {name: t.f1 for name, t in _tallies(scores).items() if t.labelled and t.right}
    assert right == {}
    assert scores.parties.f1 == scores.documents.f1 == scores.core.f1 == 0
    assert scores.negatives.right == 0


@lru_cache(maxsize=1)
def _told_by_the_program() -> tuple[tuple[list[Fact], Record], ...]:
    sample = random.Random(5).sample(LABELLED, 6)
    return tuple((claimed(reported(record)), record) for record in sample)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(order: random.Random) -> None:
    told = _told_by_the_program()
    shuffled = [(order.sample(claims, len(claims)), record) for claims, record in told]
    assert _figures(_scored(shuffled)) == _figures(_scored(list(told)))


TOLD_MEASURES = (
    "documents types signing_types parties parties_relaxed roles roles_relaxed days counts amounts core exact told negatives"
).split()


def test_a_label_that_does_not_alert_may_be_missed_without_cost() -> None:
    quiet = [record for record in LABELLED if not all(fact.told for fact in labelled(record))]
    whole_, without = (
        _scored([([f for f in labelled(r) if every or f.told], r) for r in quiet]) for every in (True, False)
    )
    assert len(quiet) > 20
    for name in TOLD_MEASURES:
        assert getattr(without, name) == getattr(whole_, name), name


@pytest.mark.parametrize(
    "spoil",
    [
        lambda fact: replace(fact, date="1999-01-01"),
        lambda fact: replace(fact, status="historical", told=False),
        lambda fact: replace(fact, arguments=frozenset((role, text + "厂") for role, text in fact.arguments)),
    ],
)
def test_what_is_wrong_costs(spoil: object) -> None:
    spoiled = _scored([([spoil(f) for f in labelled(r)], r) for r in LABELLED])  # type: ignore[operator]
    assert spoiled.exact.f1 < 0.2
    assert spoiled.core.f1 < 0.2


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.25, 7.0]), min_size=width, max_size=width),
            min_size=1,
            max_size=5,
        )
    )
)
def test_the_assignment_is_the_best_one_there_is(scores: list[list[float]]) -> None:
    pairs = assign(scores)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(scores[row][column] > 0 for row, column in pairs)
    size = max(len(scores), len(scores[0]))
    square = [[*row, *[0.0] * (size - len(row))] for row in scores]
    square += [[0.0] * size for _ in range(size - len(square))]
    best = max(
        sum(square[row][column] for row, column in enumerate(chosen)) for chosen in permutations(range(size))
    )
    assert sum(scores[row][column] for row, column in pairs) == pytest.approx(best)


@given(st.text("河套深圳园区", max_size=8), st.text("河套深圳园区", max_size=8))
def test_overlap_is_a_share_and_takes_no_side(a: str, b: str) -> None:
    assert 0 <= overlap(a, b) == overlap(b, a) <= 1
    assert overlap(a, a) == (1 if a else 0)


@pytest.mark.parametrize("kind", hostile.KINDS)
def test_a_hostile_text_gives_an_answer_and_no_fact(kind: str) -> None:
    text = hostile.hostile(kind, 20_000).encode()[:20_000].decode(errors="ignore")
    assert len(text) > 4_000
    assert alone(text) == 0
    assert whole(text) == 0


def test_one_article_goes_through_the_bench() -> None:
    scores = bench.measured([LABELLED[0]], misses=False)
    lines = list(bench.table(scores))
    assert any(line.startswith("record-exact F1") for line in lines)
    assert scores.spans.precision == 1


def test_the_baselines_stand_beside_ours_and_draws_are_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(comparison, "DRAWS", 80)
    articles = [comparison.read(record) for record in LABELLED[:4]]
    rows = list(comparison.compare(articles))
    assert rows == list(comparison.compare(articles))
    assert {"B0", "B1", "B2", "B3", "B4", "B6", "B8"} <= {row.baseline[:2] for row in rows}
    for row in rows:
        assert 0 <= row.ours <= 1
        assert 0 <= row.theirs <= 1
        assert row.low <= row.high


def test_scores_of_sentences_tell_place_words_and_characters_apart() -> None:
    scores = Scored()
    scores.add(frozenset([(0, "海岚科技"), (9, "粤澜大学")]), frozenset([(0, "海岚科技"), (20, "粤澜大学")]))
    scores.add(frozenset([(3, "逾3亿元")]), frozenset([(4, "3亿元")]))
    assert scores.place.right == 1
    assert scores.words.right == 2
    assert scores.relaxed.f1 == pytest.approx((2 + overlap("逾3亿元", "3亿元")) / 3)


# ------------------------------------------------------------------ the same facts in every form

#: Articles of each form that the suite reads; the whole is ``python -m bench.extraction.sameness``.
SAMPLE = 8


def _combinations() -> list[object]:
    found: list[object] = []
    for form in FORMS:
        shuffled = random.Random(f"same {form}").sample(LABELLED, len(LABELLED))
        changed = (record for record in shuffled if damaged(record, form) is not None)
        for record in islice(changed, SAMPLE):
            found.append(pytest.param(form, record, id=f"{form}, {record['id']}"))
    return found


@lru_cache(maxsize=256)
def _known(identity: str) -> Counter[Told]:
    return facts(undamaged(next(record for record in TUNE if record["id"] == identity)))


@pytest.mark.parametrize(("form", "record"), _combinations())
def test_every_form_of_a_text_gives_the_same_facts(form: str, record: Record) -> None:
    assert differs(record, form, _known(record["id"])) is None


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_the_same_each_time_and_changes_something(form: str) -> None:
    texts = [record for record in TUNE if not record["damage"]][:30]
    once, again = ([damaged(record, form) for record in texts] for _ in range(2))
    assert once == again
    assert any(once)
    assert all(
        made is None or made["text"] != record["text"] for made, record in zip(once, texts, strict=True)
    )
