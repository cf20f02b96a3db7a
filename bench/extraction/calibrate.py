"""Fits the coefficients of ``pipelines/extraction/confidence.py``, and says how well they hold elsewhere.

Run: ``python -m bench.extraction.calibrate [--write] [--fit fresh1 plain1 …] [--hold plain3 …]``. Fitted on files of ``gold/``
on which few rules were chosen; a fit on those that the rules were tuned on would promise more than other articles keep. A
claim is right if a label of its type answers it and both are told or both are not.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.extraction.facts import Fact, claimed, labelled, reported
from bench.extraction.gold.records import Record, load
from bench.extraction.matching import match
from bench.extraction.scoring import calibration_error
from pipelines.extraction import confidence as rules
from pipelines.extraction.document import reference_date
from pipelines.extraction.extract import read_drafts

Example = tuple[dict[str, float], bool]
FITTED = ("fresh4", "fresh5", "plain3")
#: Pulls coefficients towards nothing: there are a few hundred examples.
RIDGE = 1.0


def examples(records: list[Record]) -> Iterator[Example]:
    """What was seen of each claim, and whether it was right."""
    for record in records:
        report = reported(record)
        reference = reference_date(report.article, None)
        reading, drafts = read_drafts(report.article, reference=reference, relevance=report.relevance)
        claims = claimed(report)
        right = {c.key: _right(c, g) for c, g in match(claims, labelled(record)).pairs}
        for draft, claim in zip(drafts, claims, strict=True):
            yield rules.features(reading, draft), right.get(claim.key, False)


def _right(claim: Fact, label: Fact) -> bool:
    return (claim.type, claim.told) == (label.type, label.told)


def fit(rows: list[Example], rounds: int = 4000, rate: float = 0.5) -> dict[str, float]:
    """Logistic regression by gradient descent."""
    weights = dict.fromkeys(rows[0][0], 0.0)
    for _ in range(rounds):
        slope = dict.fromkeys(weights, 0.0)
        for seen, right in rows:
            miss = right - _chance(weights, seen)
            for name, value in seen.items():
                slope[name] += miss * value
        for name in weights:
            weights[name] += rate * (slope[name] - RIDGE * weights[name]) / len(rows)
    return weights


def _chance(weights: dict[str, float], seen: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights[n] * v for n, v in seen.items())))


def main() -> int:
    """Prints coefficients and calibration errors; ``--write`` puts them into the package."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--fit", nargs="*", default=FITTED)
    parser.add_argument("--hold", nargs="*", default=())
    options = parser.parse_args()
    rows = list(examples([r for r in load(files=options.fit) if r["part"] == "tune"]))
    weights = fit(rows)
    out = sys.stdout.write
    lines = [f"{name} = {value:.3f}" for name, value in weights.items()]
    out("\n".join(lines) + f"\n{len(rows)} claims, {sum(r for _, r in rows)} right\n")
    out(f"calibration error where it was fitted: {_error(weights, rows):.3f}\n")
    if options.hold:
        held = list(examples([r for r in load(files=options.hold) if r["part"] == "tune"]))
        out(f"calibration error where it was not:    {_error(weights, held):.3f} ({len(held)} claims)\n")
    if options.write:
        head = "# Fitted by bench/extraction/calibrate.py; see pipelines/extraction/confidence.py.\n[coefficients]\n"
        Path(str(rules.__file__)).with_name("confidence.toml").write_text(
            head + "\n".join(lines) + "\n", "utf-8"
        )
    return 0


def _error(weights: dict[str, float], rows: list[Example]) -> float:
    return calibration_error([(_chance(weights, seen), right) for seen, right in rows])


if __name__ == "__main__":
    raise SystemExit(main())
