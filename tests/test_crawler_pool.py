"""The worker processes under calls that hang, eat memory and kill: each costs itself only."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler import pool
from crawler.limits import Limits
from crawler.pool import CallFailed, NoWorker, Poisonous, Pool
from pipelines import warm
from tests import poison

ROOT = Path(__file__).parent.parent
LIMITS = Limits(worker_seconds=4.0, worker_bytes=600_000_000)
POISON: dict[str, tuple[Callable[..., Any], tuple[Any, ...], str]] = {
    "endless loop": (poison.hang_in_python, (), "over 4 seconds"),
    "endless regular expression": (poison.hang_in_c, (), "over 4 seconds"),
    "one huge block": (poison.eat_memory, (3_000_000_000,), "more than 600 MB"),
    "memory bit by bit": (poison.eat_memory_slowly, (), "more than 600 MB"),
    "exit": (poison.leave, (3,), "exit code 3"),
    "exit that looks well": (poison.leave, (0,), "exit code 0"),
    "kill -9": (poison.shoot, (), "SIGKILL"),
    "segmentation fault": (poison.crash, (), "SIGSEGV"),
}


async def outcome(workers: Pool, function: Callable[..., Any], *arguments: Any) -> object:
    try:
        return await workers.call(function, *arguments)
    except (Poisonous, CallFailed) as problem:
        return f"{type(problem).__name__}: {problem}"


@pytest.fixture(scope="module")
def outcomes() -> dict[str, object]:
    """Poisonous calls among harmless ones, all in one queue."""

    async def all_of_it() -> dict[str, object]:
        workers = Pool(LIMITS)
        try:
            calls: dict[str, Any] = {}
            for number, (name, (function, arguments, _)) in enumerate(POISON.items()):
                calls[name] = outcome(workers, function, *arguments)
                calls[f"harmless {number}"] = outcome(workers, poison.double, number)
            calls["rules fail"] = outcome(workers, poison.rules_fail, 7)
            calls["interrupted"] = outcome(workers, poison.interrupted)
            calls["settings"] = outcome(workers, poison.own_settings)
            results = dict(zip(calls, await asyncio.gather(*calls.values()), strict=True))
            for pid in workers.pids:
                os.kill(pid, signal.SIGKILL)  # idle now
            results["after idle ones died"] = await outcome(workers, poison.double, 21)
            results["pids"] = workers.pids
        finally:
            workers.close()
        return results

    os.environ["HETAO_SECRET_OF_TESTS"] = "x"
    try:
        return asyncio.run(all_of_it())
    finally:
        del os.environ["HETAO_SECRET_OF_TESTS"]


@pytest.mark.parametrize("name", POISON)
def test_a_poisonous_call_fails_alone_and_says_how(outcomes: dict[str, object], name: str) -> None:
    told = str(outcomes[name])
    assert told.startswith("Poisonous: ")
    assert POISON[name][2] in told


def test_calls_in_the_queue_are_not_disturbed(outcomes: dict[str, object]) -> None:
    assert [outcomes[f"harmless {n}"] for n in range(len(POISON))] == [2 * n for n in range(len(POISON))]


def test_a_fault_of_the_rules_is_no_poison(outcomes: dict[str, object]) -> None:
    assert outcomes["rules fail"] == "CallFailed: ValueError: no rule for 7"


def test_ctrl_c_is_for_the_parent_to_answer(outcomes: dict[str, object]) -> None:
    assert outcomes["interrupted"] is True


def test_a_worker_gets_no_setting_of_ours_such_as_a_password(outcomes: dict[str, object]) -> None:
    assert outcomes["settings"] == []


def test_workers_that_die_while_idle_are_replaced(outcomes: dict[str, object]) -> None:
    assert outcomes["after idle ones died"] == 42


def test_closing_leaves_no_process(outcomes: dict[str, object]) -> None:
    pids = outcomes["pids"]
    assert isinstance(pids, tuple)
    assert not [pid for pid in pids if _runs(pid)]


def test_a_worker_is_renewed_after_many_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MOST_CALLS", 2)

    async def pids() -> list[int]:
        workers = Pool(Limits(workers=1))
        try:
            return [await workers.call(os.getpid) for _ in range(3)]
        finally:
            workers.close()

    first, second, third = asyncio.run(pids())
    assert first == second != third


def test_a_limit_that_no_worker_can_live_with_is_said_plainly() -> None:
    async def call() -> None:
        workers = Pool(Limits(worker_bytes=60_000_000), prepare=warm.warm_up)
        try:
            await workers.call(poison.double, 1)
        finally:
            workers.close()

    with pytest.raises(NoWorker, match="worker_memory"):
        asyncio.run(call())


ORPHAN = """
import asyncio, os
from crawler.limits import Limits
from crawler.pool import Pool
from pipelines import warm
from tests import poison

async def main():
    workers = Pool(Limits(worker_seconds=600))
    await asyncio.gather(workers.call(os.getpid), workers.call(os.getpid))
    hanging = asyncio.ensure_future(workers.call(poison.hang_in_c))
    await asyncio.sleep(0.2)
    print(*workers.pids, flush=True)
    await hanging

asyncio.run(main())
"""


def test_no_worker_outlives_a_parent_that_was_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    assert all(map(_runs, pids))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10  # one hangs inside C, one waits for work
    while any(map(_runs, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in pids if _runs(pid)]


def _runs(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"  # what nobody has waited for is dead all the same


def test_a_worker_that_nobody_calls_is_ended_and_another_is_started_when_one_does() -> None:
    async def called_twice() -> list[object]:
        workers = Pool(Limits(), idle_seconds=0.3)
        try:
            first, before = await workers.call(poison.double, 1), workers.pids
            await asyncio.sleep(1.0)
            return [first, len(before), workers.pids, await workers.call(poison.double, 2), len(workers.pids)]
        finally:
            workers.close()

    assert asyncio.run(called_twice()) == [2, 1, (), 4, 1]
