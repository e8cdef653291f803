"""Stores: opened by URL, swapped in one step, never half there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.errors import (
    BacThangError,
    BadQuery,
    DiskFull,
    NoRecord,
    NoStore,
    NotReadable,
    Occupied,
    StoreDamaged,
    StoreLocked,
    StoreUnreadable,
    StoreUnwritable,
    UnknownStore,
)
from bacthang.stores import default_url, open_store
from bacthang.stores.oxigraph import OxigraphStore
from bacthang.stores.seal import WHOLE, verify
from bacthang.stores.swap import replacing

MINI = Path(__file__).parent / "cases" / "build" / "mini"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store"


@pytest.fixture
def url(path: Path) -> str:
    """Build the small graph into a store, and return its URL."""
    url = f"oxigraph:{path}"
    build(graph_files(MINI), url)
    return url


def folders(path: Path) -> list[str]:
    return [folder.name for folder in path.with_name(path.name + ".builds").iterdir()]


def test_a_built_store_is_the_one_built_in_memory(url: str) -> None:
    assert open_store(url).info() == build(graph_files(MINI), "memory:").info


def test_several_readers_open_it_at_once(url: str) -> None:
    assert [bool(store.query("ASK { ?s ?p ?o }")) for store in map(open_store, [url] * 3)] == [
        True
    ] * 3


def test_the_record_is_read_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store, known = open_store(url), build(graph_files(MINI), "memory:").info
    monkeypatch.setattr(OxigraphStore, "quads", lambda *_: pytest.fail("it is read again"))
    assert store.info() == known


def test_a_query_that_does_not_parse_says_where(url: str) -> None:
    with pytest.raises(BadQuery) as caught:
        open_store(url).query("SELECT ?x WHERE { ?x }")
    assert "1:" in caught.value.message("vi")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ("memory:", NotReadable),
        ("virtuoso:x", UnknownStore),
        ("oxigraph:", UnknownStore),
        ("", UnknownStore),
        ("/some/path", UnknownStore),
        ("oxigraph:/no/such/store", NoStore),
    ],
)
def test_what_cannot_be_opened(given: str, error: type[BacThangError]) -> None:
    with pytest.raises(error) as caught:
        open_store(given)
    assert "oxigraph:" in caught.value.remedy("en") or "bacthang build" in caught.value.remedy("en")


def test_a_folder_that_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadable):
        open_store(f"oxigraph:{tmp_path}")


def test_a_store_that_no_build_has_filled_is_not_opened(tmp_path: Path) -> None:
    pyoxigraph.Store(str(tmp_path)).flush()
    with pytest.raises(NoRecord) as caught:
        open_store(f"oxigraph:{tmp_path}")
    assert str(tmp_path) in caught.value.message("vi")


@pytest.mark.parametrize("how", ["cut", "overwritten", "in the midst", "empty", "gone"])
def test_a_store_that_is_not_as_it_was_built_is_told(url: str, path: Path, how: str) -> None:
    told = 0
    for file in [*path.resolve().iterdir()]:
        data = file.read_bytes()
        middle = len(data) // 2
        match how:
            case "cut":
                file.write_bytes(data[:-1])
            case "overwritten":
                file.write_bytes(data[:-8] + bytes(byte ^ 1 for byte in data[-8:]))
            case "in the midst":
                file.write_bytes(data[:middle] + b"\xff" + data[middle + 1 :])
            case "empty":
                file.write_bytes(b"")
            case "gone":
                file.unlink()
        if file.name in ("LOG", "LOCK") or (file.name, how) == ("bacthang.seal", "gone"):
            assert open_store(url).query("ASK { ?s ?p ?o }")
        else:
            with pytest.raises(StoreUnreadable) as caught:
                open_store(url)
            assert "bacthang build" in caught.value.remedy("en")
            told += 1
        file.write_bytes(data)
    assert told > 10
    assert list(open_store(url).quads())


def test_a_large_file_is_read_when_its_date_is_another_or_when_asked(url: str, path: Path) -> None:
    file = max(path.resolve().glob("*.sst"), key=lambda file: file.stat().st_size)
    at, data = file.stat(), file.read_bytes()
    file.write_bytes(data[:999] + bytes([data[999] ^ 1]) + data[1000:])
    with pytest.raises(StoreDamaged):
        verify(path.resolve(), reads=0)
    os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert verify(path.resolve(), reads=0)
    with pytest.raises(StoreDamaged) as caught:
        verify(path.resolve(), reads=WHOLE)
    assert file.name in caught.value.message("vi")
    file.write_bytes(data)
    assert open_store(url).query("ASK { ?s ?p ?o }")


def test_a_seal_with_any_byte_changed_is_told(url: str, path: Path) -> None:
    file = path.resolve() / "bacthang.seal"
    data = file.read_bytes()
    for at in range(0, len(data), 7):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(StoreDamaged):
            verify(path.resolve(), reads=0)
    file.write_bytes(data)
    assert open_store(url).query("ASK { ?s ?p ?o }")


def test_a_store_built_before_there_were_seals_is_read(url: str, path: Path) -> None:
    (path.resolve() / "bacthang.seal").unlink()
    assert not verify(path.resolve(), reads=WHOLE)
    assert open_store(url).query("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("home", "expected"),
    [("/data", "oxigraph:/data/bacthang/store"), ("", "{home}"), ("relative", "{home}")],
)
def test_the_default_place(home: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", home)
    fallback = f"oxigraph:{Path.home()}/.local/share/bacthang/store"
    assert default_url() == expected.format(home=fallback)


def test_a_reader_keeps_the_store_it_opened(url: str, path: Path) -> None:
    first = path.resolve()
    reader = open_store(url)
    before = reader.info()
    for _ in range(3):
        build(graph_files(MINI), url)
        assert reader.info() == before
    assert len(list(reader.quads())) == len(list(open_store(url).quads()))
    assert first.name in folders(path)
    del reader
    build(graph_files(MINI), url)
    assert not first.exists()
    assert len(folders(path)) == 2


def test_nothing_is_left_of_a_build_that_fails(url: str, path: Path) -> None:
    before = folders(path)

    def fails() -> None:
        with replacing(path) as folder:
            (folder / "half").touch()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert folders(path) == before
    assert open_store(url).query("ASK { ?s ?p ?o }")


def test_the_next_build_clears_what_a_killed_one_left(url: str, path: Path) -> None:
    left = path.with_name("store.builds") / "left"
    left.mkdir()
    (left / "half.sst").touch()
    build(graph_files(MINI), url)
    assert not left.exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from bacthang.stores.swap import replacing
with replacing(Path(sys.argv[1])) as folder:
    (folder / "half").touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_build_leaves_the_store_and_no_lock(url: str, path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", KILLED, str(path)], env=environment, check=False)
    assert ran.returncode == -signal.SIGKILL
    assert len(folders(path)) == 2
    assert open_store(url).query("ASK { ?s ?p ?o }")
    build(graph_files(MINI), url)
    assert len(folders(path)) == 2


def test_a_build_that_is_interrupted_after_the_swap_stands(
    url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.resolve()
    fsync = os.fsync

    def interrupted(opened: int) -> None:
        fsync(opened)
        if path.resolve() != before:
            raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(graph_files(MINI), url)
    monkeypatch.undo()
    assert path.resolve() != before
    assert open_store(url).query("ASK { ?s ?p ?o }")
    build(graph_files(MINI), url)
    assert len(folders(path)) == 2


def test_a_link_that_a_killed_build_left_goes_and_others_stay(url: str, path: Path) -> None:
    left, other = path.with_name(f"store.{'0a' * 16}"), path.with_name("store.old")
    left.symlink_to("store.builds/nothing")
    other.symlink_to("store.builds/nothing")
    build(graph_files(MINI), url)
    assert not left.is_symlink()
    assert other.is_symlink()


KILLED_CHECK = """
import os, signal, sys
from bacthang.stores import open_store
with open_store(sys.argv[1]).drafted():
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("by", ["a build", "a draft"])
def test_the_draft_of_a_killed_check_goes_with_the_next(url: str, path: Path, by: str) -> None:
    def drafts() -> list[Path]:
        return [*path.parent.glob("store.draft-*")]

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", KILLED_CHECK, url], env=environment, check=False)
    assert ran.returncode == -signal.SIGKILL
    store = open_store(url)
    assert isinstance(store, OxigraphStore)
    assert len(drafts()) == 1
    left = drafts()
    if by == "a build":
        with store.drafted() as held:
            build(graph_files(MINI), url)
            assert len(drafts()) == 1
            assert len(held) > 0
    else:
        with store.drafted():
            assert len(drafts()) == 1
    assert not left[0].exists()
    assert drafts() == []


