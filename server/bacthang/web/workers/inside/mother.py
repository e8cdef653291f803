"""The process that workers are forked from: small, without threads, and with no store open.

It reads one packet a wish from its control line and answers each with one: ``spawn`` (with the
worker's end of a line beside it) with the new process's number, ``wait`` with how a process ended.
When the control line ends it ends, and its workers with it.
"""

from __future__ import annotations

import array
import json
import os
import resource
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from struct import Struct
from typing import Any, Final

from . import confinement
from .worker import Opened, work

SPAWN: Final = b"s"
WAIT: Final = b"w"
NUMBER: Final = Struct(">i")
_STACK: Final = 256 << 20
"""The engine reads brackets by recursion; a query within the limits must fit its stack."""


def main(opened: Opened, prepare: Callable[[dict[str, Any]], None] | None = None) -> None:
    """Fork workers until the control line ends.

    Each opens the store by ``opened``; ``prepare`` is called before each is forked.
    """
    _with_deep_stack()
    control = socket.socket(fileno=int(sys.argv[-2]))
    told: dict[str, Any] = json.loads(sys.argv[-1])
    apart = told["confined"] and not told["distant"] and confinement.leave_network()
    control.send(NUMBER.pack(os.getpid()))
    while True:
        wish, descriptors = _received(control)
        if wish[:1] == SPAWN and len(descriptors) == 1:
            if prepare:
                prepare(told)
            control.send(NUMBER.pack(_forked(descriptors[0], told, apart, opened)))
        elif wish[:1] == WAIT:
            (pid,) = NUMBER.unpack(wish[1:])
            status = -1
            with suppress(ChildProcessError):
                status = os.waitpid(pid, 0)[1]
            control.send(NUMBER.pack(status))
        else:
            return


def _forked(descriptor: int, told: dict[str, Any], apart: bool, opened: Opened) -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    try:
        confinement.end_with_parent()
        if os.getppid() == parent:
            work(descriptor, told, apart, opened)
    finally:
        os._exit(0)


def _received(control: socket.socket) -> tuple[bytes, list[int]]:
    descriptors = array.array("i")
    try:
        wish, beside, _, _ = control.recvmsg(64, socket.CMSG_SPACE(descriptors.itemsize))
    except OSError:
        return b"", []
    for level, kind, data in beside:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
    return wish, list(descriptors)


def _with_deep_stack() -> None:
    """Begin again with a deep stack, which the system gives to a program only when it starts."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = _STACK if hard == resource.RLIM_INFINITY else min(_STACK, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
    os.execv(sys.executable, sys.orig_argv)
