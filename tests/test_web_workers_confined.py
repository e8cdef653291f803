"""The kernel's walls around a worker, each proved by itself, with the guard out of the way."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bacthang.errors import BacThangError
from bacthang.web import workers
from bacthang.web.workers import Pool
from pools import Trap, eventually, pool, told, workers_of

INSIDE = Path(workers.__file__).parent
CALLING = (
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "ASK{{service<{url}>{{}}}}",
)


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    made = Trap()
    yield made
    made.close()


def inside(code: str, *arguments: object) -> str:
    """Run a text as a worker would be run, and return what it prints."""
    program = f"import sys; sys.path.append(sys.argv[1])\nfrom inside import confinement\n{code}"
    command = [sys.executable, "-I", "-c", program, str(INSIDE), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def test_a_worker_that_is_asked_to_call_does_not(built: str, trap: Trap) -> None:
    """The same without walls falls into the trap, so that the trap is known to be one."""
    texts = [text.format(url=trap.url) for text in CALLING]
    with pool(built, guarded=False, confined=False) as bare:
        for text in texts:
            before = trap.caught
            with suppress(BacThangError):
                told(bare, text)
            assert trap.caught > before, text
    before = trap.caught
    with pool(built, guarded=False) as confined:
        assert confined.state()["walls"] == {"network": True, "sockets": True, "memory": True}
        for text in texts:
            with suppress(BacThangError):
                told(confined, text)
        assert told(confined, "ASK {}", truth="csv") == "true"
    assert trap.caught == before


CONNECT = """
import socket
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[2])), 5)
    print("connected")
except OSError as error:
    print(type(error).__name__, error.errno)
"""


def test_each_wall_alone_keeps_a_connection_from_being_made(trap: Trap) -> None:
    before = trap.caught
    assert inside(CONNECT, trap.port) == "connected"
    assert eventually(lambda: trap.caught == before + 1)
    alone = {
        "assert confinement.leave_network()": "OSError 101",
        "assert confinement.refuse_sockets()": "PermissionError 1",
    }
    for wall, told_by in alone.items():
        assert inside(wall + CONNECT, trap.port) == told_by
    assert trap.caught == before + 1


@pytest.mark.parametrize(
    "call",
    [
        "socket.socketpair()",
        "socket.socket(socket.AF_UNIX)",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
    ],
)
def test_neither_sockets_nor_programs_can_be_had(call: str) -> None:
    code = f"""
import os, socket
assert confinement.refuse_sockets()
try:
    print({call})
except PermissionError:
    print("refused")
"""
    assert inside(code) == "refused"


def test_nothing_can_be_written_to_a_disk(tmp_path: Path) -> None:
    code = """
assert confinement.bound(1 << 30)
try:
    with open(sys.argv[2], "wb", buffering=0) as file:
        print(file.write(b"x"))
except OSError as error:
    print("refused", error.errno)
"""
    assert inside(code, tmp_path / "file") == "refused 27"
    assert (tmp_path / "file").read_bytes() == b""


def test_memory_beyond_the_limit_cannot_be_had() -> None:
    code = """
assert confinement.bound(100 << 20)
small = bytearray(60 << 20)
try:
    bytearray(200 << 20)
    print("had")
except MemoryError:
    print("refused")
"""
    assert inside(code) == "refused"


def test_workers_are_walled_in(built: str) -> None:
    with pool(built) as made:
        assert eventually(lambda: made.state()["free"] == 3)
        ours = os.readlink("/proc/self/ns/net")
        for pid in workers_of(made):
            said = status(pid)
            assert (said["Seccomp"], said["NoNewPrivs"]) == ("2", "1")
            assert os.readlink(f"/proc/{pid}/ns/net") != ours
            limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
            least = {line[:26].strip(): line[26:].split()[0] for line in limits[1:]}
            assert (least["Max file size"], least["Max core file size"]) == ("0", "0")
            assert int(least["Max address space"]) < 1 << 40
            assert Path(f"/proc/{pid}/oom_score_adj").read_text().strip() == "1000"


def test_workers_inherit_neither_files_nor_environment(
    built: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACTHANG_SPARQL_PASSWORD", "not-for-workers")
    secret = tmp_path / "secret"
    secret.write_text("x")
    with secret.open() as file, socket.create_server(("127.0.0.1", 0)) as server:
        os.set_inheritable(file.fileno(), True)
        os.set_inheritable(server.fileno(), True)
        with pool(built) as made:
            assert eventually(lambda: made.state()["free"] == 3)
            pids = workers_of(made)
            assert len(pids) == 3
            for pid in pids:
                opened = [os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()]
                assert str(secret) not in opened
                assert sum(name.startswith("socket:") for name in opened) == 1
                assert b"not-for-workers" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_workers_end_with_the_front(built: str) -> None:
    """Even when it is killed and can see to nothing."""
    code = f"""
from bacthang.web.settings import Limits
from bacthang.web.workers import Pool
import sys, time
pool = Pool({built!r}, 1, Limits())
while pool.state()["free"] < 3:
    time.sleep(0.01)
print(pool._keeper._mother._process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as front:
        assert front.stdout
        mother = int(front.stdout.readline())
        mine = [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and status(int(entry.name)).get("PPid") == str(mother)
        ]
        assert len(mine) == 3
        front.kill()
    assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in (mother, *mine)))


def test_a_worker_loads_little() -> None:
    code = """
import inside.mother
known = {"flask", "werkzeug", "jinja2", "rdflib", "bacthang", "subprocess", "logging"}
print(sorted(known & {name.partition(".")[0] for name in sys.modules}))
"""
    assert inside(code) == "[]"


def test_the_front_stands_without_walls_and_says_so(built: str) -> None:
    with pool(built, confined=False) as made:
        assert set(made.state()["walls"].values()) == {False}
        assert isinstance(made, Pool)
