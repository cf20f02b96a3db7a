"""What a turn at a host costs: ``python bench/turns.py [--turns 2000] [--database-url URL]``.

So many turns at twenty hosts are reserved one after the other in an empty SQLite file, and in the database that is named (an
empty one). Printed for each: CPU of this program and time for one turn, and the greatest time of one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from database import addresses, session
from database.save_hosts import Wish, reserve_turn

HOSTS = 20


def measure(url: str, turns: int) -> str:
    """One line of figures."""
    session.migrate(url)
    store = session.open_store(url)
    spent: list[float] = []
    try:
        cpu = time.process_time()
        for number in range(turns):
            begin = time.perf_counter()
            reserve_turn(store, Wish(host=f"h{number % HOSTS}.example", distance=3.0, most=10**6))
            spent.append(time.perf_counter() - begin)
        cpu = time.process_time() - cpu
    finally:
        store.close()
    return f"{cpu / turns * 1000:.2f} ms CPU, {sum(spent) / turns * 1000:.2f} ms a turn, {max(spent) * 1000:.0f} ms at most"


def main() -> int:
    """Prints a line for each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=2_000)
    parser.add_argument("--database-url", help="another, empty database beside SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(f"SQLite: {measure(f'sqlite:///{folder}/turns.db', options.turns)}\n")
    if options.database_url:
        named = addresses.shown(options.database_url)
        sys.stdout.write(f"{named}: {measure(options.database_url, options.turns)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
