"""What a flood holds back that was written before it was known as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from database import models
from pipelines.watches import Watch

#: A flood is what one source brings within so long (:data:`pipelines.watches.FLOOD`).
SPAN = timedelta(hours=1)


def hold_what_waits(session: Session, source_id: str, watches: Sequence[Watch], *, now: datetime) -> None:
    """Hold the alerts of a source of the last hour that wait to be sent: the first of a flood are as doubtful as the rest.

    Channels that programs read get them all the same, and so does who waits for the end of a failed try: it was sent once.
    """
    row = models.Delivery
    of_source = (
        select(models.Alert.id)
        .join(models.Claim, models.Claim.id == models.Alert.claim_id)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .where(models.Article.source_id == source_id, models.Alert.created_at.between(now - SPAN, now))
    )
    read = {channel for watch in watches for channel in watch.programs}
    session.execute(
        update(row)
        .where(row.alert_id.in_(of_source), row.state == "waiting", row.tries == 0, row.channel.not_in(read))
        .values(state="held", hold="flood")
    )
