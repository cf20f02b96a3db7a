"""What later reports correct of a happening that was told, and what they add: a party, an amount, a day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from pipelines.merging.organisations import (
    Names,
    brands,
    in_one_script,
    is_everywhere,
    is_name,
    same_organisation,
)
from pipelines.values import Amount, Claim, Date, Happening

Told = tuple[Claim, Hashable]  # a claim and the voice that makes it
#: What an alert said of a happening: ``day`` (ISO), ``amount`` (as for people), ``count of company`` and the like (a number)
#: and, of a signing, ``parties`` (joined by 、), absent where unknown.
Facts = Mapping[str, str]
_BETWEEN = "、"
_COUNT = "count of "
#: Of what lies ahead a day is news; of what is done a reader knows that it was about now.
_AHEAD = frozenset({"scheduled", "postponed"})


def facts(happening: Happening) -> dict[str, str]:
    """What an alert says of a happening that a later report may correct or add to."""
    parties = _BETWEEN.join(happening.parties) if happening.family == "signing" else None
    found = {"day": _day(happening.date), "amount": _money(happening.amount), "parties": parties or None}
    found |= {f"{_COUNT}{what}": str(n) for what, n in happening.counts}
    return {point: value for point, value in found.items() if value is not None}


def corrections(said: Facts, after: Happening, told: Sequence[Told]) -> tuple[str, ...]:
    """The points on which a happening is another one than it was told, each as one line for people.

    Only what was said can be corrected, and only by more voices than still say it.

    Args:
        said: what the last alert of this status said.
        after: the happening as it is established now.
        told: its claims with their voices.
    """
    now = facts(after)
    return tuple(
        f"{point} {said[point]} → {now[point]}"
        for point in (*_POINTS, *sorted(p for p in now if p.startswith(_COUNT)))
        if point in said
        and point in now
        and said[point] != now[point]
        and _outvoted(told, said[point], now[point], _POINTS.get(point) or _counted(point))
    )


def additions(said: Facts, after: Happening) -> tuple[str, ...]:
    """What a happening has that it had not when it was told, each as one line for people.

    A sum counts where none was told, a day only of what lies ahead. A party counts where it is none of those that were told
    under another name: not one of their house, not one in letters that no told name has (so it cannot be compared), no body
    of the zone; and none of a batch, of which nobody names all.

    Args:
        said: what the last alert of this status said.
        after: the happening as it is established now.
    """
    now = facts(after)
    points = ("day", "amount") if after.status in _AHEAD else ("amount",)
    found = [f"{point}: {now[point]}" for point in points if point in now and point not in said]
    if "parties" in said and after.family == "signing" and after.type != "batch":
        told = [frozenset((name,)) for name in said["parties"].split(_BETWEEN)]
        added = [name for name in after.parties if is_name(name) and _is_another(frozenset((name,)), told)]
        found += [f"party: {name}" for name in added]
    return tuple(found)


def _is_another(party: Names, told: Sequence[Names]) -> bool:
    """Whether a party is certainly none of those that were told."""
    if is_everywhere(party) or not in_one_script([party], told):
        return False
    return not any(same_organisation(party, other) or brands(party) & brands(other) for other in told)


def _outvoted(told: Sequence[Told], old: str, new: str, value: Callable[[Claim], str | None]) -> bool:
    """Whether more voices say the new value than still say the old one."""
    voices = {v: {voice for claim, voice in told if value(claim) == v} for v in (old, new)}
    return len(voices[new]) > len(voices[old])


def _day(value: Date | None) -> str | None:
    if value is None or value.precision not in ("minute", "day"):
        return None
    return value.start[:10]


def _money(value: Amount | None) -> str | None:
    return f"{value.value:.15g} {value.currency}" if value is not None else None


def _counted(point: str) -> Callable[[Claim], str | None]:
    """How many a claim counts of what a point names."""
    what = point.removeprefix(_COUNT)
    return lambda claim: next(
        (str(c.n) for c in claim.counts if c.scope == "this_event" and c.what == what), None
    )


_POINTS: Mapping[str, Callable[[Claim], str | None]] = {
    "day": lambda claim: _day(claim.date),
    "amount": lambda claim: _money(claim.amount),
}
