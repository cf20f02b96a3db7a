"""PostgreSQL by its own programs: pg_dump writes an archive, pg_restore reads it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL

from database.addresses import shown
from database.errors import StoreError


class ServerToolFailed(StoreError):
    """pg_dump or pg_restore is not there, or says that it cannot."""


def dump(address: URL, target: Path) -> None:
    """Write all that the database holds at one moment into an archive (pg_dump's custom format).

    Raises:
        ServerToolFailed: pg_dump is missing or failed; the message says what can be done.
    """
    _run("pg_dump", address, "--format=custom", "--no-owner", f"--file={target}", "--dbname={}")
    # an archive that was cut off has no list of contents that could be read
    _run("pg_restore", None, "--list", str(target))


def load(address: URL, source: Path) -> None:
    """Read an archive into an empty database: all of it or nothing.

    Raises:
        ServerToolFailed: pg_restore is missing or failed.
    """
    _run(
        "pg_restore",
        address,
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--dbname={}",
        str(source),
    )


def _run(program: str, address: URL | None, *arguments: str) -> None:
    """``{}`` in an argument stands for the address; the password goes by the environment, where no list shows it."""
    environment = dict(os.environ)
    if address is not None:
        if address.password:
            environment["PGPASSWORD"] = str(address.password)
        plain = address.set(drivername="postgresql", password=None).render_as_string()
        arguments = tuple(argument.format(plain) if "{}" in argument else argument for argument in arguments)
    found = shutil.which(program)
    if found is None:
        raise ServerToolFailed(
            f"{program} is not installed here. Install PostgreSQL's client programs, or run it on the server: "
            f"{program} {' '.join(arguments)}"
        )
    done = subprocess.run(
        [found, *arguments], env=environment, check=False, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it says nothing"])[0]
        place = f" for {shown(address)}" if address is not None else ""
        raise ServerToolFailed(f"{program} failed{place}: {said}")
