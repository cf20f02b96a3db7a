"""Whether there is a network: asked of all outlets at once, and known in seconds."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import closing
from datetime import timedelta

from crawler.network import any_answers
from crawler.source import Feed, Source


def source(url: str) -> Source:
    return Source(
        id="x", outlet="x", family="x", language="en", hosts=("*",), entry_points=(Feed(url=url),),
        every=timedelta(hours=1), example=url,
    )  # fmt: skip


def test_one_host_that_answers_is_a_network() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        there = [source("http://192.0.2.1/"), source(f"http://{address}/rss")]
        assert asyncio.run(any_answers(there, [address]))
        assert not asyncio.run(any_answers(there, [])), "an address that may not be connected is not"


def test_seventy_hosts_that_do_not_answer_are_no_network_soon() -> None:
    hosts = [f"192.0.2.{n}" for n in range(1, 71)]  # for documentation: nobody answers there
    started = time.monotonic()
    assert not asyncio.run(any_answers([source(f"http://{host}/") for host in hosts], hosts, seconds=0.2))
    assert time.monotonic() - started < 30
