"""Frozen values of what the store knows of an organisation."""

from __future__ import annotations

from dataclasses import dataclass, field

from database.rows import ArticleRow
from pipelines.values import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationNameRow:
    """One name, with all ways in which we know it. ``scope`` is document where it says who is meant in one text only."""

    name: str
    script: str
    origins: tuple[str, ...]
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation with its names, the fullest first."""

    id: int
    name: str
    class_: str
    region: str
    seed: bool
    names: tuple[OrganisationNameRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """One thing that we know of an organisation.

    ``what``: signing, event, person (somebody with a post there) or article (that names it). ``day``: local ISO, as
    precise as known; of people and articles the day of the article. ``happening_id``: for ``hetao show``; None for
    people, articles, and signings and events that do not belong to the zone. ``post`` is a person's.
    """

    what: str
    day: str | None
    happening_id: int | None = None
    type: str | None = None
    subtype: str | None = None
    status: str | None = None
    name: str | None = None
    post: str | None = None
    roles: tuple[str, ...] = ()
    evidence: Span
    articles: tuple[ArticleRow, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything that we know of an organisation, in time order."""

    organisation: OrganisationRow
    dealings: tuple[Dealing, ...]
    #: other organisations that are called so too
    namesakes: tuple[OrganisationRow, ...] = ()
