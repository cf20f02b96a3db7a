"""What leaves the daemon: the outbox, emptied into its channels, and the files that show the state of things."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from channels.configured import channels_of
from channels.deliver import deliver_to
from channels.outgoing import Channel
from channels.published import publish
from crawler.crawl import Crawls
from database.errors import StoreError
from database.queries import Change

log = logging.getLogger("hetao.daemon")


@dataclass(kw_only=True)
class Sending:
    """Empties the outbox of a program. ``hold``: keeps a task until it is done."""

    crawls: Crawls
    hold: Callable[[Awaitable[Any]], None]
    _channels: dict[str, Channel] = field(default_factory=dict)
    _senders: ThreadPoolExecutor | None = None
    _delivering: set[str] = field(default_factory=set)
    _last_call: float = math.inf
    _published_at: Change | None = None  # the newest change that the published files show

    def __post_init__(self) -> None:
        self.adopt()

    def adopt(self) -> None:
        """Take the channels as the settings have them now; what is under way goes out as it was."""
        if self._senders:
            self._senders.shutdown(wait=False)
        self._channels = channels_of(self.crawls.configuration)
        # threads of their own: one that hangs takes none from the store
        self._senders = ThreadPoolExecutor(max_workers=len(self._channels) + 1, thread_name_prefix="channel")
        self._published_at = None

    def end(self, *, within: float) -> None:
        """Messages may set out for so many seconds more; what is left then waits for the next start."""
        self._last_call = time.monotonic() + within

    def close(self) -> None:
        """Wait for no sender."""
        if self._senders:
            self._senders.shutdown(wait=False)

    async def deliver(self) -> None:
        """Begin to empty the outbox into each channel that is not at it; none waits for another one."""
        for name in self._channels.keys() - self._delivering:
            self._delivering.add(name)
            self.hold(self._deliver_to(self._channels[name]))
        await self._publish()

    async def _deliver_to(self, channel: Channel) -> None:
        """Send what is due on a channel; what is in the way waits in the outbox."""
        try:
            done = await asyncio.get_running_loop().run_in_executor(
                self._senders,
                partial(
                    deliver_to,
                    self.crawls.store,
                    self.crawls.locks,
                    channel,
                    now=lambda: datetime.now(UTC),
                    go_on=lambda: time.monotonic() < self._last_call,
                ),
            )
        except (StoreError, OSError) as problem:
            log.warning("channel %s: delivery waits: %s", channel.name, problem)
            return
        finally:
            self._delivering.discard(channel.name)
        for _, why in done.problems:
            log.warning(
                "channel %s fails, its alerts wait: %s",
                channel.name,
                why,
                extra={"event": "channel_fails", "channel": channel.name},
            )
        for _, why in done.given_up:
            log.error(
                "channel %s refuses an alert for good, `hetao deliveries` shows it: %s",
                channel.name,
                why,
                extra={"event": "channel_refuses", "channel": channel.name},
            )

    async def _publish(self) -> None:
        """Write the feeds and calendars anew where something has changed."""
        settings = self.crawls.configuration
        if len(settings.told) == len(settings.channels):
            return
        try:
            self._published_at = await asyncio.to_thread(
                publish, self.crawls.store, settings, since=self._published_at
            )
        except (StoreError, OSError) as problem:
            log.warning("feeds and calendars stay as they were: %s", problem)
