"""The frozen values of proposing: what is asked, what was answered, what of it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines import vocabulary
from pipelines.extraction.document import Document
from pipelines.values import Amount, Argument, Claim, Date, Span

#: Why a part of an answer does not count.
REJECTIONS = (
    "shape",  # not the object that was asked for
    "type",
    "status",
    "role",
    "sentence",  # no sentence of that number was sent
    "invented",  # the quote stands nowhere in the text
    "other_sentence",  # it stands in the text, though not in the sentence that is named
    "changed_digits",  # it stands in the sentence with other digits
    "cut",  # it begins or ends inside a number or a word: 3亿元 out of 13亿元
    "no_value",  # our own reader finds no date, amount or count in it
    "ambiguous",  # … or several
    "value",  # a value was given whose digits are not in the quote
    "repeated",
    "too_many",
    "nothing_left",  # a claim of which no argument stands
)
#: Why a whole answer is refused.
REFUSALS = (
    "not_json",
    "cut_off",  # the model ran out of room before its end
    "unfinished",  # it ended for another reason than being done
    "duplicate_keys",
    "too_deep",
    "wrong_shape",
    "truncated",  # the server read less of the prompt than was sent
    "too_large",
    "compressed",
)
#: Why nothing came back.
FAILURES = (
    "unreachable",
    "timeout",
    "redirected",
    "wait",  # 429: it asks to wait
    "not_allowed",  # 401 and 403: it wants another key, or none
    "not_found",  # 404: no such path or model
    "http_error",
)
OUTCOMES = ("answered", "refused", "failed")
AGREEMENTS = ("agrees", "adds", "contradicts")


class Refused(ValueError):
    """An answer that does not count as a whole; its text is one of :data:`REFUSALS`, never the server's words."""

    def __init__(self, reason: str) -> None:
        vocabulary.check("refusal", reason, REFUSALS)
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is sent of one article. ``sentences``: folded offsets of the numbered ones, the first being 1."""

    system: str = field(repr=False)
    user: str = field(repr=False)
    document: Document = field(repr=False)
    sentences: tuple[tuple[int, int], ...] = field(repr=False)
    characters: int  # of the article, in the sentences sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A proposal beside our own claims of that text. ``differs``: on what, or which roles it adds."""

    kind: str
    claim_id: str | None = None
    differs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        vocabulary.check("comparison", self.kind, AGREEMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A claim that a model proposed; each span quotes the article, each value was read by our own rules."""

    family: str
    type: str
    status: str
    evidence: Span
    trigger: Span
    arguments: tuple[Argument, ...]
    date: Date | None = None
    amount: Amount | None = None
    compared: Compared = Compared(kind="adds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What stands of an answer; ``rejected`` counts the rest by reason."""

    proposals: tuple[Proposal, ...] = ()
    rejected: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent back, opened: claims as the model wrote them, not verified yet."""

    claims: list[object] = field(repr=False)
    prompt_tokens: int | None = None  # None: the server does not say


def own_claims(claims: tuple[Claim, ...], family: str) -> tuple[Claim, ...]:
    """Our own claims of a family."""
    return tuple(claim for claim in claims if claim.family == family)
