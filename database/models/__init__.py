"""The tables, by theme; importing this package knows them all."""

from __future__ import annotations

from database.columns import Base
from database.models.alerts import Alert, Delivery, Feedback
from database.models.articles import Article, ArticleVersion, ReprintGroup, ReprintKey, ReprintLink
from database.models.claims import Claim, ClaimArgument, ClaimCount
from database.models.crawling import EntryPoint, Page, Run, SearchFind, Source, WaitingEntryPoint
from database.models.happenings import (
    ClaimLink,
    Event,
    Happening,
    HappeningClaim,
    HappeningConflict,
    HappeningKey,
    HappeningRelation,
    MergeDecision,
    MergedHappening,
    Signing,
)
from database.models.names import (
    Organisation,
    OrganisationKey,
    OrganisationMention,
    OrganisationName,
    Person,
)
from database.models.proposals import Proposals
from database.models.watching import Daemon, Host, Lock

__all__ = [
    "Alert",
    "Article",
    "ArticleVersion",
    "Base",
    "Claim",
    "ClaimArgument",
    "ClaimCount",
    "ClaimLink",
    "Daemon",
    "Delivery",
    "EntryPoint",
    "Event",
    "Feedback",
    "Happening",
    "HappeningClaim",
    "HappeningConflict",
    "HappeningKey",
    "HappeningRelation",
    "Host",
    "Lock",
    "MergeDecision",
    "MergedHappening",
    "Organisation",
    "OrganisationKey",
    "OrganisationMention",
    "OrganisationName",
    "Page",
    "Person",
    "Proposals",
    "ReprintGroup",
    "ReprintKey",
    "ReprintLink",
    "Run",
    "SearchFind",
    "Signing",
    "Source",
    "WaitingEntryPoint",
]
