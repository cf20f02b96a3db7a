"""The ``hetao`` command: composition only; the verbs stand in ``commands/``.

Exit status: 0 done; 1 some source failed; 2 usage or configuration.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.place import USAGE, Place, err
from commands.verbs import Verbs
from crawler import configuration
from crawler.configuration import ConfigurationError
from database import addresses
from database.errors import StoreError
from faces.periods import BadPeriod

app = typer.Typer(
    cls=Verbs,
    help="Hetao Watch: new signings and events of the Hetao zone, each with its evidence, told once.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _place(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(help="hetao.toml (default: HETAO_CONFIG, ./hetao.toml).")
    ] = None,
    database: Annotated[
        str | None, typer.Option(help="Database (default: HETAO_DATABASE_URL, data/hetao.db).")
    ] = None,
) -> None:
    if context.resilient_parsing or "--help" in sys.argv:
        return
    loaded = configuration.load(config)
    # an option outranks the environment, that outranks the file
    url = addresses.database_url(database or os.environ.get("HETAO_DATABASE_URL") or loaded.database_url)
    context.obj = Place(configuration=loaded, database=url)


def main() -> None:
    """Run the command line; what is wrong is said in one line, with the mend."""
    try:
        app()
    except (StoreError, ConfigurationError, BadPeriod, ValueError, OSError) as problem:
        err.print(f"hetao: {problem}", style="red", markup=False, highlight=False)
        sys.exit(USAGE)
    except KeyboardInterrupt:
        err.print("stopped.")
        sys.exit(130)


if __name__ == "__main__":
    main()
