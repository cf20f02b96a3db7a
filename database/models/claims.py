"""What ONE version of ONE article says, each statement with the characters that prove it."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.columns import AmountColumns, Base, DateColumns, EvidenceColumns, in_order, one_of
from pipelines import vocabulary

TYPES = (*vocabulary.SIGNING_TYPES, *vocabulary.EVENT_TYPES)
SUBTYPES = tuple(subtype for subtypes in vocabulary.EVENT_TYPES.values() for subtype in subtypes)
ROLES = tuple(dict.fromkeys((*vocabulary.SIGNING_ROLES, *vocabulary.EVENT_ROLES)))


class Claim(EvidenceColumns, DateColumns, AmountColumns, Base):
    """A signing or an event as one text tells it. Claims are never deleted."""

    __tablename__ = "claims"
    __table_args__ = (
        UniqueConstraint("version_id", "local_id"),
        one_of("family", vocabulary.FAMILIES),
        one_of("type", TYPES),
        one_of("subtype", SUBTYPES),
        one_of("status", vocabulary.STATUSES),
        one_of("date_precision", vocabulary.DATE_PRECISION),
        one_of("date_basis", vocabulary.DATE_BASIS),
        in_order("evidence_start", "evidence_end"),
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence_range"),
        {"comment": "what one version of one article says: a signing or an event, with its sentence"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the claim")
    version_id: Mapped[int] = mapped_column(
        ForeignKey("article_versions.id"), comment="the text that says it"
    )
    local_id: Mapped[str] = mapped_column(comment="its name within that text: s1, e1 …")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("claims.id"), index=True, comment="the claim that it is part of (signing inside a forum)"
    )
    family: Mapped[str] = mapped_column(comment="signing or event")
    type: Mapped[str] = mapped_column(comment="kind of signing or event")
    subtype: Mapped[str | None] = mapped_column(comment="finer kind; always null for signings")
    status: Mapped[str] = mapped_column(comment="occurred, scheduled, planned, denied …")
    name: Mapped[str | None] = mapped_column(
        comment="proper name of the meeting, agreement, document, building"
    )
    zone: Mapped[str] = mapped_column(comment="where in the text: lead, body, caption, quote …")
    prominence: Mapped[str] = mapped_column(comment="main, co_main, background")
    attributed_to: Mapped[str | None] = mapped_column(comment="who says so, where the text names somebody")
    confidence: Mapped[float] = mapped_column(comment="0 to 1")
    on_hetao: Mapped[bool] = mapped_column(comment="belongs to the zone")
    alert: Mapped[bool] = mapped_column(comment="would be told, were this the first report")
    why_not: Mapped[str | None] = mapped_column(comment="why it would not be told")


class ClaimArgument(EvidenceColumns, Base):
    """One role of a claim: party, host, date, amount …"""

    __tablename__ = "claim_arguments"
    __table_args__ = (
        UniqueConstraint("claim_id", "position"),
        one_of("role", ROLES),
        in_order("evidence_start", "evidence_end"),
        {"comment": "who and what a claim names, by role, each with its characters"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the row")
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), comment="its claim")
    position: Mapped[int] = mapped_column(BigInteger, comment="order within the claim, from 0")
    role: Mapped[str] = mapped_column(comment="party, settler, host, date, amount …")
    value: Mapped[str] = mapped_column(comment="the fullest form in this text")
    normalised: Mapped[str] = mapped_column(index=True, comment="the canonical form")
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id"), index=True, comment="the organisation, where the role is held by one"
    )
    organisation_key: Mapped[str | None] = mapped_column(
        ForeignKey("organisation_keys.key"), index=True, comment="its fullest name in this text, folded"
    )


class ClaimCount(EvidenceColumns, Base):
    """How many of something a claim names."""

    __tablename__ = "claim_counts"
    __table_args__ = (
        UniqueConstraint("claim_id", "position"),
        one_of("what", vocabulary.COUNT_WHAT),
        one_of("scope", vocabulary.COUNT_SCOPE),
        in_order("evidence_start", "evidence_end"),
        {"comment": "how many projects, companies, agreements … a claim names"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the row")
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), comment="its claim")
    position: Mapped[int] = mapped_column(BigInteger, comment="order within the claim, from 0")
    what: Mapped[str] = mapped_column(comment="project, company, agreement …")
    n: Mapped[int] = mapped_column(BigInteger, comment="how many")
    scope: Mapped[str] = mapped_column(comment="this_event, cumulative, zone_total, plan")
