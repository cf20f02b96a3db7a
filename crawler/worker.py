"""What runs in a worker process: it takes tasks from one socket and answers, within its limits, until told to end.

It is started by :mod:`crawler.pool`, with the socket as standard input. A message is eight bytes of length and a
pickle; both ends are this program, nothing else reaches the socket.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import pickle
import signal
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

LENGTH = struct.Struct(">Q")
#: prctl(2): the signal that the kernel sends to a child when its parent ends.
_PR_SET_PDEATHSIG = 1


#: A worker says this when it has a task whole: whoever dies before it did not die of the task.
BEGUN = b"\x01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The parent's first word: what may be used at most, and what to do before the first task."""

    memory: int
    prepare: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A function of a module, called with its arguments; the time limit is the parent's affair and a last resort here."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The worker's first word: it is prepared; whether the system holds it to its memory limit."""

    limited: bool
    error: str | None = None  # why it cannot work


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a function gave, or how it failed: ``error`` in words, ``memory`` where the limit was met."""

    value: Any = None
    error: str | None = None
    memory: bool = False


def send(connection: socket.socket, message: object) -> None:
    """Write one message."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    connection.sendall(LENGTH.pack(len(data)))
    connection.sendall(data)


def receive(connection: socket.socket) -> Any:
    """Read one message.

    Raises:
        EOFError: the other side has gone.
    """
    (length,) = LENGTH.unpack(_exactly(connection, LENGTH.size))
    return pickle.loads(_exactly(connection, length))


def _exactly(connection: socket.socket, length: int) -> bytearray:
    data = bytearray(length)
    view, have = memoryview(data), 0
    while have < length:
        got = connection.recv_into(view[have:])
        if not got:
            raise EOFError
        have += got
    return data


def limit_memory(size: int) -> bool:
    """Hold this process to so many bytes; False where the system cannot.

    RLIMIT_DATA counts what the process itself takes (Linux 4.7 and newer); RLIMIT_AS would count mapped
    libraries too. macOS accepts both and heeds neither.
    """
    if not sys.platform.startswith("linux"):
        return False
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        return True
    return False


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends; elsewhere the closed socket and the last resort do."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def work(connection: socket.socket, nowhere: TextIO) -> None:
    """Do task after task; a task without memory is answered and is the last one."""
    while True:
        task: Task = receive(connection)
        connection.sendall(BEGUN)
        # a last resort that needs no interpreter: an orphan in an endless loop ends too
        faulthandler.dump_traceback_later(task.seconds * 2 + 10, exit=True, file=nowhere)
        answered = answer(task)
        send(connection, answered)
        faulthandler.cancel_dump_traceback_later()
        if answered.memory:
            return


def answer(task: Task) -> Answered:
    """What a task gives; whatever it raises is put in words."""
    try:
        return Answered(value=task.function(*task.arguments))
    except MemoryError:
        return Answered(error="no memory", memory=True)
    except Exception as problem:  # the fault of a rule: its page is marked, the worker goes on
        return Answered(error=f"{type(problem).__name__}: {problem}"[:500])


def prepared(start: Start) -> Ready:
    """Set the memory limit and prepare, under it."""
    limited = limit_memory(start.memory)
    try:
        if start.prepare:
            start.prepare()
    except Exception as problem:  # most likely a limit that is too small: the parent says so
        return Ready(limited=limited, error=f"{type(problem).__name__}: {problem}"[:500])
    return Ready(limited=limited)


def main() -> None:
    """Become a worker; the argument is the parent's number."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    end_with_parent(int(sys.argv[1]))
    connection = socket.socket(fileno=os.dup(0))
    with Path(os.devnull).open("w") as nowhere, contextlib.suppress(EOFError, ConnectionError):
        send(connection, prepared(receive(connection)))
        work(connection, nowhere)
