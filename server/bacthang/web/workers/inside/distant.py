"""A store behind a server, for a worker to ask as it asks one on disk.

A query is parsed here before it is sent: what a server adds to SPARQL 1.1 does not pass, and
``FROM``, relative IRIs and what is unknown are settled where every query has them settled. An
answer is refused where the server no longer holds the build that the edition is of.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, Final

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from bacthang.errors import BacThangError, BadQuery, NoRecord, RemoteTrouble, ServerAway, ServerSlow
from bacthang.stores.remote import RemoteStore

from .guard import Refused, refuse_functions, without_datasets

_MEGABYTE: Final = 1 << 20


class DistantStore:
    """A store behind a server, of one build by its stamp."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._url: str = told["store"]
        self._stamp: str = told["stamp"]
        self._seconds: float = told["seconds"]
        self._memory: int = told["memory"]
        self._nothing = pyoxigraph.Store()

    def query(
        self,
        query: str,
        *,
        base_iri: str,
        default_graph: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a query over the dataset, or over the graphs named.

        Raises SyntaxError where it is no SPARQL 1.1, and Refused.
        """
        refuse_functions(query)
        self._nothing.query(query, base_iri=base_iri)
        text = f"BASE <{base_iri}> {without_datasets(query)}"
        with self._refusing():
            if default_graph is None and named_graphs is None:
                return self._store().query(text)
            return self._store().query_over(text, _iris(default_graph), _iris(named_graphs))

    def named_graphs(self) -> Iterator[NamedNode]:
        """Yield the graphs that the build has recorded, and those beside them.

        Raises Refused.
        """
        with self._refusing():
            names = self._store().named()
        yield from map(NamedNode, names)

    def confirm(self) -> None:
        """See that the server still holds the build.

        Raises Refused.
        """
        with self._refusing():
            if self._store().stamp() != self._stamp:
                raise Refused("DataReplaced", cause="")

    def _store(self) -> RemoteStore:
        return _remote(self._url, self._seconds, self._stamp)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Turn what the server does into what a worker says of it."""
        try:
            yield
        except BadQuery as error:
            raise Refused("UnfitForServer", what=error.facts["what"]) from None
        except ServerSlow:
            raise Refused("TimeLimit", seconds=self._seconds) from None
        except ServerAway as error:
            raise Refused("DataAway", cause=_name(error)) from None
        except NoRecord as error:
            raise Refused("DataReplaced", cause=_name(error)) from None
        except RemoteTrouble as error:
            raise Refused("DataUnfit", cause=_name(error), what=str(error)) from None
        except MemoryError:
            raise Refused("MemoryLimit", megabytes=self._memory // _MEGABYTE) from None


def opened(told: dict[str, Any]) -> tuple[DistantStore, Callable[[], None]]:
    """Return the store that the workers were told of, and what confirms an answer of it.

    Nothing is asked of its server yet.
    """
    store = DistantStore(told)
    return store, store.confirm


def prepare(told: dict[str, Any]) -> None:
    """Ask once what all workers need to know of the server, before they are forked."""
    with suppress(BacThangError, Refused):
        _remote(told["store"], told["seconds"], told["stamp"])


class _Straight(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else, whatever a server says: a worker speaks with one server only."""

    def redirect_request(self, *_: Any) -> None:
        """Follow no redirect."""
        return None


@cache
def _remote(url: str, seconds: float, stamp: str) -> RemoteStore:
    """Return the store, knowing what it needs to of this build; where that fails, not for ever."""
    urllib.request.install_opener(urllib.request.build_opener(_Straight))
    store = RemoteStore(url, seconds)
    store.prepare()
    if store.stamp() != stamp:
        raise Refused("DataReplaced", cause="")
    return store


def _iris(graphs: Iterable[NamedNode] | None) -> list[str]:
    return [graph.value for graph in graphs or ()]


def _name(error: Exception) -> str:
    return type(error).__name__
