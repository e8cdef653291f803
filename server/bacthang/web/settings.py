"""What the front may be told when it is made; everything has a default that is safe in the open."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final

from ..stores import default_url
from ..stores.remote import SCHEME as REMOTE

LOOKS_HERE: Final = 1.0
LOOKS_AWAY: Final = 5.0

_BESIDE: Final = 1 << 20
"""Bytes of a form beside its text and its file."""


@dataclass(frozen=True)
class Limits:
    """How far one query may go, and how many may come.

    ``seconds`` of time from its start, ``memory`` in bytes of the process that answers it, ``rows``
    (or triples) of its answer, ``query_bytes`` of its text, ``depth`` of nested brackets,
    ``per_client`` queries of one client at once, waiting ones included, and ``waiting`` seconds
    until one is turned away when all workers are busy. ``present`` queries of all clients may be
    there at once, waiting ones included: fewer than the threads that serve, so that pages are
    answered whoever asks. An answer of more than ``hold`` bytes is
    given out before it is whole, and none has more than ``answer`` bytes; all that are held have no
    more than ``held``. Of queries that run for
    long, as many run at once as there are workers, and ``heavy`` may be there at all: the threads
    that serve should be more than these.

    A text that is given to be read has no more than ``text_bytes`` once it is opened, the file that
    it comes in no more than ``file_bytes``. ``readers`` texts are read at once, each within
    ``seconds`` and ``memory``.
    """

    seconds: float = 20.0
    memory: int = 1 << 30
    rows: int = 100_000
    query_bytes: int = 100_000
    depth: int = 100
    per_client: int = 8
    waiting: float = 10.0
    present: int = 48
    hold: int = 256 << 20
    answer: int = 1 << 30
    held: int = 4 << 30
    heavy: int = 8
    text_bytes: int = 1 << 20
    file_bytes: int = 5 << 20
    readers: int = 2

    @property
    def form_bytes(self) -> int:
        """What a form that gives a text or a file may have in all."""
        return self.file_bytes + self.text_bytes + _BESIDE


@dataclass(frozen=True)
class Settings:
    """Where the store is, how many answer, and what stands before the application.

    ``proxies`` is how many reverse proxies are trusted to say who asks and by which address
    (``X-Forwarded-For``, ``-Proto``, ``-Host``, ``-Prefix``); ``prefix`` the path below which the
    site lies where no proxy says so. ``look`` is after how many seconds the front looks for a new
    build, each time; by default often where that costs one system call, less often where it costs a
    query.
    """

    store: str = field(default_factory=default_url)
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 1))
    threads: int = 64
    limits: Limits = field(default_factory=Limits)
    proxies: int = 0
    prefix: str = ""
    look: float | None = None

    @property
    def is_distant(self) -> bool:
        """Whether the store lies behind a server."""
        return self.store.startswith(REMOTE)

    @property
    def looks(self) -> float:
        """After how many seconds the front looks for a new build, each time."""
        if self.look is not None:
            return self.look
        return LOOKS_AWAY if self.is_distant else LOOKS_HERE
