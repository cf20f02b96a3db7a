"""The bounds of a run, a page, a worker and the daemon, as one frozen value; ``hetao.toml`` sets them."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What nothing may pass: seconds, bytes and numbers. What a bound leaves undone waits for the next run."""

    run_pages: int = 500
    run_seconds: float = 1800.0
    run_bytes: int = 300 * MEGABYTE
    # Nothing of news weighs more; what does is cut off and recorded as too large.
    page_bytes: int = 10 * MEGABYTE
    page_seconds: float = 30.0
    redirects: int = 5
    # No article takes a second; what takes this long never ends.
    worker_seconds: float = 30.0
    # A worker with its lexicons holds some 200 MB; a tree of a 10 MB page takes up to twenty times its size.
    worker_bytes: int = 1500 * MEGABYTE
    # A second worker starts only while the first is busy: one endless page does not hold up the others.
    workers: int = 2
    daemon_bytes: int = 800 * MEGABYTE
