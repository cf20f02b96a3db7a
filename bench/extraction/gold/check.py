"""Whether the gold set keeps its own rules: ``python -m bench.extraction.gold.check`` prints a table, exits 1 on a fault.

Every name and every evidence must be found in the text that the labels refer to, every value in its vocabulary, every
record in the half that its event's hash gives; and the set must hold what it promises (docs/annotation.md).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from bench.extraction.gold import records as gold
from bench.extraction.gold.records import Record

FIELDS = frozenset(
    "id event part style script kind damage url outlet title published_at text clean_text gold".split()
)
SIGNING_FIELDS = frozenset(
    "id type status alert on_hetao parties roles host place date amount counts term project part_of distributive "
    "evidence".split()
)
EVENT_FIELDS = frozenset(
    "id type subtype status alert on_hetao name date place hosts args part_of evidence".split()
)
ARTICLES = 150
NEGATIVE_SHARE = 0.38
DAMAGED_SHARE = 0.18
#: Characters; English takes more of them to say the same.
LENGTHS = {"hans": (150, 1600), "hant": (150, 1600), "en": (300, 4000)}
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def faults_of(record: Record) -> Iterator[str]:
    """What is wrong with one record, in words."""
    if not set(record) >= FIELDS - {"clean_text"} or set(record) - FIELDS:
        yield f"fields: {sorted(set(record) ^ FIELDS)}"
        return
    yield from _about(record)
    text, labels = gold.clean(record), record["gold"]
    sentences = set(gold.sentences(text))
    ids = [one["id"] for one in [*labels["signings"], *labels["events"]]]
    if len(ids) != len(set(ids)):
        yield "two labels with one id"
    for one in labels["signings"]:
        yield from (f"{one['id']}: {fault}" for fault in _signing(one, text, ids))
    for one in labels["events"]:
        yield from (f"{one['id']}: {fault}" for fault in _event(one, text, ids))
    for one in [*labels["signings"], *labels["events"]]:
        if one["evidence"] not in sentences:
            yield f"{one['id']}: the evidence is no whole sentence: {one['evidence'][:30]}"
    yield from _small_labels(labels, text)
    told = any(one["alert"] for one in [*labels["signings"], *labels["events"]])
    if told != (record["kind"] == "positive"):
        yield f"kind {record['kind']}, but alert is {told}"


def _about(record: Record) -> Iterator[str]:
    for field, allowed in (("style", gold.STYLES), ("script", gold.SCRIPTS), ("kind", gold.KINDS)):
        if record[field] not in allowed:
            yield f"{field}: {record[field]}"
    if record["part"] != gold.part_of(record["event"]):
        yield f"part: {record['part']} is not where {record['event']} belongs"
    if any(name not in gold.DAMAGES for name in (record["damage"] or "").split("+") if name):
        yield f"damage: {record['damage']}"
    if bool(record["damage"]) != ("clean_text" in record):
        yield "a damaged text has clean_text, no other has"
    elif record["damage"] and record["text"] == record["clean_text"]:
        yield "damaged, and yet the same"
    low, high = LENGTHS[record["script"]]
    if not low <= len(gold.clean(record)) <= high:
        yield f"length: {len(gold.clean(record))} characters"
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\+08:00", record["published_at"]):
        yield f"published_at: {record['published_at']}"


def _signing(one: Record, text: str, ids: list[str]) -> Iterator[str]:
    if set(one) != SIGNING_FIELDS:
        yield f"fields: {sorted(set(one) ^ SIGNING_FIELDS)}"
        return
    if one["type"] not in gold.SIGNING_TYPES:
        yield f"type: {one['type']}"
    if set(one["roles"]) - set(gold.SIGNING_ROLES):
        yield f"roles: {sorted(one['roles'])}"
    signers = {
        n for role in ("party_a", "party_b", "settler", "investor") for n in one["roles"].get(role, [])
    }
    if signers - set(one["parties"]):
        yield "who has a role among the signers is a party"
    if not one["parties"] and not one["counts"] and not one["host"]:
        yield "no party, no count and no host: no record"
    names = [
        *one["parties"],
        *_flat(one["roles"].values()),
        one["host"],
        one["place"],
        one["term"],
        one["project"],
    ]
    yield from _missing(names, text)
    for count in one["counts"]:
        if count["what"] not in gold.COUNTED or not isinstance(count["n"], int):
            yield f"count: {count}"
    if one["amount"] and not re.fullmatch("[A-Z]{3}", one["amount"]["currency"]):
        yield f"amount: {one['amount']}"
    yield from _common(one, ids)


def _event(one: Record, text: str, ids: list[str]) -> Iterator[str]:
    if set(one) != EVENT_FIELDS:
        yield f"fields: {sorted(set(one) ^ EVENT_FIELDS)}"
        return
    if one["subtype"] not in gold.EVENT_TYPES.get(one["type"], ()):
        yield f"type: {one['type']}.{one['subtype']}"
    if set(one["args"]) - set(gold.EVENT_ARGS):
        yield f"args: {sorted(one['args'])}"
    yield from _missing([one["name"], one["place"], *one["hosts"], *_flat(one["args"].values())], text)
    yield from _common(one, ids)


def _common(one: Record, ids: list[str]) -> Iterator[str]:
    if one["status"] not in gold.STATUSES:
        yield f"status: {one['status']}"
    if one["part_of"] is not None and (one["part_of"] not in ids or one["part_of"] == one["id"]):
        yield f"part_of: {one['part_of']}"
    if one["alert"] != (one["on_hetao"] and one["status"] in gold.TOLD and one["type"] != "VISIT"):
        yield f"alert: {one['alert']} for {one['status']}, on_hetao {one['on_hetao']}"
    if one["status"] == "cumulative" and one["date"] is not None:
        yield "a total has no date"
    if one["date"] is not None and not _is_date(one["date"]):
        yield f"date: {one['date']}"


def _small_labels(labels: Record, text: str) -> Iterator[str]:
    if labels["relevance"] not in gold.RELEVANCE:
        yield f"relevance: {labels['relevance']}"
    for person in labels["people"]:
        yield from _missing([person["name"], person["title"], person["organisation"]], text)
    at = 0
    for mention in labels["date_mentions"]:
        found = text.find(mention["text"], at)
        if found < 0:
            yield f"date mention out of order or absent: {mention['text']}"
        at = max(at, found + len(mention["text"]))
        if not _is_date(mention["value"]):
            yield f"date mention: {mention}"


def _missing(names: Iterable[str | None], text: str) -> Iterator[str]:
    for name in names:
        if name is not None and (not name or name != name.strip() or name not in text):
            yield f"not in the text: {name!r}"


def _flat(lists: Iterable[list[str]]) -> list[str]:
    return [name for names in lists for name in names]


def _is_date(value: str) -> bool:
    return all(_DAY.fullmatch(half) for half in value.split("/")) and value.count("/") < 2


def faults_of_set(records: list[Record]) -> Iterator[str]:
    """What is wrong with the set as a whole."""
    for field in ("id", "url"):
        for value, n in Counter(one[field] for one in records).items():
            if n > 1:
                yield f"{field} {value} stands {n} times"
    if len(records) < ARTICLES:
        yield f"{len(records)} articles, fewer than {ARTICLES}"
    for name, least, n in (
        ("hard negatives", NEGATIVE_SHARE, sum(one["kind"] == "hard_negative" for one in records)),
        ("damaged", DAMAGED_SHARE, sum(bool(one["damage"]) for one in records)),
    ):
        if n < least * len(records):
            yield f"{name}: {n} of {len(records)}"
    yield from (f"{name}: {n} in the whole set" for name, n in _coverage(records).items() if n < 2)


def _coverage(records: list[Record]) -> Counter[str]:
    """How often each value of the vocabularies stands in the set; `generic` acts are no record by the rules."""
    found = Counter(dict.fromkeys([*gold.SIGNING_TYPES, *gold.STATUSES, *gold.SIGNING_ROLES], 0))
    found.update({_kind(name, sub): 0 for name, subs in gold.EVENT_TYPES.items() for sub in subs})
    for one in records:
        for signing in one["gold"]["signings"]:
            found.update([signing["type"], signing["status"], *signing["roles"]])
        for event in one["gold"]["events"]:
            found.update([_kind(event["type"], event["subtype"]), event["status"]])
    del found["generic"], found["venue"]
    return found


def _kind(name: str, sub: str | None) -> str:
    return f"{name}.{sub}" if sub else name


def table(records: list[Record]) -> str:
    """The counts by style and part, and how often each value occurs in tune and test."""
    lines = [f"{'style':18}{'all':>5}{'tune':>6}{'test':>6}{'neg':>5}{'dmg':>5}{'chars':>7}"]
    for style in [*gold.STYLES, "all"]:
        rows = [one for one in records if style in (one["style"], "all")]
        tune = sum(one["part"] == "tune" for one in rows)
        hard = sum(one["kind"] == "hard_negative" for one in rows)
        broken = sum(bool(one["damage"]) for one in rows)
        mean = sum(len(gold.clean(one)) for one in rows) // max(1, len(rows))
        lines.append(f"{style:18}{len(rows):5}{tune:6}{len(rows) - tune:6}{hard:5}{broken:5}{mean:7}")
    tune, test = (_coverage([one for one in records if one["part"] == part]) for part in ("tune", "test"))
    lines += ["", f"{'value':24}{'tune':>5}{'test':>5}"]
    lines += [f"{name:24}{tune[name]:5}{test[name]:5}" for name in _coverage(records)]
    labels = [one["gold"] for one in records]
    sums = {
        name: sum(len(one[name]) for one in labels)
        for name in ("signings", "events", "people", "date_mentions")
    }
    happenings = len({one["event"] for one in records})
    return "\n".join(
        [*lines, "", f"{happenings} happenings; " + ", ".join(f"{n} {name}" for name, n in sums.items())]
    )


def main() -> int:
    """Prints the table and the faults; 1 where there is one."""
    records = gold.load()
    faults = [f"{one.get('id')}: {fault}" for one in records for fault in faults_of(one)]
    faults += list(faults_of_set(records))
    print(table(records))
    print("\n".join(faults) or "no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
