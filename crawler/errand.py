"""What whoever asks hosts for something brings along: how it takes turns, and when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from crawler.lanes import Lanes
from crawler.patience import Patience
from crawler.robots import KnownRobots

P = ParamSpec("P")
T = TypeVar("T")
#: Why a request was not made that waited when its errand ended; nobody is to blame.
ENDED = "the run ended before its turn came"


@dataclass(kw_only=True)
class Errand:
    """A run of a source, or a probe of one. Lives on the event loop only.

    ``delay``: seconds between two requests to one host, as user and declaration wish. ``is_spent``: a host has had the
    requests of its day.
    """

    lanes: Lanes
    robots: KnownRobots
    patience: Patience
    delay: float = 0.0
    is_spent: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def stored(self, deed: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Do a deed of the store, waiting where it is away.

        Raises:
            StoreUnreachable: it stayed away.
            OSError: the disk did.
        """
        return await self.patience.of(deed, *args, **more)
