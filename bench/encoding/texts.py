"""Real texts to break and to mend: sentences, paragraphs, titles and pages of a corpus folder, split in two.

The folder is the one that ``--corpus`` names: ``fewfc/`` (Simplified financial news, a sentence each),
``neardup/docs.jsonl`` (Traditional news of Hong Kong) and ``html/`` (real pages with ``manifest.jsonl``). Each text
belongs to ``tune`` or to ``test`` by a hash of the story that it is from: rules and constants are chosen on ``tune``
alone, every figure is taken on ``test``.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

Split = Literal["tune", "test"]
#: Lengths in characters: a title is a clause of a story, a paragraph some sentences of it.
TITLE = (12, 30)
PARAGRAPH = (80, 400)


def part_of(story: str) -> Split:
    """The half that a story belongs to, forever."""
    return "tune" if hashlib.sha256(story.encode()).digest()[0] < 128 else "test"


@lru_cache(maxsize=4)
def paragraphs(corpus: Path, part: Split, script: Literal["hans", "hant"]) -> tuple[str, ...]:
    """Real paragraphs of 80 to 400 characters, mostly Han, none twice, in a fixed order."""
    found = [
        text
        for story, text in (_simplified(corpus) if script == "hans" else _traditional(corpus))
        if part_of(story) == part and PARAGRAPH[0] <= len(text) <= PARAGRAPH[1] and _han_share(text) > 0.6
    ]
    return _shuffled(found)


@lru_cache(maxsize=4)
def titles(corpus: Path, part: Split, script: Literal["hans", "hant"]) -> tuple[str, ...]:
    """Real clauses of 12 to 30 characters, mostly Han, none twice, in a fixed order."""
    found = [
        clause
        for story, text in (_simplified(corpus) if script == "hans" else _traditional(corpus))
        if part_of(story) == part
        for clause in re.split(r"[。！？；，,;\n]", text)
        for clause in [clause.strip(" 　，,；;")]
        if TITLE[0] <= len(clause) <= TITLE[1] and _han_share(clause) > 0.6
    ]
    return _shuffled(found)


@lru_cache(maxsize=2)
def pages(corpus: Path) -> tuple[tuple[dict[str, object], bytes], ...]:
    """The real pages with what the manifest says of each."""
    folder = corpus / "html"
    lines = (folder / "manifest.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return tuple((row, (folder / row["path"]).read_bytes()) for row in rows)


def _simplified(corpus: Path) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name in ("train_base.json", "train_trans.json"):
        lines = (corpus / "fewfc" / name).read_text("utf-8").splitlines()
        found += [(text, text) for line in lines if line.strip() for text in [json.loads(line)["content"]]]
    return found


def _traditional(corpus: Path) -> list[tuple[str, str]]:
    lines = (corpus / "neardup" / "docs.jsonl").read_text("utf-8").splitlines()
    # near-duplicates share their title: both go to one half
    return [
        (str(row["title"]), paragraph.strip())
        for line in lines
        for row in [json.loads(line)]
        for paragraph in row["text"].split("\n")
    ]


def _han_share(text: str) -> float:
    return sum("\u4e00" <= c <= "\u9fff" for c in text) / max(1, len(text))


def _shuffled(texts: list[str]) -> tuple[str, ...]:
    once = sorted(set(texts))
    random.Random(20261125).shuffle(once)
    return tuple(once)
