"""Functions that do to a worker process what a hostile page might; and some that do no harm."""

from __future__ import annotations

import os
import re
import signal
import time


def double(number: int) -> int:
    return 2 * number


def rules_fail(number: int) -> int:
    raise ValueError(f"no rule for {number}")


def hang_in_python() -> None:
    while True:
        pass


def hang_in_c() -> None:
    """Backtracks for longer than the universe is old, and never lets go of the interpreter."""
    re.match(r"(a+)+$", "a" * 64 + "b")


def eat_memory(size: int) -> int:
    return len(bytearray(size))


def eat_memory_slowly() -> None:
    held: list[bytes] = []
    while True:
        held.append(b"x" * 1_000_000)


def leave(code: int) -> None:
    os._exit(code)


def shoot() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def interrupted() -> bool:
    """What Ctrl-C in the terminal does to every process of the program."""
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.05)
    return True


def own_settings() -> list[str]:
    return [name for name in os.environ if name.startswith("HETAO_")]
