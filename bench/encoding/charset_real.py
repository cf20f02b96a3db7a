"""The real pages of the corpus as they came: which of them are read in the charset that they are in?

    python -m bench.encoding.charset_real --corpus FOLDER [--chardet7 DIR]

The manifest says what each page is in, found by decoding it. A page counts where the family of its charset is
named (for peers that do not unpack gzip: after unpacking) and the text is the one that this charset gives. Pages of
lossy bytes, which no charset decodes whole, count by the charset alone. Every exception is listed.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from bench.encoding.charset_peers import Peer, family, peers, table
from bench.encoding.texts import pages
from pipelines.encoding import decode, unpacked
from pipelines.encoding.lenient import as_on_the_web


def truth(row: dict[str, object], body: bytes) -> tuple[str, str | None]:
    """The codec of a page and its text; None where bytes are damaged."""
    actual = str(row["actual_encoding"])
    inner = re.fullmatch(r"gzip\((.+)\)", actual)
    codec = family((inner[1] if inner else actual).removesuffix("-lossy").removesuffix("-sig"))
    assert codec is not None
    try:
        text = unpacked(body).decode(codec).removeprefix("\ufeff").replace("\x00", "")
        return codec, as_on_the_web(text, codec)
    except UnicodeDecodeError:
        return codec, None


def is_right(peer: Peer, row: dict[str, object], body: bytes) -> bool:
    label, text = peer.read(body if peer.name.startswith("hetao") else unpacked(body), None)
    codec, expected = truth(row, body)
    if expected is None:
        return family(label) == codec
    return text is not None and text.replace("\x00", "") == expected


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--chardet7", type=Path, help="folder with chardet 7")
    options = parser.parse_args()
    real = pages(options.corpus)
    rows: dict[str, dict[str, str]] = {}
    for peer in peers(chardet7=options.chardet7):
        right = sum(is_right(peer, row, body) for row, body in real)
        rows[peer.name] = {"right": str(right), "of": str(len(real)), "share": f"{right / len(real):.3f}"}
        if peer.name == "hetao decode":
            missed = [(row, body) for row, body in real if not is_right(peer, row, body)]
            damaged = [(row, body) for row, body in real if truth(row, body)[1] is None]
    table("Real pages, without a header", rows)
    for title, listed in (("Ours reads otherwise", missed), ("Damaged bytes, by charset alone", damaged)):
        print(f"\n{title}: {len(listed)}")
        for row, body in listed:
            charset = decode(body).charset
            print(f"- {row['path']}: in {row['actual_encoding']}, read as {charset.used} ({charset.why})")


if __name__ == "__main__":
    main()
