"""Edited texts are found again in a store, and the bench that measures it counts what it should."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from bench.reprints import edits
from bench.reprints.indexes import NearHash, indexes
from bench.reprints.invented.edits import EDITS, sentences
from bench.reprints.invented.news import LENGTHS, frames, invented, subjects
from pipelines.folding import fold_name

TASK = edits.task(texts=30, unrelated=60, seed=7)


def test_invented_news_is_the_same_for_the_same_seed_and_keeps_its_length() -> None:
    first, again, other = (list(invented(40, seed)) for seed in (3, 3, 4))
    assert first == again
    assert not {news.text for news in first} & {news.text for news in other}
    assert all(LENGTHS[0] * 0.9 <= len(news.text) <= LENGTHS[1] for news in first)
    assert not any("{" in news.title + news.text for news in first)
    assert len(subjects()) >= 20
    assert sum(map(len, frames().values())) >= 300


def test_unrelated_texts_have_no_more_in_common_than_news_of_one_desk() -> None:
    assert edits.percentile(list(invented(300, 5)), random.Random(1), pairs=5000) < 0.2


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_changes_the_text_and_is_the_same_for_the_same_seed(name: str) -> None:
    news = TASK.originals[0]
    once, again = (EDITS[name](news, random.Random(1)) for _ in range(2))
    assert once == again
    assert once.text != news.text
    assert once.id == news.id


def test_edits_take_and_add_what_they_say() -> None:
    news = TASK.originals[0]
    chance = random.Random(2)
    assert len(EDITS["cut to 60 %"](news, chance).text) == int(len(news.text) * 0.6)
    kept = sentences(EDITS["30 % dropped"](news, chance).text)
    assert len(kept) == len(sentences(news.text)) - round(len(sentences(news.text)) * 0.3)
    longer = len(EDITS["30 % added"](news, chance).text) / len(news.text)
    assert 1.3 <= longer < 1.6
    assert fold_name(EDITS["other script"](news, chance).text) == fold_name(news.text)
    assert "\n" not in EDITS["joined"](news, chance).text


def test_edited_texts_are_linked_to_their_originals_and_to_nothing_else(tmp_path: Path) -> None:
    found, before = edits.ours(TASK, tmp_path)
    counted = [edits.scored(TASK.originals, linked) for linked in found.values()]
    assert len(counted) == 10
    assert before == 0
    assert sum(right for right, _ in counted) >= 0.9 * 10 * len(TASK.originals)
    assert sum(wrong for _, wrong in counted) == 0


def test_the_indexes_find_a_text_as_it_was_and_no_other() -> None:
    for index in indexes().values():
        found, _ = edits.theirs(replace(TASK, edited={"none": TASK.originals}), index)
        assert edits.scored(TASK.originals, found["none"]) == (len(TASK.originals), 0)


def test_hashes_are_near_up_to_the_bits_allowed() -> None:
    index = NearHash(lambda text: int(text, 2), 7)
    index.add(1, "0" * 64)
    assert index.find("1" * 7) == {1}
    assert index.find("1" * 8) == set()


def test_right_links_are_those_to_the_original() -> None:
    first, second = TASK.originals[:2]
    assert edits.scored([first, second], [{first.id, "other"}, set()]) == (1, 1)


def test_documents_of_a_folder_are_taken_once(tmp_path: Path) -> None:
    texts = [news.text for news in TASK.originals[:3]]
    rows = [{"title": "t", "date": "2026-09-01", "text": text} for text in (*texts, texts[0] + "。")]
    (tmp_path / "docs.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    given = edits.task(texts=2, unrelated=4, seed=1, corpus=tmp_path)
    assert len({news.text for news in given.originals}) == 2
    assert {news.text for news in given.originals} <= set(texts)
    assert len(given.unrelated) == 4
