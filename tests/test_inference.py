"""What follows is materialised, all of it and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from bacthang.build import BuildReport
from bacthang.facts import Facts, Kinds
from bacthang.inference.structure import modelled_counts
from bacthang.namespaces import BT, ELI, INFERENCES_GRAPH, PREFIXES, RDF, SKOS, XSD
from bacthang.stores import MEMORY
from bacthang.stores.oxigraph import OxigraphStore

CASES = Path(__file__).parent / "cases" / "build"
MINI, EXPECTED = CASES / "mini", CASES / "inferences.txt"


def short(term: object) -> str:
    """Write a term as a person would."""
    if isinstance(term, Literal):
        return f'"{term.value}"' + (f"@{term.language}" if term.language else "")
    iri = str(term).strip("<>")
    for name, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{name}:{iri.removeprefix(start)}"
    return iri.replace("https://w3id.org/bacthang/", "…/")


def inferred(report: BuildReport) -> list[Quad]:
    return list(report.store.quads(g=INFERENCES_GRAPH))


def test_the_small_graph_has_exactly_these_inferences(mini: BuildReport) -> None:
    found = [
        " ".join(map(short, (quad.subject, quad.predicate, quad.object)))
        for quad in inferred(mini)
        if "/id/sentence/" not in str(quad.subject)
    ]
    expected = [
        line for line in EXPECTED.read_text("utf-8").splitlines() if not re.match(r"#|$", line)
    ]
    assert sorted(found) == sorted(expected)
    assert len(expected) > 40


def test_sentences_have_their_places(mini: BuildReport) -> None:
    text = (MINI / "data/sources/city.txt").read_text("utf-8")
    start = text.index("1. Tỷ lệ")
    end = text.index(" Giảm nghèo")
    iri = f"https://w3id.org/bacthang/id/sentence/city.txt/{start}-{end}"
    about = {q.predicate: q.object for q in inferred(mini) if q.subject == NamedNode(iri)}
    assert about[BT.plainText] == Literal("1. ty le bao phu bao hiem y te dat 95% vao nam 2025.")
    texts = [q for q in inferred(mini) if q.predicate == RDF.type and q.object == BT.Sentence]
    assert len(texts) == 6


@pytest.mark.parametrize("kind", [BT.Target, BT.TargetItem, BT.Task])
def test_a_provision_is_never_a_work(shipped: BuildReport, kind: NamedNode) -> None:
    works = {quad.subject for quad in shipped.store.quads(p=RDF.type, o=ELI.Work)}
    provisions = {quad.subject for quad in shipped.store.quads(p=RDF.type, o=kind)}
    assert works
    assert provisions
    assert not works & provisions


def test_no_inference_repeats_what_is_authored(shipped: BuildReport) -> None:
    everything = [(q.subject, q.predicate, q.object) for q in shipped.store.quads()]
    authored = {
        (q.subject, q.predicate, q.object)
        for q in shipped.store.quads()
        if q.graph_name != INFERENCES_GRAPH
    }
    assert not authored & {(q.subject, q.predicate, q.object) for q in inferred(shipped)}
    assert len(everything) == len(set(everything))


def test_close_matches_go_both_ways(shipped: BuildReport) -> None:
    pairs = {
        (q.subject, q.object)
        for q in shipped.store.quads(p=SKOS.closeMatch)
        if "w3id.org/bacthang" in str(q.object)
    }
    assert pairs
    assert {(b, a) for a, b in pairs} == pairs


NESTED = """
@prefix bt: <https://w3id.org/bacthang/ontology#> .
@prefix : <https://example.org/> .
:four a bt:Task ; bt:partOf :plan . :inner a bt:Task ; bt:partOf :four .
:group a bt:Solution ; bt:partOf :plan . :grouped a bt:Task ; bt:partOf :group .
:count a bt:DeclaredCount ; bt:partOf :plan ; bt:countOf bt:Task .
"""


def test_a_task_inside_a_task_is_not_one_more() -> None:
    inner = Store()
    inner.load(NESTED.encode(), RdfFormat.TURTLE)
    facts = Facts(OxigraphStore(MEMORY, inner))
    [(_, _, modelled)] = modelled_counts(facts, Kinds(facts))
    assert modelled == Literal("2", datatype=XSD.integer)
