"""The files of deploy/ are read by whom they are for, as far as that one is installed here."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from commands.verbs import MODULES

DEPLOY = Path(__file__).parent.parent / "deploy"
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))


def verbs() -> set[str]:
    return {verb for of_one in MODULES.values() for verb in of_one}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    program = tmp_path / "hetao"
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/hetao/.venv/bin/hetao", str(program))
        (tmp_path / unit.name).write_text(text, "utf-8")
    verify = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with (tmp_path / "hetao.service").open("a") as spoilt:
        spoilt.write("[Service]\nRestart=perhaps\n")
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert "perhaps" in done.stderr


def test_the_daemon_comes_back_reloads_and_runs_only_verbs_that_there_are() -> None:
    service = (DEPLOY / "hetao.service").read_text("utf-8")
    assert "\nRestart=always\n" in service
    assert "\nExecReload=/bin/kill -HUP $MAINPID\n" in service
    used = set(re.findall(r"bin/hetao (\w+)", "".join(unit.read_text("utf-8") for unit in UNITS)))
    assert used == {"daemon", "health"}
    assert used < verbs()


def test_the_image_is_pinned_checked_by_hashes_and_not_roots() -> None:
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert len(set(re.findall(r"^FROM (\S+)", text, re.MULTILINE))) == 1
    assert re.search(r"^FROM python:3\.\d+\.\d+-slim-\w+\b", text, re.MULTILINE)
    assert "--require-hashes -r requirements.lock" in text
    last = text[text.rindex("FROM ") :]
    assert re.search(r"^USER hetao$", last, re.MULTILINE)
    assert 'CMD ["hetao", "health"]' in last


def test_compose_names_a_daemon_with_its_health_and_postgresql_only_if_wished() -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    daemon, server = composed["services"]["hetao"], composed["services"]["postgresql"]
    assert daemon["healthcheck"]["test"] == ["CMD", "hetao", "health"]
    assert "health" in verbs()
    assert "profiles" not in daemon
    assert server["profiles"] == ["postgresql"]
    assert daemon["depends_on"]["postgresql"]["required"] is False, "SQLite needs no server"
    for service in (daemon, server):
        named = {volume.partition(":")[0] for volume in service["volumes"]} - {"./settings"}
        assert named <= set(composed["volumes"])
