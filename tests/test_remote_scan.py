"""A graph that a server gives in parts comes whole, or not at all."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from bacthang.errors import HalfAnswer
from bacthang.stores.remote import RemoteStore
from bacthang.stores.remote.dialects import STANDARD
from bacthang.stores.remote.protocol import STATEMENTS, Answer
from servers import missing, virtuoso

GRAPH = ox.NamedNode("urn:bacthang:many")
PAGE = 10
MANY = 30_000


def made(count: int) -> list[ox.Quad]:
    return [
        ox.Quad(
            ox.NamedNode(f"urn:bacthang:thing/{number // 5}"),
            ox.NamedNode(f"urn:bacthang:says/{number % 5}"),
            ox.Literal(str(number)),
            GRAPH,
        )
        for number in range(count)
    ]


def steady(held: list[ox.Quad], limit: int, offset: int) -> Iterable[ox.Quad]:
    return held[offset : offset + limit]


def sparing(held: list[ox.Quad], limit: int, offset: int) -> Iterable[ox.Quad]:
    return held[offset : offset + limit - 3]


def unsteady(held: list[ox.Quad], limit: int, offset: int) -> Iterable[ox.Quad]:
    return random.Random(offset).sample(held, len(held))[offset : offset + limit]


def forgetful(held: list[ox.Quad], limit: int, offset: int) -> Iterable[ox.Quad]:
    return held[:limit]


def shrinking(held: list[ox.Quad], limit: int, offset: int) -> Iterable[ox.Quad]:
    return held[offset : min(offset + limit, PAGE)] if offset < PAGE - 1 else []


Manner = Callable[[list[ox.Quad], int, int], Iterable[ox.Quad]]


def scanned(manner: Manner, held: list[ox.Quad], patch: pytest.MonkeyPatch) -> list[ox.Quad]:
    """Scan a server that holds some statements and has a manner of giving parts of them."""
    store = RemoteStore("sparql+http://127.0.0.1:9/sparql")

    def ask(query: str, default: object = (), named: object = ()) -> Answer:
        (cut,) = re.findall(r"LIMIT (\d+) OFFSET (\d+)", query)
        limit, offset = map(int, cut)
        given = [quad.triple for quad in manner(held, limit, offset)]
        body = ox.serialize(given, format=ox.RdfFormat.N_TRIPLES)
        return Answer(io.BytesIO(body), STATEMENTS, "CONSTRUCT")

    patch.setattr(store._endpoint, "ask", ask)
    patch.setitem(store.__dict__, "dialect", replace(STANDARD, page=PAGE))
    return list(store.quads(g=GRAPH))


@pytest.mark.parametrize("manner", [steady, sparing], ids=lambda manner: manner.__name__)
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 19, 20, 95])
def test_parts_make_the_whole(count: int, manner: Manner, monkeypatch: pytest.MonkeyPatch) -> None:
    held = made(count)
    found = scanned(manner, held, monkeypatch)
    assert len(found) == count
    assert set(found) == set(held)


@pytest.mark.parametrize(
    "manner", [unsteady, forgetful, shrinking], ids=lambda manner: manner.__name__
)
def test_parts_that_do_not_meet_are_no_answer(
    manner: Manner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(HalfAnswer):
        scanned(manner, made(95), monkeypatch)


def test_virtuoso_gives_a_large_graph_whole(tmp_path: Path) -> None:
    if reason := missing("virtuoso"):
        pytest.skip(reason)
    held = made(MANY)
    with (tmp_path / "many.nq").open("wb") as file:
        ox.serialize(held, file, ox.RdfFormat.N_QUADS)
    with virtuoso(rows=10_000)(tmp_path / "many.nq", tmp_path) as url:
        found = list(RemoteStore(url).quads(g=GRAPH))
    assert len(found) == MANY
    assert set(found) == set(held)
