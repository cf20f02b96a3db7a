"""Ours beside the baselines, measure by measure, with the interval of the difference (paired bootstrap over happenings).

Both systems are scored on the same articles by the same rule, per article as a set: a baseline has no records. An interval
comes of drawing whole happenings with replacement, both systems together, since two wordings of one happening stand or fall
together; the seed is fixed.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from bench.extraction import baselines, date_baselines
from bench.extraction.facts import Fact, claimed, labelled, people_claimed, people_labelled, reported
from bench.extraction.gold.records import Record
from bench.extraction.matching import match, overlap

DRAWS = 2_000
_SEED = 20261129
#: Right of what was claimed, claimed, right of what was labelled, labelled: all that an F1 or a share needs.
Counts = tuple[float, float, float, float]
_NOTHING: Counts = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One article with what the program says of it."""

    record: Record
    claims: tuple[Fact, ...]
    labels: tuple[Fact, ...]
    people: frozenset[str]
    people_labelled: frozenset[str]
    text: str  # folded
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One measure of two systems; ``low`` and ``high`` bound the middle 95 % of the difference."""

    measure: str
    baseline: str
    ours: float
    theirs: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """How both systems answer one article."""

    name: str
    baseline: str
    ours: Callable[[Read], Counts]
    theirs: Callable[[Read], Counts]


_PARTS: Mapping[str, Callable[[Read], str]] = {
    "B0 keyword in the text": attrgetter("text"),
    "B1 keyword in the title": attrgetter("title"),
}


def read(record: Record) -> Read:
    """What the comparison needs of an article."""
    report = reported(record)
    return Read(
        record=record,
        claims=tuple(claimed(report)),
        labels=tuple(labelled(record)),
        people=frozenset(name for name, _, _ in people_claimed(report)),
        people_labelled=frozenset(name for name, _, _ in people_labelled(record)),
        text=baselines.folded_text(record),
        title=baselines.folded_title(record),
    )


def compare(articles: Sequence[Read]) -> Iterator[Compared]:
    """Every measure against every baseline that has an answer to it."""
    happenings: dict[str, list[Read]] = defaultdict(list)
    for one in articles:
        happenings[one.record["event"]].append(one)
    groups = list(happenings.values())
    rng = random.Random(_SEED)
    draws = [rng.choices(range(len(groups)), k=len(groups)) for _ in range(DRAWS)]
    for measure in _measures():
        sums = [[_total(map(answer, group)) for group in groups] for answer in (measure.ours, measure.theirs)]
        apart = sorted(_f1(_picked(sums[0], draw)) - _f1(_picked(sums[1], draw)) for draw in draws)
        yield Compared(
            measure=measure.name,
            baseline=measure.baseline,
            ours=_f1(_total(sums[0])),
            theirs=_f1(_total(sums[1])),
            low=apart[DRAWS // 40],
            high=apart[-DRAWS // 40 - 1],
        )


def table(records: Sequence[Record]) -> Iterator[str]:
    """The comparison in lines, and what to install for the rows that are not there."""
    yield (
        f"\n{'beside the baselines':48}{'baseline':30}{'ours':>6}{'theirs':>8}{'differ':>8}"
        f"   95 % of {DRAWS:,} draws"
    )
    for row in compare([read(record) for record in records]):
        yield (
            f"{row.measure:48}{row.baseline:30}{row.ours:6.3f}{row.theirs:8.3f}{row.ours - row.theirs:+8.3f}"
            f"   {row.low:+.3f} … {row.high:+.3f}"
        )
    for name, how in date_baselines.INSTALL.items():
        if name not in date_baselines.readers():
            yield f"B5 {name} is not installed: {how}"


def _measures() -> Iterator[_Measure]:
    yield from _by_keyword()
    yield from _alarms()
    yield from _names()
    yield from _days()


def _by_keyword() -> Iterator[_Measure]:
    for name, part in _PARTS.items():
        yield _Measure(
            name="new done signing, document F1",
            baseline=name,
            ours=lambda a: _agreed(_new_signing(a.claims), _new_signing(a.labels)),
            theirs=lambda a, part=part: _agreed(baselines.signs(part(a)), _new_signing(a.labels)),  # type: ignore[misc]
        )
    for name, part in _PARTS.items():
        yield _Measure(
            name="types of told events in an article, micro-F1",
            baseline=name,
            ours=lambda a: _sets(_types(a.claims), _types(a.labels)),
            theirs=lambda a, part=part: _sets(baselines.event_types(part(a)), _types(a.labels)),  # type: ignore[misc]
        )


def _alarms() -> Iterator[_Measure]:
    """Alerts of articles: of those that name the zone and speak of such things, or of all that name it."""
    alarms: dict[str, Callable[[Read], bool]] = {
        name: lambda a, part=part: baselines.matches(a.record) and baselines.speaks(part(a))  # type: ignore[misc]
        for name, part in _PARTS.items()
    }
    alarms["B8 every matching article"] = lambda a: baselines.matches(a.record)
    for name, alarm in alarms.items():
        yield _Measure(
            name="something to tell, article F1",
            baseline=name,
            ours=lambda a: _agreed(_told(a.claims), _told(a.labels)),
            theirs=lambda a, alarm=alarm: _agreed(alarm(a), _told(a.labels)),  # type: ignore[misc]
        )
    for name, alarm in alarms.items():
        yield _Measure(
            name="false alarms on hard negatives (low is good)",
            baseline=name,
            ours=lambda a: _alarm(a, _told(a.claims)),
            theirs=lambda a, alarm=alarm: _alarm(a, alarm(a)),  # type: ignore[misc]
        )


def _names() -> Iterator[_Measure]:
    finders = {
        "B2 suffixes": baselines.by_suffix,
        "B3 jieba chunks and suffixes": baselines.by_chunks,
        "B4 jieba nt": baselines.by_nt,
    }
    for score, word in ((_sets, "exact"), (_relaxed, "relaxed")):
        for every in (True, False):
            # a baseline cannot tell who signs anew: also where it is known that somebody does
            where = "all articles" if every else "signings given"
            for name, find in finders.items():
                yield _Measure(
                    name=f"parties {word} F1, {where}",
                    baseline=name,
                    ours=lambda a, score=score, every=every: (  # type: ignore[misc]
                        score(_parties(a.claims), _parties(a.labels))
                        if every or _parties(a.labels)
                        else _NOTHING
                    ),
                    theirs=lambda a, score=score, every=every, find=find: (  # type: ignore[misc]
                        score(find(a.text), _parties(a.labels)) if every or _parties(a.labels) else _NOTHING
                    ),
                )
    yield _Measure(
        name="people by name, exact F1",
        baseline="B4 jieba nr",
        ours=lambda a: _sets(a.people, a.people_labelled),
        theirs=lambda a: _sets(baselines.people_by_nr(a.text), a.people_labelled),
    )


def _days() -> Iterator[_Measure]:
    named: dict[str, Callable[[Fact, datetime], str]] = {
        f"B5 {name}": lambda label, at, reader=reader: date_baselines.day(reader, label.evidence, at)  # type: ignore[misc]
        for name, reader in date_baselines.readers().items()
    }
    named["B6 the page's day"] = lambda label, at: date_baselines.page_day(at)
    for matched, where in ((True, "of records that we matched"), (False, "of all told records")):
        for name, guess in named.items():
            yield _Measure(
                name=f"date to the day, {where}",
                baseline=name,
                ours=lambda a, matched=matched: _dated(a, matched, None),  # type: ignore[misc]
                theirs=lambda a, matched=matched, guess=guess: _dated(a, matched, guess),  # type: ignore[misc]
            )


def _dated(article: Read, matched: bool, guess: Callable[[Fact, datetime], str] | None) -> Counts:
    """Of the told labels with a day: how many have it right; a label without a claim is wrong for us."""
    claims = {label.key: claim for claim, label in match(list(article.claims), list(article.labels)).pairs}
    published = datetime.fromisoformat(article.record["published_at"])
    right = total = 0
    for label in article.labels:
        claim = claims.get(label.key)
        if not label.told or label.date is None or len(label.date) != 10 or (matched and claim is None):
            continue
        total += 1
        answer = guess(label, published) if guess else claim and claim.date
        right += answer == label.date
    return (right, total, right, total)


def _new_signing(facts: Sequence[Fact]) -> bool:
    return any(f.family == "signing" and f.status == "occurred" and f.told for f in facts)


def _told(facts: Sequence[Fact]) -> bool:
    return any(f.told for f in facts)


def _types(facts: Sequence[Fact]) -> frozenset[str]:
    return frozenset(f.type for f in facts if f.told and f.family == "event")


def _parties(facts: Sequence[Fact]) -> frozenset[str]:
    return frozenset(name for f in facts if f.told and f.family == "signing" for name in f.texts("party"))


def _agreed(mine: bool, label: bool) -> Counts:
    return (mine and label, mine, mine and label, label)


def _alarm(article: Read, alarm: bool) -> Counts:
    return (alarm, 1, alarm, 1) if article.record["kind"] == "hard_negative" else _NOTHING


def _sets(mine: frozenset[str], labels: frozenset[str]) -> Counts:
    return (len(mine & labels), len(mine), len(mine & labels), len(labels))


def _relaxed(mine: frozenset[str], labels: frozenset[str]) -> Counts:
    precise = sum(max((overlap(a, b) for b in labels), default=0.0) for a in mine)
    found = sum(max((overlap(a, b) for a in mine), default=0.0) for b in labels)
    return (precise, len(mine), found, len(labels))


def _total(rows: Iterator[Counts] | Sequence[Counts]) -> Counts:
    columns = list(zip(*rows, strict=True))
    return (sum(columns[0]), sum(columns[1]), sum(columns[2]), sum(columns[3])) if columns else _NOTHING


def _picked(sums: Sequence[Counts], draw: Sequence[int]) -> Counts:
    return _total([sums[index] for index in draw])


def _f1(counts: Counts) -> float:
    """F1; of counts that are a share (claimed is labelled), the share."""
    precise, claims, found, labels = counts
    precision, recall = precise / claims if claims else 1.0, found / labels if labels else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


__all__ = ["Compared", "Read", "compare", "read", "table"]
