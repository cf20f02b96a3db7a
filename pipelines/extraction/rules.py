"""The kinds of events and agreements as data: every file of ``kinds/`` is one, found without a list."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipelines import vocabulary
from pipelines.folding import fold

#: What a rule may name as the source of a happening's name.
NAMES = ("group", "mention", "mention_or_subject", "subject", "appointee", "none")
FEWEST_YES, FEWEST_NO = 3, 2


class BadKind(ValueError):
    """A file of ``kinds/`` is not as it must be; the message says which and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern over a folded sentence. ``weak``: counts only in the lead, title or on the zone."""

    subtype: str | None
    pattern: re.Pattern[str]
    name: str
    weak: bool = False
    needs: re.Pattern[str] | None = None
    refuses: re.Pattern[str] | None = None

    def search(self, sentence: str) -> re.Match[str] | None:
        """Where the rule finds its happening in a folded sentence."""
        if self.refuses and self.refuses.search(sentence):
            return None
        if self.needs and not self.needs.search(sentence):
            return None
        return self.pattern.search(sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of event with its rules and the sentences that prove them."""

    type: str
    rules: tuple[Rule, ...]
    subtypes: tuple[tuple[str, re.Pattern[str]], ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def subtype_of(self, rule: Rule, name: str | None) -> str | None:
        """The subtype that the rule states, or that the name tells."""
        if rule.subtype or not name:
            return rule.subtype
        return next((subtype for subtype, words in self.subtypes if words.search(name)), None)


@lru_cache(maxsize=1)
def event_kinds() -> tuple[Kind, ...]:
    """All kinds of events, one per file.

    Raises:
        BadKind: a file lacks its cases, or uses an unknown type, subtype or name source.
    """
    folder = files("pipelines.extraction") / "kinds"
    names = sorted(
        entry.name
        for entry in folder.iterdir()
        if entry.name.endswith(".toml") and entry.name != "words.toml"
    )
    return tuple(parse_kind(name, (folder / name).read_text("utf-8")) for name in names)


def parse_kind(file: str, text: str) -> Kind:
    """One kind out of its file.

    Raises:
        BadKind: see :func:`event_kinds`.
    """
    try:
        data = tomllib.loads(text)
        type_ = data["type"]
        subtypes = tuple((name, re.compile(words)) for name, words in data.get("subtypes", {}).items())
        rules = tuple(_rule(row) for row in data["rule"])
        cases = data["cases"]
        for subtype in [r.subtype for r in rules] + [name for name, _ in subtypes]:
            vocabulary.check_claim("event", type_, subtype, "occurred")
    except (KeyError, ValueError, re.error) as problem:
        raise BadKind(f"kinds/{file}: {problem!r}") from problem
    if len(cases.get("yes", ())) < FEWEST_YES or len(cases.get("no", ())) < FEWEST_NO:
        raise BadKind(f"kinds/{file}: needs at least {FEWEST_YES} yes and {FEWEST_NO} no sentences")
    return Kind(type=type_, rules=rules, subtypes=subtypes, yes=tuple(cases["yes"]), no=tuple(cases["no"]))


def _rule(row: dict[str, str | bool]) -> Rule:
    name = str(row["name"])
    vocabulary.check("name", name, NAMES)
    return Rule(
        subtype=str(row["subtype"]) if "subtype" in row else None,
        pattern=re.compile(str(row["pattern"])),
        name=name,
        weak=bool(row.get("weak", False)),
        needs=re.compile(str(row["needs"])) if "needs" in row else None,
        refuses=re.compile(str(row["not"])) if "not" in row else None,
    )


@lru_cache(maxsize=1)
def _signing_types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = (files("pipelines.extraction") / "kinds" / "signing" / "types.toml").read_text("utf-8")
    rows = tomllib.loads(text)["rule"]
    return tuple((row["type"], re.compile(row["words"], re.IGNORECASE)) for row in rows)


def signing_type(words: str) -> str:
    """The type of an agreement by the words around the act; ``unspecified`` where they say nothing.

    >>> signing_type("签署战略合作框架协议"), signing_type("簽訂租約"), signing_type("签约")
    ('strategic_cooperation', 'lease', 'unspecified')
    """
    folded = fold(words).text
    return next((type_ for type_, pattern in _signing_types() if pattern.search(folded)), "unspecified")
