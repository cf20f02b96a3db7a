"""The gold records as they stand in the files, their closed vocabularies, and what a sentence is.

The vocabularies are those of docs/json.md and docs/annotation.md, written out here once more on purpose: the gold must
not change because the program did.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

Record = dict[str, Any]
Part = Literal["tune", "test"]

FOLDER = Path(__file__).parent
STYLES = "party_press wire hk_gov hk_papers tw_wire exchange_notices park_wechat english".split()
SCRIPTS = ("hans", "hant", "en")
KINDS = ("positive", "hard_negative")
DAMAGES = (
    "pinyin_in_brackets half_width_punctuation lost_byte mixed_script missing_spaces stray_spaces doubled_entities "
    "utf8_as_gbk"
).split()
RELEVANCE = ("relevant", "mention_only", "none")
SIGNING_TYPES = (
    "strategic_cooperation framework cooperation mou loi investment settle_in lease joint_build procurement_sale "
    "service_contract tech_transfer_licence joint_venture equity credit gov_arrangement employment_appointment renewal "
    "batch unspecified"
).split()
EVENT_TYPES: dict[str, tuple[str | None, ...]] = {
    "OPENING": ("park", "unveil", "operate"),
    "MEETING": ("forum", "seminar", "press", "expo", "roadshow"),
    "RELEASE": ("policy", "plan", "result"),
    "CONSTRUCTION": ("start", "topping_out", "completion"),
    "SETTLEMENT": ("enter", "set_up"),
    "ORG": ("alliance", "merge"),
    "PERSONNEL": ("appoint", "leave"),
    "FINANCE": ("round", "fund", "ipo"),
    "TENDER": ("win", "call", "land"),
    **dict.fromkeys(("AWARD", "LAUNCH", "VISIT", "COOPERATION_OTHER", "OTHER"), (None,)),
}
STATUSES = (
    "occurred ongoing scheduled planned intended postponed cancelled terminated denied historical cumulative generic"
).split()
#: A record with one of these alerts, if it is on Hetao and no visit.
TOLD = frozenset("occurred scheduled postponed cancelled terminated".split())
SIGNING_ROLES = (
    "party_a party_b settler investor counterparty_group signatory witness organiser venue agreement"
).split()
EVENT_ARGS = (
    "undertaker co_organiser supporter operator builder attendee speaker moderator witness appointee post predecessor "
    "financed lead_investor co_investor round amount issuer document_number effective_date theme winner object count"
).split()
COUNTED = (
    "project company partner institution agreement mou guest country team building area job other".split()
)

_CLOSERS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_ENDS = "。！？"


def part_of(event: str) -> Part:
    """The half that a happening belongs to, forever: the rule of bench/encoding/texts.py."""
    return "tune" if hashlib.sha256(event.encode()).digest()[0] < 128 else "test"


def load(folder: Path = FOLDER, *, files: Iterable[str] = ()) -> list[Record]:
    """All records, or those of some files (``plain1``), file by file in the order of their names."""
    wanted = [folder / f"{name}.jsonl" for name in files] or sorted(folder.glob("*.jsonl"))
    return [
        json.loads(line) for path in wanted for line in path.read_text("utf-8").splitlines() if line.strip()
    ]


def clean(record: Record) -> str:
    """The text that the labels refer to."""
    return str(record.get("clean_text") or record["text"])


def sentences(text: str) -> list[str]:
    """The sentences of a text: up to 。！？ outside quotation marks, or to the line's end; English by full stops."""
    found: list[str] = []
    for line in text.split("\n"):
        found += _of_line(line)
    return [sentence for sentence in found if sentence]


def _of_line(line: str) -> list[str]:
    found, begin, awaited = [], 0, ""
    for at, c in enumerate(line):
        if awaited:
            awaited = (
                awaited[1:] if c == awaited[0] else (_CLOSERS[c] + awaited if c in _CLOSERS else awaited)
            )
        elif c in _CLOSERS:
            awaited = _CLOSERS[c]
        if (c in _ENDS and not awaited) or (c in ".!?" and _ends_english(line, at)):
            found.append(line[begin : at + 1].strip())
            begin = at + 1
    return [*found, line[begin:].strip()]


def _ends_english(line: str, at: int) -> bool:
    """A stop ends a sentence of English before a blank and a capital; not after a title or an initial."""
    before = line[:at].rsplit(" ", 1)[-1]
    after = line[at + 1 : at + 3]
    if len(after) < 2 or after[0] != " " or not (after[1].isupper() or after[1] in "“"):
        return False
    return before not in {"Dr", "Mr", "Ms", "Mrs", "Prof", "St", "No", "Ltd", "Co"} and len(before) > 1
