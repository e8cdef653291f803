"""A build that takes the store's place is served, and nobody notices but by what they read."""

from __future__ import annotations

import operator
import re
import shutil
import signal
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import psutil
import pytest

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.stores import path_of
from bacthang.views.listed import list_pages
from bacthang.web import Settings, create_app
from bacthang.web.editions import Edition, Editions, edition
from bacthang.web.workers import Asked
from conftest import MINI
from fronts import Front, front_process

NAME = '"East district"@en'
LABEL = (
    "SELECT ?name { <https://w3id.org/bacthang/id/area/east> "
    "<http://www.w3.org/2000/01/rdf-schema#label> ?name FILTER (LANG(?name) = 'en') }"
)


@dataclass
class Growing:
    """A store that is built again and again, each time with another name for one area."""

    folder: Path
    builds: int = 0

    @property
    def url(self) -> str:
        """Return where the store is."""
        return f"oxigraph:{self.folder / 'store'}"

    @property
    def name(self) -> str:
        """Return the name in the build that is in place."""
        return f"East {self.builds:03}"

    def build(self) -> str:
        """Put another build in place, and return the name in it."""
        self.builds += 1
        root = self.folder / "graph"
        shutil.copytree(MINI, root, dirs_exist_ok=True)
        path = root / "data" / "reference" / "reference.ttl"
        text = path.read_text("utf-8")
        assert NAME in text
        path.write_text(text.replace(NAME, f'"{self.name}"@en'), "utf-8")
        build(graph_files(root), self.url, beside=list_pages)
        return self.name


@pytest.fixture
def store(tmp_path: Path) -> Growing:
    growing = Growing(tmp_path)
    growing.build()
    return growing


@dataclass
class Reader(threading.Thread):
    """A client that asks without a pause, and keeps what it was told."""

    port: int
    over: threading.Event
    statuses: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Ask, in one connection as long as it lasts."""
        client = HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self.over.is_set():
            for path in (f"/sparql?query={quote(LABEL)}", "/id/area/east.ttl", "/"):
                try:
                    client.request("GET", path, headers={"Accept": "text/csv, */*;q=0.5"})
                    answer = client.getresponse()
                    text = answer.read().decode()
                except (OSError, HTTPException) as error:
                    self.troubles.append(repr(error))
                    client.close()
                    continue
                self.statuses.append(answer.status)
                if answer.status != 200:
                    self.troubles.append(f"{answer.status} {path}: {text}")
                self.names += re.findall(r"East \d{3}", text)


@pytest.fixture
def reading() -> Iterator[Callable[[Front], list[Reader]]]:
    over = threading.Event()
    started: list[Reader] = []

    def start(front: Front) -> list[Reader]:
        started.extend(Reader(front.port, over) for _ in range(3))
        for reader in started:
            reader.start()
        return started

    yield start
    over.set()
    for reader in started:
        reader.join()


def until(fact: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not (true := fact()) and time.monotonic() < end:
        time.sleep(0.05)
    return true


def name_served(front: Front) -> str:
    with urlopen(f"{front.address}id/area/east.nt", timeout=20) as answer:
        return re.findall(r"East \d{3}", answer.read().decode())[0]


@pytest.mark.parametrize("hup", [False, True], ids=["by itself", "on SIGHUP"])
def test_builds_are_swapped_under_load_and_no_request_fails(
    store: Growing, reading: Callable[[Front], list[Reader]], hup: bool
) -> None:
    with front_process("--store", store.url) as front:
        readers = reading(front)
        for _ in range(3):
            assert until(lambda: all(store.name in reader.names for reader in readers))
            store.build()
            if hup:
                front.process.send_signal(signal.SIGHUP)
        assert until(lambda: all(store.name in reader.names for reader in readers))
        readers[0].over.set()
        for reader in readers:
            reader.join()
    for reader in readers:
        assert reader.troubles == []
        assert set(reader.statuses) == {200}
        assert reader.names == sorted(reader.names), "none goes back to the build before"
        assert set(reader.names) == {f"East {number:03}" for number in range(1, 5)}


def test_builds_in_quick_succession_end_with_the_last(
    store: Growing, reading: Callable[[Front], list[Reader]]
) -> None:
    with front_process("--store", store.url) as front:
        readers = reading(front)
        for _ in range(4):
            store.build()
        assert until(lambda: all(store.name in reader.names for reader in readers))
        readers[0].over.set()
        for reader in readers:
            reader.join()
    assert [trouble for reader in readers for trouble in reader.troubles] == []
    assert {status for reader in readers for status in reader.statuses} == {200}


def test_what_served_the_build_before_is_let_go_of(store: Growing) -> None:
    with front_process("--store", store.url) as front:
        server = psutil.Process(front.process.pid)

        def held() -> list[Path]:
            return [Path(file.path) for file in server.open_files() if "builds" in file.path]

        def state() -> tuple[int, int, int]:
            """Count processes, open files but for the store's, and threads."""
            children = len(server.children(recursive=True))
            return children, server.num_fds() - len(held()), server.num_threads()

        def next_one() -> None:
            name = store.build()
            front.process.send_signal(signal.SIGHUP)
            assert until(lambda: name_served(front) == name)
            for page in ("", "documents", "search?q=East"):
                urlopen(f"{front.address}{page}", timeout=20).close()

        next_one()
        time.sleep(2)
        before, memory = state(), server.memory_info().rss
        for _ in range(5):
            next_one()
        assert until(lambda: all(map(operator.le, state(), before))), f"{state()} after {before}"
        assert {path.parent.name for path in held()} == {path_of(store.url).resolve().name}
        assert server.memory_info().rss - memory < 60 << 20


