"""Readings in brackets: ten forms of those that mirrors insert, put into real texts, and genuine ones, which must stay.

    python -m bench.encoding.pinyin --corpus FOLDER [--texts N]

Each form breaks N texts of the test part, half of them Simplified, with a fixed seed; a text counts as exact where it
comes back as it was. A bracket counts as removed where its reading is gone. The genuine ones are of our own writing,
``genuine_readings.tsv`` beside this file. ftfy, the only other tool that mends text, knows no such damage.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ftfy
import pypinyin

from bench.encoding.texts import Split, paragraphs
from pipelines.han_model import is_han
from pipelines.repairing import repair
from pipelines.repairing.edits import applied
from pipelines.repairing.pinyin import find_pinyin

_SEED = 20261125
_GENUINE = Path(__file__).with_name("genuine_readings.tsv")


@dataclass(frozen=True, slots=True)
class _Form:
    """How a mirror writes: which share of the characters gets a reading, which reading, and the bracket around."""

    name: str
    share: float
    bracket: str = "({})"
    style: pypinyin.Style = pypinyin.Style.TONE
    spell: Callable[[str], str] = str
    any_reading: bool = False


_FORMS = (
    _Form("創(chuàng )", 0.1, "({} )"),
    _Form("創(chuàng) on all", 1.0),
    _Form("創（chuàng）", 0.15, "（{}）"),
    _Form("創(chuang)", 0.15, style=pypinyin.Style.NORMAL),
    _Form("創(chuang4), lv4", 0.15, style=pypinyin.Style.TONE3, spell=lambda r: r.replace("ü", "v")),
    _Form("創 ( chuàng ) 新", 0.15, " ( {} ) "),
    _Form("創((chuàng))", 0.15, "(({}))"),
    _Form("any reading of 行", 0.25, any_reading=True),
    _Form("創(Chuàng)", 0.15, spell=str.capitalize),
    _Form(
        "創(chuɑ̀nɡ), accents apart",
        0.15,
        spell=lambda r: unicodedata.normalize("NFD", r).replace("a", "ɑ").replace("g", "ɡ"),
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--part", choices=("tune", "test"), default="test")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="N texts of each form that are not exact"
    )
    options = parser.parse_args()
    inserted(options.corpus, options.part, options.texts, options.show)
    genuine()


def inserted(corpus: Path, part: Split, count: int, show: int) -> None:
    """The table of the ten forms."""
    print(f"{'form':<26} {'texts':>6} {'readings':>9} {'removed':>8} {'exact':>7} {'ftfy exact':>11}")
    total: Counter[str] = Counter()
    for form in _FORMS:
        row: Counter[str] = Counter()
        for text in _texts(corpus, part, count):
            damaged, readings = _damaged(text, form)
            cured, steps = applied(damaged, find_pinyin(damaged))
            row += Counter(texts=1, readings=readings, removed=len(steps), exact=cured == text)
            row["ftfy"] += ftfy.fix_text(damaged) == text
            if cured != text and show > row["shown"]:
                row["shown"] += 1
                print(f"  {damaged}\n  {cured}")
        total += row
        print(_row(form.name, row))
    print(_row("all", total))


def genuine() -> None:
    """Genuine readings, by kind: how many texts the whole repair leaves as they are."""
    rows: dict[str, Counter[str]] = {}
    for line in _GENUINE.read_text("utf-8").splitlines():
        kind, text = line.split("\t")
        kept = all(found.name != "pinyin_in_brackets" for found in repair(text).repairs)
        rows.setdefault(kind, Counter()).update(texts=1, kept=kept)
        if not kept:
            print(f"  removed: {text}")
    print(f"\n{'genuine':<30} {'texts':>6} {'kept':>6}")
    for kind, row in [*rows.items(), ("all", sum(rows.values(), Counter()))]:
        print(f"{kind:<30} {row['texts']:>6} {row['kept']:>6}")


def _texts(corpus: Path, part: Split, count: int) -> list[str]:
    """Whole texts without a bracket of their own, half of each script."""
    halves = [
        [text for text in paragraphs(corpus, part, script) if not set("()（）") & set(text)]
        for script in ("hans", "hant")
    ]
    return [text for half in halves for text in half[: (count + 1) // 2]][:count]


def _damaged(text: str, form: _Form) -> tuple[str, int]:
    """The text as a mirror of this form shows it, and how many readings it holds."""
    rng = random.Random(f"{_SEED} {form.name} {text}")
    pieces: list[str] = []
    readings = 0
    toned = pypinyin.pinyin(text, style=form.style, errors=lambda rest: list(rest))
    for character, usual in zip(text, toned, strict=True):
        pieces.append(character)
        if not is_han(character) or rng.random() >= form.share:
            continue
        known = pypinyin.pinyin(character, style=form.style, heteronym=True)[0] if form.any_reading else usual
        reading = form.spell(rng.choice(known))
        if not is_han(reading[0]):  # a character without a known reading
            pieces.append(form.bracket.format(reading))
            readings += 1
    return "".join(pieces), readings


def _row(name: str, row: Counter[str]) -> str:
    removed = row["removed"] / max(1, row["readings"])
    exact, peer = row["exact"] / max(1, row["texts"]), row["ftfy"] / max(1, row["texts"])
    return f"{name:<26} {row['texts']:>6} {row['readings']:>9} {removed:>8.4f} {exact:>7.3f} {peer:>11.3f}"


if __name__ == "__main__":
    main()
