"""What extraction is worth, on the articles of ``gold/``: ``python -m bench.extraction [--part test|tune] [--misses]``.

What simple means are worth on the same articles stands below (``--without-baselines`` leaves it out).

Every record goes the way of ``hetao ingest``: cured, judged, extracted. Rules are chosen on ``tune`` alone; ``--misses``
therefore shows single records of that part only.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from bench.extraction import comparison
from bench.extraction.facts import (
    Fact,
    claimed,
    labelled,
    people_claimed,
    people_labelled,
    reported,
    spans_hold,
)
from bench.extraction.gold.records import Record, load
from bench.extraction.matching import Matched, match
from bench.extraction.scoring import Scores, Tally, calibration_error, score_article


def measured(records: list[Record], *, misses: bool) -> Scores:
    """All measures over some records; ``misses`` prints what was wrong as it comes."""
    scores = Scores()
    for record in records:
        report = reported(record)
        matched = match(claimed(report), labelled(record))
        scores.relevance[record["gold"]["relevance"], report.relevance.kind] += 1
        score_article(scores, matched, negative=record["kind"] == "hard_negative")
        mine, theirs = people_claimed(report), people_labelled(record)
        scores.people.add(len(mine & theirs), len(mine), len(theirs))
        verified, spans = spans_hold(report)
        scores.spans.add(verified, spans, spans)
        if misses:
            lines = [*_wrong(matched), *_wrong_people(mine, theirs)]
            if lines:
                sys.stdout.write(
                    f"\n== {record['id']} {record['style']} {record['published_at'][:10]} {record['title']}\n"
                )
                sys.stdout.write("\n".join(lines) + "\n")
    return scores


def _wrong(matched: Matched) -> Iterator[str]:
    for claim, label in matched.pairs:
        differences = list(_differences(claim, label))
        if differences:
            yield f"  {_short(label)}: {'; '.join(differences)}"
    for label in matched.missed:
        yield f"  missed {_short(label)} | {_arguments(label)} | {label.evidence[:120]}"
    for claim in matched.invented:
        yield f"  invented {_short(claim)} | {_arguments(claim)} | {claim.evidence[:120]}"


def _differences(claim: Fact, label: Fact) -> Iterator[str]:
    for field in ("type", "subtype", "status", "told", "date", "amount", "counts"):
        mine, theirs = getattr(claim, field), getattr(label, field)
        if field == "counts":
            mine, theirs = sorted(mine), sorted(theirs)
        if mine != theirs and (claim.family == "signing" or field not in ("amount", "counts")):
            yield f"{field} {mine}, not {theirs}"
    if extra := sorted(claim.arguments - label.arguments):
        yield f"extra {extra}"
    if lacking := sorted(label.arguments - claim.arguments):
        yield f"lacks {lacking}"


def _wrong_people(
    mine: frozenset[tuple[str, str, str]], theirs: frozenset[tuple[str, str, str]]
) -> Iterator[str]:
    if mine != theirs:
        yield f"  people: extra {sorted(mine - theirs)}, lacks {sorted(theirs - mine)}"


def _short(fact: Fact) -> str:
    return f"{fact.key} {fact.type}.{fact.subtype} {fact.status}{' TOLD' if fact.told else ''} {fact.date}"


def _arguments(fact: Fact) -> str:
    return ", ".join(f"{role}={text}" for role, text in sorted(fact.arguments))


def table(scores: Scores) -> Iterator[str]:
    """The measures with their aims, a line each."""
    micro = _sum(scores.types.values())
    macro = [t.f1 for t in scores.types.values() if t.labelled]
    roles = _sum(scores.roles.values())
    yield _line("new done signing, document F1", scores.documents, "≥ 0.95")
    yield _line("event type micro-F1 (told)", micro, "≥ 0.88")
    yield f"{'event type macro-F1 (told)':44}{sum(macro) / max(1, len(macro)):6.3f}  aim ≥ 0.80"
    yield _line("event type micro-F1 (all records)", _sum(scores.types_all.values()), "")
    yield _line("type of signing, micro-F1 (told)", scores.signing_types, "")
    yield _line("parties exact F1", scores.parties, "≥ 0.88")
    yield _line("parties relaxed F1", scores.parties_relaxed, "≥ 0.93")
    yield _line("all roles strict F1", roles, "≥ 0.75")
    yield _line("all roles relaxed F1", scores.roles_relaxed, "≥ 0.85")
    yield _line("date to the day (of matched)", scores.days, "≥ 0.95")
    yield _line("counts by value", scores.counts, "≥ 0.95")
    yield _line("amounts by value", scores.amounts, "≥ 0.93")
    yield _line("person with title and employer, exact F1", scores.people, "≥ 0.88")
    yield _line("core-complete F1", scores.core, "≥ 0.72")
    yield _line("record-exact F1", scores.exact, "≥ 0.45")
    yield _line("alerts by record, right status", scores.told, "")
    yield f"{'alerts again for one record':44}{scores.repeated:6d}"
    share = scores.negatives.right / max(1, scores.negatives.claimed)
    yield f"{'false alarms on hard negatives':44}{share:6.3f}  aim ≤ 0.03  ({scores.negatives.right:.0f} of {scores.negatives.claimed:.0f})"
    yield f"{'calibration error':44}{calibration_error(scores.sure):6.3f}  aim ≤ 0.05"
    yield f"{'provenance verified':44}{scores.spans.precision:6.3f}  aim 1.000 ({scores.spans.claimed:.0f} spans)"


def confusion(title: str, counts: dict[tuple[str, str], int]) -> Iterator[str]:
    """Labels down, what the program says across; only what occurs."""
    rows, columns = (sorted({pair[side] for pair in counts}) for side in (0, 1))
    widths = [max(5, len(column) + 2) for column in columns]
    yield f"{title:16}" + "".join(f"{c:>{w}}" for c, w in zip(columns, widths, strict=True))
    for row in rows:
        cells = (counts.get((row, column), 0) for column in columns)
        yield f"  {row:14}" + "".join(f"{n or '.':>{w}}" for n, w in zip(cells, widths, strict=True))


def _line(name: str, tally: Tally, aim: str) -> str:
    figures = f"P {tally.precision:.3f} R {tally.recall:.3f} of {tally.labelled:.0f}"
    return f"{name:44}{tally.f1:6.3f}  {'aim ' + aim if aim else '':10}  ({figures})"


def _sum(tallies: object) -> Tally:
    total = Tally()
    for tally in tallies:  # type: ignore[attr-defined]
        total.add(tally.right, tally.claimed, tally.labelled)
    return total


def main() -> int:
    """Prints the table, and below it the roles and types one by one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("test", "tune"), default="test")
    parser.add_argument("--misses", action="store_true", help="what was wrong, record by record (tune only)")
    parser.add_argument("--files", nargs="*", default=(), help="only these files of gold/, by their names")
    parser.add_argument("--without-baselines", action="store_true", help="our own figures alone, sooner")
    options = parser.parse_args()
    if options.misses and options.part == "test":
        parser.error("--misses shows the tune part only: nobody may choose a rule by the test part")
    records = [r for r in load(files=options.files) if r["part"] == options.part]
    scores = measured(records, misses=options.misses)
    sys.stdout.write(f"\n{len(records)} articles, part {options.part}\n")
    sys.stdout.write("\n".join(table(scores)) + "\n\n")
    for name, tallies in (("role", scores.roles), ("event", scores.types)):
        for key, tally in sorted(tallies.items(), key=lambda item: -item[1].labelled):
            if tally.labelled or tally.claimed:
                sys.stdout.write(_line(f"  {name} {key}", tally, "") + "\n")
    sys.stdout.write("\n" + "\n".join(confusion("status", scores.statuses)) + "\n")
    sys.stdout.write("\n" + "\n".join(confusion("relevance", scores.relevance)) + "\n")
    if not options.without_baselines:
        sys.stdout.writelines(line + "\n" for line in comparison.table(records))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
