"""A store behind a server, as one edition reads it: what comes of it is of one build, or refused.

Anybody may put other data on the server at any time. So a thread that has asked it says ``confirm``
before what it made is given out or kept: were the data replaced meanwhile, it is refused.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from threading import local
from typing import Final

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

from ..errors import (
    BacThangError,
    BadQuery,
    DataAway,
    DataReplaced,
    DataSlow,
    DataTrouble,
    DataUnfit,
    NoRecord,
    RemoteTrouble,
    ServerAway,
    ServerSlow,
)
from ..stores import BuildInfo
from ..stores.base import GraphName, Subject, Term
from ..stores.remote import RemoteStore

_LOG: Final = logging.getLogger("bacthang.web")
_TROUBLE: Final = (RemoteTrouble, BadQuery)
"""What a server says of our own questions, which are sound."""
_GIVEN_UP: Final = 5.0
"""For how many seconds a server that gave trouble is not asked for pages."""


class Distant:
    """A store behind a server that is of one build, by its ``stamp``."""

    def __init__(self, url: str, seconds: float) -> None:
        """Open it; a question may take so many seconds.

        Raises what ``open_store`` raises, and DataReplaced.
        """
        self._store = RemoteStore(url, seconds)
        self.url = url
        self.stamp = self._store.stamp()
        self._info = self._store.info()
        self._asked = local()
        self._trouble: DataTrouble | None = None
        self._since = 0.0
        if self._store.stamp() != self.stamp:
            raise DataReplaced(cause="")

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a query of our own.

        Raises DataTrouble.
        """
        self._ask()
        try:
            return self._store.query(text)
        except _TROUBLE as error:
            raise self._told(error) from error

    def quads(
        self,
        s: Subject | None = None,
        p: NamedNode | None = None,
        o: Term | None = None,
        g: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match.

        Raises DataTrouble.
        """
        self._ask()
        try:
            yield from self._store.quads(s, p, o, g)
        except _TROUBLE as error:
            raise self._told(error) from error

    def info(self) -> BuildInfo:
        """Return the record of the build, as it was read when this was opened."""
        return self._info

    def confirm(self) -> None:
        """See that all that this thread has asked so far was asked of this build.

        Raises DataReplaced where it may not have been, and DataTrouble.
        """
        if getattr(self._asked, "since", False):
            if self.current() != self.stamp:
                raise DataReplaced(cause="")
            self._asked.since = False

    def forget(self) -> None:
        """Let this thread begin with something else; what it asked is not used."""
        self._asked.since = False

    def current(self) -> str:
        """Return the stamp of the build that the server holds now.

        Raises DataReplaced while it is being filled, and DataTrouble; who asks in the next seconds
        is then told so at once.
        """
        try:
            found = self._store.stamp()
        except _TROUBLE as error:
            raise self._given_up(self._told(error)) from error
        except NoRecord as error:
            raise self._given_up(DataReplaced(cause=type(error).__name__)) from error
        if self._trouble is not None:
            self._trouble = None
            _LOG.info("%s answers again", self.url)
        return found

    def _given_up(self, trouble: DataTrouble) -> DataTrouble:
        self._trouble, self._since = trouble, time.monotonic()
        return trouble

    def _ask(self) -> None:
        """Note that this thread asks; what has just failed is not tried again by everybody."""
        trouble = self._trouble
        if trouble is not None and time.monotonic() - self._since < _GIVEN_UP:
            raise type(trouble)(**trouble.facts)
        self._asked.since = True

    def _told(self, error: BacThangError) -> DataTrouble:
        """Tell a trouble to the log as it is, and return it as readers are told."""
        kind = told_as(error)
        if self._trouble is None:
            _LOG.error("%s: %s", type(error).__name__, error)
        return kind(cause=type(error).__name__)


def told_as(error: BacThangError) -> type[DataTrouble]:
    """Return as what a trouble with the server is told to readers."""
    if isinstance(error, ServerAway):
        return DataAway
    return DataSlow if isinstance(error, ServerSlow) else DataUnfit
