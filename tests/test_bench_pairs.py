"""The bench of pairs counts what it should, and its labels keep the two parts apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.reprints import pairs as bench
from bench.reprints.anchors import containment, distance, jaccard, sketch
from bench.reprints.pairs import Pair
from pipelines.reprints import compare_texts
from pipelines.vocabulary import RELATIONS

STORY = "".join(
    f"第{number}家企业昨日在园区与{place}签署租约，租下{number * 120}平方米。"
    for number, place in enumerate(
        ("东翼大楼", "西翼大楼", "南门工坊", "北岸仓库", "中庭书院", "河畔小楼"), 1
    )
)
OTHER = "海面上吹起东南风，渔民把船拖回岸边，孩子们在沙滩上追着螃蟹跑，直到天色暗下来才回家吃饭。" * 3


def test_every_label_is_a_relation_and_no_text_stands_in_both_parts() -> None:
    for path in sorted(bench.LABELS.glob("*.jsonl")):
        parts = {part: bench.load(path, part) for part in ("tune", "test")}
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert len(rows) == sum(map(len, parts.values())) > 0
        assert len({(row["a"], row["b"]) for row in rows}) == len(rows)
        assert all(row["a"] != row["b"] and row["why"] for row in rows)
        texts = {name: {key for pair in part for key in (pair.a, pair.b)} for name, part in parts.items()}
        assert not texts["tune"] & texts["test"]


def test_a_label_that_names_no_relation_is_refused(tmp_path: Path) -> None:
    path = _written(tmp_path / "labels.jsonl", [_label("1", "2", "similar")])
    with pytest.raises(ValueError, match="similar"):
        bench.load(path, "tune")


def test_links_are_counted_on_all_pairs_and_relations_on_the_sure_ones() -> None:
    pairs = [
        _pair("same"),
        _pair("excerpt"),
        _pair("updated", sure=False),
        _pair("different"),
        _pair("rewritten"),
    ]
    tally = bench.link_tally(pairs, [True, False, True, True, False])
    assert (tally.right, tally.claimed, tally.labelled) == (2, 3, 3)
    tallies = bench.relation_tallies(pairs, ["same", "different", "same", "different", "different"])
    counted = {name: (one.right, one.claimed, one.labelled) for name, one in tallies.items()}
    assert counted == {
        "same": (1, 1, 1),
        "excerpt": (0, 0, 1),
        "different": (1, 3, 1),
        "rewritten": (0, 0, 1),
    }


def test_articles_are_read_without_their_headline_and_reported_by_part(tmp_path: Path) -> None:
    _written(
        tmp_path / "docs.jsonl",
        [_row("1", "# 签约\n\n" + STORY), _row("2", STORY), _row("3", STORY[:90]), _row("4", OTHER)],
    )
    texts = bench.documents(tmp_path)
    assert texts["1"].text.strip() == texts["2"].text == STORY
    assert texts["1"].published_at is not None
    labels = [
        _label("1", "2", "same"),
        _label("1", "3", "excerpt"),
        _label("1", "4", "different"),
        _label("2", "4", "different", part="test"),
    ]
    pairs = bench.load(_written(tmp_path / "labels.jsonl", labels), "tune")
    found = [compare_texts(texts[pair.a], texts[pair.b]) for pair in pairs]
    lines = list(bench.report(pairs, texts, found))
    assert lines[0] == "3 pairs, 2 to be linked"
    assert (
        "compare_texts      precision 1.000  recall 1.000  F1 1.000  (2 right, 2 found, 2 labelled)" in lines
    )
    assert (
        "exact hash         precision 1.000  recall 0.500  F1 0.667  (1 right, 1 found, 2 labelled)" in lines
    )
    assert "exact relation: 3 of 3 that are sure, macro F1 1.000" in lines
    assert list(bench.misses(pairs, found)) == []
    wrong = [Pair(a="1", b="4", relation="same", sure=False, part="tune")]
    (line,) = bench.misses(wrong, [compare_texts(texts["1"], texts["4"])])
    assert line.startswith("1\t4\tsame -> different\t")


def test_a_page_that_holds_no_article_has_no_text(tmp_path: Path) -> None:
    paragraph = f"<p>{STORY}</p>"
    (tmp_path / "full").write_text(f"<html><body><h1>签约</h1>{paragraph}</body></html>", encoding="utf-8")
    (tmp_path / "empty").write_bytes(b"")
    texts = bench.pages(tmp_path, ("full", "empty"))
    assert STORY in texts["full"].text
    assert texts["empty"].text == ""


def test_anchors_agree_on_twins_and_tell_strangers_apart() -> None:
    story, twin, part, other = (sketch(text) for text in (STORY, STORY.replace("，", " "), STORY[:90], OTHER))
    assert (story.exact, distance(story, twin), jaccard(story, twin)) == (twin.exact, 0, 1.0)
    assert jaccard(story, part) < 0.7 < containment(story, part) == containment(part, story)
    assert distance(story, other) > 7 > distance(story, sketch(STORY.replace("昨日", "日前", 1)))
    assert jaccard(story, other) == 0
    assert containment(sketch(""), other) == 0


def _pair(relation: str, *, sure: bool = True) -> Pair:
    assert relation in RELATIONS
    return Pair(a="1", b="2", relation=relation, sure=sure, part="tune")


def _label(a: str, b: str, relation: str, part: str = "tune") -> dict[str, object]:
    return {"a": a, "b": b, "relation": relation, "sure": True, "part": part, "why": "invented"}


def _row(path: str, text: str) -> dict[str, object]:
    return {"source_path": path, "url": "", "title": "签约", "date": "2026-06-21", "text": text}


def _written(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
