"""Who publishes an article that a search over all hosts named: the outlet that it is from, never the search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.source import Source
from pipelines.values import Discovered


def publisher_of(discovered: Discovered, source: Source, declared: Iterable[Source]) -> Source:
    """The declaration of the outlet that published an article which an entry point of ``source`` named.

    Where a watched outlet has it, the article counts for that outlet and its family, and is read with its selectors.
    What is on no declared host keeps the id of the search, so that all such outlets are one voice together.
    """
    if "*" not in source.hosts:
        return source
    for other in declared:
        if "*" not in other.hosts and other.owns(discovered.url):
            return other
    return replace(source, outlet=discovered.outlet or urlsplit(discovered.url).hostname or source.outlet)
