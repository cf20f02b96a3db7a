"""A month of invented news for bench/month.py: what happens, who reports it in which words, and what is no news at all.

The same for the same seed. Every happening has parties or a name that no other has, and is reported by one to four outlets,
each in a wording of its own (bench/month_words.toml), at its own time, and dated in its own way (今日, 昨日, 11月3日); some are
reprinted, in the other script where that outlet writes it; some are told again weeks later. Truth is a list of facts.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bench.soak_stories import TOWNS, TRADES, names_of
from crawler.demo.stories import NAMES, OUTLETS, Story
from pipelines.alerting import LOCAL

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("month_words.toml").read_text("utf-8"))
#: How often each kind happens, of all.
_OFTEN = {
    "strategic": 5, "cooperation": 5, "settle": 6, "lease": 3, "investment": 5, "mou": 4, "unveil": 4, "topping": 2,
    "policy": 2, "alliance": 2, "appoint": 1, "forum": 3, "scheduled": 3, "terminated": 1,
}  # fmt: skip
_FIELDS: list[str] = WORDS["names"]["fields"]
_BODIES = ("联合实验室", "研究院", "创新中心")
_TOPICS: list[str] = WORDS["names"]["topics"]
_FORUMS: list[str] = WORDS["names"]["forums"]
_PEOPLE = ("秦陆贺苏江方柳覃温卓沈顾", "望听知怀叙既闻如清一", "舒澜微瑾白笛秋晦和帆")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What must be told once. ``key``: the happening; ``truth``: family, kind and status; ``change``: what is corrected."""

    key: str
    truth: str
    at: datetime
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article at the moment at which its outlet publishes it. ``why``: what it is, for whoever counts."""

    at: datetime
    story: Story
    why: str


@dataclass(kw_only=True)
class News:
    """Everything that is published, and all that is true."""

    items: list[Item]
    facts: list[Fact]
    by_key: dict[str, Item]  # of the story

    def add(self, more: Iterable[Item]) -> None:
        """More that is published."""
        found = list(more)
        self.items += found
        self.by_key |= {item.story.key: item for item in found}


def month(*, seed: int, end: date, days: int, a_day: int, silent: dict[str, tuple[float, float]]) -> News:
    """So many days up to ``end``, with ``a_day`` happenings on each, and two to five other articles an outlet.

    ``silent``: when an outlet publishes nothing (days from the beginning). What stands in the outlets before the first
    day is told by nobody: the first crawl is held.
    """
    writer = _Writer(random.Random(seed), end, days, silent)
    for day in range(-2, days):
        for _ in range(a_day if day >= 0 else 3):
            writer.happening(day)
        for outlet in OUTLETS:
            for _ in range(writer.chance.randint(2, 5)):
                writer.other(day, outlet)
    return writer.news()


class _Writer:
    def __init__(
        self, chance: random.Random, end: date, days: int, silent: dict[str, tuple[float, float]]
    ) -> None:
        self.chance, self.end, self.days = chance, end, days
        self._silent = silent
        self._names = names_of(chance)
        self._forums = iter(chance.sample(_FORUMS, len(_FORUMS)))
        policies = [f"河套深圳园区{topic}{form}" for topic in _TOPICS for form in ("管理办法", "若干措施")]
        self._policies = iter(chance.sample(policies, len(policies)))
        people = [a + b + c for a in _PEOPLE[0] for b in _PEOPLE[1] for c in _PEOPLE[2]]
        self._people = iter(chance.sample(people, len(people)))
        self._drafts: list[tuple[datetime, dict[str, Any], str]] = []
        self._facts: list[Fact] = []
        self._happened = 0

    def news(self) -> News:
        """All of it in order; a listing shows the highest day first and then sorts by key."""
        self._drafts.sort(key=lambda draft: draft[0])
        keys = {id(given): f"m{99_999 - number}" for number, (_, given, _) in enumerate(self._drafts)}
        items = []
        for at, given, why in self._drafts:
            local, original = at.astimezone(LOCAL), given.pop("original", None)
            story = Story(
                key=keys[id(given)],
                day=(local.date() - self.end).days,
                clock=local.time(),
                held=True,
                reprint_of=keys[id(original)] if original else None,
                **given,
            )
            items.append(Item(at=at, story=story, why=why))
        facts = [fact for fact in self._facts if self._moment(0) <= fact.at < self._moment(self.days)]
        return News(items=items, facts=facts, by_key={item.story.key: item for item in items})

    def _moment(self, day: float, hour: float = 0.0) -> datetime:
        first = datetime.combine(self.end - timedelta(days=self.days - 1), time(0), LOCAL)
        return first + timedelta(days=day, hours=hour)

    # ------------------------------------------------------------ what happens

    def happening(self, day: int) -> None:
        """Something happens on a day, and is reported."""
        kind = self.chance.choices(list(_OFTEN), list(_OFTEN.values()))[0]
        self._happened += 1
        about, key = self._about(kind, day), f"h{self._happened}-{kind}"
        first = self._moment(day, self.chance.uniform(8, 20))
        told = self._reports(kind, key, about, first, self.chance.choices((1, 2, 3, 4), (40, 30, 20, 10))[0])
        if kind == "investment" and len(told) < 3 and self.chance.random() < 0.35:
            self._correct(key, about, first, {given["outlet"] for given in told})
        if kind == "scheduled":
            self._goes_on(key, about, first)
        elif day >= 0 and self.chance.random() < 0.2:  # told again, long after
            later = first + timedelta(days=self.chance.randint(5, 20))
            self._report(kind, key, about, later, self.chance.choice(OUTLETS), why="retold")

    def _reports(
        self, kind: str, key: str, about: dict[str, Any], first: datetime, many: int
    ) -> list[dict[str, Any]]:
        outlets, told = self.chance.sample(OUTLETS, k=len(OUTLETS)), []
        for place, outlet in enumerate(outlets[:many]):
            at = first + timedelta(hours=0 if place == 0 else self.chance.uniform(0.3, 26))
            if (given := self._report(kind, key, about, at, outlet)) is not None:
                told.append(given)
        if told:
            self._fact(key, kind, first)
        if told and many < len(outlets) and self.chance.random() < 0.5:
            self._reprint(told[0], outlets[many], first + timedelta(hours=self.chance.uniform(1, 30)))
        return told

    def _fact(self, key: str, kind: str, at: datetime, change: str = "") -> None:
        self._facts.append(Fact(key=key, truth=WORDS[kind]["truth"], at=at, change=change))

    def _correct(self, key: str, about: dict[str, Any], first: datetime, had: set[str]) -> None:
        """The sum was wrong: two other outlets know the right one."""
        right, others = {**about, "sum": self._sum()}, [outlet for outlet in OUTLETS if outlet not in had]
        told = [
            self._report(
                "investment", key, right, first + timedelta(hours=27 + 2 * n), outlet, why="correction"
            )
            for n, outlet in enumerate(others[: len(had) + 1])
        ]
        if sum(given is not None for given in told) > len(had):
            self._fact(key, "investment", first + timedelta(hours=30), "correction")

    def _goes_on(self, key: str, about: dict[str, Any], first: datetime) -> None:
        """What was announced takes place, or is put off."""
        if self.chance.random() < 0.4:
            later = {**about, "from": about["then"], "then": about["then"] + timedelta(days=9)}
            self._reports("postponed", key, later, first + timedelta(days=2), 2)
        else:
            at = datetime.combine(about["then"], time(11), LOCAL)
            self._reports("forum", key, {**about, "day": about["then"]}, at, 2)

    def _about(self, kind: str, day: int) -> dict[str, Any]:
        chance = self.chance
        stem = next(self._names)
        parties = {name: next(self._names) + chance.choice(TRADES) for name in "ab"}
        what = {
            "unveil": stem + chance.choice(_FIELDS) + chance.choice(_BODIES),
            "topping": stem + "科创大厦",
            "policy": next(self._policies, f"{stem}管理办法") if kind == "policy" else "",
            "alliance": f"{stem}{chance.choice(_FIELDS)}产业联盟",
        }
        happens = (self._moment(day)).date()
        return {
            **parties,
            "what": next(self._forums, stem + "论坛")
            if kind in ("forum", "scheduled")
            else what.get(kind, ""),
            "p": next(self._people),
            "q": next(self._people),
            "field": chance.choice(_FIELDS),
            "sum": self._sum(),
            "n": chance.randint(12, 60),
            "day": happens,
            "then": happens + timedelta(days=chance.randint(4, 9)),
            "from": happens,
        }

    def _sum(self) -> str:
        return f"{self.chance.randint(12, 98) / 10:.1f}亿元"

    # ------------------------------------------------------------ who reports it

    def _report(
        self, kind: str, key: str, about: dict[str, Any], at: datetime, outlet: str, *, why: str = "report"
    ) -> dict[str, Any] | None:
        """A wording of a happening; None where the outlet is silent just then."""
        words = WORDS[kind]
        slots = {
            **about,
            **{name: self._party(about[name]) for name in "ab"},
            "D": self._dated(about["day"], at),
        }
        slots |= {name: f"{about[name]:%-m月%-d日}" for name in ("then", "from")}
        given = {
            "outlet": outlet,
            "title": self.chance.choice(words["titles"]).format(**slots),
            "text": "\n".join([self.chance.choice(words["leads"]).format(**slots), *self._more(4)]),
            "relevance": "subject",
            "tells": (words["truth"],),
            "same": key,
        }
        return given if self._put(at, given, why) else None

    def _reprint(self, original: dict[str, Any], outlet: str, at: datetime) -> None:
        given = {**original, "outlet": outlet, "origin": NAMES[original["outlet"]], "original": original}
        self._put(at, given, "reprint")

    def other(self, day: int, outlet: str) -> None:
        """An article of which nothing is told."""
        about = self.chance.random() < 0.35
        title, text = self.chance.choice(WORDS["quiet"]["subject" if about else "irrelevant"])
        at = self._moment(day, self.chance.uniform(7, 22))
        old = at - timedelta(days=self.chance.randint(100, 500))
        slots = {
            **self._slots(),
            **{name: next(self._names) + self.chance.choice(TRADES) + "有限公司" for name in "ab"},
            "p": self.chance.choice(_PEOPLE[0]) + "女士",
            "D": self._dated(at.date(), at),
            "old": f"{old:%Y年%-m月%-d日}",
        }
        given = {
            "outlet": outlet,
            "title": title.format(**slots),
            "text": "\n".join([text.format(**slots), *self._more(2)]),
            "relevance": "subject" if about else "irrelevant",
        }
        self._put(at, given, "other")

    def _put(self, at: datetime, given: dict[str, Any], why: str) -> bool:
        begin, end = self._silent.get(given["outlet"], (0.0, 0.0))
        if self._moment(begin) <= at < self._moment(end) or at >= self._moment(self.days):
            return False
        self._drafts.append((at.replace(second=0, microsecond=0), given, why))
        return True

    def _more(self, many: int) -> list[str]:
        return [line.format(**self._slots()) for line in self.chance.sample(WORDS["lines"]["more"], k=many)]

    def _slots(self) -> dict[str, Any]:
        chance = self.chance
        return {
            "town": chance.choice(TOWNS), "n": chance.randint(12, 60), "m": chance.randint(2, 9),
            "field": chance.choice(_FIELDS),
        }  # fmt: skip

    def _party(self, name: str) -> str:
        return name + self.chance.choice(("有限公司", "有限公司", "股份有限公司", ""))

    def _dated(self, day: date, at: datetime) -> str:
        """The day of what happened, as a report of another day says it."""
        age = (at.astimezone(LOCAL).date() - day).days
        plain = f"{day:%-m月%-d日}"
        near = {0: ("今日", "今天", f"{day.day}日"), 1: ("昨日", "昨天", f"{day.day}日")}.get(age)
        if near is None or self.chance.random() < 0.55:
            return plain
        return self.chance.choice((*near, "日前"))
