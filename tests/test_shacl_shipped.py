"""Both engines agree on the shipped graph, as it is and with faults strewn over it."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache

import pyoxigraph
import pytest
from pyoxigraph import DefaultGraph, Literal, Quad

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.namespaces import BT, RDFS, XSD
from bacthang.rules import shape_files
from bacthang.shacl import Shape, Shapes, read_shapes, validate
from bacthang.shacl.reference import validate_with_pyshacl
from bacthang.stores.base import Term
from bacthang.stores.oxigraph import OxigraphStore

LOST, ALTERED = 120, 120
"""How many triples are taken away, and how many get another value."""


@cache
def shapes() -> Shapes:
    return read_shapes(shape_files())


@cache
def shipped() -> tuple[Quad, ...]:
    """Return the default graph of the shipped graph, sorted."""
    store = build(graph_files(), "memory:").store
    triples = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert isinstance(triples, pyoxigraph.QueryTriples)
    quads = [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples]
    return tuple(sorted(quads, key=str))


def store_of(quads: list[Quad]) -> OxigraphStore:
    inner = pyoxigraph.Store()
    inner.extend(quads)
    return OxigraphStore("memory:", inner)


def faulty(seed: int) -> list[Quad]:
    """Return the shipped graph with triples lost, and values taken from elsewhere or made up.

    A number becomes another number, a date another date: in the FILTERs of queries rdflib gives an
    order to unlike literals, where SPARQL has an error.
    """
    chance = random.Random(seed)
    quads = list(shipped())
    said = [
        *(quad for quad in quads if BT.iri in quad.predicate.value),
        *(quad for quad in quads if quad.predicate == RDFS.label),
    ]
    lost = set(chance.sample(said, LOST))
    altered = [quad for quad in chance.sample(said, ALTERED) if quad not in lost]
    others = [
        Quad(quad.subject, quad.predicate, _another(quad.object, said, chance), DefaultGraph())
        for quad in altered
    ]
    return [quad for quad in quads if quad not in lost] + others


def _another(value: Term, said: list[Quad], chance: random.Random) -> Term:
    if isinstance(value, Literal) and value.datatype in (XSD.integer, XSD.decimal):
        return chance.choice([Literal(-1), Literal(2019), Literal("0.5", datatype=XSD.decimal)])
    if isinstance(value, Literal) and value.datatype == XSD.date:
        return Literal(chance.choice(["1999-12-31", "2023-07-01"]), datatype=XSD.date)
    made_up: list[Term] = [
        *(Literal("x"), Literal("x", language="fr"), Literal("năm", datatype=XSD.integer)),
        *(Literal(-1), Literal("2021-02-30", datatype=XSD.date)),
    ]
    return chance.choice([*made_up, *(chance.choice(said).object for _ in range(3))])


@pytest.mark.filterwarnings("ignore")
def test_both_engines_agree_on_the_shipped_graph() -> None:
    store = store_of(list(shipped()))
    found = validate(store, shapes())
    assert found
    assert found == validate_with_pyshacl(store, shapes())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", [1, 2])
def test_both_engines_agree_on_a_faulty_graph(seed: int) -> None:
    store = store_of(faulty(seed))
    found = validate(store, shapes())
    assert len(Counter(result.shape for result in found)) > 60
    assert found == validate_with_pyshacl(store, shapes())


def test_every_shape_is_checked() -> None:
    used: set[Shape] = set()
    waiting = shapes().targeted()
    while waiting:
        shape = waiting.pop()
        if shape not in used:
            used.add(shape)
            waiting += shape.properties
            for constraint in shape.constraints:
                inner = getattr(constraint, "shape", None)
                nested = (*getattr(constraint, "shapes", ()), *getattr(constraint, "siblings", ()))
                waiting += [*nested, *([inner] if inner else [])]
    assert set(shapes()) == used
    assert not [shape for shape in shapes() if shape.deactivated]
