"""The same text in both scripts and in its damaged forms gives the same facts: python -m bench.extraction.sameness

    python -m bench.extraction.sameness [--part tune|test] [--differences] [--form NAME]

For each form of :mod:`bench.extraction.damages` the share of articles of which exactly the same facts come out as of the
undamaged text: family, type, status, parties, date, amount and counts, folded. ``--differences`` shows what differs, of
the tune part alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from bench.extraction.damages import FORMS, damaged, undamaged
from bench.extraction.facts import Fact, claimed, reported
from bench.extraction.gold.records import Record, load

Told = tuple[object, ...]


def told(fact: Fact) -> Told:
    """What has to be the same of a fact."""
    parties = tuple(sorted(fact.texts("party")))
    return (
        fact.family,
        fact.type,
        fact.status,
        parties,
        fact.date,
        fact.amount,
        tuple(sorted(fact.counts)),
    )


def facts(record: Record) -> Counter[Told]:
    """All facts of a record, each as often as it is claimed."""
    return Counter(told(fact) for fact in claimed(reported(record)))


def differs(record: Record, form: str, known: Counter[Told] | None = None) -> str | None:
    """How the facts of a form differ from those of the text, in words; None where they do not (or nothing is changed)."""
    other = damaged(record, form)
    if other is None:
        return None
    before, after = known if known is not None else facts(undamaged(record)), facts(other)
    if before == after:
        return None
    return f"lost {_listed(before - after)}; instead {_listed(after - before)}"


def _listed(rows: Counter[Told]) -> str:
    return " + ".join(" ".join(str(value) for value in row) for row in rows.elements()) or "nothing"


def main() -> int:
    """Print the share of articles with equal facts, form by form."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("test", "tune"), default="tune")
    parser.add_argument(
        "--differences", action="store_true", help="what differs, article by article (tune only)"
    )
    parser.add_argument("--form", choices=tuple(FORMS), help="this form alone")
    options = parser.parse_args()
    if options.differences and options.part == "test":
        parser.error("--differences shows the tune part only: nobody may choose a rule by the test part")
    records = [r for r in load() if r["part"] == options.part]
    known = {r["id"]: facts(undamaged(r)) for r in records}
    sys.stdout.write(f"{'form':26}{'changed':>9}{'same facts':>12}{'share':>8}   {options.part}\n")
    for form in [options.form] if options.form else FORMS:
        changed = [r for r in records if damaged(r, form) is not None]
        wrong = [(r, d) for r in changed if (d := differs(r, form, known[r["id"]]))]
        same = len(changed) - len(wrong)
        sys.stdout.write(f"{form:26}{len(changed):9}{same:12}{same / max(1, len(changed)):8.3f}\n")
        if options.differences:
            sys.stdout.writelines(f"  {r['id']}: {d}\n" for r, d in wrong)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
