"""What claims together establish: one row per happening, whoever reports it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from database.columns import AmountColumns, Base, DateColumns, UtcDateTime, one_of
from database.models.claims import SUBTYPES, TYPES
from database.rows import HAPPENING_RELATIONS
from pipelines import vocabulary


class Happening(DateColumns, AmountColumns, Base):
    """A signing or an event, once."""

    __tablename__ = "happenings"
    __table_args__ = (
        one_of("family", vocabulary.FAMILIES),
        one_of("type", TYPES),
        one_of("subtype", SUBTYPES),
        one_of("status", vocabulary.STATUSES),
        one_of("date_precision", vocabulary.DATE_PRECISION),
        one_of("date_basis", vocabulary.DATE_BASIS),
        {"comment": "signings and events, each once, whoever reports them"},
    )

    id: Mapped[int] = mapped_column(
        primary_key=True, comment="number of the happening, as in `hetao show ID`"
    )
    family: Mapped[str] = mapped_column(index=True, comment="signing or event")
    type: Mapped[str] = mapped_column(comment="kind of signing or event")
    subtype: Mapped[str | None] = mapped_column(comment="finer kind; always null for signings")
    status: Mapped[str] = mapped_column(index=True, comment="the newest known status")
    name: Mapped[str | None] = mapped_column(comment="proper name, if it has one")
    place: Mapped[str | None] = mapped_column(comment="where, canonical form")
    parties: Mapped[list[str]] = mapped_column(JSON, comment="organisations by which it is recognised")
    people: Mapped[list[str]] = mapped_column(JSON, comment="people by whom it is recognised")
    counts: Mapped[list[list[Any]]] = mapped_column(JSON, comment="pairs of what and how many")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("happenings.id"), index=True, comment="the happening that it is part of"
    )
    independent_reports: Mapped[int] = mapped_column(
        default=0, comment="voices that report it: one text or one publisher family is one voice"
    )
    first_reported_at: Mapped[datetime] = mapped_column(
        UtcDateTime, index=True, comment="when its first article reached us (UTC)"
    )
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when a claim changed it last (UTC)")


class Signing(Base):
    """What only signings have, flat for reading."""

    __tablename__ = "signings"
    __table_args__ = ({"comment": "details of happenings of family signing"},)

    happening_id: Mapped[int] = mapped_column(
        ForeignKey("happenings.id"), primary_key=True, comment="the happening"
    )
    parties: Mapped[str] = mapped_column(comment="who signs, canonical names joined by 、")
    host: Mapped[str | None] = mapped_column(comment="zone, park or building that receives")
    projects: Mapped[int | None] = mapped_column(comment="projects signed at this event")
    companies: Mapped[int | None] = mapped_column(comment="companies, partners or institutions that sign")
    agreements: Mapped[int | None] = mapped_column(comment="agreements signed at this event")


class Event(Base):
    """What only events have, flat for reading."""

    __tablename__ = "events"
    __table_args__ = ({"comment": "details of happenings of family event"},)

    happening_id: Mapped[int] = mapped_column(
        ForeignKey("happenings.id"), primary_key=True, comment="the happening"
    )
    hosts: Mapped[str] = mapped_column(comment="who holds, issues or appoints, joined by 、")
    participants: Mapped[str] = mapped_column(comment="other organisations in it, joined by 、")
    people: Mapped[str] = mapped_column(comment="people in it (appointees, speakers), joined by 、")
    theme: Mapped[str | None] = mapped_column(comment="its theme, as the text has it")


class HappeningClaim(Base):
    """Which claim speaks of which happening, and why we think so."""

    __tablename__ = "happening_claims"
    __table_args__ = ({"comment": "which claims speak of a happening, and why we think so"},)

    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), primary_key=True, comment="the claim")
    happening_id: Mapped[int] = mapped_column(
        ForeignKey("happenings.id"), index=True, comment="the happening"
    )
    statement_key: Mapped[str] = mapped_column(
        index=True,
        server_default="",
        comment="hash of what the claim tells: claims that tell the same have the same",
    )
    why: Mapped[str] = mapped_column(comment="why the claim was merged here")
    review: Mapped[bool] = mapped_column(comment="doubtful: somebody should look")


class HappeningConflict(Base):
    """A value on which reports of one happening differ; all are kept, none is deleted."""

    __tablename__ = "happening_conflicts"
    __table_args__ = ({"comment": "values on which the reports of one happening differ, side by side"},)

    happening_id: Mapped[int] = mapped_column(
        ForeignKey("happenings.id"), primary_key=True, comment="the happening"
    )
    role: Mapped[str] = mapped_column(primary_key=True, comment="date, amount, or count:<what>")
    claim_id: Mapped[int] = mapped_column(
        ForeignKey("claims.id"), primary_key=True, index=True, comment="the claim that says it"
    )
    value: Mapped[str] = mapped_column(comment="what that claim says")


class HappeningKey(Base):
    """Keys under which a happening is found again when the next claim of it comes."""

    __tablename__ = "happening_keys"
    __table_args__ = ({"comment": "index for recognising a happening again"},)

    key: Mapped[str] = mapped_column(primary_key=True, comment="blocking key made from a claim")
    happening_id: Mapped[int] = mapped_column(
        ForeignKey("happenings.id"), primary_key=True, index=True, comment="a happening that has it"
    )


class HappeningRelation(Base):
    """How two happenings belong together."""

    __tablename__ = "happening_relations"
    __table_args__ = (
        one_of("kind", HAPPENING_RELATIONS),
        CheckConstraint("from_id <> to_id", name="not_itself"),
        {"comment": "how two happenings belong together"},
    )

    from_id: Mapped[int] = mapped_column(
        ForeignKey("happenings.id"), primary_key=True, comment="the happening"
    )
    to_id: Mapped[int] = mapped_column(
        ForeignKey("happenings.id"), primary_key=True, index=True, comment="the one that it relates to"
    )
    kind: Mapped[str] = mapped_column(
        primary_key=True, comment="part_of, follows_up, supersedes, contradicts"
    )


class ClaimLink(Base):
    """Two claims that may tell of one happening."""

    __tablename__ = "claim_links"
    __table_args__ = ({"comment": "claims that may tell of one happening: the comparison and its score"},)

    claim_id: Mapped[int] = mapped_column(
        ForeignKey("claims.id"), primary_key=True, comment="the claim that came later"
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("claims.id"), primary_key=True, index=True, comment="the one that it was compared with"
    )
    score: Mapped[float] = mapped_column(comment="1 and more: one happening; less: doubtful")
    why: Mapped[str] = mapped_column(comment="the reason, for people")


class MergeDecision(Base):
    """What somebody decided by hand about two claims, whatever articles tell them."""

    __tablename__ = "merge_decisions"
    __table_args__ = (
        {"comment": "what somebody decided by hand (hetao merge, hetao split); it outranks the rules"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the row; of two the later counts")
    first_key: Mapped[str] = mapped_column(index=True, comment="statement key of one claim")
    second_key: Mapped[str] = mapped_column(index=True, comment="statement key of the other")
    together: Mapped[bool] = mapped_column(comment="whether both tell of one happening")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when (UTC)")


class MergedHappening(Base):
    """A happening that turned out to be another one: its number leads there."""

    __tablename__ = "merged_happenings"
    __table_args__ = ({"comment": "happenings that turned out to be another one; their numbers lead there"},)

    happening_id: Mapped[int] = mapped_column(
        ForeignKey("happenings.id"), primary_key=True, comment="the number that is no longer used"
    )
    into_id: Mapped[int] = mapped_column(
        ForeignKey("happenings.id"), index=True, comment="the happening that has its claims now"
    )
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when (UTC)")