def test_a_build_that_cannot_be_read_is_not_served(store: Growing) -> None:
    with front_process("--store", store.url) as front:
        link = path_of(store.url)
        garbage = link.with_name("garbage")
        garbage.mkdir()
        (garbage / "CURRENT").write_text("nothing")
        other = link.with_name("other")
        other.symlink_to(garbage)
        other.replace(link)
        assert until(lambda: any("the new build is not served" in line for line in front.said))
        time.sleep(2.5)
        assert name_served(front) == store.name
        said = [line for line in front.said if "not served" in line]
        assert len(said) == 1, "once"


def name_in(served: Edition) -> str:
    answer = served.pool.ask(Asked(LABEL, rows="csv"))
    return b"".join(answer).decode().splitlines()[-1]


def test_a_failure_that_nobody_foresaw_does_not_end_the_watch(
    store: Growing, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Editions(Settings(store.url, look=0.01))
    again = threading.Event()
    looks = iter([RuntimeError("unforeseen")])

    def refresh() -> bool:
        for error in looks:
            raise error
        again.set()
        return False

    monkeypatch.setattr(served, "refresh", refresh)
    served.watch()
    try:
        assert again.wait(60)
    finally:
        served.close()


def test_an_edition_is_kept_for_those_who_read_it_and_no_longer(store: Growing) -> None:
    editions = Editions(Settings(store=store.url, workers=1))
    try:
        old_name, old = store.name, editions.begin()
        new_name = store.build()
        assert editions.refresh()
        new = editions.begin()
        time.sleep(0.5)
        assert (name_in(old), name_in(new)) == (old_name, new_name)
        workers = psutil.Process().children(recursive=True)
        editions.end(old)
        assert until(lambda: sum(each.is_running() for each in workers) < len(workers))
        assert name_in(new) == new_name
        left = weakref.ref(old)
        del old
        assert until(lambda: left() is None), "nothing holds on to it"
        editions.end(new)
    finally:
        editions.close()


def test_the_same_build_is_not_opened_again(store: Growing) -> None:
    editions = Editions(Settings(store=store.url, workers=1))
    served = editions.current()
    assert not editions.refresh()
    assert editions.current() is served
    editions.close()


def test_a_request_has_one_edition_to_its_end(store: Growing) -> None:
    app = create_app(Settings(store=store.url, workers=1))
    served: Editions = app.extensions["editions"]
    with app.test_request_context():
        before = edition()
        store.build()
        assert served.refresh()
        assert edition() is before
    with app.test_request_context():
        assert edition() is served.current() is not before
    served.close()


def test_what_is_computed_is_computed_once_even_when_many_ask(store: Growing) -> None:
    editions = Editions(Settings(store=store.url, workers=1))
    served, made = editions.current(), []

    def make() -> int:
        time.sleep(0.2)
        made.append(1)
        return served.memo("inner", lambda: 41) + 1

    given: list[int] = []
    askers = [
        threading.Thread(target=lambda: given.append(served.memo("outer", make))) for _ in "abcd"
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    editions.close()
    assert (given, len(made)) == ([42] * 4, 1)
