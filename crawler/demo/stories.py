"""The demo's articles as values, with the days filled in."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from pipelines.alerting import LOCAL

OUTLETS = ("xingzhou", "nanling", "gangwan", "kuaixun")
NAMES = {"xingzhou": "星洲日讯", "nanling": "南岭晚报", "gangwan": "港湾时报", "kuaixun": "湾畔快讯"}
_DAY = re.compile(r"\{(?P<form>[dDy])(?P<offset>[+-]\d+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One invented article. ``day``: days from the day of serving; ``clock``: when on that day, local time; ``tells``: what
    must be told of it."""

    key: str
    outlet: str
    day: int
    title: str
    text: str
    relevance: str
    tells: tuple[str, ...] = ()
    same: str | None = None
    origin: str | None = None
    reprint_of: str | None = None
    damage: str | None = None
    held: bool = False
    hidden: bool = False
    undated: bool = False
    clock: time = time(9)

    @property
    def path(self) -> str:
        """Where its outlet has it."""
        return f"/{'private' if self.hidden else 'news'}/{self.key}.html"

    def published_at(self, today: date) -> datetime:
        """When it appears, on its day."""
        return datetime.combine(today + timedelta(days=self.day), self.clock, LOCAL)

    def text_on(self, today: date) -> str:
        """The text with its days filled in."""
        return _DAY.sub(
            lambda m: _spelled(today + timedelta(days=int(m["offset"])), m["form"]), self.text
        ).strip()


def _spelled(day: date, form: str) -> str:
    spelled = {
        "d": f"{day.month}月{day.day}日",
        "D": f"{day.day}日",
        "y": f"{day.year}年{day.month}月{day.day}日",
    }
    return spelled[form]


def load() -> dict[str, Story]:
    """All articles by key, in the order of the file; reprints carry the text of what they reprint."""
    data = tomllib.loads((files("crawler.demo") / "articles" / "articles.toml").read_text("utf-8"))
    stories: dict[str, Story] = {}
    for row in data["article"]:
        stories[row["key"]] = _story(row, stories)
    return stories


def _story(row: dict[str, Any], earlier: dict[str, Story]) -> Story:
    excerpt = row.pop("excerpt", False)
    if "reprint_of" in row:
        text = earlier[row["reprint_of"]].text
        row["text"] = "\n".join(text.strip().split("\n")[:2]) if excerpt else text
    row["tells"] = tuple(row.get("tells", ()))
    return Story(**row)
