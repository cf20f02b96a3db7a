"""What readers want to hear of: watches, what each lets through, and when that is sent."""

from pipelines.watches.hours import Digest, Hours, parse_digest, parse_hours
from pipelines.watches.sending import (
    FLOOD,
    PASSING,
    RECONSIDERED,
    Sending,
    Traffic,
    choose,
    is_held,
    is_unconfirmed,
    plan,
)
from pipelines.watches.subject import Subject
from pipelines.watches.watch import NEWS_KINDS, OPERATOR_KINDS, Watch, why_not, why_not_the_happening
from pipelines.watches.words import Words, parse_words

__all__ = [
    "FLOOD",
    "NEWS_KINDS",
    "OPERATOR_KINDS",
    "PASSING",
    "RECONSIDERED",
    "Digest",
    "Hours",
    "Sending",
    "Subject",
    "Traffic",
    "Watch",
    "Words",
    "choose",
    "is_held",
    "is_unconfirmed",
    "parse_digest",
    "parse_hours",
    "parse_words",
    "plan",
    "why_not",
    "why_not_the_happening",
]
