"""A worker: it opens the store, gives up what it does not need, and answers until its line ends."""

from __future__ import annotations

import gc
import json
import resource
import socket
from collections.abc import Callable
from typing import Any, Final

from . import confinement, frames
from .answering import Answering, Dataset, Rules
from .guard import Refused

_TIRED: Final = 128 << 10
"""Kilobytes that one query may leave in a worker before a new one follows it."""


Opened = Callable[[dict[str, Any]], tuple[Dataset, Callable[[], None]]]
"""Gives a dataset, and what sees before an answer ends that it was of one build."""


def work(descriptor: int, told: dict[str, Any], apart: bool, opened: Opened) -> None:
    """Answer what comes over a line."""
    line = socket.socket(fileno=descriptor)
    confinement.close_others({descriptor})
    confinement.be_first_to_go()
    try:
        dataset, confirm = opened(told)
        answering = Answering(dataset, Rules(**told["rules"]))
    except (OSError, ValueError, RuntimeError) as error:
        line.sendall(frames.refused("StoreUnreadable", {"what": str(error)}))
        return
    walls = {"network": apart, "sockets": False, "memory": False}
    if told["confined"]:
        walls["memory"] = confinement.bound(told["memory"])
        distant = told["distant"]
        walls["sockets"] = confinement.refuse_sockets(but_connecting=distant) and not distant
    gc.freeze()
    line.sendall(frames.frame(frames.READY, 0, json.dumps(walls).encode()))
    _answered(line, answering, confirm, told["guarded"])


def _answered(
    line: socket.socket, answering: Answering, confirm: Callable[[], None], guarded: bool
) -> None:
    rested = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + _TIRED
    pieces: list[bytes] = []

    def send(kind: int, block: bytes) -> None:
        if pieces:
            line.sendall(b"".join(pieces))
            pieces.clear()
        pieces.append(frames.frame(frames.DATA, kind, block))

    while (asked := frames.receive(line)) is not None:
        try:
            kind, count = answering.answer(asked, send, guarded=guarded)
            confirm()
        except Refused as refusal:
            pieces[:] = [frames.refused(refusal.name, refusal.facts)]
        except (OSError, ValueError, RuntimeError, MemoryError) as error:
            pieces[:] = [frames.refused("QueryCrashed", {"what": str(error) or repr(error)})]
        else:
            tired = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > rested
            pieces.append(frames.end(kind, count, tired))
        line.sendall(b"".join(pieces))
        pieces.clear()
