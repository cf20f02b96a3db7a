"""How much memory this program and its worker processes hold."""

from __future__ import annotations

from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Resident bytes of the program itself and of all its worker processes together."""

    own: int
    workers: int


def memory() -> Memory:
    """What is held at this moment."""
    this = psutil.Process()
    workers = 0
    for child in this.children(recursive=True):
        try:
            workers += child.memory_info().rss
        except psutil.NoSuchProcess:  # ended while we counted
            continue
    return Memory(own=this.memory_info().rss, workers=workers)


def lives(pid: int) -> bool:
    """Whether a process with this number runs on this machine."""
    return bool(psutil.pid_exists(pid))
