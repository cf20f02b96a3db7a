"""What the tables are built of: the declarative base, aware times, and checks for closed vocabularies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import CheckConstraint, DateTime, Dialect, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

#: Every constraint has a name, so that a later migration can change it on both engines.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC on both engines; SQLite keeps no zone, so it is put back on reading.

    Raises:
        ValueError: a naive datetime is about to be stored.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time needs its zone before it is stored, got the naive {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, allowed: Sequence[str]) -> CheckConstraint:
    """A CHECK that ``column`` holds a value of a closed vocabulary (or NULL where the column allows it)."""
    values = ", ".join(f"'{value}'" for value in dict.fromkeys(allowed))
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


def in_order(start: str, end: str) -> CheckConstraint:
    """A CHECK that a span begins at 0 or later and does not end before it begins."""
    return CheckConstraint(f"{start} >= 0 AND {end} >= {start}", name=f"{start}_order")


class DateColumns:
    """A date as precise as known, in local (Asia/Shanghai) ISO form."""

    date_start: Mapped[str | None] = mapped_column(
        comment="first day, local ISO: 2026, 2026-06 or 2026-06-21"
    )
    date_end: Mapped[str | None] = mapped_column(comment="last day, local ISO; equals date_start for one day")
    date_precision: Mapped[str | None] = mapped_column(
        comment="minute, day, range, month, quarter, year, fuzzy"
    )
    date_basis: Mapped[str | None] = mapped_column(
        comment="how the text gave it: explicit, yearless, relative …"
    )


class AmountColumns:
    """Money in units of its currency."""

    amount_value: Mapped[float | None] = mapped_column(comment="money, in units of the currency")
    amount_currency: Mapped[str | None] = mapped_column(comment="ISO 4217 code")
    amount_kind: Mapped[str | None] = mapped_column(comment="what the money is: investment, contract, fund …")
    amount_operator: Mapped[str | None] = mapped_column(comment="= ≈ > ≥ < ≤ range")


class EvidenceColumns:
    """The characters of the version's text that prove the row."""

    evidence_start: Mapped[int] = mapped_column(
        comment="first code point of the evidence in the version's text"
    )
    evidence_end: Mapped[int] = mapped_column(comment="code point behind the evidence")
    evidence_text: Mapped[str] = mapped_column(comment="the characters themselves: text[start:end]")
