"""What many tests share: the shipped graph, built once in memory, and small graphs on disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bacthang.assets import GraphFiles, graph_files
from bacthang.build import BuildReport, build

MINI = Path(__file__).parent / "cases" / "build" / "mini"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End by naming every test that could not run, and why."""
    skipped = terminalreporter.getreports("skipped")
    if skipped:
        terminalreporter.section("could not run here")
    for report in skipped:
        _, _, reason = report.longrepr
        terminalreporter.write_line(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")


@pytest.fixture(scope="session")
def shipped() -> BuildReport:
    """Build the shipped graph in memory."""
    return build(graph_files(), "memory:")


@pytest.fixture(scope="session")
def mini() -> BuildReport:
    """Build the small graph of ``cases/build/mini`` in memory."""
    return build(graph_files(MINI), "memory:")


@pytest.fixture
def mini_with(tmp_path: Path) -> Callable[[Path], GraphFiles]:
    """Lay the files of a case over a copy of the small graph."""

    def laid(case: Path) -> GraphFiles:
        root = tmp_path / "graph"
        shutil.copytree(MINI, root)
        shutil.copytree(case, root, dirs_exist_ok=True)
        return graph_files(root)

    return laid
