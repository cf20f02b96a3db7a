"""News that nobody wrote: articles of twenty subjects, put together from sentences with slots.

``frames.txt`` holds the sentences, ``banks.txt`` what may fill their slots; names, days and sums are drawn. A text keeps
to its subject with some sentences that serve all, and now and then a passage that many texts share, as the reports of
one paper do: texts of one subject have about as much in common as news of one desk.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import opencc

_FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{([^{}\d]+)(\d?)\}")
_FIRST_DAY = datetime(2026, 9, 1, tzinfo=UTC)
_DAYS = 30
#: Characters of a text, and the share of those written in Traditional, of sentences that serve all subjects, and of
#: texts with a passage that others have too.
LENGTHS = (200, 1500)
_TRADITIONAL, _GENERAL, _BACKGROUND = 0.2, 0.25, 0.3
_OUTLETS = ("深河新闻网", "福河日报", "南方要闻", "湾区财讯", "河谷资讯", "新讯社", "云上快报", "港聞晚報")


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An invented article."""

    id: str
    title: str
    text: str = field(repr=False)
    published_at: datetime
    outlet: str


class _Drawn:
    """The fillers of one article: a numbered slot keeps its filler."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._kept: dict[str, str] = {}

    def fill(self, frame: str) -> str:
        """The sentence with all its slots filled."""
        return _SLOT.sub(self._filler, frame)

    def _filler(self, found: re.Match[str]) -> str:
        name, number = found.groups()
        if number:
            return self._kept.setdefault(name + number, self._draw(name))
        return self._draw(name)

    def _draw(self, name: str) -> str:
        made = _MADE.get(name)
        return made(self._chance) if made else self._chance.choice(banks()[name])


def _of(*names: str) -> Callable[[random.Random], str]:
    """One of each bank, in a row."""
    return lambda chance: "".join(chance.choice(banks()[name]) for name in names)


def _number(low: int, high: int, unit: str = "") -> Callable[[random.Random], str]:
    return lambda chance: f"{chance.randint(low, high)}{unit}"


def _sum(chance: random.Random) -> str:
    figure = str(chance.randint(2, 99)) if chance.random() < 0.5 else f"{chance.uniform(1, 60):.2f}"
    return figure + chance.choice(("万元", "亿元", "万美元", "万港元"))


def _person(chance: random.Random) -> str:
    names = banks()["名"]
    given = "".join(chance.choice(names) for _ in range(chance.choice((1, 2, 2))))
    return chance.choice(banks()["姓"]) + given


def _remark(chance: random.Random) -> str:
    return f"{chance.choice(banks()['评甲'])}，{chance.choice(banks()['评乙'])}"


_MADE: dict[str, Callable[[random.Random], str]] = {
    "人": _person,
    "企": _of("字", "字", "业", "型"),
    "校": _of("字", "字", "校尾"),
    "地": _of("字", "字", "域尾"),
    "路": _of("字", "字", "路尾"),
    "机": _of("字", "字", "域尾", "局"),
    "额": _sum,
    "几": _number(3, 60),
    "多": lambda chance: f"{int(10 ** chance.uniform(2, 4))}",
    "龄": _number(19, 91),
    "比": lambda chance: f"{chance.uniform(1, 95):.1f}%",
    "日": lambda chance: f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
    "时": lambda chance: f"{chance.randint(0, 23)}时{chance.randint(1, 59)}分",
    "年": _number(1984, 2025),
    "级": _number(1, 9),
    "数值": _number(11, 480),
    "额级": _number(30, 9000),
    "早晚": lambda chance: chance.choice("早晚"),
    "评": _remark,
}


@lru_cache(maxsize=1)
def banks() -> dict[str, tuple[str, ...]]:
    """What may fill a slot, by name."""
    lines = (_FOLDER / "banks.txt").read_text("utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return {name: tuple(fillers.split("|")) for name, fillers in pairs}


@lru_cache(maxsize=1)
def frames() -> dict[str, tuple[str, ...]]:
    """Sentences by subject; titles begin with ``T``."""
    found: dict[str, list[str]] = {}
    subject = ""
    for line in (_FOLDER / "frames.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            subject = line[3:]
        elif line and not line.startswith("#"):
            found.setdefault(subject, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}


@lru_cache(maxsize=1)
def subjects() -> tuple[str, ...]:
    """The subjects that an article may have."""
    return tuple(name for name, lines in frames().items() if lines[0].startswith("T "))


@lru_cache(maxsize=1)
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2hk")


def invented(count: int, seed: int | str, *, traditional: bool = True) -> Iterator[News]:
    """That many articles, each with its own id; ``traditional``: a fifth of them in that script."""
    chance = random.Random(f"news {seed}")
    for number in range(count):
        script = traditional and chance.random() < _TRADITIONAL
        yield _article(chance, f"{seed}-{number}", traditional=script)


def _article(chance: random.Random, name: str, *, traditional: bool) -> News:
    drawn = _Drawn(chance)
    lines = frames()[chance.choice(subjects())]
    title = drawn.fill(chance.choice([line[2:] for line in lines if line.startswith("T ")]))
    text = _body(chance, drawn, [line for line in lines if not line.startswith("T ")])
    if traditional:
        title, text = _traditional().convert(title), _traditional().convert(text)
    moment = _FIRST_DAY + timedelta(minutes=chance.randrange(_DAYS * 24 * 60))
    return News(id=name, title=title, text=text, published_at=moment, outlet=chance.choice(_OUTLETS))


def _body(chance: random.Random, drawn: _Drawn, own: list[str]) -> str:
    """Sentences until the length is reached, in paragraphs of one to four."""
    low, high = LENGTHS
    wanted = low * (high / low) ** chance.random() * 0.95
    told = _endless(chance, own), _endless(chance, frames()["通用"])
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < wanted:
        sentences = (drawn.fill(next(told[chance.random() < _GENERAL])) for _ in range(chance.randint(1, 4)))
        paragraphs.append("".join(sentences))
    if chance.random() < _BACKGROUND:
        paragraphs.append(chance.choice(frames()["背景"]))
    return "\n".join(paragraphs)[:high]


def _endless(chance: random.Random, lines: tuple[str, ...] | list[str]) -> Iterator[str]:
    """All lines in some order, then again in another."""
    while True:
        yield from chance.sample(lines, len(lines))
