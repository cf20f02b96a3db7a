"""What later reports correct of a happening that was told: more voices say something else now."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from pipelines.values import Amount, Claim, Date, Happening

Told = tuple[Claim, Hashable]  # a claim and the voice that makes it
#: What an alert said of a happening: ``day`` (ISO) and ``amount`` (as for people), absent where unknown.
Facts = Mapping[str, str]


def facts(happening: Happening) -> dict[str, str]:
    """What an alert says of a happening that a later report may correct."""
    found = {"day": _day(happening.date), "amount": _money(happening.amount)}
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
