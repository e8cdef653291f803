"""What a worker cannot do, whatever the engine is brought to try: no network, no program, no file.

Each wall is the kernel's and holds by itself; where one cannot be had, the others stand, and
``/healthz`` says which do. Linux only; elsewhere there are none, and the guard stands alone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import struct
from contextlib import suppress
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_SIGKILL: Final = 9

_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EPERM
_KILL: Final = 0x80000000
_LOAD: Final = 0x20
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_X32: Final = 0x40000000

_DENIED: Final = {
    "x86_64": (
        0xC000003E,
        # socket, connect, bind, listen, socketpair, execve, execveat, fork, vfork, ptrace,
        # process_vm_readv, process_vm_writev, io_uring_setup, mount, unshare, setns
        (41, 42, 49, 50, 53, 59, 322, 57, 58, 101, 310, 311, 425, 165, 272, 308),
    ),
    "aarch64": (
        0xC00000B7,
        # the same; there is no fork or vfork
        (198, 203, 200, 201, 199, 221, 281, 117, 270, 271, 425, 40, 97, 268),
    ),
}
"""By machine: its audit number, and the system calls that a worker has no use for."""


_CONNECTING: Final = 2
"""How many of those, at the head of each list, are what connecting takes."""


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def leave_network() -> bool:
    """Move this process into a network of its own, without any interface that is up."""
    with suppress(OSError, AttributeError):
        for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET):
            if _libc().unshare(flags) == 0:
                return True
    return False


def refuse_sockets(*, but_connecting: bool = False) -> bool:
    """Have the kernel refuse new sockets and programs from now on (seccomp filter).

    Who asks a server may still make sockets that connect, and none that listen.
    """
    told = _DENIED.get(platform.machine())
    if told is None:
        return False
    audit, calls = told
    filters = _program(audit, calls[_CONNECTING:] if but_connecting else calls)
    code = ctypes.create_string_buffer(filters)
    program = struct.pack("HxxxxxxP", len(filters) // 8, ctypes.addressof(code))
    with suppress(OSError, AttributeError):
        libc = _libc()
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            return False
        return not libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0)
    return False


def bound(memory: int) -> bool:
    """Bound what this process may take from now on: memory beyond what it has, files, a core."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        with open("/proc/self/statm", "rb") as file:
            taken = int(file.read().split()[0]) * resource.getpagesize()
        most = taken + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        return True
    return False


def end_with_parent() -> None:
    """Be killed when the process that forked this one ends."""
    with suppress(OSError, AttributeError):
        _libc().prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)


def be_first_to_go() -> None:
    """Let a machine without memory end this process before the front."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")


def close_others(kept: set[int]) -> None:
    """Close every file but those named and the standard ones."""
    kept = {0, 1, 2, *kept}
    highest = max(kept)
    for descriptor in range(3, highest):
        if descriptor not in kept:
            with suppress(OSError):
                os.close(descriptor)
    os.closerange(highest + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _program(audit: int, calls: tuple[int, ...]) -> bytes:
    """Return the filter: another machine's calls kill, those named are refused, the rest pass."""
    step = struct.Struct("HBBI").pack
    steps = [
        step(_LOAD, 0, 0, 4),
        step(_EQUAL, 1, 0, audit),
        step(_RETURN, 0, 0, _KILL),
        step(_LOAD, 0, 0, 0),
        step(_AT_LEAST, len(calls) + 1, 0, _X32),
    ]
    for place, call in enumerate(calls):
        steps.append(step(_EQUAL, len(calls) - place, 0, call))
    return b"".join((*steps, step(_RETURN, 0, 0, _ALLOW), step(_RETURN, 0, 0, _REFUSE)))
