"""The kinds of events as data: every file of ``kinds/`` is one, found without a list; and the types of agreements.

A file holds the rules that find its events (each with sentences that it must match and sentences that it must leave
alone), how they are named, and what fills their roles. Adding a kind is adding a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pipelines import vocabulary
from pipelines.extraction import typed
from pipelines.folding import fold

#: Where the name of a happening comes from. ``group``: the pattern's group ``name``, taken as it stands. ``head``: the
#: noun phrase that ends with the group ``head``. ``subject``: the one before the act. ``party``: the organisation that
#: acts. ``person``: the group ``person``. ``near``: the nearest park or building. ``none``: it has no name.
NAMES = ("group", "head", "subject", "party", "person", "near", "none")
#: Where the place comes from: the words behind 在, what the name itself says (河套深圳园区云栈大厦), the goal of a move.
PLACES = ("act", "own", "goal")
#: How far from the act a role is looked for: its sentence, the sentences that follow, the whole article.
REACHES = ("sentence", "near", "gathering")
FEWEST_YES, FEWEST_NO = 3, 2
#: Groups of a pattern that say where a name is, and are no roles.
_MARKS = ("name", "head", "person", "pronoun", "people", "act")
_MACRO = re.compile(r"<([a-z_]+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_NOT_KINDS = ("words.toml",)


class BadKind(ValueError):
    """A file of ``kinds/`` is not as it must be; the message says which and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern. ``weak``: counts only on the zone and in the lead or with a day. ``looks``: what the name must look like."""

    subtype: str | None
    pattern: re.Pattern[str]
    act: re.Pattern[str] | None  # the words of the act alone: without them the rule need not look
    typed: bool  # over the typed text; else over the folded one in which only dates are masked
    name: str
    prior: float
    places: tuple[str, ...]
    weak: bool = False
    dated: bool = False  # counts only with a day in its sentence
    known: bool = False  # or it is an organisation that the text names
    bare: bool = False  # the bare noun is name enough: 记者会
    apart: bool = False  # the act stands in a phrase of its own: what is said before it is of another act
    setting: bool = False  # the happening is told as the place or time of something else: 在…大会上
    announced: bool = False  # an announcement makes it done, though it takes effect later
    needs: re.Pattern[str] | None = None
    refuses: re.Pattern[str] | None = None
    looks: re.Pattern[str] | None = None
    acted: bool = False  # the organisation before the act is its host
    divided: bool = False  # a building is named without the park in front of it
    also: tuple[str, ...] = ()  # roles that the name fills as well
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    def search(self, words: str, typed_words: str) -> Iterator[re.Match[str]]:
        """The acts of a sentence; both texts have the same offsets."""
        if self.refuses and self.refuses.search(words):
            return iter(())
        if self.needs and not self.needs.search(words):
            return iter(())
        searched = typed_words if self.typed else words
        if self.act and not self.act.search(searched):
            return iter(())
        return self.pattern.finditer(searched)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that the pattern's own groups fill (``host2`` fills ``host``)."""
        return tuple(g for g in self.pattern.groupindex if g.rstrip("0123456789") not in _MARKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Words that fill roles of an event beside its act: 由甲承建. Groups name the roles."""

    pattern: re.Pattern[str]
    reach: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of event with its rules, roles, and subtypes told by names."""

    type: str
    rules: tuple[Rule, ...]
    roles: tuple[Role, ...]
    subtypes: tuple[tuple[str, re.Pattern[str]], ...]

    def subtype_of(self, rule: Rule, name: str | None) -> str | None:
        """The subtype that the rule states, or that the name tells."""
        if rule.subtype or not name:
            return rule.subtype
        return next((subtype for subtype, words in self.subtypes if words.search(name)), None)


@lru_cache(maxsize=1)
def event_kinds() -> tuple[Kind, ...]:
    """All kinds of events, one per file.

    Raises:
        BadKind: a file lacks its cases, or uses an unknown type, subtype, role or name source.
    """
    folder = files("pipelines.extraction") / "kinds"
    names = sorted(e.name for e in folder.iterdir() if e.name.endswith(".toml") and e.name not in _NOT_KINDS)
    return tuple(parse_kind(name, (folder / name).read_text("utf-8")) for name in names)


def parse_kind(file: str, text: str) -> Kind:
    """One kind out of its file.

    Raises:
        BadKind: see :func:`event_kinds`.
    """
    try:
        data = tomllib.loads(text)
        lists = _shared("lists.toml") | data.get("lists", {})
        roles = [*data.get("role", ())]
        for shared in data.get("uses", ()):
            roles += _shared(f"{shared}.toml")["role"]
        kind = Kind(
            type=data["type"],
            rules=tuple(_rule(row, data, lists) for row in data["rule"]),
            roles=tuple(_role(row, lists) for row in roles),
            subtypes=tuple((name, re.compile(words)) for name, words in data.get("subtypes", {}).items()),
        )
        for subtype in [r.subtype for r in kind.rules] + [name for name, _ in kind.subtypes]:
            vocabulary.check_claim("event", kind.type, subtype, "occurred")
    except (KeyError, ValueError, re.error) as problem:
        raise BadKind(f"kinds/{file}: {problem!r}") from problem
    proved: tuple[Rule | Role, ...] = (*kind.rules, *kind.roles)
    for number, row in enumerate(proved, 1):
        if len(row.yes) < FEWEST_YES or len(row.no) < FEWEST_NO:
            raise BadKind(
                f"kinds/{file}: pattern {number} needs at least {FEWEST_YES} yes and {FEWEST_NO} no"
            )
    return kind


def _rule(row: dict[str, Any], kind: dict[str, Any], lists: dict[str, list[str]]) -> Rule:
    vocabulary.check("name", row["name"], NAMES)
    places = tuple(row.get("places", kind.get("places", ())))
    for place in places:
        vocabulary.check("places", place, PLACES)
    looks = row.get("looks", kind.get("looks"))
    pattern = row["typed"] if "typed" in row else row["pattern"]
    act = _act(pattern)
    rule = Rule(
        subtype=row.get("subtype"),
        pattern=_compiled(pattern, lists),
        act=_compiled(act, lists) if act else None,
        typed="typed" in row,
        name=row["name"],
        prior=float(row.get("prior", kind.get("prior", 0.8))),
        places=places,
        weak=bool(row.get("weak", False)),
        dated=bool(row.get("dated", False)),
        known=bool(row.get("known", False)),
        bare=bool(row.get("bare", False)),
        apart=bool(row.get("apart", False)),
        setting=bool(row.get("setting", False)),
        announced=bool(row.get("announced", kind.get("announced", False))),
        needs=_compiled(row["needs"], lists) if "needs" in row else None,
        refuses=_compiled(row["not"], lists) if "not" in row else None,
        looks=_compiled(looks, lists) if looks else None,
        acted=bool(row.get("acted", kind.get("acted", False))),
        divided=bool(row.get("divided", kind.get("divided", False))),
        also=tuple(row.get("also", kind.get("also", ()))),
        yes=tuple(row.get("yes", ())),
        no=tuple(row.get("no", ())),
    )
    _check_roles((*rule.roles, *rule.also))
    return rule


def _act(pattern: str) -> str | None:
    """The group ``act`` of a pattern, where every match must hold it."""
    start = pattern.find("(?P<act>")
    if start < 0 or pattern.count("(?P<act>") > 1:
        return None
    depth, end, level, alternatives = 0, -1, 0, False
    for offset, character in enumerate(pattern):
        escaped = offset > 0 and pattern[offset - 1] == "\\"
        if escaped or character not in "()|":
            continue
        level += {"(": 1, ")": -1, "|": 0}[character]
        alternatives = alternatives or (character == "|" and level == 0)
        if offset >= start and character != "|":
            depth += 1 if character == "(" else -1
            if depth == 0 and end < 0:
                end = offset + 1
    optional = pattern[end : end + 1] in ("?", "*", "{")
    return None if alternatives or optional or end < 0 else pattern[start:end]


def _role(row: dict[str, Any], lists: dict[str, list[str]]) -> Role:
    vocabulary.check("reach", row["reach"], REACHES)
    pattern = _compiled(row["pattern"], lists)
    _check_roles(pattern.groupindex)
    return Role(
        pattern=pattern, reach=row["reach"], yes=tuple(row.get("yes", ())), no=tuple(row.get("no", ()))
    )


def _check_roles(groups: Any) -> None:
    for group in groups:
        if group != "of":
            vocabulary.check("role", role_of(group), vocabulary.EVENT_ROLES)


def role_of(group: str) -> str:
    """The role that a group names; a number tells apart two groups of one role.

    >>> role_of("host2")
    'host'
    """
    return group.rstrip("0123456789")


def _compiled(pattern: str, lists: dict[str, list[str]]) -> re.Pattern[str]:
    """A pattern with its own and the shared lists put in, then those of :mod:`typed`. ``(?P<name>`` names a group."""
    pattern = _GROUP.sub(r"(?P{\1}", pattern)
    for _ in range(6):
        wider = _MACRO.sub(lambda m: f"(?:{'|'.join(lists[m[1]])})" if m[1] in lists else m[0], pattern)
        if wider == pattern:
            break
        pattern = wider
    return re.compile(re.sub(r"\(\?P\{(\w+)\}", r"(?P<\1>", typed.expand(pattern)))


@lru_cache(maxsize=8)
def _shared(name: str) -> dict[str, Any]:
    text = (files("pipelines.extraction") / "kinds" / "shared" / name).read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _signing_types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(
        (files("pipelines.extraction") / "kinds" / "signing" / "types.toml").read_text("utf-8")
    )
    rows = [(row["type"], row["words"].replace("<p>", data["paper"])) for row in data["rule"]]
    return tuple((type_, re.compile(words, re.IGNORECASE)) for type_, words in rows)


def signing_type(words: str) -> str:
    """The type of an agreement by the words around the act; ``unspecified`` where they say nothing.

    >>> signing_type("签署战略合作框架协议"), signing_type("簽訂租約"), signing_type("签约")
    ('strategic_cooperation', 'lease', 'unspecified')
    """
    folded = fold(words).text
    return next((type_ for type_, pattern in _signing_types() if pattern.search(folded)), "unspecified")
