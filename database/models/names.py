"""Who is named: organisations under all their names, and people with their posts."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.columns import Base, EvidenceColumns, in_order, one_of
from pipelines.entities.values import CLASSES, ORIGINS, REGIONS, SCOPES, SCRIPTS


class Organisation(Base):
    """One organisation, whatever it is called; what its names prove is decided in ``pipelines.entities``."""

    __tablename__ = "organisations"
    __table_args__ = (
        one_of("class", CLASSES),
        one_of("region", REGIONS),
        {"comment": "organisations, one row each whatever the script, language or length of the name"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the organisation")
    key: Mapped[str] = mapped_column(unique=True, comment="canonical name: Simplified, narrow, lower case")
    name: Mapped[str] = mapped_column(comment="canonical name for reading")
    class_: Mapped[str] = mapped_column(
        "class", comment="firm, university, gov_agency …; other if none tells"
    )
    region: Mapped[str] = mapped_column(comment="SZ, HK, mainland …; unknown if no name tells")
    seed: Mapped[bool] = mapped_column(comment="known from the lexicons")


class OrganisationKey(Base):
    """A fullest name that some text used. Two keys of one body belong to one organisation."""

    __tablename__ = "organisation_keys"
    __table_args__ = ({"comment": "the folded fullest names in texts, and whose they are proven to be"},)

    key: Mapped[str] = mapped_column(primary_key=True, comment="name: Simplified, narrow, lower case")
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), index=True, comment="the organisation"
    )


class OrganisationName(Base):
    """A name of an organisation and how we know it."""

    __tablename__ = "organisation_names"
    __table_args__ = (
        UniqueConstraint("organisation_key", "name", "origin", "scope"),
        one_of("script", SCRIPTS),
        one_of("origin", ORIGINS),
        one_of("scope", SCOPES),
        {"comment": "all names of an organisation, each once per way in which we know it"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the row")
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), index=True, comment="the organisation"
    )
    organisation_key: Mapped[str] = mapped_column(
        ForeignKey("organisation_keys.key"), comment="the fullest name that this one stands for"
    )
    name: Mapped[str] = mapped_column(index=True, comment="the name as it is written")
    folded: Mapped[str] = mapped_column(index=True, comment="Simplified, narrow, lower case")
    script: Mapped[str] = mapped_column(comment="hans, hant, han (alike in both), latin, mixed")
    origin: Mapped[str] = mapped_column(comment="seed, written, definition, translation, suffix_strip …")
    scope: Mapped[str] = mapped_column(comment="global, or document: says who is meant in its text only")


class OrganisationMention(EvidenceColumns, Base):
    """Where one version of an article first gives an organisation this name."""

    __tablename__ = "organisation_mentions"
    __table_args__ = (
        UniqueConstraint("version_id", "organisation_key", "name", "origin"),
        in_order("evidence_start", "evidence_end"),
        one_of("origin", ORIGINS),
        {"comment": "which texts name an organisation, by which names, with the characters"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the row")
    version_id: Mapped[int] = mapped_column(
        ForeignKey("article_versions.id"), comment="the text that names it"
    )
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), index=True, comment="the organisation"
    )
    organisation_key: Mapped[str] = mapped_column(
        ForeignKey("organisation_keys.key"), index=True, comment="its fullest name in this text, folded"
    )
    name: Mapped[str] = mapped_column(comment="the name as it is written")
    origin: Mapped[str] = mapped_column(comment="what the text shows the name to be")


class Person(EvidenceColumns, Base):
    """Somebody named with a post in one version of one article."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("version_id", "name", "title", "evidence_start"),
        in_order("evidence_start", "evidence_end"),
        {"comment": "people named with a post, once per version of an article"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the row")
    version_id: Mapped[int] = mapped_column(
        ForeignKey("article_versions.id"), comment="the text that names them"
    )
    name: Mapped[str] = mapped_column(index=True, comment="the bare name")
    title: Mapped[str] = mapped_column(comment="the post")
    organisation: Mapped[str | None] = mapped_column(comment="whose post it is, as the text has it")
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id"), index=True, comment="the organisation"
    )
    organisation_key: Mapped[str | None] = mapped_column(
        ForeignKey("organisation_keys.key"), index=True, comment="its fullest name in this text, folded"
    )
