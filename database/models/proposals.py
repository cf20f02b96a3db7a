"""What a language model proposed, for review. Nothing reads it that claims, establishes or tells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.columns import Base, UtcDateTime, one_of
from pipelines.proposing.values import OUTCOMES


class Proposals(Base):
    """One answer of one model about one version of an article, as far as the text bears it out."""

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("version_id", "prompt_sha256", "model"),
        one_of("outcome", OUTCOMES),
        {"comment": "what a language model proposed about one version of an article, for review only"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the row")
    version_id: Mapped[int] = mapped_column(
        ForeignKey("article_versions.id"), comment="the text that was sent and that every span quotes"
    )
    model: Mapped[str] = mapped_column(comment="name of the model, as configured")
    prompt_sha256: Mapped[str] = mapped_column(comment="hash of what was asked beside the article")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="when (UTC)")
    outcome: Mapped[str] = mapped_column(comment="answered, refused, failed")
    why: Mapped[str | None] = mapped_column(comment="why it was refused or failed: one of our own words")
    characters: Mapped[int] = mapped_column(comment="how many of the text were sent")
    prompt_tokens: Mapped[int | None] = mapped_column(
        comment="how many tokens the server says that it read; null where it does not say"
    )
    proposals: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, comment="the proposals that stand in the text, each span verified, as in docs/json.md"
    )
    rejected: Mapped[dict[str, int]] = mapped_column(
        JSON, comment="what of the answer does not count: reason and number"
    )
    agrees: Mapped[int] = mapped_column(comment="proposals that say what a claim of ours says")
    adds: Mapped[int] = mapped_column(comment="proposals that say more than our claims")
    contradicts: Mapped[int] = mapped_column(comment="proposals that differ from a claim of ours")
