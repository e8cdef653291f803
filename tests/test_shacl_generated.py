"""Both engines agree on data made at random, with every supported construct.

Left out is the inverse of a sequence, which pySHACL 0.40 walks forwards.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from bacthang.namespaces import RDF, RDFS, XSD
from bacthang.shacl import read_shapes, validate
from bacthang.shacl.reference import validate_with_pyshacl
from bacthang.stores.base import Term
from bacthang.stores.oxigraph import OxigraphStore

SHAPES: Final = read_shapes([Path(__file__).parent / "cases" / "shacl" / "generated.ttl"])
EX: Final = "https://example.org/"


def node(name: str) -> NamedNode:
    return NamedNode(EX + name)


NODES: Final = [node(name) for name in "abcd"]
NUMBERS: Final[list[Term]] = [Literal(1), Literal(2), Literal("1.5", datatype=XSD.decimal)]
WORDS: Final[list[Term]] = [
    *(Literal("x"), Literal("xx"), Literal("x", language="vi"), Literal("y", language="vi")),
    *(Literal("x", language="en-GB"), Literal("2021-02-29", datatype=XSD.date)),
    *(Literal("2020-02-29", datatype=XSD.date), Literal("x", datatype=XSD.integer)),
    *(Literal("true", datatype=XSD.boolean), Literal("12:00", datatype=node("clock"))),
]

LINKS: Final = st.tuples(
    st.sampled_from(NODES),
    st.sampled_from([node("p"), node("q"), node("r")]),
    st.sampled_from([*NODES, *NODES, *NUMBERS, *WORDS]),
)
COUNTS: Final = st.tuples(
    st.sampled_from(NODES), st.sampled_from([node("n"), node("m")]), st.sampled_from(NUMBERS)
)
LABELS: Final = st.tuples(
    st.sampled_from(NODES),
    st.just(RDFS.label),
    st.sampled_from([Literal("nhãn", language="vi"), Literal("label", language="en")]),
)
TYPES: Final = st.tuples(
    st.sampled_from(NODES),
    st.just(RDF.type),
    st.sampled_from([node("C"), node("D"), node("E"), node("Implicit")]),
)
BELOW: Final = st.tuples(
    st.sampled_from([node("D"), node("E")]),
    st.just(RDFS.subClassOf),
    st.sampled_from([node("C"), node("D"), node("Implicit")]),
)
GRAPHS: Final = st.lists(
    st.one_of(LINKS, LINKS, LINKS, COUNTS, LABELS, TYPES, TYPES, BELOW), max_size=24, unique=True
)


def store_of(triples: list[tuple[NamedNode, NamedNode, Term]]) -> OxigraphStore:
    inner = pyoxigraph.Store()
    inner.extend(Quad(s, p, o, DefaultGraph()) for s, p, o in triples)
    return OxigraphStore("memory:", inner)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(GRAPHS)
def test_both_engines_agree(triples: list[tuple[NamedNode, NamedNode, Term]]) -> None:
    store = store_of(triples)
    assert validate(store, SHAPES) == validate_with_pyshacl(store, SHAPES)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(GRAPHS, st.lists(st.sampled_from([*NODES, node("nowhere"), Literal(1)]), unique=True))
def test_a_check_of_some_nodes_finds_what_a_whole_check_finds_of_them(
    triples: list[tuple[NamedNode, NamedNode, Term]], focus: list[Term]
) -> None:
    store = store_of(triples)
    plain = {s.node for s in SHAPES.targeted() if s.node not in (node("Values"), node("Nested"))}
    whole = validate(store, SHAPES, only=plain)
    assert validate(store, SHAPES, only=plain, focus=focus) == [
        result for result in whole if result.focus in focus
    ]
    assert validate(store, SHAPES, focus=NODES + WORDS + NUMBERS + [node("nowhere")]) == validate(
        store, SHAPES
    )
