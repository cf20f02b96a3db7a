"""What other settings mean for a watch that goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from apscheduler.triggers.base import BaseTrigger

from crawler.configuration import Configuration
from crawler.outlet import OutletSpider
from crawler.rhythm import same_rhythm
from crawler.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of the watch: the settings, and the sources that they switch on."""

    configuration: Configuration
    spiders: list[type[OutletSpider]]


def differences(
    before: Wanted, now: Wanted, triggers: Callable[[Source, Configuration], BaseTrigger]
) -> tuple[list[type[OutletSpider]], set[str]]:
    """The spiders that are new or have another declaration or rhythm, and the ids of those that are no longer wanted."""
    had = {
        spider.source.id: (spider.source, triggers(spider.source, before.configuration))
        for spider in before.spiders
    }
    changed = []
    for spider in now.spiders:
        source, trigger = had.pop(spider.source.id, (None, None))
        wished = triggers(spider.source, now.configuration)
        if source != spider.source or not same_rhythm(trigger, wished):
            changed.append(spider)
    return changed, set(had)
