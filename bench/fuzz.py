"""Fuzz what reads the web: python bench/fuzz.py [--seconds 60] [--seed 1] [--target read …] [--atheris]

Three campaigns for each target: inputs by grammar, against its laws; families of hard inputs at doubling sizes,
against linear time; and every regular expression of the rules, pumped. Prints cases a second, each finding with its
smallest input, and the worst exponent of growth. Exit status 1 on a finding. With --atheris the targets that take
bytes are fuzzed by coverage instead (the extra ``fuzz``: pip install -e '.[fuzz]').
"""

from __future__ import annotations

import argparse
import logging
import re
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.fuzzing import growth, inputs, patterns
from bench.fuzzing.targets import TARGETS, Target

#: A regular expression pumped with so many characters takes less than this, in seconds.
PUMPED, MOST_FOR_PATTERN = 4_000, 0.5
ROOT = Path(__file__).resolve().parent.parent
#: Inputs by grammar from which a search by coverage sets out.
SEEDS = 300
#: Patterns that are asked at one place only, or see stretches of some fifty characters or a title.
SPARED = (
    "boundaries._",
    "joiners._",
    "brands._BEFORE",
    "events._LEADING",
    "generic._TITLE_TAIL",
    "searches._JSONP",
    "page_dates._",
    "latin_names._BOTH",
    "latin_names._NOT_FIRST",
)


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def campaign(target: Target, seconds: float, seed: int) -> int:
    """Inputs by grammar for some seconds; gives the number of different findings."""
    random = Random(f"{seed} {target.name}")
    found: dict[str, bytes] = {}
    cases, longest = 0, 0.0
    failure(target, inputs.SENTENCES[0].encode())  # the lexicons are read once
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        body = inputs.made(target.grammar, random)
        before = time.monotonic()
        if where := failure(target, body):
            found[where] = min(found.get(where, body), body, key=len)
        longest = max(longest, time.monotonic() - before)
        cases += 1
    say(
        f"{target.name}: {cases} cases, {cases / seconds:.0f}/s, longest {longest:.2f} s, {len(found)} findings"
    )
    for where, body in found.items():
        say(f"  FINDING {where}\n    input {smaller(target, body, where)[:400]!r}")
    return len(found)


def failure(target: Target, body: bytes) -> str | None:
    """Where a target fails on an input, and how; None where it does not."""
    try:
        target.run(body)
    except Exception as problem:
        last = traceback.extract_tb(problem.__traceback__)[-1]
        told = " ".join(str(problem).split())[:100] if isinstance(problem, AssertionError) else ""
        return (
            f"{type(problem).__name__} at {Path(last.filename).name}:{last.lineno} {told.partition(':')[0]}"
        )
    return None


def smaller(target: Target, body: bytes, where: str, seconds: float = 5.0) -> bytes:
    """The input with all taken out of it that the finding does not need, as far as the time allows."""
    stop = time.monotonic() + seconds
    size = len(body) // 2
    while size and time.monotonic() < stop:
        at = 0
        while at < len(body) and time.monotonic() < stop:
            without = body[:at] + body[at + size :]
            if failure(target, without) == where:
                body = without
            else:
                at += size
        size //= 2
    return body


def growing(target: Target, seconds: float, seed: int) -> int:
    """Families of hard inputs, in an order that the seed tells, as far as the time allows."""
    families = list(growth.families(target.grammar).items())
    Random(f"{seed} {target.name}").shuffle(families)
    stop = time.monotonic() + seconds
    worst, findings, tried = 1.0, 0, 0
    for name, family in families:
        if time.monotonic() > stop:
            break
        tried += 1
        grown = growth.measured(target, family, largest=target.largest)
        if grown.is_finding:  # again, more exactly: another program may have been at work
            grown = growth.measured(target, family, largest=target.largest, exactly=True)
        worst = max(worst, grown.exponent)
        if grown.is_finding:
            findings += 1
            cut = ", cut off" if grown.cut_off else ""
            say(
                f"  FINDING time n^{grown.exponent:.2f}: {name}, {grown.sizes[-1]} bytes {grown.seconds[-1]:.2f} s{cut}"
            )
    say(
        f"{target.name}: growth at most n^{worst:.2f} over {tried} of {len(families)} families, {findings} findings"
    )
    return findings


def pumping(seed: int) -> int:
    """Every regular expression of the rules against runs of what it repeats."""
    findings = 0
    found = {n: p for n, p in patterns.patterns().items() if not any(short in n for short in SPARED)}
    for name, pattern in found.items():
        for text in patterns.attacks(pattern, PUMPED, Random(f"{seed} {name}")):
            seconds = patterns.seconds(pattern, text, MOST_FOR_PATTERN)
            if seconds >= MOST_FOR_PATTERN:
                findings += 1
                say(f"  FINDING {name} takes {seconds:.1f} s for {text[:30]!r} … {text[-12:]!r}")
                break
    say(f"patterns: {len(found)} pumped with {PUMPED} characters, {findings} findings")
    return findings


def by_coverage(targets: list[Target], seconds: float, seed: int) -> int:
    """Atheris on each target, from inputs by grammar on, in a process of its own, since it ends that process."""
    findings = 0
    for target in targets:
        with tempfile.TemporaryDirectory() as folder:
            random = Random(f"{seed} {target.name}")
            for number in range(SEEDS):
                (Path(folder) / f"seed-{number}").write_bytes(inputs.made(target.grammar, random))
            command = [
                *(sys.executable, "-m", "bench.fuzzing.coverage", target.name, folder),
                *(f"-max_total_time={max(1, int(seconds))}", f"-seed={seed}", "-max_len=20000"),
                *("-verbosity=1", "-timeout=60", "-rss_limit_mb=3000", f"-artifact_prefix={folder}/found-"),
            ]
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=ROOT)
            cases = re.search(r"Done (\d+) runs", done.stdout + done.stderr)
            say(f"{target.name}: by coverage, {cases[1] if cases else '?'} cases, status {done.returncode}")
            for file in Path(folder).glob("found-*"):
                body = file.read_bytes()
                where = failure(target, body) or "too slow or too large"
                say(f"  FINDING {where}\n    input {smaller(target, body, where)[:400]!r}")
            findings += done.returncode != 0
    return findings


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=20.0, help="for each campaign of each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", nargs="*", choices=[*(t.name for t in TARGETS), "patterns"])
    parser.add_argument("--no-growth", action="store_true", help="leave the growth of time out")
    parser.add_argument("--atheris", action="store_true", help="guided by coverage")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    targets = [t for t in TARGETS if not asked.target or t.name in asked.target]
    if asked.atheris:
        return min(1, by_coverage(targets, asked.seconds, asked.seed))
    findings = pumping(asked.seed) if not asked.target or "patterns" in asked.target else 0
    for target in targets:
        findings += campaign(target, asked.seconds, asked.seed)
        if target.largest and not asked.no_growth:
            findings += growing(target, asked.seconds, asked.seed)
    say(f"{findings} findings")
    return min(1, findings)


if __name__ == "__main__":
    sys.exit(main())
