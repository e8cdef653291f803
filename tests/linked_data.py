"""What tests of linked data share: every IRI of the dataset, and where it is met."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from pyoxigraph import NamedNode

from bacthang.namespaces import BASE
from bacthang.stores import Store


def ours(store: Store) -> set[str]:
    """Return every IRI under the base that stands anywhere in a store, graph names included."""
    return {
        term.value
        for quad in store.quads()
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, NamedNode) and term.value.startswith(BASE)
    }


def path_of(iri: str) -> str:
    """Return the path of an IRI of ours on a site; its escapes stay as they are."""
    return iri.removeprefix(BASE.rstrip("/")).partition("#")[0]


def local_path(address: str) -> str:
    """Return the path of an address, as a client sends it."""
    return urlsplit(address).path


def settle(client: FlaskClient) -> None:
    """Wait until the downloads of an edition are written, as its answers ask one to."""
    for _ in range(20):
        got = client.get("/dumps/void.ttl")
        if got.status_code != 503:
            assert got.status_code == 200
            return
        assert int(got.headers["Retry-After"]) > 0
        time.sleep(1)
    raise AssertionError("the downloads were not written")
