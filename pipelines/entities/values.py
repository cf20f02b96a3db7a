"""What a text says of the organisations that it names, frozen; and the closed vocabularies of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines import vocabulary
from pipelines.spans import Span

CLASSES = (
    *("gov", "gov_agency", "state_firm", "firm", "university", "institute", "lab", "hospital"),
    *("association", "alliance", "fund", "bank", "park_operator", "media", "intl_org", "other"),
)
REGIONS = ("SZ", "HK", "MO", "GD", "mainland", "TW", "foreign", "unknown")
#: How we know a name. ``written``: a text uses it as the fullest form; ``in_text``: a text uses it for a fuller one
#: that it names; ``suffix_strip``: it follows from a full name, whether or not a text has used it.
ORIGINS = (*("seed", "written", "definition", "translation", "acronym", "former", "in_text", "suffix_strip"),)
#: A form of scope ``document`` (区政府, 公司) says who is meant in its own text only.
SCOPES = ("global", "document")
SCRIPTS = ("hans", "hant", "han", "latin", "mixed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of an organisation as somebody wrote it; ``evidence`` is None for seeds and what we derived."""

    text: str
    origin: str
    scope: str = "global"
    evidence: Span | None = None

    def __post_init__(self) -> None:
        vocabulary.check("origin of a name", self.origin, ORIGINS)
        vocabulary.check("scope of a name", self.scope, SCOPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOrganisation:
    """An organisation as one text names it.

    ``key`` is what all spellings of its fullest name in this text share; whether two keys are one body is decided
    over all texts (:mod:`pipelines.entities.joining`). ``names[0]`` is the fullest form.
    """

    key: str
    names: tuple[Name, ...]
    kind: str = "other"  # what the grammar takes it for: firm, gov, academy, …
