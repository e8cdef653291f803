"""What many tests share: the shipped graph, built once in memory, and small graphs on disk."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from bacthang.assets import GraphFiles, graph_files
from bacthang.build import BuildReport, build
from bacthang.checking.running import Asked
from bacthang.drafting.opening import opened
from bacthang.drafting.proposal import Proposal
from bacthang.drafting.reader import read
from bacthang.listings import FILE_NAME, Listings
from bacthang.rules import shape_files
from bacthang.views.listed import list_pages, write_listings
from bacthang.web import Settings, create_app
from bacthang.web.listening import Server, bind
from draft_cases import DraftCase

MINI = Path(__file__).parent / "cases" / "build" / "mini"


# Begun in the background of a shell, we would ignore interrupts, and all that we start with us.
signal.signal(signal.SIGINT, signal.default_int_handler)


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
def rules() -> Asked:
    """Read the shipped rules."""
    return Asked(shape_files())


@pytest.fixture(scope="session")
def reading(shipped: BuildReport) -> Callable[[DraftCase], Proposal]:
    """Read each case of drafting once, over the shipped graph."""

    @cache
    def once(case: DraftCase) -> Proposal:
        return read(opened(case.text.encode(), case.path.name), shipped.store)

    return once


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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the shipped graph on disk, and give the URL of the store."""
    url = f"oxigraph:{tmp_path_factory.mktemp('built') / 'store'}"
    return build(graph_files(), url, beside=list_pages).store.url


@pytest.fixture(scope="session")
def listings(shipped: BuildReport, tmp_path_factory: pytest.TempPathFactory) -> Listings:
    """Write what pages list of the shipped graph."""
    path = tmp_path_factory.mktemp("listings") / FILE_NAME
    write_listings(shipped.store, path, with_answers=True)
    return Listings(path)


@pytest.fixture(scope="session")
def front(built: str) -> Iterator[Flask]:
    """Make the front over the shipped graph."""
    app = create_app(Settings(store=built, workers=2))
    yield app
    app.extensions["editions"].close()


@pytest.fixture
def client(front: Flask) -> FlaskClient:
    """Ask the front as software does, with no cookie yet."""
    return front.test_client()


@pytest.fixture(scope="session")
def site(front: Flask) -> Iterator[str]:
    """Serve the front on loopback, and give its address."""
    server = Server(front, bind("127.0.0.1", 0))
    thread = Thread(target=server.run, args=(10,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.stop()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium without any of its own traffic; skip where there is none.

    It ends with its module, for playwright keeps an event loop running that others stumble over.
    """
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed")
    quiet = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
    quiet += ("--disable-background-networking", "--disable-component-update", "--disable-sync")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*quiet])
        yield started
        started.close()
