"""Worker processes for what costs CPU: a call that hangs, eats memory or kills its worker costs that call only.

Each worker has a socket of its own, so that one that dies in the middle of a word disturbs no other, and is watched
by its call on the event loop: no thread waits, nothing polls. Why not a library: docs/decisions/0007.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from crawler.limits import Limits
from crawler.worker import BEGUN, LENGTH, Answered, Ready, Start, Task

log = logging.getLogger("hetao.workers")
T = TypeVar("T")
#: Importing the rules and reading the lexicons takes about two seconds; a machine under load gets this.
START_SECONDS = 120.0
#: A worker is renewed after so many calls: what caches and a fragmented heap keep is given back.
MOST_CALLS = 2_000
#: A worker that was not called for so long is ended; starting one takes two seconds of CPU.
IDLE_SECONDS = 600.0
#: A call whose workers die before they begin is not at fault; if so many do, perhaps it is after all.
MOST_BEGINNINGS = 3
# not -m: the module would be __main__ there, and its messages of unknown types here
_BECOME_WORKER = "from crawler.worker import main; main()"


class Poisonous(Exception):
    """A call took too long, took too much memory or killed its worker; the message says which."""


class CallFailed(Exception):
    """The function raised; the message says what."""


class NoWorker(RuntimeError):
    """A worker could not be started; the call was not tried."""


def _environment() -> dict[str, str]:
    """Ours, with the way to our modules; without our own settings: a worker needs no database password."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HETAO_")}
    return kept | {"PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)}


class _Worker:
    """One worker process and the socket to it."""

    def __init__(self) -> None:
        self.calls = 0
        mine, theirs = socket.socketpair()
        mine.setblocking(False)
        self._connection = mine
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _BECOME_WORKER, str(os.getpid())],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    async def tell(self, message: object) -> None:
        data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        await asyncio.get_running_loop().sock_sendall(self._connection, LENGTH.pack(len(data)) + data)

    async def has_begun(self) -> None:
        """Wait until the worker has the task whole.

        Raises:
            EOFError: it died before.
        """
        if await self._exactly(len(BEGUN)) != BEGUN:
            raise EOFError

    async def hear(self) -> Any:
        (length,) = LENGTH.unpack(await self._exactly(LENGTH.size))
        return pickle.loads(await self._exactly(length))

    async def _exactly(self, length: int) -> bytearray:
        data = bytearray(length)
        view, have = memoryview(data), 0
        while have < length:
            got = await asyncio.get_running_loop().sock_recv_into(self._connection, view[have:])
            if not got:
                raise EOFError
            have += got
        return data

    def ended(self) -> str:
        """How the process ended, once its socket is closed."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        code = self._process.returncode
        if code is not None and code < 0:
            return signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        return f"exit code {code}"

    def kill(self) -> None:
        """End the process now, and wait until it has."""
        self._connection.close()
        self._process.kill()
        with contextlib.suppress(
            subprocess.TimeoutExpired
        ):  # a process in the kernel's hands ends when it may
            self._process.wait(timeout=5)


class Pool:
    """Calls functions of ours in worker processes. One for the whole program; used on one event loop."""

    def __init__(
        self,
        limits: Limits,
        *,
        prepare: Callable[[], None] | None = None,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._limits = limits
        self._start_with = Start(memory=limits.worker_bytes, prepare=prepare)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._free = limits.workers
        self._idle_seconds = idle_seconds
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._told = False

    async def call(self, function: Callable[..., T], *arguments: Any) -> T:
        """What a function of a module gives for picklable arguments.

        Raises:
            Poisonous: it took too long, took too much memory or killed its worker.
            CallFailed: it raised.
            NoWorker: no worker could be started.
        """
        task = Task(function=function, arguments=arguments, seconds=self._limits.worker_seconds)
        await self._turn()
        try:
            answered = await self._answer(task)
        finally:
            self._next()
        if answered.memory:
            raise Poisonous(f"it needs more than {self._limits.worker_bytes // 1_000_000} MB of memory")
        if answered.error is not None:
            raise CallFailed(answered.error)
        value: T = answered.value
        return value

    async def _answer(self, task: Task) -> Answered:
        """The answer of the first worker that lives long enough to begin."""
        for _ in range(MOST_BEGINNINGS):
            worker = await self._worker()
            try:
                answered = await self._ask(worker, task)
            except BaseException:
                self._discard(worker)
                raise
            if answered is None:
                self._discard(worker)
                continue
            self._keep(worker, answered)
            return answered
        raise Poisonous("no worker lived until it began")

    async def _ask(self, worker: _Worker, task: Task) -> Answered | None:
        """A worker's answer; None where it died before it began."""
        begun = False
        try:
            async with asyncio.timeout(task.seconds):
                await worker.tell(task)
                await worker.has_begun()
                begun = True
                answered: Answered = await worker.hear()
                return answered
        except TimeoutError:
            raise Poisonous(f"it took over {task.seconds:g} seconds") from None
        except (EOFError, ConnectionError):
            if not begun:
                return None
            raise Poisonous(f"it killed the worker ({worker.ended()})") from None

    # ------------------------------------------------------------ turns

    async def _turn(self) -> None:
        """Wait until a worker may be used: first come, first served."""
        if self._free:
            self._free -= 1
            return
        mine = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._next()
            raise

    def _next(self) -> None:
        while self._waiting:
            one = self._waiting.popleft()
            if not one.done():
                one.set_result(None)
                return
        self._free += 1

    # ------------------------------------------------------------ workers

    async def _worker(self) -> _Worker:
        """An idle worker that is still alive, else a new one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                return worker
            self._discard(worker)
        return await self._start()

    async def _start(self) -> _Worker:
        worker = _Worker()
        self._all.add(worker)
        try:
            async with asyncio.timeout(START_SECONDS):
                await worker.tell(self._start_with)
                ready: Ready = await worker.hear()
        except (EOFError, ConnectionError, TimeoutError):
            ready = Ready(limited=True, error=worker.ended())
        except BaseException:
            self._discard(worker)
            raise
        if ready.error:
            self._discard(worker)
            raise NoWorker(
                f"a worker process could not start ({ready.error}); is [limits] worker_memory too small?"
            )
        if not ready.limited and not self._told:
            self._told = True
            log.warning(
                "this system holds no process to a memory limit: [limits] worker_memory counts for nothing"
            )
        return worker

    def _keep(self, worker: _Worker, answered: Answered) -> None:
        worker.calls += 1
        if answered.memory or worker.calls >= MOST_CALLS:
            self._discard(worker)
        else:
            self._idle.append(worker)
            loop = asyncio.get_running_loop()
            loop.call_later(self._idle_seconds, self._retire, worker, worker.calls)

    def _retire(self, worker: _Worker, calls: int) -> None:
        """End a worker that nobody has called since: a quiet night needs no 250 MB."""
        if worker in self._idle and worker.calls == calls:
            self._idle.remove(worker)
            self._discard(worker)

    def _discard(self, worker: _Worker) -> None:
        self._all.discard(worker)
        worker.kill()

    @property
    def pids(self) -> tuple[int, ...]:
        """The worker processes that there are now."""
        return tuple(worker.pid for worker in self._all)

    def close(self) -> None:
        """End all workers."""
        for worker in tuple(self._all):
            self._discard(worker)
        self._idle.clear()
