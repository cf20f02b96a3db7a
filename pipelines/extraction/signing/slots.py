"""What else is told of a signing: host, project, term, witnesses, who put the pen to it. Data: ``kinds/signing/slots.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from pipelines import vocabulary
from pipelines.extraction import typed
from pipelines.extraction.document import sentence_at
from pipelines.extraction.draft import Found, Reading, party_found
from pipelines.extraction.rules import FEWEST_NO, FEWEST_YES, BadKind
from pipelines.folding import fold_name

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One pattern for one role. ``types``: agreements that have it, all where empty; ``near``: also further on."""

    role: str
    pattern: re.Pattern[str]
    types: frozenset[str]
    near: bool
    yes: tuple[str, ...]
    no: tuple[str, ...]


@lru_cache(maxsize=1)
def slots() -> tuple[Slot, ...]:
    """All slots.

    Raises:
        BadKind: a slot has too few cases, or a role or type that is not known.
    """
    text = (files("pipelines.extraction") / "kinds" / "signing" / "slots.toml").read_text("utf-8")
    return tuple(_slot(row) for row in tomllib.loads(text)["slot"])


#: 挂牌前, 典礼上, 科研方面: no place.
_NO_PLACE = re.compile(
    r"(?:上|中|前|后|时|下|间|方面|领域|基础|框架|协议|合同|会议|论坛|仪式|典礼|活动|支持|指导|见证|[年月日])$|^(?:这里|此|其|会上|\d)"
)


def fill(reading: Reading, kind: str, here: Span, near: Iterable[Span]) -> Iterator[Found]:
    """The roles that patterns find for an agreement of a kind: in ``here``, else, for some, in ``near``."""
    filled: set[str] = set()
    for span, further in ((here, False), *((span, True) for span in near)):
        before = frozenset(filled)
        for slot in slots():
            if slot.role in before or (further and not slot.near) or (slot.types and kind not in slot.types):
                continue
            if slot.role in filled and slot.role not in ("witness", "signatory"):
                continue
            found = list(_values(reading, slot, span))
            if found:
                filled.add(slot.role)
            yield from found


def receives(reading: Reading, kind: str, found: list[Found], here: Span) -> list[Found]:
    """The host of a lease or a move that no pattern shows: the place that its sentence is about, else the one before.

    河套香港园区5号大楼将于8日启用，届时14家企业将签署租约.
    """
    if kind not in ("lease", "settle_in") or any(f.role == "host" for f in found):
        return []
    sentence = sentence_at(reading.document, here[0])
    begin = sentence.start if sentence else here[0]
    places = [m for m in reading.organisations_in(begin, here[1]) if m.kind == "place"]
    earlier = [m for m in reading.organisations_in(max(0, begin - 200), begin) if m.kind == "place"]
    best = max(places, key=lambda m: m.end - m.start, default=None) or (earlier[-1] if earlier else None)
    return [party_found("host", best)] if best else []


def _values(reading: Reading, slot: Slot, span: Span) -> Iterator[Found]:
    match = slot.pattern.search(reading.typed, *span)
    if not match:
        return
    start, end = match.span("v")
    if slot.role in ("witness", "signatory"):
        people = [p for p in reading.people if start <= p.start < end]
        yield from (plain(reading, slot.role, p.start, p.end) for p in people)
        return
    if slot.role == "host":
        mentions = [m for m in reading.organisations_in(start, end) if m.kind == "place"]
        yield from (party_found("host", m) for m in mentions[:1])
        return
    if slot.role == "place":
        firm = any(
            m.kind == "firm" and m.end == end and m.start > start
            for m in reading.organisations_in(start, end)
        )
        if not _NO_PLACE.search(reading.text[start:end]) and not firm:
            yield _place(reading, start, end)
        return
    yield plain(reading, slot.role, start, end)


def _place(reading: Reading, start: int, end: int) -> Found:
    """A place in the fullest form that the article has for it: 在园区签约 of 河套香港园区."""
    end = start + len(reading.text[start:end].rstrip(". "))
    found = plain(reading, "place", start, end)
    known = [m for m in reading.organisations_in(start, end) if (m.start, m.end) == (start, end)]
    if known:
        if known[0].kind != "place":
            return found  # 港深创新及科技园, the short form of its company
        return replace(found, value=known[0].name, normalised=fold_name(known[0].canonical))
    if re.fullmatch("(?:香港|深圳)?园区", found.value):
        parks = [m for m in reading.organisations if m.kind == "place" and m.name.endswith(found.value)]
        before = [m for m in parks if m.start < start]
        best = (before or parks)[-1:]
        return replace(found, value=best[0].name, normalised=fold_name(best[0].canonical)) if best else found
    return found


def plain(reading: Reading, role: str, start: int, end: int) -> Found:
    """A role filled by a stretch of the folded text as it stands."""
    surface = reading.text[start:end]
    return Found(role=role, start=start, end=end, value=surface, normalised=fold_name(surface))


def _slot(row: dict[str, object]) -> Slot:
    role = str(row.get("role"))
    try:
        vocabulary.check("role", role, vocabulary.SIGNING_ROLES)
        types = [str(kind) for kind in row.get("types", ())]  # type: ignore[attr-defined]
        for kind in types:
            vocabulary.check_claim("signing", kind, None, "occurred")
        pattern = typed.compiled(str(row["pattern"]))
        cases = [tuple(str(s) for s in row[key]) for key in ("yes", "no")]  # type: ignore[attr-defined]
    except (KeyError, ValueError, re.error) as problem:
        raise BadKind(f"signing slot {role}: {problem!r}") from problem
    if "v" not in pattern.groupindex or len(cases[0]) < FEWEST_YES or len(cases[1]) < FEWEST_NO:
        raise BadKind(f"signing slot {role}: needs a group v, {FEWEST_YES} yes and {FEWEST_NO} no sentences")
    return Slot(
        role=role,
        pattern=pattern,
        types=frozenset(types),
        near=bool(row.get("near", False)),
        yes=cases[0],
        no=cases[1],
    )
