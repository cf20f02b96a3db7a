"""Words that a reader writes: ``量子`` (one of these), ``+芯片`` (must), ``!招聘`` (must not), ``/晶片|芯片/`` (pattern).

Blind to script, width and the case of Latin letters: 創新 finds 创新, ＡＩ finds ai.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.folding import fold, fold_character
from pipelines.patterns import compiled

#: A watch with more is a text.
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What must all stand there, of what one must, and what must not; each folded, a pattern with its slashes."""

    all_of: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    def why_not(self, texts: Iterable[str]) -> str | None:
        """Why texts are not let through, or None where they are."""
        text = folded("\n".join(texts))
        for word in self.none_of:
            if _stands_in(word, text):
                return f"{word} stands in it"
        for word in self.all_of:
            if not _stands_in(word, text):
                return f"{word} does not stand in it"
        if self.one_of and not any(_stands_in(word, text) for word in self.one_of):
            return f"none of {', '.join(self.one_of)} stands in it"
        return None


def parse_words(words: Iterable[str]) -> Words:
    """Words as a reader writes them.

    Raises:
        ValueError: a word is empty, or a pattern is none that RE2 takes.
    """
    found: dict[str, list[str]] = {"+": [], "!": [], "": []}
    for number, word in enumerate(words):
        if number >= MOST:
            raise ValueError(f"{MOST} words are the most")
        sign = word[:1] if word[:1] in ("+", "!") else ""
        found[sign].append(_word(word[len(sign) :].strip()))
    return Words(all_of=tuple(found["+"]), one_of=tuple(found[""]), none_of=tuple(found["!"]))


def folded(text: str) -> str:
    """A text as words are looked for in it."""
    return fold(text).text.lower()


def _word(word: str) -> str:
    if len(word) > 2 and word.startswith("/") and word.endswith("/"):
        compiled(_expression(word))  # a mistake is said now
        return word
    if not folded(word).strip():
        raise ValueError("a word is empty")
    return folded(word)


def _expression(word: str) -> str:
    """A pattern for folded text: its Han characters simplified, all else as written, since a case may mean a class."""
    plain = "".join(fold_character(c) if "一" <= c <= "鿿" else c for c in word[1:-1])
    return f"(?i){plain}"


def _stands_in(word: str, text: str) -> bool:
    if len(word) > 2 and word.startswith("/") and word.endswith("/"):
        return compiled(_expression(word)).search(text) is not None
    return word in text
