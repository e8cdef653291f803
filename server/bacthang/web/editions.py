"""The dataset as it is served: one edition at a time, the next in its place when a build swaps it.

An edition is a store opened once, so that a request that has begun sees one build to its end. One
behind a server may lose its data meanwhile: then the request is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from functools import cached_property
from threading import Condition, Event, Lock, RLock, Thread
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g

from ..errors import BacThangError, DataDamaged, DataTrouble, StoreUnreadable
from ..listings import Listings
from ..stores import MEMORY, BuildInfo, Store, open_store, path_of
from ..stores.oxigraph import SCHEME
from ..stores.seal import verify
from ..version import program_version
from .distant import Distant
from .lists import Lists
from .settings import Settings
from .workers import Pool

_LOG = logging.getLogger("bacthang.web")
_KEY = "editions"
Made = TypeVar("Made")


class Edition:
    """One build: its store, its record, its workers, and what pages have computed of it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.distant: Distant | None = None
        """The store, where it lies behind a server."""
        self.store: Store
        if settings.is_distant:
            self.store = self.distant = Distant(settings.store, settings.limits.seconds)
            self.url, self.place = settings.store, self.distant.stamp
        else:
            self.url = self.place = _place(settings.store)
            self.store = open_store(self.url)
        self.info: BuildInfo = self.store.info()
        stamp = self.place if self.distant else ""
        self.pool = Pool(self.url, settings.workers, settings.limits, stamp)
        self._lists = Lists(self.url, self.info, is_served=self.is_served if self.distant else None)
        self.is_sound = True
        """Whether its files are as the build left them, when somebody looked last."""
        self._made: dict[Hashable, Any] = {}
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()

    @cached_property
    def tag(self) -> str:
        """What tells this edition from every other: data, rules and program."""
        info = self.info
        return f"{info.content_hash[:16]}-{info.shapes_hash[:8]}-{program_version()}"

    @property
    def listings(self) -> Listings:
        """What pages list of it.

        Raises ListingsPending while that is being written, ListingsFailed when it could not be.
        """
        return self._lists.ready()

    def memo(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` gives, made once an edition; for things few and asked for often.

        Raises what ``confirm`` raises: what may have been made of two builds is not kept.
        """
        if key not in self._made:
            with self._lock:
                own = self._making.setdefault(key, RLock())
            with own:
                if key not in self._made:
                    made = make()
                    self.confirm()
                    self._made[key] = made
        return cast(Made, self._made[key])

    def confirm(self) -> None:
        """See that all that this thread has read is of this build; on disk it always is.

        Raises DataReplaced, and DataTrouble for a server that does not say.
        """
        if self.distant:
            self.distant.confirm()

    def forget(self) -> None:
        """Let this thread begin with something else."""
        if self.distant:
            self.distant.forget()

    def place_now(self) -> str:
        """Return where the store's link leads now, or which build its server holds now.

        Raises DataTrouble for a server that does not say.
        """
        if self.distant:
            return self.distant.current()
        return _place(self.settings.store)

    def is_served(self) -> bool:
        """Tell whether what anybody reads now at its address is of this build.

        A server that does not say is not taken to hold it; on disk a build stays where it is.
        """
        if not self.distant:
            return True
        try:
            return self.distant.current() == self.place
        except DataTrouble:
            return False

    def inspect(self) -> None:
        """Look whether the files of the build are as it left them, by their lengths and dates.

        What the engine reads of others may be wrong, or never end (docs/decisions/faults.md).
        """
        if self.distant:
            return
        try:
            verify(path_of(self.url), reads=0)
        except (StoreUnreadable, OSError) as error:
            if self.is_sound:
                _LOG.error("the data are not served any more: %s", error)
            self.is_sound = False
        else:
            self.is_sound = True

    def close(self) -> None:
        """End what this edition has running, and let go of what was made of it."""
        self.pool.close()
        self._lists.close()
        self._made.clear()


class Editions:
    """The edition that is served now, and those before it until their last request is over."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._current = Edition(settings)
        self._users: dict[Edition, int] = {}
        self._left = Condition()
        self._renewing = Lock()
        self._ended = Event()
        self._unsound = ""
        self._threads: list[Thread] = []

    def current(self) -> Edition:
        """Return the edition that is served now."""
        return self._current

    def begin(self) -> Edition:
        """Return the edition to answer a request from, which stays open until ``end``.

        Raises DataDamaged.
        """
        with self._left:
            if not self._current.is_sound:
                raise DataDamaged(cause="StoreDamaged")
            self._users[self._current] = self._users.get(self._current, 0) + 1
            self._current.forget()
            return self._current

    def end(self, used: Edition) -> None:
        """Say that a request needs its edition no more."""
        with self._left:
            self._users[used] -= 1
            if not self._users[used]:
                del self._users[used]
                self._left.notify_all()

    def refresh(self) -> bool:
        """Serve the build that is in the store's place now; tell whether it is another one.

        One that cannot be read is logged once, and the one before is served on. A server that does
        not answer is asked again the next time.
        """
        with self._renewing:
            if self._ended.is_set():
                return False
            try:
                place = self._current.place_now()
            except DataTrouble:
                return False
            if place in (self._current.place, self._unsound):
                self._current.inspect()
                return False
            try:
                new = Edition(self.settings)
            except (BacThangError, OSError) as error:
                self._unsound = "" if self.settings.is_distant else place
                _LOG.error("the new build is not served: %s", error)
                return False
            with self._left:
                old, self._current = self._current, new
            _LOG.info("edition %s is served in the place of %s", new.tag, old.tag)
            self._start(self._retire, old)
            return True

    def watch(self) -> None:
        """Look every so many seconds whether a build has taken the store's place."""
        self._start(self._watch, self.settings.looks)

    def close(self) -> None:
        """End what the editions have running, once it is done."""
        self._ended.set()
        with self._renewing:
            self._retire(self._current)
        for thread in self._threads:
            thread.join()

    def _watch(self, seconds: float) -> None:
        while not self._ended.wait(seconds):
            try:
                self.refresh()
            except Exception:
                _LOG.exception("the store was not looked at; it will be again")

    def _retire(self, old: Edition) -> None:
        with self._left:
            self._left.wait_for(lambda: old not in self._users)
        old.close()

    def _start(self, target: Callable[..., None], *args: object) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()


def install(app: Flask, settings: Settings) -> None:
    """Give an application its editions; each request lets go of its own when it is over.

    Raises what opening the store raises.
    """
    app.extensions[_KEY] = Editions(settings)
    app.teardown_appcontext(_let_go)


def editions(app: Flask) -> Editions:
    """Return the editions of an application."""
    return cast(Editions, app.extensions[_KEY])


def edition() -> Edition:
    """Return the edition of this request, the same to its end."""
    if "edition" not in g:
        g.edition = editions(current_app).begin()
    return cast(Edition, g.edition)


def _let_go(_: BaseException | None) -> None:
    if "edition" in g:
        editions(current_app).end(g.pop("edition"))


def _place(url: str) -> str:
    """Return where a store's link leads now, so that all who read an edition read the same."""
    return url if url == MEMORY else f"{SCHEME}{path_of(url).resolve()}"
