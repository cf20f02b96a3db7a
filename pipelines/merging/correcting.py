"""What later reports correct of a happening that was told, and what they add: a party, an amount, a day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from pipelines.merging.organisations import is_name, same_name
from pipelines.values import Amount, Claim, Date, Happening

Told = tuple[Claim, Hashable]  # a claim and the voice that makes it
#: What an alert said of a happening: ``day`` (ISO), ``amount`` (as for people) and, of a signing, ``parties`` (joined by
#: 、), absent where unknown.
Facts = Mapping[str, str]
_BETWEEN = "、"


def facts(happening: Happening) -> dict[str, str]:
    """What an alert says of a happening that a later report may correct or add to."""
    parties = _BETWEEN.join(happening.parties) if happening.family == "signing" else None
    found = {"day": _day(happening.date), "amount": _money(happening.amount), "parties": parties or None}
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
        for point, value in _POINTS
        if point in said
        and point in now
        and said[point] != now[point]
        and _outvoted(told, said[point], now[point], value)
    )


def additions(said: Facts, after: Happening) -> tuple[str, ...]:
    """What a happening has that it had not when it was told, each as one line for people.

    A party counts where it is none of those that were told under another name; a sum or a day where none was told.

    Args:
        said: what the last alert of this status said.
        after: the happening as it is established now.
    """
    now = facts(after)
    found = [f"{point}: {now[point]}" for point in ("day", "amount") if point in now and point not in said]
    if "parties" in said and after.family == "signing":
        told = said["parties"].split(_BETWEEN)
        added = [
            name for name in after.parties if is_name(name) and not any(same_name(name, old) for old in told)
        ]
        found += [f"party: {name}" for name in added]
    return tuple(found)


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


_POINTS: tuple[tuple[str, Callable[[Claim], str | None]], ...] = (
    ("day", lambda claim: _day(claim.date)),
    ("amount", lambda claim: _money(claim.amount)),
)
