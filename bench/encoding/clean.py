"""Text that nothing is wrong with: how long the check takes beside ftfy, and what it changes.

    python -m bench.encoding.clean --corpus FOLDER              speed, ours and ftfy's, in the same run
    python -m bench.encoding.clean --corpus FOLDER --changed    texts changed, by kind and by rule

Nothing is left out of the count. ``half_width_punctuation`` has a column of its own: it changes half-width marks that
stand in Chinese prose, which many outlets write; a text that it alone changes had them. In code, rows of tables, lessons
and the other kinds of ``NO_PROSE`` its changes are faults, and count as changed too.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import ftfy

from bench.encoding.texts import paragraphs
from bench.encoding.undamaged import NO_PROSE, kinds
from pipelines.repairing import repair

#: Lengths in characters at which the check is timed; 340 Han characters are 1 kB of UTF-8.
_LENGTHS = (30, 340, 3_400, 34_000)
#: ftfy as careful as it can be told to be: it changes quotes, width and ligatures on purpose, which is no damage.
_CAREFUL = ftfy.TextFixerConfig(
    uncurl_quotes=False, fix_character_width=False, fix_latin_ligatures=False, normalization=None
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--changed", action="store_true", help="count changed texts instead of the time")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="N changes of each kind and rule")
    parser.add_argument("--texts", type=int, default=200, help="texts of each length that are timed")
    options = parser.parse_args()
    if options.changed:
        changed(options.corpus, options.show)
    else:
        speed(options.corpus, options.texts)


def speed(corpus: Path, count: int) -> None:
    """Median microseconds per text over texts that are clean for ours, each the best of five."""
    print(
        f"{'length':>8} {'texts':>6} {'looked':>7} {'ours µs':>9} {'mean µs':>9} {'ftfy µs':>9} {'ratio':>7} {'of means':>9}"
    )
    whole = [text for script in ("hans", "hant") for text in paragraphs(corpus, "test", script)]
    # the cured form is what an outlet with full-width punctuation writes
    clean = "\n".join(repair(text).text for text in whole)
    for length in _LENGTHS:
        texts = [clean[at : at + length] for at in range(0, len(clean) - length + 1, length)]
        texts = [text for text in texts if repair(text).text is text][
            : max(3, count * 340 // max(length, 340))
        ]
        repair(texts[0])
        ours = [_best(repair, text) for text in texts]
        peer = [_best(ftfy.fix_text, text) for text in texts]
        median, other = statistics.median(ours), statistics.median(peer)
        looked = sum(time > 3 * min(ours) for time in ours)
        print(
            f"{length:>8} {len(texts):>6} {looked:>7} {median * 1e6:>9.1f} {statistics.mean(ours) * 1e6:>9.1f} "
            f"{other * 1e6:>9.1f} {other / median:>7.1f} {statistics.mean(peer) / statistics.mean(ours):>9.1f}"
        )


def _best(check: Callable[[str], object], text: str) -> float:
    """Seconds, the best of five, each over so many calls that the clock does not matter."""
    calls = max(1, 2_000 // len(text))
    taken: list[float] = []
    for _ in range(5):
        started = time.perf_counter()
        for _ in range(calls):
            check(text)
        taken.append((time.perf_counter() - started) / calls)
    return min(taken)


def changed(corpus: Path, show: int) -> None:
    """Texts changed, by kind: by a rule that cures damage, by the rule of punctuation, and by ftfy."""
    print(
        f"{'kind':<26} {'texts':>6} {'characters':>11} {'changed':>8} {'half-width':>11} {'marked':>7} {'ftfy':>6} {'as told':>8}"
    )
    total: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for kind, texts in kinds(corpus).items():
        row: Counter[str] = Counter(texts=len(texts), characters=sum(map(len, texts)))
        for text in texts:
            row += _judged(kind, text, rules, show)
        total += row
        print(_row(kind, row))
    print(_row("all", total))
    print("\nby rule: " + ", ".join(f"{name} {count}" for name, count in sorted(rules.items())))


def _judged(kind: str, text: str, rules: Counter[str], show: int) -> Counter[str]:
    repaired = repair(text)
    names = {f.name for f in repaired.repairs if f.restored}
    marks = {f"{f.name} (marked)" for f in repaired.repairs if not f.restored}
    rules.update([*names, *marks])
    for found in repaired.repairs:
        if rules[found.name] <= show or (not found.restored and rules[f"{found.name} (marked)"] <= show):
            print(
                f"  {kind}: {found.name}: {[(s.before, s.after) for s in found.steps[:6]]} in {text[:60]!r}"
            )
    return Counter(
        changed=bool(names if kind in NO_PROSE else names - {"half_width_punctuation"}),
        half_width="half_width_punctuation" in names,
        marked=bool(marks),
        ftfy=ftfy.fix_text(text, _CAREFUL) != text,
        ftfy_as_told=ftfy.fix_text(text) != text,
    )


def _row(kind: str, row: Counter[str]) -> str:
    return (
        f"{kind:<26} {row['texts']:>6} {row['characters']:>11,} {row['changed']:>8} {row['half_width']:>11} "
        f"{row['marked']:>7} {row['ftfy']:>6} {row['ftfy_as_told']:>8}"
    )


if __name__ == "__main__":
    main()
