"""Whether one happening is a later phase of another: signed, moved in, opened; begun, topped out, completed, in use."""

from __future__ import annotations

from pipelines.merging.evidence import DAYS_APART
from pipelines.merging.names import common_run, is_bare, next_edition, peculiar, same_edition, told_apart
from pipelines.merging.organisations import is_everywhere, same_organisation
from pipelines.merging.statements import Statement

# Phases of a settling and of a building, by type and subtype; a later number follows an earlier one.
_SETTLING = {
    ("SETTLEMENT", "enter"): 2,
    ("SETTLEMENT", "set_up"): 2,
    ("OPENING", None): 3,
    ("LAUNCH", None): 3,
}
_BUILDING = {
    ("CONSTRUCTION", "start"): 1,
    ("CONSTRUCTION", "topping_out"): 2,
    ("CONSTRUCTION", "completion"): 3,
    ("OPENING", None): 4,
}
#: Signings that are followed by what they agree on; a loan or a sale is not.
_FOUNDING = frozenset(
    {
        "settle_in",
        "lease",
        "joint_build",
        "joint_venture",
        "investment",
        "cooperation",
        "strategic_cooperation",
        "framework",
    }
)
#: Phases that lie further apart than this are not told as one story.
_LONGEST_DAYS = 5 * 365
#: Two rounds of financing lie further apart; nearer they are two reports of one.
_ROUND_DAYS = 30
_TOLD = frozenset({"occurred", "ongoing", "scheduled"})
_NAMES_SHARE = 4  # letters in a row of what is peculiar to two names


def follows(later: Statement, earlier: Statement) -> str | None:
    """Why one happening is a later phase of another; None where it is not.

    Both are known by whom they are about (an organisation that is no body of the zone itself) or by the name of the
    building or paper, and stand in the order of their phases and days.
    """
    if not _in_order(later, earlier):
        return None
    if _phase(_BUILDING, earlier) and _next(_BUILDING, later, earlier) and _one_name(later, earlier):
        return "a later phase of one building"
    before, after = _settling(earlier), _settling(later)
    if before and after and after > before and (common := _in_common(later, earlier)):
        return f"a later phase with {common}"
    if (later.type, later.subtype) == (earlier.type, earlier.subtype) == ("RELEASE", "policy") and _one_name(
        later, earlier
    ):
        return "a later state of one paper"
    return _after(later, earlier)


def _after(later: Statement, earlier: Statement) -> str | None:
    """What comes after without being a phase of the same: the next edition, round or post, what takes the place of what ended."""
    if later.first == earlier.first or later.type != earlier.type:
        return None
    if earlier.status == "terminated" and later.status == "occurred" and later.family == "signing":
        common = _in_common(later, earlier)
        return f"in place of what ended, with {common}" if common else None
    if later.status not in _TOLD or earlier.status not in _TOLD:
        return None
    if later.name and next_edition(later.name, earlier.name):
        return "the next edition"
    apart = (later.first - earlier.last).days if later.first and earlier.last else 0
    if later.type == "FINANCE" and later.subtype == earlier.subtype == "round" and apart > _ROUND_DAYS:
        return f"a later round of {common}" if (common := _in_common(later, earlier)) else None
    if later.type == "PERSONNEL" and apart > DAYS_APART and later.people & earlier.people:
        return "the same person's post"
    return None


def _in_order(later: Statement, earlier: Statement) -> bool:
    if later.first is None or earlier.last is None:
        return False
    return 0 <= (later.first - earlier.last).days <= _LONGEST_DAYS


def _phase(phases: dict[tuple[str, str | None], int], told: Statement) -> int:
    return phases.get((told.type, told.subtype)) or phases.get((told.type, None), 0)


def _next(phases: dict[tuple[str, str | None], int], later: Statement, earlier: Statement) -> bool:
    return _phase(phases, later) > _phase(phases, earlier)


def _settling(told: Statement) -> int:
    if told.family == "signing":
        return 1 if told.type in _FOUNDING and told.status == "occurred" else 0
    return _phase(_SETTLING, told)


def _one_name(a: Statement, b: Statement) -> bool:
    """Whether two names have what is peculiar to them in common, and no other edition."""
    if is_bare(a.name) or is_bare(b.name) or told_apart(a.name, b.name):
        return False
    return common_run(peculiar(a.name), peculiar(b.name)) >= _NAMES_SHARE or same_edition(a.name, b.name)


def _in_common(later: Statement, earlier: Statement) -> str | None:
    """An organisation that both are about and that is no body which has a part in half of all that happens here."""
    mine = [*later.parties, *later.subjects, *([frozenset((later.name,))] if later.name else [])]
    for names in (*earlier.parties, *earlier.subjects):
        if not is_everywhere(names) and any(same_organisation(names, other) for other in mine):
            return min(name for name in names if not name.startswith("#"))
    return None
