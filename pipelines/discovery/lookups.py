"""A page that says where to ask: an id in it completes an address."""

from __future__ import annotations

from urllib.parse import quote

from pipelines.discovery.answers import BrokenAnswer, shown
from pipelines.patterns import compiled


def fill(text: str, *, pattern: str, template: str) -> str:
    """An address template with what the named groups of a pattern found in a text.

    >>> fill("var SID: '755001'", pattern="SID: '(?P<sid>[0-9]+)'", template="https://a.example/api?sid={sid}")
    'https://a.example/api?sid=755001'

    Raises:
        BrokenAnswer: the pattern is not on the page.
    """
    match = compiled(pattern).search(text)
    if match is None:
        raise BrokenAnswer(f"nothing like {pattern} on the page: {shown(text.strip())}")
    for name, value in match.groupdict().items():
        template = template.replace(f"{{{name}}}", quote(value or ""))
    return template
