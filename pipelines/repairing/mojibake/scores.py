"""How probable readings are: the one place where the model of words is asked."""

from __future__ import annotations

import re

from pipelines.han_model import is_han
from pipelines.language_model import log_probability
from pipelines.repairing.mojibake.tokens import LOST

#: A stretch shows what it is in its first characters; margins are taken over these.
_PROBE = 240
_ASCII = re.compile("[\x00-\x7f]+")


def nats(text: str) -> float:
    """The log-probability of the first 240 characters of a text."""
    return log_probability(text[:_PROBE])


def fluency(text: str) -> float:
    """Mean nats of the characters outside ASCII; lost ones do not count. -99.0 where there are none."""
    told = _ASCII.sub("", text.replace(LOST, ""))[:_PROBE]
    return log_probability(told) / len(told) if told else -99.0


def han_share(text: str) -> float:
    """The share of Han characters and of marks of Chinese text in what is not ASCII and not lost."""
    told = _ASCII.sub("", text.replace(LOST, ""))
    return sum(is_han(c) or c in "，。、；：？！“”‘’（）《》「」『』【】—…·％　〈〉～" for c in told) / max(1, len(told))
