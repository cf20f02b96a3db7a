"""Byte strings of 100 B to 10 kB and pages, intact or damaged, none declared: which charset are they in?

    python -m bench.encoding.charset_strings --corpus FOLDER [--texts 200] [--damaged] [--chardet7 DIR]

An intact string counts where its text comes back character by character, a damaged one where its charset (as the
superset of its family: GB18030, Big5-HKSCS) is named right. Texts are of the test part, which no rule was tuned on.
"""

from __future__ import annotations

import argparse
import codecs
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.encoding.charset_pages import (
    FOUR_BYTES,
    GBK_NAMES,
    HONG_KONG,
    Script,
    injected,
    made_pages,
    to_bytes,
    written,
)
from bench.encoding.charset_peers import Peer, family, peers, table
from bench.encoding.texts import Split, paragraphs


@dataclass(frozen=True, slots=True)
class Kind:
    """How a string is written: its script, the charset, what is put in, the byte order mark."""

    name: str
    script: Script
    codec: str
    characters: tuple[str, ...] = ()
    mark: bytes = b""


KINDS = (
    Kind("UTF-8", "hans", "utf-8"),
    Kind("UTF-8 BOM", "hant", "utf-8", mark=codecs.BOM_UTF8),
    Kind("GBK", "hans", "gbk", GBK_NAMES),
    Kind("GBK hant", "hant", "gbk"),
    Kind("GB18030", "hans", "gb18030", FOUR_BYTES),
    Kind("Big5", "hant", "big5"),
    Kind("HKSCS", "hant", "big5hkscs", HONG_KONG),
    Kind("UTF-16LE BOM", "hans", "utf-16-le", mark=codecs.BOM_UTF16_LE),
    Kind("UTF-16BE BOM", "hant", "utf-16-be", mark=codecs.BOM_UTF16_BE),
    Kind("UTF-16LE", "hans", "utf-16-le"),
    Kind("UTF-16BE", "hant", "utf-16-be"),
)
LENGTHS = (100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Item:
    """One string: its kind, its length or "page", its text (None when damaged) and its bytes."""

    kind: Kind
    size: str
    damage: str
    text: str
    body: bytes


def intact(corpus: Path, part: Split, count: int) -> list[Item]:
    """So many strings of each kind and length, and as many pages."""
    made: list[Item] = []
    for kind in KINDS:
        generator = random.Random(f"strings {kind.name}")
        texts = paragraphs(corpus, part, kind.script)
        for length in LENGTHS:
            for _ in range(count):
                made.append(_item(kind, str(length), _string(texts, kind, length, generator)))
        for page in made_pages(corpus, part, kind.script, max(1, count // 4)):
            if kind.characters:
                page = injected(page, kind.characters, generator)
            made.append(_item(kind, "page", page))
    return made


def _string(texts: tuple[str, ...], kind: Kind, length: int, generator: random.Random) -> str:
    """Paragraphs of about so many bytes, beginning anywhere."""
    text = generator.choice(texts)
    start = generator.randrange(max(1, len(text) - 60))
    text = text[start:]
    while len(text) * 2 < length:
        text += "\n" + generator.choice(texts)
    if kind.characters:
        text = injected(text, kind.characters, generator, times=max(1, length // 300))
    size = {"utf-8": 3}.get(kind.codec, 2)
    return text[: length // size]


def _item(kind: Kind, size: str, text: str) -> Item:
    text, body = written(text, kind.codec)
    return Item(kind, size, "", text, kind.mark + body)


# ------------------------------------------------------------------------------ damage


def _inside(body: bytes, generator: random.Random) -> int:
    """A place inside the text: a byte outside ASCII."""
    for _ in range(200):
        at = generator.randrange(4, max(5, len(body)))
        if body[at : at + 1] > b"\x7f":
            return at
    return len(body) // 2


def _cut(body: bytes, generator: random.Random) -> bytes:
    return body[: _inside(body[len(body) // 2 :], generator) + len(body) // 2]


def _beheaded(body: bytes, generator: random.Random) -> bytes:
    """As a range request or a stream joined late gives it: the first bytes are missing."""
    return body[_inside(body[: len(body) // 2], generator) :]


def _lost(body: bytes, generator: random.Random) -> bytes:
    at = _inside(body, generator)
    return body[:at] + body[at + 1 :]


def _three_lost(body: bytes, generator: random.Random) -> bytes:
    for _ in range(3):
        body = _lost(body, generator)
    return body


def _added(body: bytes, generator: random.Random) -> bytes:
    at = _inside(body, generator)
    return body[:at] + bytes([generator.randrange(256)]) + body[at:]


def _replaced(body: bytes, generator: random.Random) -> bytes:
    at = _inside(body, generator)
    return body[:at] + b"?" + body[at + 1 :]


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut": _cut,
    "beheaded": _beheaded,
    "1 lost": _lost,
    "3 lost": _three_lost,
    "added": _added,
    "replaced": _replaced,
}


def damaged(corpus: Path, part: Split, count: int) -> list[Item]:
    """The strings of :func:`intact` with every damage in turn, and with a fragment in another charset."""
    made: list[Item] = []
    generator = random.Random("damage")
    foreign = paragraphs(corpus, part, "hans")
    for number, item in enumerate(intact(corpus, part, count)):
        names = (*DAMAGES, "foreign")
        name = names[number % len(names)]
        if name != "foreign":
            body = DAMAGES[name](item.body, generator)
        elif item.kind.codec.startswith("utf-16"):
            continue  # nothing glues bytes into UTF-16
        else:
            body = _glued(item, generator.choice(foreign), generator)
        made.append(Item(item.kind, item.size, name, item.text, body))
    return made


def _glued(item: Item, text: str, generator: random.Random) -> bytes:
    """A fragment of a tenth of the length, in another charset, between two characters."""
    other = "gbk" if item.kind.codec == "utf-8" else "utf-8"
    fragment = text[: max(4, min(60, len(item.text) // 10))].encode(other, "ignore")
    at = generator.randrange(len(item.text) // 2, len(item.text))
    before, after = (to_bytes(text, item.kind.codec) for text in (item.text[:at], item.text[at:]))
    return item.kind.mark + before + b"\n" + fragment + b"\n" + after


# ------------------------------------------------------------------------------ the tables


def is_right(peer: Peer, item: Item) -> bool:
    label, text = peer.read(item.body, None)
    if not item.damage:
        return text == item.text
    answer = family(label)
    if answer == "utf-16" and item.kind.mark:
        return item.kind.codec.startswith("utf-16")
    return answer == family(item.kind.codec)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=200, help="strings of each kind and length")
    parser.add_argument("--damaged", action="store_true", help="damaged strings instead of intact ones")
    parser.add_argument("--chardet7", type=Path, help="folder with chardet 7")
    parser.add_argument("--part", choices=("tune", "test"), default="test")
    parser.add_argument("--ours-only", action="store_true", help="without the peers")
    parser.add_argument("--misses", type=int, default=0, help="show so many of our misses on stderr")
    options = parser.parse_args()
    made = (damaged if options.damaged else intact)(options.corpus, options.part, options.texts)
    columns: dict[str, Callable[[Item], str]] = {"kind": lambda i: i.kind.name, "size": lambda i: i.size}
    if options.damaged:
        columns["damage"] = lambda i: i.damage
    every = peers(chardet7=options.chardet7)[: 1 if options.ours_only else None]
    right = {peer.name: [is_right(peer, item) for item in made] for peer in every}
    title = "Damaged: charset right" if options.damaged else "Intact: text exact"
    for what, of in columns.items():
        rows: dict[str, dict[str, str]] = {}
        for name, hits in right.items():
            rows[name] = {"all": f"{sum(hits) / len(hits):.4f}"}
            for value in dict.fromkeys(map(of, made)):
                those = [hit for hit, item in zip(hits, made, strict=True) if of(item) == value]
                rows[name][value] = f"{sum(those) / len(those):.3f}"
        table(f"{title}, by {what}: {len(made)} strings of the {options.part} part", rows)
    _show_misses(made, right[every[0].name], every[0], options.misses)


def _show_misses(made: list[Item], hits: list[bool], peer: Peer, most: int) -> None:
    missed = [item for item, hit in zip(made, hits, strict=True) if not hit]
    for item in missed[:most]:
        label, text = peer.read(item.body, None)
        print(f"{item.kind.name} {item.size} {item.damage}: {label} {text[:40]!r}", file=sys.stderr)


if __name__ == "__main__":
    main()
