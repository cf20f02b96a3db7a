"""Proposals as JSON, and back: the form in which they are printed and stored."""

from __future__ import annotations

from typing import Any

from pipelines.proposing.values import Compared, Proposal
from pipelines.shapes import Shape, amount_shape, argument_shape, date_shape, span_shape
from pipelines.values import Amount, Argument, Date, Span


def proposal_shape(proposal: Proposal) -> Shape:
    """One proposal with its verified spans (``docs/json.md``)."""
    return {
        "family": proposal.family,
        "type": proposal.type,
        "status": proposal.status,
        "date": date_shape(proposal.date),
        "amount": amount_shape(proposal.amount),
        "arguments": [argument_shape(argument) for argument in proposal.arguments],
        "trigger": span_shape(proposal.trigger),
        "evidence": span_shape(proposal.evidence),
        "compared": {
            "kind": proposal.compared.kind,
            "claim": proposal.compared.claim_id,
            "differs": list(proposal.compared.differs),
        },
    }


def proposal_of(shape: Shape) -> Proposal:
    """A proposal out of the shape that it was stored in."""
    compared: dict[str, Any] = shape["compared"]
    return Proposal(
        family=shape["family"],
        type=shape["type"],
        status=shape["status"],
        date=Date(**shape["date"]) if shape["date"] else None,
        amount=Amount(**shape["amount"]) if shape["amount"] else None,
        arguments=tuple(
            Argument(**{**argument, "evidence": Span(**argument["evidence"])})
            for argument in shape["arguments"]
        ),
        trigger=Span(**shape["trigger"]),
        evidence=Span(**shape["evidence"]),
        compared=Compared(
            kind=compared["kind"], claim_id=compared["claim"], differs=tuple(compared["differs"])
        ),
    )
