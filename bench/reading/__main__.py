"""Our reader of pages against others on real Chinese pages: ``python -m bench.reading CORPUS``.

CORPUS is the folder with the pages that ``labels.jsonl`` names; it is not part of this repository, and may be given as
HETAO_READING_CORPUS. The peers come with the extra ``bench``; one that is not installed is said to be missing. Rules are
chosen on ``tune``; of ``test`` only totals are shown, and ``--misses`` shows single pages of ``tune`` alone.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from bench.reading.labels import UNJUDGED, Labelled, load
from bench.reading.poorer import POORER
from bench.reading.readers import READERS, Worker, missing
from bench.reading.scoring import Answer, Scores, body_f1, same_origin, same_title

_HEAD = f"{'':38} body mean, median  title  day    origin failed  pages per CPU second"


#: How a page is given to a reader.
_Given = Callable[[Labelled], bytes | str]


def measured(
    reader: str, pages: list[Labelled], given: _Given, limit: float
) -> tuple[Scores, list[Answer | None], float]:
    """The scores of a reader, its answers, and pages per second of a processor."""
    worker, scores, answers, seconds = Worker(reader, limit), Scores(), [], 0.0
    for page in pages:
        answer, spent = worker.ask(given(page))
        scores.add(page, answer)
        answers.append(answer)
        seconds += spent
    worker.close()
    return scores, answers, len(pages) / seconds


def raw(page: Labelled) -> bytes:
    """As it came."""
    return page.body


def decoded(page: Labelled) -> str:
    """As we decode it."""
    return page.decoded


_GIVEN = {raw: "raw bytes", decoded: "our decoded text"}


def misses(page: Labelled, answer: Answer | None) -> list[str]:
    """What is wrong in an answer, in lines."""
    if answer is None:
        return ["  failed"]
    found = []
    if not same_title(answer.title, page.title):
        found.append(f"  title: {answer.title!r}, not {page.title!r}")
    if answer.published_on != page.published_on:
        found.append(f"  day: {answer.published_on}, not {page.published_on}")
    if page.origin != UNJUDGED and not same_origin(answer.origin, page.origin):
        found.append(f"  origin: {answer.origin!r}, not {page.origin!r}")
    score = body_f1(answer.text or "", page.text)
    if score < 0.995:
        found.append(f"  body: {score:.3f}")
        mine, theirs = ("".join(text.split()) for text in (answer.text or "", page.text))
        blocks = difflib.SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
        for kind, i1, i2, j1, j2 in blocks:
            if kind != "equal" and max(i2 - i1, j2 - j1) >= 4:
                found.append(
                    f"    {kind}: label {theirs[i1:i2][:60]!r} {i2 - i1}, read {mine[j1:j2][:90]!r} {j2 - j1}"
                )
    return found


def poorer(options: argparse.Namespace) -> int:
    """Our reader, and readability that it builds on, on pages with poorer markup."""
    for half in options.half:
        pages = load(Path(options.corpus), half)
        print(f"\n{half}: {len(pages)} pages\n{_HEAD}")
        for name, poorer_of in POORER.items():
            for reader in ("ours", "readability-lxml"):
                scores, _, speed = measured(
                    reader, pages, lambda page, of=poorer_of: of(page.decoded), options.limit
                )
                print(f"{name + ', ' + reader:38} {scores.row()}  {speed:7.1f}", flush=True)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, nargs="?", default=os.environ.get("HETAO_READING_CORPUS"))
    parser.add_argument("--half", choices=("tune", "test"), nargs="*", default=["tune", "test"])
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    parser.add_argument("--misses", action="store_true", help="what our reader gets wrong on tune")
    parser.add_argument(
        "--poorer", action="store_true", help="with poorer markup; of peers readability alone"
    )
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for a page")
    options = parser.parse_args()
    if options.corpus is None:
        parser.error("name the folder of the pages, or set HETAO_READING_CORPUS")
    if options.poorer:
        return poorer(options)
    absent = missing()
    if absent and not options.ours:
        print(f"not installed, so not compared: {', '.join(absent)} (pip install 'hetao-watch[bench]')")
    readers = ["ours"] if options.ours else [name for name in READERS if name not in absent]
    for half in options.half:
        pages = load(Path(options.corpus), half)
        print(f"\n{half}: {len(pages)} pages of {len({page.site for page in pages})} sites\n{_HEAD}")
        for reader in readers:
            for given in (raw,) if reader == "ours" else (raw, decoded):
                scores, answers, speed = measured(reader, pages, given, options.limit)
                name = reader if reader == "ours" else f"{reader}, {_GIVEN[given]}"
                print(f"{name:38} {scores.row()}  {speed:7.1f}", flush=True)
                if reader == "ours" and half == "tune" and options.misses:
                    for page, answer in zip(pages, answers, strict=True):
                        if wrong := misses(page, answer):
                            print(f"== {page.path}\n" + "\n".join(wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
