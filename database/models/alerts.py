"""What is told: alerts, their way to the channels, and what readers say of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from database.columns import Base, UtcDateTime, one_of
from database.rows import DELIVERY_HOLDS, DELIVERY_STATES, FEEDBACK_SUBJECTS, FEEDBACK_VERDICTS
from pipelines import vocabulary


class Alert(Base):
    """Something told once: unique by subject, kind and told state."""

    __tablename__ = "alerts"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "kind", "state_hash"),
        one_of("subject_kind", ("happening", "source")),
        one_of("kind", vocabulary.ALERT_KINDS),
        one_of("status", vocabulary.STATUSES),
        CheckConstraint(
            "(subject_kind = 'happening' AND happening_id IS NOT NULL AND source_id IS NULL)"
            " OR (subject_kind = 'source' AND source_id IS NOT NULL AND happening_id IS NULL)",
            name="one_subject",
        ),
        {"comment": "what is told, each once: unique by subject, kind and told state"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the alert, as in `hetao ack ID`")
    subject_kind: Mapped[str] = mapped_column(comment="happening or source")
    subject_id: Mapped[str] = mapped_column(comment="id of the happening or source")
    kind: Mapped[str] = mapped_column(index=True, comment="new, material_update, status_change, correction …")
    state_hash: Mapped[str] = mapped_column(comment="hash of the state that is told")
    happening_id: Mapped[int | None] = mapped_column(
        ForeignKey("happenings.id"), index=True, comment="the happening; null for alerts about a source"
    )
    source_id: Mapped[str | None] = mapped_column(
        ForeignKey("sources.id"), index=True, comment="the source; null for alerts about a happening"
    )
    claim_id: Mapped[int | None] = mapped_column(
        ForeignKey("claims.id"), index=True, comment="the claim that proves it"
    )
    status: Mapped[str | None] = mapped_column(comment="status of the happening as told")
    told: Mapped[dict[str, str] | None] = mapped_column(
        JSON, comment="day, amount and parties as told, which a later report may correct or add to"
    )
    summary: Mapped[str] = mapped_column(comment="one line for people")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="when it was written (UTC)")
    read_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when somebody marked it read (UTC)"
    )


class Delivery(Base):
    """An alert on its way to one channel: the outbox, written in the transaction of the alert."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("alert_id", "channel"),
        one_of("state", DELIVERY_STATES),
        one_of("hold", DELIVERY_HOLDS),
        Index(None, "channel", "state", "alert_id"),
        {"comment": "outbox: alerts on their way to a channel"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the delivery")
    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"), comment="what is delivered")
    channel: Mapped[str] = mapped_column(comment="name of the channel")
    watch: Mapped[str | None] = mapped_column(comment="the watch that wants it")
    digest: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="goes out together with others"
    )
    hold: Mapped[str | None] = mapped_column(
        comment="why it is held: first_crawl, flood, unconfirmed; null where it is not"
    )
    state: Mapped[str] = mapped_column(index=True, comment="waiting, sent, failed, held")
    tries: Mapped[int] = mapped_column(default=0, comment="attempts so far")
    refusals: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="those after which the channel said that it never takes it"
    )
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="not before (UTC)")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it was sent (UTC)")
    message: Mapped[str | None] = mapped_column(comment="what the channel answered last")


class Feedback(Base):
    """What a reader says of an alert, claim, happening or article."""

    __tablename__ = "feedback"
    __table_args__ = (
        one_of("subject_kind", FEEDBACK_SUBJECTS),
        one_of("verdict", FEEDBACK_VERDICTS),
        {"comment": "what readers say of alerts and records"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the row")
    subject_kind: Mapped[str] = mapped_column(comment="alert, claim, happening or article")
    subject_id: Mapped[int] = mapped_column(comment="its number")
    verdict: Mapped[str] = mapped_column(comment="useful, duplicate, wrong, stale")
    note: Mapped[str | None] = mapped_column(comment="in the reader's words")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when (UTC)")
