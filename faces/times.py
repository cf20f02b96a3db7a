"""Moments for people."""

from __future__ import annotations

from datetime import datetime

from pipelines.alerting import LOCAL


def when(value: datetime | None) -> str:
    """A moment as local time, short."""
    return value.astimezone(LOCAL).strftime("%m-%d %H:%M") if value else "-"
