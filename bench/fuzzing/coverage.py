"""One target under atheris: python -m bench.fuzzing.coverage TARGET [options of libFuzzer]"""

from __future__ import annotations

import logging
import sys

import atheris

with atheris.instrument_imports(include=["pipelines", "crawler.configuration", "faces.records"]):
    from bench.fuzzing.targets import TARGETS


def main() -> None:
    """Fuzz until the time is over; libFuzzer writes what it finds to a file crash-… and ends with a status."""
    logging.disable(logging.CRITICAL)
    target = next(t for t in TARGETS if t.name == sys.argv[1])
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
