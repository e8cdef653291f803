"""The process that reads one text: told by its input, it answers on its output and ends."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import PurePath
from traceback import extract_tb
from typing import Any, Final

from ...drafting.opening import opened
from ...drafting.proposal import Proposal
from ...drafting.reader import read
from ...drafting.writing.review import fragment, lookups, page
from ...drafting.writing.table import as_csv
from ...drafting.writing.turtle import turtle
from ...errors import BacThangError, ReadingCrashed, ReadingTooLarge, TextTooLong
from ...namespaces import BASE
from ...parameters import document_called
from ...stores import Store, open_store
from ..workers.inside import confinement
from .asking import AskedStore

_MOST: Final = 64 << 20
"""Bytes of an answer, which the front holds in memory."""
_MEGABYTE: Final = 1 << 20
_KILOBYTE: Final = 1 << 10


def main() -> None:
    """Read what stands behind the first line of the input, as that line says."""
    confinement.end_with_parent()
    confinement.be_first_to_go()
    confinement.leave_network()
    told = json.loads(sys.stdin.buffer.readline())
    head, body = answered(told, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)


def answered(told: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the head and the body of an answer; of an error its name and facts."""
    try:
        store = _store(told)
        confinement.bound(told["memory"])
        confinement.refuse_sockets()
        return _read(told, data, store)
    except BacThangError as error:
        return _refused(error)
    except MemoryError:
        return _refused(ReadingTooLarge(megabytes=told["memory"] // _MEGABYTE))
    except Exception as error:
        return _refused(ReadingCrashed(where=_where(error)))


def _store(told: dict[str, Any]) -> Store:
    """Open the store, or have it asked over the line that leads to the front."""
    if "line" in told:
        return AskedStore(socket.socket(fileno=told["line"]), told["store"])
    return open_store(told["store"])


def _read(told: dict[str, Any], data: bytes, store: Store) -> tuple[dict[str, Any], bytes]:
    text = opened(data, told["name"])
    if len(text.text.encode()) > told["text"]:
        raise TextTooLong(kilobytes=told["text"] // _KILOBYTE)
    document = document_called(store, told["document"]) if told["document"] else None
    proposal = read(text, store, document)
    body = _written(told, proposal, store)
    if len(body) > _MOST:
        raise ReadingTooLarge(megabytes=_MOST // _MEGABYTE)
    return {"source": proposal.source, "text": proposal.text}, body


def _written(told: dict[str, Any], proposal: Proposal, store: Store) -> bytes:
    form, lang = told["form"], told["lang"]
    if form == "txt":
        return proposal.text.encode()
    if form == "csv":
        return as_csv(proposal, store)
    if form == "ttl":
        return turtle(proposal, store).encode()
    known = lookups(proposal, store)
    if form == "html":
        return page(proposal, known, None, lang).encode()
    root = told["root"]
    return fragment(
        proposal, known, None, lang, lambda thing: thing.value.replace(BASE, f"{root}/", 1)
    ).encode()


def _refused(error: BacThangError) -> tuple[dict[str, Any], bytes]:
    facts = {
        name: fact if isinstance(fact, int | float) else str(fact)
        for name, fact in error.facts.items()
    }
    return {"error": type(error).__name__, "facts": facts}, b""


def _where(error: Exception) -> str:
    """Tell what broke and in which line of ours, and nothing of the text."""
    frame = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {PurePath(frame.filename).name}:{frame.lineno}"


if __name__ == "__main__":
    main()
