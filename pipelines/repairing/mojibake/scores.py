"""How probable readings are: the one place where the model of words is asked."""

from __future__ import annotations

import re

from pipelines.han_model import is_han
from pipelines.language_model import log_probability
from pipelines.repairing.mojibake.tokens import LOST

#: A stretch shows what it is in its first characters; margins are taken over these.
_PROBE = 240
#: Nats of a mark of lost bytes.
_LOST = 9.0
# A question mark before a letter or a Han character stands for lost bytes.
_ASKED = re.compile("[?](?=[@-~\x80-\U0010ffff])")
_ASCII = re.compile("[\x00-\x7f]+")


def nats(text: str) -> float:
    """The log-probability of the first 240 characters of a text."""
    return log_probability(text[:_PROBE])


def worth(text: str) -> float:
    """The log-probability of a text in which bytes are lost: what stands for them costs the same in every reading."""
    marked = _ASKED.sub(LOST, text[:_PROBE])
    return log_probability(marked.replace(LOST, "")) - _LOST * marked.count(LOST)


def fluency(text: str) -> float:
    """Mean nats of the characters outside ASCII; lost ones do not count. -99.0 where there are none."""
    told = _ASCII.sub("", text.replace(LOST, ""))[:_PROBE]
    return log_probability(told) / len(told) if told else -99.0


def han_share(text: str) -> float:
    """The share of Han characters and of marks of Chinese text in what is not ASCII and not lost."""
    told = _ASCII.sub("", text.replace(LOST, ""))
    return sum(is_han(c) or c in "，。、；：？！“”‘’（）《》「」『』【】—…·％　〈〉～" for c in told) / max(
        1, len(told)
    )
