"""One byte lost in a GBK stream: python -m bench.encoding.lost_byte --corpus FOLDER [--texts N] [--part tune]

Real titles and paragraphs, one byte of one Han character lost in each, read again as a mirror would. For each way of
losing it: the share of texts restored exactly (blind to width), and the share of the damaged characters that are right afterwards,
for ours and for ftfy and re-encoding with charset-normalizer. ``worse`` counts texts with more wrong characters than
they came with. Where both bytes of a character are gone (the other one was unreadable too) nothing can tell it but
its neighbours: these texts are counted apart, as ``beyond``.
"""

from __future__ import annotations

import argparse
import random
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import charset_normalizer
import ftfy

from bench.encoding.texts import paragraphs, titles
from pipelines.repairing import repair


@dataclass(frozen=True)
class Way:
    """How a byte is lost: which one, what stands in its stead, and how the rest is read."""

    name: str
    lead: bool
    instead: bytes
    codec: str = "gb18030"
    errors: str = "replace"
    folded: bool = False


WAYS = (
    Way("lead byte became ?", True, b"?"),
    Way("lead byte became ?, read as gbk", True, b"?", codec="gbk"),
    Way("lead byte became ?, rest stripped", True, b"?", errors="ignore"),
    Way("lead byte became ?, then NFKC", True, b"?", folded=True),
    Way("lead byte dropped", True, b""),
    Way("trail byte dropped", False, b""),
    Way("trail byte became ?", False, b"?"),
)


def damaged(text: str, way: Way, chance: random.Random) -> str | None:
    """The text as it is read after the loss, or None where no Han character could be chosen."""
    places = [at for at, c in enumerate(text) if "\u4e00" <= c <= "\u9fff" and _in_gbk(c)]
    if not places:
        return None
    at = chance.choice(places)
    before = text[:at].encode("gb18030")
    lost = len(before) + (0 if way.lead else 1)
    body = text.encode("gb18030")
    body = body[:lost] + way.instead + body[lost + 1 :]
    read = body.decode(way.codec, way.errors)
    return unicodedata.normalize("NFKC", read) if way.folded else read


def _in_gbk(character: str) -> bool:
    return len(character.encode("gb18030")) == 2


def wrong_characters(text: str, truth: str) -> int:
    """How many characters of either text have no partner in the other."""
    blocks = SequenceMatcher(None, text, truth, autojunk=False).get_matching_blocks()
    return max(len(text), len(truth)) - sum(block.size for block in blocks)


def _again(text: str) -> str:
    """Encoded again in each wrong charset and read as charset-normalizer says: what libraries offer."""
    for wrong in ("gb18030", "big5hkscs", "latin-1"):
        try:
            match = charset_normalizer.from_bytes(text.encode(wrong)).best()
        except UnicodeEncodeError:
            continue
        if match and match.encoding not in (wrong, "ascii"):
            return str(match)
    return text


TOOLS: dict[str, Callable[[str], str]] = {
    "ours": lambda text: repair(text).text,
    "ftfy": ftfy.fix_text,
    "re-encode + charset-normalizer": _again,
}


def cases(texts: tuple[str, ...], way: Way, count: int) -> Iterator[tuple[str, str]]:
    """Damaged texts with their truth; both folded alike where the way folds."""
    chance = random.Random(f"lost byte {way.name}")
    found = 0
    for text in texts:
        if found >= count:
            return
        read = damaged(text, way, chance)
        truth = unicodedata.normalize("NFKC", text) if way.folded else text
        if read is not None and read != truth:
            found += 1
            yield read, truth


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=300, help="texts a row")
    parser.add_argument("--part", choices=("tune", "test"), default="test")
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    chosen = parser.parse_args(arguments)
    tools = {"ours": TOOLS["ours"]} if chosen.ours else TOOLS
    print(f"{'lost':34} {'texts':>6} {'tool':31} {'exact':>6} {'mended':>7} {'worse':>6} {'beyond':>7}")
    for kind, source in (("title", titles), ("paragraph", paragraphs)):
        for script in ("hans", "hant"):
            texts = source(chosen.corpus, chosen.part, script)
            for way in WAYS:
                sample = list(cases(texts, way, chosen.texts))
                for name, tool in tools.items():
                    print(_row(f"{kind} {script}: {way.name}", sample, name, tool))
    return 0


def _row(label: str, sample: list[tuple[str, str]], name: str, tool: Callable[[str], str]) -> str:
    exact = worse = beyond = before = after = 0
    for read, truth in sample:
        cured = tool(read)
        # blind to width: curing a text also makes its half-width punctuation full-width
        read, cured, truth = (unicodedata.normalize("NFKC", text) for text in (read, cured, truth))
        was, left = wrong_characters(read, truth), wrong_characters(cured, truth)
        exact += cured == truth
        worse += left > was
        beyond += "?\ufffd" in read or "\ufffd?" in read
        before += was
        after += min(left, was)
    shares = f"{exact / len(sample):6.3f} {1 - after / max(1, before):7.3f} {worse:6} {beyond:7}"
    return f"{label:50} {len(sample):6} {name:31} {shares}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
