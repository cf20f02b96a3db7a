"""Who works on the database at this moment: locks of runs and of the daemon, how the daemon does, turns at hosts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.columns import Base, UtcDateTime


class Lock(Base):
    """Who took a lock last. Whether it is held now, the operating system or PostgreSQL knows, not this row."""

    __tablename__ = "locks"
    __table_args__ = ({"comment": "who took a lock last; whether it is still held is not told here"},)

    name: Mapped[str] = mapped_column(primary_key=True, comment="daemon, or run of SOURCE")
    host: Mapped[str] = mapped_column(comment="machine of the holder")
    pid: Mapped[int] = mapped_column(BigInteger, comment="process of the holder")
    program: Mapped[str] = mapped_column(comment="what it is: hetao daemon, hetao crawl …")
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="since when (UTC)")


class Daemon(Base):
    """How the daemon does; one row, of the daemon that ran last."""

    __tablename__ = "daemon"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        {"comment": "how the daemon does; one row"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="always 1")
    host: Mapped[str] = mapped_column(comment="machine that it runs on")
    pid: Mapped[int] = mapped_column(BigInteger, comment="its process")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="begin (UTC), renewals not counted")
    beat_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="last sign of life (UTC)")
    stopped_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="orderly end (UTC); null while running, and after a kill"
    )
    memory: Mapped[int] = mapped_column(BigInteger, comment="resident bytes of the daemon itself")
    workers_memory: Mapped[int] = mapped_column(BigInteger, comment="resident bytes of its worker processes")
    renewals: Mapped[int] = mapped_column(
        default=0, comment="how often it renewed itself to give memory back"
    )


class Host(Base):
    """A host that was asked: its latest turn, its wishes, and the requests of the day."""

    __tablename__ = "hosts"
    __table_args__ = (
        {"comment": "hosts that were asked: the latest turn, what they wish, requests of a day"},
    )

    name: Mapped[str] = mapped_column(primary_key=True, comment="host name, with its port if that is unusual")
    asked_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="latest turn: a request was made then, or will be (UTC)"
    )
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="no request before this (UTC)")
    rests_until: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="it asked to be left alone until then (UTC)"
    )
    rests_why: Mapped[str | None] = mapped_column(comment="how it asked: status and Retry-After")
    crawl_delay: Mapped[float | None] = mapped_column(
        comment="seconds between two requests that its robots.txt asks for"
    )
    day: Mapped[str] = mapped_column(comment="day of the counts, local ISO")
    requests: Mapped[int] = mapped_column(comment="requests of that day, robots.txt included")
    conditional: Mapped[int] = mapped_column(comment="of these, requests for news only")
    not_modified: Mapped[int] = mapped_column(comment="answers of that day that said: nothing new")
