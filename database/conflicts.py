"""On which points the reports of one happening differ. Pure; the values are kept side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.values import Amount, Claim

#: "Some 3 billion" and 3.1 billion are one figure, 3 and 4 billion are two.
_ABOUT = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value that one claim gives for one point."""

    role: str
    claim_id: int
    value: str


def differing(claims: Sequence[tuple[int, Claim]]) -> tuple[Fact, ...]:
    """All values of the points on which claims differ; nothing where they agree.

    Only claims of one status are compared: a day that was moved, or a sum that grew between plan and
    signing, is news and no conflict. A coarser date (2026-06) does not contradict a finer one (2026-06-21).
    """
    by_status: dict[str, list[tuple[int, Claim]]] = {}
    for claim_id, claim in claims:
        by_status.setdefault(claim.status, []).append((claim_id, claim))
    facts: list[Fact] = []
    for group in by_status.values():
        facts += [*_dates(group), *_amounts(group), *_counts(group)]
    return tuple({(f.role, f.claim_id): f for f in facts}.values())


def _dates(claims: Sequence[tuple[int, Claim]]) -> list[Fact]:
    facts = [Fact(role="date", claim_id=i, value=c.date.start) for i, c in claims if c.date]
    days = {fact.value[:10] for fact in facts}
    agree = all(a.startswith(b) or b.startswith(a) for a in days for b in days)
    return [] if agree else facts


def _amounts(claims: Sequence[tuple[int, Claim]]) -> list[Fact]:
    stated = [(i, c.amount) for i, c in claims if c.amount]
    if all(_same_money(a, b) for _, a in stated for _, b in stated):
        return []
    return [Fact(role="amount", claim_id=i, value=f"{a.value:.15g} {a.currency}") for i, a in stated]


def _same_money(a: Amount, b: Amount) -> bool:
    if a.currency != b.currency:
        return False
    exact = a.operator == b.operator == "="
    tolerance = 0.0 if exact else _ABOUT * max(abs(a.value), abs(b.value))
    return abs(a.value - b.value) <= tolerance


def _counts(claims: Sequence[tuple[int, Claim]]) -> list[Fact]:
    facts = [
        Fact(role=f"count:{count.what}", claim_id=i, value=str(count.n))
        for i, claim in claims
        for count in claim.counts
        if count.scope == "this_event"
    ]
    values: dict[str, set[str]] = {}
    for fact in facts:
        values.setdefault(fact.role, set()).add(fact.value)
    per_claim = {(f.role, f.claim_id) for f in facts}
    # one text that gives two counts of one kind (6 companies and 4 companies) is no conflict with itself
    return [f for f in facts if len(values[f.role]) > 1 and len({i for r, i in per_claim if r == f.role}) > 1]
