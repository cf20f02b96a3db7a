"""What a person sees of a crawl when it has ended."""

from __future__ import annotations

import io

from rich.console import Console

from crawler.run import RunSummary
from database.rows import RunCounts
from faces.crawling import summary_shape, summary_view


def ended(source: str, outcome: str, message: str = "") -> RunSummary:
    outcomes = (("new", 1),) if outcome == "success" else ()
    return RunSummary(
        source=source, outcome=outcome, message=message, reached=False, counts=RunCounts(), outcomes=outcomes, seconds=1.0
    )  # fmt: skip


def shown(*summaries: RunSummary) -> list[str]:
    console = Console(width=100, file=io.StringIO())
    console.print(summary_view(summaries))
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]


def test_of_many_sources_that_failed_each_reason_stands_once() -> None:
    """A line of zeros and one of reasons for each of eighty outlets fits on no screen."""
    silent = [ended(f"s{n}", "failed", f"s{n}.example: no whole answer within 30 s") for n in range(6)]
    unknown = ended("u", "failed", "u.example:8080: the host name is not known")
    lines = shown(ended("good", "success"), *silent, unknown)
    assert lines[-3:] == [
        "7 of 8 sources could not be read; the next run asks them again",
        "6: no whole answer within 30 s: s0, s1, s2, s3, s4, s5",
        "1: the host name is not known: u",
    ]
    assert len(lines) == 6
    few = shown(ended("good", "success"), *silent[:2])
    assert few[-1] == "s1: s1.example: no whole answer within 30 s"


def test_what_is_for_the_schedule_alone_is_not_in_the_shape() -> None:
    assert "unasked" not in summary_shape(ended("good", "success"))
