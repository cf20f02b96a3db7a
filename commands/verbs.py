"""Which verb stands in which module; a module is loaded when a verb of it is asked for.

``hetao alerts`` reads a database: it need not wait until Scrapy and the lexicons of the extraction are loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

# in the order of the help
MODULES: dict[str, tuple[str, ...]] = {
    "working": ("run", "crawl", "daemon", "demo", "migrate"),
    "operating": ("backup", "restore", "health", "reload"),
    "alerts": ("alerts", "ack", "feedback", "digest"),
    "watches": ("watches",),
    "deliveries": ("feed", "calendar", "deliveries", "channels"),
    "records": ("signings", "events", "show", "merge", "split", "org"),
    "rereading": ("rehearse", "archive", "reprocess"),
    "sources": ("status", "sources"),
    "recall": ("recall",),
    "files": ("inspect", "compare", "propose", "ingest", "export"),
}
_MODULE_OF = {verb: module for module, verbs in MODULES.items() for verb in verbs}


def verbs_in(module: str) -> dict[str, Any]:
    """The commands of ``commands.MODULE`` by their name."""
    return dict(typer.main.get_group(import_module(f"commands.{module}").app).commands)


class Verbs(TyperGroup):
    """The verbs of ``hetao``, each loaded when it is asked for."""

    def list_commands(self, _context: Any) -> list[str]:
        """The verbs in the order of the help."""
        return list(_MODULE_OF)

    def get_command(self, _context: Any, name: str) -> Any:
        """A verb; for a word that is none all are loaded, so that the nearest can be named."""
        if name not in self.commands:
            for module in {_MODULE_OF[name]} if name in _MODULE_OF else MODULES:
                self.commands.update(verbs_in(module))
        return self.commands.get(name)
