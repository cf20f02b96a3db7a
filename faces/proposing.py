"""What a language model proposed, as a person and as a program reads it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from rich.console import Console
from rich.text import Text

from crawler.configuration import Configuration, ConfigurationError
from database.session import Store
from pipelines.proposing.shapes import proposal_shape
from pipelines.proposing.values import Proposal
from pipelines.shapes import Shape, local_time
from proposer.run import Proposing, Reviewed

_STYLES = {"agrees": "green", "adds": "cyan", "contradicts": "yellow"}


def begin(
    store: Store, settings: Configuration, *, since: datetime | None, article_id: int | None
) -> Proposing:
    """The run that ``hetao propose`` asks for.

    Raises:
        ConfigurationError: no model is configured.
    """
    if settings.proposer is None:
        raise ConfigurationError("off: hetao.toml has no [proposer]; hetao.example.toml shows one")
    return Proposing(store=store, settings=settings.proposer, since=since, article_id=article_id)


def go_through(run: Proposing, *, out: Console | None) -> list[Reviewed]:
    """Do a run, each article shown on ``out`` as soon as it is done."""
    done: list[Reviewed] = []
    for one in run:
        done.append(one)
        if out is not None:
            show(out, one)
    return done


def failed(done: list[Reviewed]) -> bool:
    """Whether a question of this run came to nothing."""
    return any(one.fresh and one.review.outcome == "failed" for one in done)


def reviewed_shape(reviewed: Reviewed) -> Shape:
    """One article of ``hetao propose --json`` (``docs/json.md``)."""
    review = reviewed.review
    return {
        "article_id": reviewed.article.id,
        "url": reviewed.article.url,
        "title": reviewed.article.title,
        "fresh": reviewed.fresh,
        "asked_at": local_time(review.asked_at),
        "outcome": review.outcome,
        "why": review.why,
        "characters": review.characters,
        "prompt_tokens": review.prompt_tokens,
        "proposals": [proposal_shape(proposal) for proposal in review.proposals],
        "rejected": dict(review.rejected),
    }


def run_shape(run: Proposing, reviewed: list[Reviewed]) -> Shape:
    """All of one ``hetao propose --json``."""
    return {
        "model": run.question.model,
        "prompt_sha256": run.question.prompt_sha256,
        "stopped": run.stopped,
        "articles": [reviewed_shape(one) for one in reviewed],
    }


def show(console: Console, reviewed: Reviewed) -> None:
    """One article with its proposals; nothing of what the model wrote itself."""
    review = reviewed.review
    told = review.outcome if review.why is None else f"{review.outcome}: {review.why}"
    known = "" if reviewed.fresh else ", known already"
    console.print(
        Text(f"{reviewed.article.id}  {reviewed.article.title or reviewed.article.url}", style="bold")
    )
    console.print(Text(f"   {told}{known}"))
    for proposal in review.proposals:
        _show_proposal(console, proposal)
    if review.rejected:
        rejected = ", ".join(f"{n} {reason}" for reason, n in review.rejected)
        console.print(Text(f"   rejected: {rejected}", style="dim"))


def _show_proposal(console: Console, proposal: Proposal) -> None:
    compared = proposal.compared
    beside = f" {compared.claim_id}" if compared.claim_id else ""
    differs = f" ({', '.join(compared.differs)})" if compared.differs else ""
    line = Text(f"   {compared.kind}{beside}{differs}: ", style=_STYLES[compared.kind])
    line.append(f"{proposal.type}, {proposal.status}", style="default")
    console.print(line)
    for argument in proposal.arguments:
        console.print(Text(f"      {argument.role}: {argument.value}"))
    console.print(Text(f"      “{proposal.evidence.text}”", style="dim"))


def total(run: Proposing, reviewed: list[Reviewed]) -> str:
    """One line for people: how many articles, and what the proposals say beside our claims."""
    fresh = [one for one in reviewed if one.fresh]
    outcomes = Counter(one.review.outcome for one in fresh)
    kinds = Counter(p.compared.kind for one in reviewed for p in one.review.proposals)
    asked = ", ".join(f"{n} {outcome}" for outcome, n in sorted(outcomes.items())) or "nothing to ask"
    found = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "none"
    stopped = f"; {run.stopped}" if run.stopped else ""
    return f"{asked}; {len(reviewed) - len(fresh)} known already; proposals: {found}{stopped}"
