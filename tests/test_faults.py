"""The bench of kills in short: a crawl that is killed again and again ends where an undisturbed one does."""

from __future__ import annotations

import pytest

from bench import faults
from bench.faults import Kill
from bench.store_dump import differences
from crawler.demo.site import serve
from tests import postgresql

KILLS = {
    "sqlite": [
        Kill(work="crawl", number=16, delay=0.0),  # between two pages of a listing
        Kill(work="save", number=4, delay=0.003),
        Kill(work="deliver", number=2, delay=0.0005),
    ],
    "postgresql": [Kill(work="decide", number=6, delay=0.01), Kill(work="deliver", number=3, delay=0.0005)],
}


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_after_kills_the_database_is_that_of_an_undisturbed_run(
    kind: str, request: pytest.FixtureRequest
) -> None:
    server = ""
    if kind == "postgresql":
        request.getfixturevalue("postgresql_url")  # skips where there is no server
        with postgresql.server() as address:
            server = address.render_as_string(hide_password=False)
    with serve(today=faults.TODAY, ports=(0, 0, 0, 0)) as site:
        peace, _ = faults.trial(kind, server, site, [])
        left, struck = faults.trial(kind, server, site, KILLS[kind])
    assert struck == [True] * len(KILLS[kind])
    assert left.problems == ()
    assert differences(peace.content, left.content) == []
    assert left.told == peace.told
    assert sum(peace.told.values()) == 21
