"""The dataset as it is served: one edition at a time, the next in its place when a build swaps it.

An edition is a store opened once, so that a request that has begun sees one build to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar, cast

from flask import current_app, g

from ..stores import BuildInfo, Store, open_store
from ..version import program_version
from .settings import Settings

Made = TypeVar("Made")


class Edition:
    """One build: its store, its record, and what pages have computed of it."""

    def __init__(self, settings: Settings) -> None:
        self.store: Store = open_store(settings.store)
        self.info: BuildInfo = self.store.info()
        self._made: dict[Hashable, Any] = {}
        self._lock = Lock()

    @cached_property
    def tag(self) -> str:
        """What tells this edition from every other: data, rules and program."""
        info = self.info
        return f"{info.content_hash[:16]}-{info.shapes_hash[:8]}-{program_version()}"

    def memo(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` gives, made once an edition; for things few and asked for often."""
        if key not in self._made:
            made = make()
            with self._lock:
                self._made.setdefault(key, made)
        return cast(Made, self._made[key])


class Editions:
    """The edition that is served now."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._current = Edition(settings)

    def current(self) -> Edition:
        """Return the edition to begin a request with."""
        return self._current

    def close(self) -> None:
        """End what the editions have running."""


def edition() -> Edition:
    """Return the edition of this request, the same to its end."""
    if "edition" not in g:
        g.edition = cast(Editions, current_app.extensions["editions"]).current()
    return cast(Edition, g.edition)
