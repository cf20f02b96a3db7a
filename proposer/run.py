"""Stored articles, one after the other: asked about, verified, kept for review. A crawl never waits for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.proposer_settings import ProposerSettings
from database.proposals import (
    Candidate,
    Question,
    Review,
    articles_for_review,
    asked_within_a_day,
    candidate,
    save_review,
)
from database.rows import ArticleRow
from database.session import Store
from pipelines.proposing.answers import read_answer
from pipelines.proposing.prompts import build_prompt, prompt_sha256, request_body
from pipelines.proposing.values import Answer, Prompt, Refused
from pipelines.proposing.verify import verify
from proposer.client import Failed, Server, ask

#: These would only say the same of the next article.
_HOPELESS = ("wait", "not_allowed", "not_found", "redirected")
#: Two questions that fail one after the other may be two bad moments; a third is a server that is not there.
_MOST_FAILURES = 3
_PAUSE = 1.0  # before the one retry, in seconds
_NOT_UNDERSTOOD = (400, 422)


class NoSuchArticle(ValueError):
    """The number of no stored article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """An article with what became of its question. ``fresh``: it was asked now, not taken from the store."""

    article: ArticleRow
    review: Review
    fresh: bool


@dataclass(slots=True, kw_only=True)
class Proposing:
    """A run: iterate over it for the articles. ``stopped``: why it ended early, for people."""

    store: Store
    settings: ProposerSettings
    since: datetime | None = None
    article_id: int | None = None
    stopped: str | None = None
    question: Question = field(init=False)

    def __post_init__(self) -> None:
        self.question = Question(
            model=self.settings.model, prompt_sha256=prompt_sha256(self.settings.most_characters)
        )

    def __iter__(self) -> Iterator[Reviewed]:
        """Each article as it is done; every answer is stored before the next question.

        Raises:
            NoSuchArticle: ``article_id`` names none.
            ConfigurationError: the key cannot be had.
        """
        server = Server(address=self.settings.address, key=self.settings.key(), seconds=self.settings.seconds)
        asked = failures = 0
        for article_id in self._articles():
            chosen = candidate(self.store, article_id, self.question)
            if chosen is None:
                raise NoSuchArticle(f"no article {article_id}; `hetao export articles` lists them")
            if chosen.earlier is not None and not self._again(chosen.earlier):
                yield Reviewed(article=chosen.article, review=chosen.earlier, fresh=False)
                continue
            if self.stopped or self._enough(asked):
                continue
            review = self._ask(server, chosen)
            asked += 1
            yield Reviewed(article=chosen.article, review=review, fresh=True)
            failures = failures + 1 if review.outcome == "failed" else 0
            if review.why in _HOPELESS or failures >= _MOST_FAILURES:
                self.stopped = (
                    f"the server does not answer as it should ({review.why}); the rest is left for later"
                )

    def _articles(self) -> list[int]:
        if self.article_id is not None:
            return [self.article_id]
        return list(articles_for_review(self.store, since=self.since))

    def _again(self, earlier: Review) -> bool:
        """What failed is asked again; what was refused only where the user names the article."""
        return earlier.outcome == "failed" or (earlier.outcome == "refused" and self.article_id is not None)

    def _enough(self, asked: int) -> bool:
        if asked >= self.settings.articles_per_run:
            self.stopped = f"articles_per_run = {self.settings.articles_per_run} is reached"
        elif asked_within_a_day(self.store, now=datetime.now(UTC)) >= self.settings.articles_per_day:
            self.stopped = f"articles_per_day = {self.settings.articles_per_day} is reached"
        return self.stopped is not None

    def _ask(self, server: Server, chosen: Candidate) -> Review:
        prompt = build_prompt(
            chosen.text,
            most_characters=self.settings.most_characters,
            fetched_at=chosen.article.reached_at,
        )
        outcome, why = "answered", None
        answer = Answer(claims=[])
        try:
            answer = _answered(server, prompt, self.settings.model)
        except Refused as problem:
            outcome, why = "refused", problem.reason
        except Failed as problem:
            outcome, why = "failed", problem.reason
        verified = verify(answer, prompt, chosen.claims)
        review = Review(
            version_id=chosen.version_id,
            asked_at=datetime.now(UTC),
            outcome=outcome,
            why=why,
            characters=prompt.characters,
            prompt_tokens=answer.prompt_tokens,
            proposals=verified.proposals,
            rejected=verified.rejected,
        )
        save_review(self.store, self.question, review)
        return review


def _answered(server: Server, prompt: Prompt, model: str) -> Answer:
    """The answer to a prompt, at the second try if need be.

    Raises:
        Failed: the server gave none.
        Refused: what it gave cannot be used.
    """
    try:
        return read_answer(ask(server, request_body(prompt, model)), prompt)
    except Refused as problem:
        if problem.reason in ("truncated", "compressed"):
            raise  # it would do the same again
        plain = False
    except Failed as problem:
        if problem.reason not in ("unreachable", "http_error"):
            raise
        plain = problem.status in _NOT_UNDERSTOOD  # some servers know no schema, some no temperature
    time.sleep(_PAUSE)
    return read_answer(ask(server, request_body(prompt, model, plain=plain)), prompt)
