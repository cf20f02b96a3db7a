"""A proposal beside our own claims of the same text: it agrees, adds, or contradicts."""

from __future__ import annotations

from pipelines import vocabulary
from pipelines.proposing.values import Compared, Proposal, own_claims
from pipelines.values import Argument, Claim, Span

#: What says nothing of its kind contradicts no kind.
_OPEN_TYPES = ("unspecified", "OTHER", "COOPERATION_OTHER")


def compare(proposal: Proposal, own: tuple[Claim, ...]) -> Compared:
    """How a proposal stands to the claim of ours that speaks of the same act; without one it adds."""
    same = [claim for claim in own_claims(own, proposal.family) if _same_act(proposal, claim)]
    if not same:
        return Compared(kind="adds")
    claim = min(same, key=lambda c: (c.type != proposal.type, len(_more(proposal, c))))
    if differs := _differs(proposal, claim):
        return Compared(kind="contradicts", claim_id=claim.id, differs=differs)
    more = _more(proposal, claim)
    return Compared(kind="adds" if more else "agrees", claim_id=claim.id, differs=more)


def _same_act(proposal: Proposal, claim: Claim) -> bool:
    """Told in the same sentence; or of the same kind, with a name in common."""
    if _overlap(proposal.evidence, claim.evidence):
        return True
    named = {a.normalised for a in proposal.arguments if a.role in vocabulary.PARTY_ROLES or a.role == "name"}
    return proposal.type == claim.type and bool(named & {*claim.values(*vocabulary.PARTY_ROLES, "name")})


def _differs(proposal: Proposal, claim: Claim) -> tuple[str, ...]:
    pairs = (
        ("type", proposal.type, claim.type, proposal.type in _OPEN_TYPES or claim.type in _OPEN_TYPES),
        ("status", proposal.status, claim.status, False),
        (
            "date",
            proposal.date and (proposal.date.start, proposal.date.end),
            claim.date and (claim.date.start, claim.date.end),
            proposal.date is None or claim.date is None,
        ),
        (
            "amount",
            proposal.amount and (proposal.amount.value, proposal.amount.currency),
            claim.amount and (claim.amount.value, claim.amount.currency),
            proposal.amount is None or claim.amount is None,
        ),
    )
    return tuple(name for name, theirs, ours, is_open in pairs if not is_open and theirs != ours)


def _more(proposal: Proposal, claim: Claim) -> tuple[str, ...]:
    """The roles in which a proposal names what our claim does not."""
    fresh = (a.role for a in proposal.arguments if not any(_same_argument(a, o) for o in claim.arguments))
    return tuple(dict.fromkeys(fresh))


def _same_argument(theirs: Argument, ours: Argument) -> bool:
    both_parties = theirs.role in vocabulary.PARTY_ROLES and ours.role in vocabulary.PARTY_ROLES
    if theirs.role != ours.role and not both_parties:
        return False
    return theirs.normalised == ours.normalised or _overlap(theirs.evidence, ours.evidence)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
