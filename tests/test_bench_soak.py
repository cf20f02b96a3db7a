"""The week of invented articles is read as its truth says, and the bench sees what was not told, told twice, or made up."""

from __future__ import annotations

import pytest

from bench.soak_judge import told_wrongly
from bench.soak_samples import Sample, rise
from bench.soak_stories import week
from crawler.demo.stories import Story
from tests.test_demo import decided, told

STORIES = week(seed=7, days=2, a_day=10)
TELLING = [story for story in STORIES if story.tells]
BY_KEY = {story.key: story for story in STORIES}


def test_a_seed_gives_its_week_and_another_one_another() -> None:
    assert week(seed=7, days=2, a_day=10) == STORIES
    assert week(seed=8, days=2, a_day=10) != STORIES
    names = [str(story.same) for story in week(seed=7, days=30, a_day=60) if story.tells]
    assert len(names) == len(set(names)) == 720


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_each_article_of_the_week_is_read_as_its_truth_says(story: Story) -> None:
    report = decided(story)
    truth = story.tells or (BY_KEY[story.reprint_of].tells if story.reprint_of else ())
    assert told(report) == list(truth)
    assert report.relevance.kind == story.relevance


def alert(story: Story) -> dict[str, object]:
    return {"kind": "new", "summary": f"{story.same}有限公司"}


def test_what_was_told_wrongly_is_seen() -> None:
    right = [alert(story) for story in TELLING]
    health = {"kind": "source_failing", "summary": "fails"}
    assert list(told_wrongly([*right, health], STORIES, "here")) == []
    assert [line[-7:] for line in told_wrongly(right[1:], STORIES, "here")] == ["0 times"]
    assert [line[-7:] for line in told_wrongly([*right, right[0]], STORIES, "here")] == ["2 times"]
    made_up = {"kind": "new", "summary": "无此公司"}
    (found,) = told_wrongly([*right, made_up], STORIES, "here")
    assert "nothing was to be told" in found


def test_a_rise_is_told_from_noise() -> None:
    nothing = dict.fromkeys(Sample.__dataclass_fields__, 0)
    level = [Sample(**{**nothing, "day": n / 10, "memory": 200 + (-1) ** n, "files": n}) for n in range(40)]
    risen, median = rise(level, lambda sample: sample.memory)
    assert abs(risen) < 1
    assert abs(median - 200) <= 1
    assert rise(level, lambda sample: sample.files)[0] == pytest.approx(39)
