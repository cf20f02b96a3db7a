"""Text that was decoded with a wrong charset, read again: by us, ftfy, and charset-normalizer on re-encoded bytes.

Usage: python -m bench.encoding.mojibake --corpus FOLDER [--texts 300] [--only "utf-8 as gbk"]

For each kind of damage that can be undone: the share of titles (12 to 30 characters) and of paragraphs (80 to 400) that
come back exactly. For each that loses characters: the share of the characters that come back whose bytes are all still
there, and of the lost ones how many we restored rightly and wrongly (the rest stay U+FFFD). Half of the texts are
Simplified, half Traditional, all of the test split; a kind takes those that its charsets hold. Where a kind loses a byte of
nearly every paragraph, paragraphs are joined of titles that it does not. Last, clean texts that are changed.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from bench.encoding.mojibake_kinds import LOSSY, REVERSIBLE, Kind, damaged, plain
from bench.encoding.texts import PARAGRAPH, paragraphs, titles
from pipelines.repairing.edits import applied
from pipelines.repairing.mojibake import find_mojibake

Script = Literal["hans", "hant"]
_SCRIPTS: tuple[Script, Script] = ("hans", "hant")
_WRONG = ("latin-1", "cp1252", "gb18030", "big5hkscs")


def _ours(text: str) -> str:
    return applied(text, find_mojibake(text))[0]


def _ftfy(text: str) -> str:
    import ftfy

    return ftfy.fix_encoding(plain(text))


def _recoded(text: str) -> str:
    """Re-encoded with each wrong charset; what charset-normalizer finds least messy."""
    from charset_normalizer import from_bytes

    found: list[tuple[float, str]] = []
    for wrong in _WRONG:
        try:
            best = from_bytes(plain(text).encode(wrong)).best()
        except UnicodeEncodeError:
            continue
        if best is not None:
            found.append((best.chaos - best.coherence, str(best)))
    return min(found)[1] if found else text


TOOLS: dict[str, Callable[[str], str]] = {"ours": _ours, "ftfy": _ftfy, "re-encode": _recoded}


@dataclass(slots=True)
class _Tally:
    texts: int = 0
    exact: int = 0
    whole: int = 0
    recovered: int = 0
    right: int = 0
    wrong: int = 0
    lost: int = 0

    def add(self, text: str, whole: list[bool], out: str) -> None:
        self.texts += 1
        self.exact += out == text
        same = _same(text, out)
        self.whole += sum(whole)
        self.recovered += sum(kept and at in same for at, kept in enumerate(whole))
        self.lost += len(whole) - sum(whole)
        if len(out) == len(text):
            gone = [at for at, kept in enumerate(whole) if not kept]
            self.right += sum(out[at] == text[at] for at in gone)
            self.wrong += sum(out[at] not in (text[at], "\ufffd") for at in gone)


def _same(text: str, out: str) -> set[int]:
    """The characters of ``text`` that stand in ``out``, in order."""
    if len(text) == len(out):
        return {at for at, character in enumerate(text) if out[at] == character}
    matcher = difflib.SequenceMatcher(None, text, out, autojunk=False)
    return {at for a, _, n in matcher.get_matching_blocks() for at in range(a, a + n)}


_Case = tuple[str, str, list[bool]]


def _texts(corpus: Path, kind: Kind, long: bool, wanted: int) -> Iterator[_Case]:
    source = paragraphs if long else titles
    for script in _SCRIPTS:
        cases = _broken(source(corpus, "test", script), kind)
        if long and kind.reversible:
            cases = chain(cases, _broken(_joined(titles(corpus, "test", script), kind), kind))
        yield from islice(cases, wanted // 2)


def _broken(texts: Iterable[str], kind: Kind) -> Iterator[_Case]:
    for text in texts:
        broken = damaged(text, kind)
        if broken is not None:
            yield text, *broken


def _joined(clauses: Iterable[str], kind: Kind) -> Iterator[str]:
    """Clauses that a kind does not lose, joined to paragraphs by ASCII: few paragraphs come through whole."""
    kept: list[str] = []
    for clause, _, _ in _broken(clauses, kind):
        kept.append(clause)
        if sum(map(len, kept)) >= PARAGRAPH[0]:
            yield ", ".join(kept)
            kept = []


def _row(corpus: Path, kind: Kind, wanted: int) -> str:
    cells = [f"{kind.name:36}"]
    for long in (False, True):
        cases = list(_texts(corpus, kind, long, wanted))
        cells.append(f"{len(cases):4}")
        for name, tool in TOOLS.items():
            tally = _Tally()
            for text, broken, whole in cases:
                tally.add(text, whole, tool(broken))
            part, all_of_it = (
                (tally.exact, tally.texts) if kind.reversible else (tally.recovered, tally.whole)
            )
            cells.append(f"{part / all_of_it:6.3f}" if all_of_it else "     -")
            if name == "ours" and not kind.reversible:
                cells.append(f"({tally.lost}: {tally.right} right, {tally.wrong} wrong)")
    return " ".join(cells)


def _clean(corpus: Path) -> str:
    texts = [
        t for script in _SCRIPTS for source in (titles, paragraphs) for t in source(corpus, "test", script)
    ]
    changed = {
        name: sum(tool(t) != t for t in texts[:: 1 if name == "ours" else 10]) for name, tool in TOOLS.items()
    }
    parts = ", ".join(
        f"{name} {n} of {len(texts[:: 1 if name == 'ours' else 10])}" for name, n in changed.items()
    )
    return f"clean texts changed ({sum(map(len, texts)):,} characters): {parts}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Mojibake, read again.")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    head = " ".join(f"{name[:6]:>6}" for name in TOOLS)
    for name, kinds in (("exact", REVERSIBLE), ("recoverable characters", LOSSY)):
        print(f"\n{name:36} titles {head}   paragraphs {head}")
        for kind in kinds:
            if options.only in kind.name:
                print(_row(options.corpus, kind, options.texts), flush=True)
    print("\n" + _clean(options.corpus))


if __name__ == "__main__":
    main()
