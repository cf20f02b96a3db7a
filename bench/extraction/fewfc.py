"""Signings in real sentences of a foreign domain: python -m bench.extraction.fewfc PATH/train_trans.json

    python -m bench.extraction.fewfc PATH/train_trans.json [--half tune|check] [--misses]

FewFC (financial news and notices, a sentence each) labels 签署合同 with who, with whom, how much and when. Each sentence that
holds such an event is read alone, as an article without title and date; what its signing claims say is compared with the
labels of the sentence. Three scores: the same characters at the same place; the same words; and the F1 of the characters
with the best label (the rule of DuEE 1.0). Nothing is added to what extraction says because the sentence is known to hold an
event; a second block counts the sentences alone for which it claimed any signing. Without the day of publication a day
without a year cannot be a date, so dates are taken once more with some day given; the labels are words, its value is free.
The halves are those of bench/organisations.py: rules may be tuned on ``tune``; ``check`` is for figures only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.extraction.facts import SIGNS
from bench.extraction.matching import overlap
from bench.extraction.scoring import Tally
from pipelines.extraction.document import ReferenceDate
from pipelines.extraction.extract import extract
from pipelines.values import Article, Claim

#: A stretch of the sentence: where it begins, and its words.
Stretch = tuple[int, str]
Arguments = Mapping[str, frozenset[Stretch]]
_KINDS: Mapping[str, str] = {
    "sub-org": "parties",
    "obj-org": "parties",
    "sub-per": "people",
    "obj-per": "people",
    "amount": "amount",
    "date": "date",
}
_ROLES = {**dict.fromkeys(SIGNS, "parties"), "signatory": "people", "amount": "amount", "date": "date"}
AIMS = {"parties": 0.80, "amount": 0.90, "date": 0.85}
#: Any day: it lends 8月13日 a year.
_SOME_DAY = date(2019, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, what its labels say, and what its signing claims do; ``dated`` with a day of publication given."""

    text: str = field(repr=False)
    labels: Arguments
    claims: Arguments
    dated: Arguments
    claimed: bool


@dataclass(slots=True)
class Scored:
    """The three scores of one kind of argument."""

    place: Tally = field(default_factory=Tally)
    words: Tally = field(default_factory=Tally)
    relaxed: Tally = field(default_factory=Tally)

    def add(self, mine: frozenset[Stretch], theirs: frozenset[Stretch]) -> None:
        """Count one sentence."""
        self.place.add(len(mine & theirs), len(mine), len(theirs))
        a, b = ({words for _, words in stretches} for stretches in (mine, theirs))
        self.words.add(len(a & b), len(a), len(b))
        precise = sum(max((overlap(x, y) for y in b), default=0.0) for x in a)
        found = sum(max((overlap(x, y) for x in a), default=0.0) for y in b)
        self.relaxed.recalled = (self.relaxed.recalled or 0.0) + found
        self.relaxed.add(precise, len(a), len(b))


def sentences(path: Path, half: str) -> Iterator[Sentence]:
    """The sentences of one half that hold a 签署合同, read."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        odd = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2
        mentions = [m for e in row["events"] if e["type"] == "签署合同" for m in e["mentions"]]
        if not mentions or odd != (half == "check"):
            continue
        text = row["content"]
        claims, dated = (_signings(text, day) for day in (None, _SOME_DAY))
        yield Sentence(
            text=text,
            labels=_sorted((_KINDS.get(m["role"]), (m["span"][0], m["word"])) for m in mentions),
            claims=_sorted(_arguments(claims)),
            dated=_sorted(_arguments(dated)),
            claimed=bool(claims),
        )


def _signings(text: str, day: date | None) -> list[Claim]:
    """The signing claims of a sentence, whether or not it concerns the zone."""
    article = Article(url="https://sentence.example/", title=None, text=text)
    extraction = extract(article, reference=ReferenceDate(day=day, basis="given" if day else "none"))
    return [claim for claim in extraction.claims if claim.family == "signing"]


def _arguments(claims: Sequence[Claim]) -> Iterator[tuple[str | None, Stretch]]:
    for claim in claims:
        for one in claim.arguments:
            yield _ROLES.get(one.role), (one.evidence.start, one.evidence.text)


def _sorted(found: Iterator[tuple[str | None, Stretch]]) -> Arguments:
    kinds: dict[str, set[Stretch]] = {kind: set() for kind in _KINDS.values()}
    for kind, stretch in found:
        if kind is not None:
            kinds[kind].add(stretch)
    return {kind: frozenset(stretches) for kind, stretches in kinds.items()}


def scored(read: Sequence[Sentence]) -> dict[str, Scored]:
    """The scores by kind of argument."""
    kinds = {name: Scored() for name in ("parties", "people", "amount", "date", "date, some day given")}
    for one in read:
        for kind in ("parties", "people", "amount", "date"):
            kinds[kind].add(one.claims[kind], one.labels[kind])
        kinds["date, some day given"].add(one.dated["date"], one.labels["date"])
    return kinds


def _table(title: str, read: Sequence[Sentence]) -> Iterator[str]:
    yield f"\n{title}: {len(read)} sentences\n{'':24}{'place':>8}{'words':>8}{'relaxed':>9}   aim, relaxed"
    for kind, scores in scored(read).items():
        aim = AIMS.get(kind.split(",")[0])
        relaxed = scores.relaxed
        yield (
            f"{kind:24}{scores.place.f1:8.3f}{scores.words.f1:8.3f}{relaxed.f1:9.3f}   {f'≥ {aim:.2f}' if aim else '':7}"
            f" (P {relaxed.precision:.3f} R {relaxed.recall:.3f} of {relaxed.labelled:.0f})"
        )


def _missed(one: Sentence) -> Iterator[str]:
    for kind in ("parties", "people", "amount", "date"):
        mine = {words for _, words in (one.dated if kind == "date" else one.claims)[kind]}
        theirs = {words for _, words in one.labels[kind]}
        if mine != theirs:
            yield f"  {kind}: extra {sorted(mine - theirs)}, lacks {sorted(theirs - mine)}"


def main() -> int:
    """Print the two tables, and with ``--misses`` what was wrong in the tune half."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", choices=("tune", "check"), default="check")
    parser.add_argument("--misses", action="store_true", help="sentence by sentence (tune only)")
    options = parser.parse_args()
    if options.misses and options.half == "check":
        parser.error("--misses shows the tune half only: nobody may choose a rule by the other")
    read = list(sentences(options.file, options.half))
    if options.misses:
        for one in read:
            if lines := list(_missed(one)):
                sys.stdout.write(
                    "\n".join([one.text, *([] if one.claimed else ["  no claim"]), *lines]) + "\n"
                )
    sys.stdout.writelines(line + "\n" for line in _table(f"{options.half}, claims as they come", read))
    with_claim = [one for one in read if one.claimed]
    sys.stdout.writelines(line + "\n" for line in _table("of these, any signing claimed", with_claim))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