def test_a_folder_that_somebody_named_like_a_draft_stays(url: str, path: Path) -> None:
    own = path.with_name("store.draft-of-my-notes")
    own.mkdir(parents=True)
    build(graph_files(MINI), url)
    assert own.is_dir()


def test_two_builds_at_once(url: str, path: Path) -> None:
    with replacing(path) as folder:
        pyoxigraph.Store(str(folder)).flush()
        with pytest.raises(StoreLocked) as caught:
            build(graph_files(MINI), url)
        assert f"PID {os.getpid()}" in caught.value.message("vi")
        assert time.strftime("%Y-") in caught.value.message("en")


def test_what_is_no_store_is_not_replaced(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "letters.txt").touch()
    with pytest.raises(Occupied):
        build(graph_files(MINI), f"oxigraph:{path}")
    assert (path / "letters.txt").exists()


@pytest.mark.parametrize("place", [".", "/", "..", "link", "dangling"])
def test_a_folder_or_link_of_others_is_left_alone(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (tmp_path / "photos").mkdir()
    (here / "link").symlink_to(tmp_path / "photos")
    (here / "dangling").symlink_to(tmp_path / "on a drive that is out")
    before = {path: path.lstat().st_mode for path in tmp_path.rglob("*")}
    with pytest.raises(Occupied):
        build(graph_files(MINI), f"oxigraph:{place}")
    assert {path: path.lstat().st_mode for path in tmp_path.rglob("*")} == before


def test_a_link_of_ours_is_replaced_wherever_the_builds_are_kept(url: str, path: Path) -> None:
    builds = path.with_name("store.builds")
    builds.rename(path.parent / "elsewhere")
    builds.symlink_to("elsewhere")
    first = path.resolve()
    build(graph_files(MINI), url)
    assert path.resolve() != first
    assert path.resolve().parent == path.parent / "elsewhere"


def test_where_nobody_may_write(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnwritable):
        build(graph_files(MINI), f"oxigraph:{tmp_path / 'file' / 'store'}")


@pytest.mark.parametrize(
    "failure",
    [OSError("IO error: No space left on device: While appending to file"), OSError(28, "full")],
)
def test_a_full_disk_leaves_the_store(
    url: str, path: Path, failure: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Iterator[None]:
        raise failure

    before = folders(path)
    monkeypatch.setattr("bacthang.build._fill", full)
    with pytest.raises(DiskFull) as caught:
        build(graph_files(MINI), url)
    assert str(path) in caught.value.message("vi")
    monkeypatch.undo()
    assert open_store(url).query("ASK { ?s ?p ?o }")
    assert set(folders(path)) <= set(before)
