"""What is an estimate of what we miss worth? Measured where the truth is known.

    python bench/recall.py [--draws 2000] [--seed 1]

Stories are drawn; each publisher family reports them with a known probability, or two lists hold them. Of every drawing
the estimate is compared with how many stories there were: bias of the total (mean, in percent of the truth), how often
the interval of 95 % holds the truth, and the part held as it is and as it is estimated (means). What breaks the
assumptions is drawn too: families that follow each other (a wire's story is printed by many), and stories that everybody
or nobody takes up.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipelines.recall import Estimate, TooLittle, chao, chapman

#: How much of all stories each of twelve families reports: two with much, the others with little.
FAMILIES = (0.45, 0.35, 0.25, 0.2, 0.2, 0.15, 0.15, 0.1, 0.1, 0.1, 0.05, 0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the drawings of one case gave."""

    bias: float  # of the total, as a share of the truth
    coverage: float
    held: float  # the part that is held, as it is
    estimated: float  # … and as it is estimated
    silent: int  # drawings with too little for an estimate


def independent(chance: random.Random) -> list[bool]:
    """Each family decides for itself."""
    return [chance.random() < p for p in FAMILIES]


def following(chance: random.Random) -> list[bool]:
    """What the greatest family reports, the others print twice as often."""
    first = chance.random() < FAMILIES[0]
    return [first, *(chance.random() < min(0.9, p * (2.0 if first else 0.5)) for p in FAMILIES[1:])]


def unequal(chance: random.Random) -> list[bool]:
    """One story in three is small: families take it up at a quarter of their rate."""
    rate = 0.25 if chance.random() < 1 / 3 else 1.2
    return [chance.random() < p * rate for p in FAMILIES]


def by_families(
    story: Callable[[random.Random], list[bool]], stories: int, chance: random.Random
) -> Estimate | TooLittle:
    """The estimate from who reported what."""
    drawn = [story(chance) for _ in range(stories)]
    reported = [[str(family) for family, reports in enumerate(one) if reports] for one in drawn]
    return chao([families for families in reported if families])


def by_search(odds: float, stories: int, chance: random.Random) -> Estimate | TooLittle:
    """The estimate from what came by itself (85 %) and what a search found: 40 % of all where ``odds`` is 1, else so
    many times the odds for what came by itself."""
    first = second = both = 0
    for _ in range(stories):
        came = chance.random() < 0.85
        wanted = 0.4 / 0.6 * (odds if came else 1.0)
        found = chance.random() < wanted / (1 + wanted)
        first, second, both = first + came, second + found, both + (came and found)
    return chapman(first, second, both)


CASES: dict[str, Callable[[int, random.Random], Estimate | TooLittle]] = {
    "families, independent": lambda n, chance: by_families(independent, n, chance),
    "families, following one": lambda n, chance: by_families(following, n, chance),
    "families, unequal stories": lambda n, chance: by_families(unequal, n, chance),
    "search, independent": lambda n, chance: by_search(1.0, n, chance),
    "search, finds what we have": lambda n, chance: by_search(2.0, n, chance),
    "search, finds what we lack": lambda n, chance: by_search(0.5, n, chance),
}


def measured(case: str, stories: int, draws: int, seed: int) -> Found:
    """Draw a case so often, and compare with the truth."""
    chance = random.Random(f"{seed} {case} {stories}")
    all_found = [CASES[case](stories, chance) for _ in range(draws)]
    found = [one for one in all_found if isinstance(one, Estimate)]
    if not found:
        return Found(bias=0.0, coverage=0.0, held=0.0, estimated=0.0, silent=draws)
    return Found(
        bias=statistics.mean(one.total / stories - 1 for one in found),
        coverage=statistics.mean(one.low <= stories <= one.high for one in found),
        held=statistics.mean(one.held / stories for one in found),
        estimated=statistics.mean(one.share for one in found),
        silent=draws - len(found),
    )


def main() -> int:
    """Draw all cases and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print("| case | stories | bias of the total | interval holds it | held | said to be held | too little |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for case in CASES:
        for stories in (40, 150, 600):
            found = measured(case, stories, options.draws, options.seed)
            print(
                f"| {case} | {stories} | {found.bias:+.1%} | {found.coverage:.1%} | {found.held:.1%} "
                f"| {found.estimated:.1%} | {found.silent} |"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
