"""The channels that ``hetao.toml`` names."""

from __future__ import annotations

from pathlib import Path

from channels.deliver import Channel
from channels.file import FileChannel
from crawler.configuration import Configuration


def channels_of(configuration: Configuration) -> dict[str, Channel]:
    """The channels by name; none where the file names none."""
    return {
        name: FileChannel(name=name, path=Path(settings.path))
        for name, settings in configuration.channels.items()
    }
