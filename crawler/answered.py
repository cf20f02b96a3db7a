"""What is wrong with the answer of an entry point, in the words of polls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scrapy.http import Response

from crawler.answers import Answer
from crawler.hosts import shown
from crawler.source import LONGEST_URL, Source
from pipelines import polls
from pipelines.health.block_pages import is_login
from pipelines.values import Discovered


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """The outcome of the poll, and the reason for people."""

    outcome: str
    why: str


def wrong_with(answer: Answer, response: Response, source: Source) -> Wrong | None:
    """Why nothing can be taken from an answer; None where something can.

    An answer that names something of ours is what it should be, whatever words stand in it.
    """
    if any(source.owns(one.url) for one in answer.discovered) or (answer.onward and not answer.problem):
        return None
    redirected = response.url if response.request and response.request.meta.get("redirect_urls") else ""
    if redirected and is_login(redirected):
        return Wrong(outcome=polls.BLOCKED, why=f"leads to a login page ({shown(redirected)})")
    if answer.sign:
        return Wrong(outcome=polls.BLOCKED, why=f"answers with {answer.sign}")
    why = answer.problem or (_foreign(answer.discovered) if answer.discovered else None)
    return Wrong(outcome=polls.BROKEN, why=why) if why else None


def _foreign(discovered: Iterable[Discovered]) -> str:
    """An entry point that names articles on undeclared hosts alone says nothing that may be fetched."""
    if all(len(one.url) > LONGEST_URL for one in discovered):
        return f"names only addresses of more than {LONGEST_URL} characters"
    hosts = sorted({"".join(one.url.split("/")[2:3])[:80] for one in discovered})
    return f"names articles only on hosts that are not declared ({', '.join(hosts[:3])}); add them to `hosts`"
