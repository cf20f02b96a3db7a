"""Imports run one way: pipelines <- database <- crawler <- channels, proposer <- watching <- faces, scheduler <- commands <- cli <- hetao."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {
    "pipelines": 0,
    "database": 1,
    "crawler": 2,
    "channels": 3,
    "proposer": 3,
    "watching": 4,
    "faces": 5,
    "scheduler": 5,
    "commands": 6,
    "cli": 7,
    "hetao": 8,
}
ONLY_IN = {
    "sqlalchemy": ("database",),
    "alembic": ("database",),
    "scrapy": ("crawler", "scheduler"),
    "twisted": ("crawler", "scheduler"),
    "aiohttp": ("proposer", "channels"),
    "aiosmtplib": ("channels",),
    "apprise": ("channels",),
    "icalendar": ("channels",),
    "prometheus_client": ("watching",),
}
# what would let a rule touch the world: clock and environment are passed in, files are package data
FORBIDDEN_IN_RULES = {
    "os",
    "time",
    "random",
    "socket",
    "requests",
    "scrapy",
    "sqlalchemy",
    "twisted",
    "aiohttp",
}


def _files() -> list[Path]:
    packages = [
        path
        for name in (
            "pipelines",
            "database",
            "crawler",
            "channels",
            "proposer",
            "watching",
            "faces",
            "commands",
        )
        for path in (ROOT / name).rglob("*.py")
    ]
    return sorted([*packages, ROOT / "scheduler.py", ROOT / "cli.py", ROOT / "hetao.py"])


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", _files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_from_the_layers_before_it(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0].removesuffix(".py")
    for name in _imports(path):
        if name in LAYERS:
            assert LAYERS[name] <= LAYERS[layer], f"{path.name} ({layer}) imports {name}"
        home = ONLY_IN.get(name)
        assert home is None or layer in home, f"{name} belongs to {' and '.join(home)}, not to {path.name}"
        if layer == "pipelines":
            assert name not in FORBIDDEN_IN_RULES, f"a rule imports {name}"


@pytest.mark.parametrize("room", ["pipelines", "database", "crawler", "channels", "watching", "scheduler"])
def test_nothing_that_crawls_or_tells_knows_the_proposer(room: str) -> None:
    """An unreachable or slow model delays no crawl: only ``hetao propose`` asks it."""
    for path in _files():
        if path.relative_to(ROOT).parts[0].removesuffix(".py") == room:
            assert "proposer" not in _imports(path), path.name


def test_the_test_sees_real_files() -> None:
    assert len(_files()) > 20
