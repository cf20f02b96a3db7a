"""The frames of ``kinds/signing/frames.toml``: rows of words at an act, with the sides of the signing as groups."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from pipelines import vocabulary
from pipelines.extraction.rules import FEWEST_NO, FEWEST_YES, BadKind
from pipelines.extraction.signing.tokens import ACTS, LETTERS, Row, Token

#: Acts of one row at which frames are tried, each over the whole row: 签署签署签署… is no sentence.
MOST_TRIED = 30
#: The act at which a row is read, in its place among the letters.
_ACT = "!"
#: One side: what is known to be somebody, with its bracket, post and person; and, where only a side can stand, whatever
#: stands there.
_KNOWN = "(?:pa|ph|p(?=o)|xh|ua|uh|a|x(?=o)|o(?=[ou]))?[opcub]k?(?:t?n)?k?t?"
_ANY = "(?:pa|ph|p(?=o)|xh|ua|uh|a|x(?=o)|o(?=[ou]))?[opcubx]k?(?:t?n)?k?t?"
_MORE = f"(?:[sw]+[eij]*{_ANY}|y(?:x(?:sx)*)?c?|c)*"
#: What patterns may name beside the words themselves.
_SHORTHANDS = {
    "act": _ACT,
    "sides": f"(?:{_ANY}(?=[sw]+[eij]*{_ANY})|{_KNOWN}){_MORE}",
    "slots": f"{_ANY}{_MORE}",
    "firms": f"{_KNOWN}(?:[sw,]+{_ANY})*",
    "names": f"{_ANY}(?:[sw,]+{_ANY})*",
    "mid": "[djeikq]*",  # when, where, how: nothing of who
    "orgs": "[oq](?:[kx])?|x",
    "en": "[djkxht]",
    "apposed": "(?:,[^,;!SC]{1,6},)",  # Volta, a start-up of Lyon, has signed
    "few": "[djeigkqxwm]{1,5}",  # a few words, none of them another name or clause
    "run": "[^;SC!]{0,9}",  # what stands between a subject and its verb, another signing excepted
}
_ITEM = re.compile(r"(?:(?P<role>[a-z_]+)(?P<more>\d?):)?(?P<word>[a-z]+)(?P<times>[*+?]?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way of saying it. ``type``: of what is signed, where the frame alone tells it."""

    id: str
    acts: frozenset[str]
    pattern: re.Pattern[str]
    type: str | None
    needs: frozenset[str]  # letters without which no row fits
    prior: float
    things: bool  # read also where 签约 names a thing (签约双方是…)
    carries: str  # what it takes over from the act before it in the sentence: none, first, all, paper
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framed:
    """An act that a frame read: the words on its sides, by role; ``first``: where the frame begins in the row."""

    frame: Frame
    act: Token
    sides: tuple[tuple[str, tuple[Token, ...]], ...]
    between: tuple[Token, ...]  # all words that the frame covers


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """All frames, in the order in which they are tried.

    Raises:
        BadKind: a frame has too few cases, or a word, role or type that is not known.
    """
    text = (files("pipelines.extraction") / "kinds" / "signing" / "frames.toml").read_text("utf-8")
    return parse_frames(text)


def parse_frames(text: str) -> tuple[Frame, ...]:
    """The frames of a file.

    Raises:
        BadKind: see :func:`frames`.
    """
    return tuple(_frame(row) for row in tomllib.loads(text)["frame"])


def read_acts(row: Row) -> Iterator[Framed]:
    """Every act of a row that a frame reads, in order."""
    acts = (index for index, letter in enumerate(row.letters) if letter in ACTS)
    for index in islice(acts, MOST_TRIED):
        if framed := _read(row, index, row.tokens[index]):
            yield framed


def _read(row: Row, index: int, token: Token) -> Framed | None:
    begin = row.letters.rfind(LETTERS["stop"], 0, index) + 1
    end = row.letters.find(LETTERS["stop"], index)
    end = len(row.letters) if end < 0 else end
    letters = row.letters[begin:index] + _ACT + row.letters[index + 1 : end]
    held = frozenset(letters)
    for frame in _for_act(token.kind):
        if not frame.needs <= held:
            continue
        if match := frame.pattern.search(letters):
            groups = [(name, match.span(name)) for name in match.re.groupindex if match[name]]
            sides = [(name.rstrip("2"), row.tokens[begin + a : begin + b]) for name, (a, b) in groups]
            return Framed(frame, token, tuple(sides), row.tokens[begin + match.start() : begin + match.end()])
    return None


@lru_cache(maxsize=len(ACTS))
def _for_act(kind: str) -> tuple[Frame, ...]:
    """The frames that are tried at an act of one kind, in order."""
    return tuple(frame for frame in frames() if kind in frame.acts)


def _frame(row: dict[str, object]) -> Frame:
    name = str(row.get("id"))
    try:
        pattern = _compiled(str(row["pattern"]))
        acts = frozenset(str(act) for act in row["acts"])  # type: ignore[attr-defined]
        kind = str(row["type"]) if "type" in row else None
        if kind:
            vocabulary.check_claim("signing", kind, None, "occurred")
        carries = str(row.get("carries", "none"))
        vocabulary.check("carries", carries, ("none", "first", "all", "paper"))
        if unknown := [act for act in acts if act not in LETTERS]:
            raise ValueError(f"no such act: {unknown}")
        cases = [tuple(str(s) for s in row[key]) for key in ("yes", "no")]  # type: ignore[attr-defined]
    except (KeyError, ValueError, re.error) as problem:
        raise BadKind(f"signing frame {name}: {problem!r}") from problem
    if len(cases[0]) < FEWEST_YES or len(cases[1]) < FEWEST_NO:
        raise BadKind(f"signing frame {name}: needs at least {FEWEST_YES} yes and {FEWEST_NO} no sentences")
    return Frame(
        id=name,
        acts=acts,
        pattern=pattern,
        needs=_needed(str(row["pattern"])),
        type=kind,
        prior=float(str(row["prior"])),
        carries=carries,
        things=bool(row.get("things", False)),
        yes=cases[0],
        no=cases[1],
    )


def _needed(pattern: str) -> frozenset[str]:
    """The letters of the words that a pattern holds at least once: what a row must have to fit."""
    items = [_ITEM.fullmatch(item) for item in pattern.split()]
    return frozenset(LETTERS[m["word"]] for m in items if m and not m["times"] and m["word"] in LETTERS)


def _compiled(pattern: str) -> re.Pattern[str]:
    """``party:sides mid act``: words, shorthands and how often, as a pattern over the letters of a row."""
    pieces = []
    for item in pattern.split():
        match = _ITEM.fullmatch(item)
        if not match:
            raise ValueError(f"cannot read {item!r}")
        word = match["word"]
        letters = _SHORTHANDS.get(word) or LETTERS[word]
        role = match["role"]
        if role:
            vocabulary.check("role", role, vocabulary.SIGNING_ROLES)
        opened = f"(?P<{role}{match['more']}>" if role else "(?:"
        pieces.append(f"{opened}{letters}){match['times']}")
    return re.compile("".join(pieces))
