"""The installed ``hetao`` command. What is asked every half minute is answered before the other verbs are loaded."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["health"]:
        from commands.alive import health

        sys.exit(health())
    import cli

    cli.main()
