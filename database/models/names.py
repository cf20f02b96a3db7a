"""Who is named: organisations under all their names, and people with their posts."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.columns import Base, EvidenceColumns, in_order


class Organisation(Base):
    """One organisation, by its folded canonical name."""

    __tablename__ = "organisations"
    __table_args__ = ({"comment": "organisations, one row each whatever the script or spelling"},)

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the organisation")
    key: Mapped[str] = mapped_column(unique=True, comment="canonical name: Simplified, narrow, lower case")
    name: Mapped[str] = mapped_column(comment="canonical name for reading")


class OrganisationName(Base):
    """A form under which a text named an organisation."""

    __tablename__ = "organisation_names"
    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        {"comment": "the forms under which texts name an organisation"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the row")
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), comment="the organisation")
    name: Mapped[str] = mapped_column(index=True, comment="the name as a text has it")


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
