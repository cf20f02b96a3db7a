"""Pages per second and CPU per page of a whole crawl, beside Scrapy alone: python bench/crawl.py [--seed 7] [--one-core]

One loopback site (nginx where installed) of invented pages of about 30 kB, one in twenty about the zone, is crawled in turn
by a bare Scrapy spider that only fetches, by Scrapy with trafilatura in its callback, and by ours from the feed to the rows.
Politeness is overridden for all three, and each override is printed. With ``--one-core`` all of it, the web server
included, shares one core. trafilatura is wanted for this bench only: pip install trafilatura
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench import site  # noqa: E402
from bench.crawlers import OVERRIDDEN, Measured  # noqa: E402
from bench.pages import pages  # noqa: E402

AIM = 0.6


def say(line: str) -> None:
    """One line of the answer."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measure(who: str, host: str, folder: Path) -> Measured:
    """One crawl in a process and a folder of its own."""
    fresh = Path(tempfile.mkdtemp(dir=folder))
    shutil.copy(folder / "paths.txt", fresh)
    script = "import sys; from pathlib import Path; from bench.crawlers import main; main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))"
    done = subprocess.run(
        [sys.executable, "-c", script, who, host, str(fresh)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    if done.returncode:
        raise SystemExit(f"{who} failed:\n{done.stderr[-3000:]}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def compare(count: int, seed: int, rounds: int, who: list[str]) -> dict[str, list[Measured]]:
    """Crawl the site in turns; gives what each crawl took."""
    made = list(pages(count, seed=seed))
    results: dict[str, list[Measured]] = {name: [] for name in who}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's worker is another user
        site.write_site(folder, made)
        (folder / "paths.txt").write_text("\n".join(one.path for one in made), "utf-8")
        with site.serve(folder) as (host, server):
            say(
                f"{count} pages of {statistics.mean(len(m.body) for m in made) / 1000:.1f} kB served by {server}"
            )
            for _ in range(rounds):
                for one in who:
                    results[one].append(measure(one, host, folder))
    return results


def main() -> int:
    """Run the rounds and print the table; 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one-core", action="store_true", help="all processes on one core")
    given = parser.parse_args()
    if given.one_core:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    say("overridden for all: " + ", ".join(f"{name} = {value}" for name, value in OVERRIDDEN.items()))
    who = ["bare", "hetao", *(["trafilatura"] if find_spec("trafilatura") else [])]
    if "trafilatura" not in who:
        say("trafilatura is not installed (pip install trafilatura); it is left out")
    results = compare(given.pages, given.seed, given.rounds, who)
    for name, measured in results.items():
        _line(name, measured)
    ratio = statistics.median(
        (mine.pages / mine.seconds) / (bare.pages / bare.seconds)
        for mine, bare in zip(results["hetao"], results["bare"], strict=True)
    )
    say(f"ratio of pages/s to the bare spider: {ratio:.2f} (aim: at least {AIM})")
    return 0 if ratio >= AIM else 1


def _line(name: str, measured: list[Measured]) -> None:
    speed = statistics.median(m.pages / m.seconds for m in measured)
    main_cpu = statistics.median(m.cpu_main / m.pages for m in measured) * 1000
    workers = statistics.median(m.cpu_workers / m.pages for m in measured) * 1000
    became = ", ".join(f"{n} {outcome}" for outcome, n in sorted(measured[-1].outcomes.items()))
    say(
        f"{name:>12}: {speed:6.0f} pages/s; CPU a page: {main_cpu:5.2f} ms main, {workers:5.2f} ms workers; {became}"
    )


if __name__ == "__main__":
    sys.exit(main())
