"""``scrapy declare NAME FEED``: the file of a new source, whose test fails until it was looked at."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler import catalogue

FOLDER = "crawler/spiders"
_TEMPLATE = '''"""{outlet}, by its feed."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Feed, Source


class {cls}(OutletSpider):
    """{outlet}: say in a sentence what it is and what of it is watched."""

    name = "{name}"
    source = Source(
        id="{name}",
        outlet="{outlet}",
        family="{name}",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("{host}",),
        entry_points=(Feed(url="{feed}"),),
        every=timedelta(hours=1),
        example="",  # the address of an article
        article_url=r"https?://{pattern}/.+",
        terms="",  # what the outlet says of being read by programs, or "not seen"
        robots="",  # the same of its robots.txt
        proven="recorded",
        remarks="Recorded when it was declared.",
    )
'''


class Command(ScrapyCommand):
    """Write ``crawler/spiders/NAME.py``."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows the name of the command."""
        return "NAME FEED [--outlet OUTLET]"

    def short_desc(self) -> str:
        """One line for ``scrapy --help``."""
        return "Declare a new source by its feed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--outlet", help="the organisation that publishes; the name if it is left out")
        parser.add_argument("--folder", default=FOLDER, help="where sources are declared")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the file, and say what comes next."""
        if len(args) != 2:
            raise UsageError("give a name and the address of a feed")
        name, feed = args
        if not re.fullmatch(r"[a-z][a-z0-9_]+", name):
            raise UsageError(f"{name!r}: a name is of small letters, digits and _")
        file = Path(opts.folder) / f"{name}.py"
        if name in catalogue.built_in() or file.exists():
            raise UsageError(f"there is a source {name!r} already")
        host = urlsplit(feed).netloc
        if not host or any(sign in feed for sign in "\"'\\ "):
            raise UsageError(f"{feed!r} is no address of a feed")
        told = (opts.outlet or name).replace("\\", "").replace('"', "")
        text = _TEMPLATE.format(
            outlet=told,
            cls="".join(part.capitalize() for part in name.split("_")),
            name=name,
            host=host,
            feed=feed,
            pattern=host.replace(".", r"\."),
        )
        file.write_text(text, "utf-8")
        sys.stdout.write(f"{file} is written. Now: scrapy record {name}, then fill in what is empty there.\n")
