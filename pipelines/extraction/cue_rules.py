"""The cues of ``cues/``: what the words around an act say of it, with the sentences that prove each."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipelines.extraction.scopes import Act, View
from pipelines.extraction.sieve import Sieve
from pipelines.folding import fold

#: What a file of ``cues/`` can say: a status, or that nothing is claimed at all.
MEANINGS = (
    *("none", "denied", "unsigned", "terminated", "cancelled", "postponed", "intended", "planned"),
    *("statistics", "cumulative", "historical", "ongoing"),
)
SCOPES = ("left", "right", "clause", "reach", "before", "sentence")
_BEFORE_THE_ACT = ("left", "reach", "before")
FEWEST_YES, FEWEST_NO = 3, 2
_CASE = re.compile(r"(?P<before>[^\[\]]*)\[(?P<act>[^\[\]]+)\](?P<behind>[^\[\]]*)")


class BadCue(ValueError):
    """A file of ``cues/`` is not as it must be; the message says which and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One pattern over one scope. ``unless``: what in the same scope takes its force away."""

    id: str
    where: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def end(self, view: View) -> int | None:
        """Where in its scope the cue ends, or None where it does not stand there."""
        words = getattr(view, self.where)
        found = self.pattern.search(words)
        if found is None and self.where in _BEFORE_THE_ACT:
            # 会(?=签): what looks ahead may look at the act itself, but must begin before it
            found = self.pattern.search(words + view.act.text[view.act.start : view.act.end])
            found = found if found and found.start() < len(words) else None
        if found is None or (self.unless and self.unless.search(words)):
            return None
        return found.end()


@lru_cache(maxsize=1)
def cues() -> dict[str, tuple[Cue, ...]]:
    """All cues by what they say.

    Raises:
        BadCue: a file has an unknown meaning or scope, a broken pattern, or a cue too few cases.
    """
    folder = files("pipelines.extraction") / "cues"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {
        says: found
        for name in names
        for says, found in [parse_cues(name, (folder / name).read_text("utf-8"))]
    }


def parse_cues(file: str, text: str) -> tuple[str, tuple[Cue, ...]]:
    """What one file says, and its cues.

    Raises:
        BadCue: see :func:`cues`.
    """
    try:
        data = tomllib.loads(text)
        says, found = str(data["says"]), tuple(_cue(row) for row in data["cue"])
    except (KeyError, TypeError, ValueError, re.error) as problem:
        raise BadCue(f"cues/{file}: {problem!r}") from problem
    if says not in MEANINGS:
        raise BadCue(f"cues/{file}: says {says!r}, which is none of {', '.join(MEANINGS)}")
    for cue in found:
        if cue.where not in SCOPES:
            raise BadCue(f"cues/{file}: {cue.id} looks at {cue.where!r}, which is no scope")
        if len(cue.yes) < FEWEST_YES or len(cue.no) < FEWEST_NO:
            raise BadCue(
                f"cues/{file}: {cue.id} needs at least {FEWEST_YES} yes and {FEWEST_NO} no sentences"
            )
        for case in (*cue.yes, *cue.no):
            if not _CASE.fullmatch(case):
                raise BadCue(f"cues/{file}: {cue.id} has a case without an [act]: {case}")
    return says, found


def _cue(row: dict[str, object]) -> Cue:
    unless = row.get("unless")
    yes, no = row["yes"], row["no"]
    if not isinstance(yes, list) or not isinstance(no, list):
        raise TypeError(f"{row['id']}: yes and no are lists of sentences")
    return Cue(
        id=str(row["id"]),
        where=str(row["where"]),
        pattern=re.compile(str(row["pattern"]), re.IGNORECASE | re.VERBOSE),
        unless=re.compile(str(unless), re.IGNORECASE) if unless else None,
        yes=tuple(map(str, yes)),
        no=tuple(map(str, no)),
    )


def case_view(case: str) -> View:
    """The view of the act in square brackets of a case sentence."""
    match = _CASE.fullmatch(case)
    if match is None:
        raise BadCue(f"no [act] in {case}")
    before, act, behind = (fold(match[group]).text for group in ("before", "act", "behind"))
    text = before + act + behind
    return View(Act(text=text, start=len(before), end=len(before) + len(act), sentence=(0, len(text))))


def said(meaning: str, view: View) -> bool:
    """Whether any cue of a meaning stands around an act."""
    return any(cue.end(view) is not None for cue in standing(meaning, view))


def standing(meaning: str, view: View) -> tuple[Cue, ...]:
    """The cues of a meaning whose words its sentence holds, in order; no others can stand around the act."""
    sieve, every = _sieve()
    return tuple(
        cue for says, cue in map(every.__getitem__, sieve.possible(view.sentence)) if says == meaning
    )


@lru_cache(maxsize=1)
def _sieve() -> tuple[Sieve, list[tuple[str, Cue]]]:
    every = [(says, cue) for says, found in cues().items() for cue in found]
    return Sieve(cue.pattern for _, cue in every), every
