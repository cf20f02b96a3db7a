"""What keeps a daemon going for years: copies of the database and the way back, settings read again."""

from __future__ import annotations

import os
import signal
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from commands import alive
from commands.place import USAGE, Place, err, opened, out
from database import addresses
from database import backup as copies
from database.locks import DAEMON, held_by

app = typer.Typer()


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to; its folder is made.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write the database to one file, also while the daemon works, and check what was written."""
    place: Place = context.obj
    made = copies.back_up(place.database, file, overwrite=force)
    out.print(
        f"{made.path}: {made.size / 1e6:.1f} MB, whole, at revision {made.revision}. The archive of pages is not in it.",
        markup=False,
    )


@app.command()
def restore(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="What `hetao backup` wrote.")]
) -> None:
    """Put a backup in the place of the database; the one of before stays beside it."""
    place: Place = context.obj
    done = copies.restore(place.database, file, now=datetime.now(UTC))
    out.print(f"{addresses.shown(place.database)} is restored, at revision {done.revision}.", markup=False)
    if done.kept:
        out.print(f"The one of before is {done.kept}.", markup=False)


@app.command()
def health(context: typer.Context) -> None:
    """Say in one line whether the daemon lives and the database answers; exit status 0 or 1."""
    place: Place = context.obj
    raise typer.Exit(alive.health(place.database))


@app.command()
def reload(context: typer.Context) -> None:
    """Let the daemon read hetao.toml again; a mistake is said here first."""
    with opened(context) as store:
        daemon = held_by(store, DAEMON)
    if daemon is None:
        err.print("No daemon runs on this database; start one with: hetao daemon")
        raise typer.Exit(USAGE)
    if daemon.host != socket.gethostname():
        err.print(f"The daemon runs on {daemon.host}: run `hetao reload` there.", markup=False)
        raise typer.Exit(USAGE)
    os.kill(daemon.pid, signal.SIGHUP)
    out.print(f"The daemon (process {daemon.pid}) reads its settings again; its log says what came of it.")
