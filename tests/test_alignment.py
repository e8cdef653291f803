"""Which targets are compared, and what each pair comes to.

A case is one TriG file of ``cases/alignments``: a graph ``:data`` as it stands after the
inferences, beside what ``world.ttl`` takes for granted, and a graph ``:expected`` with every
alignment of it. Found and expected are compared for equality. Add a case by adding a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, parse
from pyoxigraph import Store as Oxigraph

from bacthang.alignment import align, alignment_iri
from bacthang.alignment.pairing import Pairing
from bacthang.alignment.staircase import (
    Certainty,
    Document,
    Recurrence,
    Staircase,
    Target,
    Time,
)
from bacthang.closure import Closure
from bacthang.facts import Facts, PassingFacts
from bacthang.intervals import Commitment, Comparator, Outcome, Reason
from bacthang.namespaces import ALIGNMENTS_GRAPH, BT, RDF
from bacthang.reading import by_property
from bacthang.stores import MEMORY
from bacthang.stores.oxigraph import OxigraphStore

CASES = Path(__file__).parent / "cases" / "alignments"
FILES = sorted(CASES.glob("*.trig"))
CASE = "https://example.org/case/"
DATA = NamedNode(CASE + "data")
EXPECTED = NamedNode(CASE + "expected")
NAMING = (BT.lowerTarget, BT.upperTarget, BT.lowerDocument)

Alignments = Counter[frozenset[tuple[str, str]]]
"""Alignments by what they say; two that say the same are seen as two."""


def facts_of(quads: Iterable[Quad]) -> PassingFacts:
    """Offer a few quads as a build offers them."""
    facts = PassingFacts()
    facts.take(by_property((quad.subject, quad.predicate, quad.object) for quad in quads))
    return facts


def short(term: object) -> str:
    """Return a term as a reader of a failed test wants to see it."""
    assert isinstance(term, NamedNode | Literal)
    return term.value.removeprefix(CASE).removeprefix(BT.iri)


def said(quads: Iterable[Quad]) -> Alignments:
    nodes: dict[object, set[tuple[str, str]]] = {}
    for quad in quads:
        nodes.setdefault(quad.subject, set()).add((short(quad.predicate), short(quad.object)))
    return Counter(frozenset(statements) for statements in nodes.values())


def read_case(path: Path) -> tuple[list[Quad], list[Quad]]:
    world = [
        Quad(quad.subject, quad.predicate, quad.object, DATA)
        for quad in parse(path=CASES / "world.ttl")
    ]
    quads = list(parse(path=path))
    stray = {quad.graph_name for quad in quads} - {DATA, EXPECTED}
    assert not stray, f"{path.name} has a graph that no test reads"
    data = [quad for quad in quads if quad.graph_name == DATA]
    return world + data, [quad for quad in quads if quad.graph_name == EXPECTED]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_case(path: Path) -> None:
    data, expected = read_case(path)
    found = [quad for quad in align(facts_of(data)) if quad.predicate != RDF.type]
    assert said(found) == said(expected)


def test_every_case_expects_something() -> None:
    assert len(FILES) > 30
    assert [path.name for path in FILES if not read_case(path)[1]] == []


def test_every_outcome_basis_and_reason_is_in_some_case() -> None:
    seen = {short(quad.object) for path in FILES for quad in read_case(path)[1]}
    assert {*Outcome} | {*Reason} | {"linked", "sameTerritory"} <= seen


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_alignments_are_named_by_what_they_join(path: Path) -> None:
    quads = list(align(facts_of(read_case(path)[0])))
    assert {quad.graph_name for quad in quads} == {ALIGNMENTS_GRAPH}
    nodes = {quad.subject for quad in quads}
    assert nodes == {quad.subject for quad in quads if quad.predicate == RDF.type}
    for node in nodes:
        joined = {q.predicate: q.object for q in quads if q.subject == node}
        first, second = [joined[name] for name in NAMING if name in joined]
        assert isinstance(first, NamedNode)
        assert isinstance(second, NamedNode)
        assert node == alignment_iri(first, second)


def test_what_is_said_twice_counts_once() -> None:
    data, expected = read_case(CASES / "linked.trig")
    found = align(facts_of([*data, *data]))
    assert said(quad for quad in found if quad.predicate != RDF.type) == said(expected)


def test_a_store_is_read_like_what_passes() -> None:
    data, _ = read_case(CASES / "linked.trig")
    inner = Oxigraph()
    inner.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in data)
    assert set(align(Facts(OxigraphStore(MEMORY, inner)))) == set(align(facts_of(data)))


def test_the_order_of_the_data_does_not_matter() -> None:
    for path in FILES:
        data, _ = read_case(path)
        assert set(align(facts_of(reversed(data)))) == set(align(facts_of(data)))


# The pairs again, by the plain definition: every two targets looked at, nothing indexed.


def plain_pairs(staircase: Staircase, lower: Target) -> set[tuple[NamedNode, bool]]:
    """Return what ``lower`` is compared with, and whether linked, as DESIGN section 4 words it."""
    above, supports = Closure(staircase.located_in), Closure(staircase.supports)
    grounds = set(lower.areas).union(*(above[area] for area in lower.areas))
    close = staircase.close.get(lower.indicator, frozenset())

    def candidate(upper: Target, moment: Time) -> bool:
        return (
            upper.certainty > Certainty.PRESS
            and upper.document.rank < lower.document.rank
            and not grounds.isdisjoint(upper.areas)
            and moment in set(upper.time.moments())
        )

    found = set()
    for indicator in {lower.indicator, *close}:
        for moment in lower.time.moments():
            candidates = [
                upper
                for upper in staircase.targets
                if upper.indicator == indicator and candidate(upper, moment)
            ]
            nearest = max((upper.document.rank for upper in candidates), default=None)
            for upper in candidates:
                linked = upper.document.iri in supports[lower.document.iri]
                if linked or upper.document.rank == nearest:
                    found.add((upper.iri, linked))
    return found


def thing(kind: str, number: int) -> NamedNode:
    return NamedNode(f"{CASE}{kind}-{number}")


def some(kind: str, least: int = 0) -> st.SearchStrategy[frozenset[NamedNode]]:
    things = [thing(kind, number) for number in range(4)]
    return st.frozensets(st.sampled_from(things), min_size=least, max_size=2)


def links(kind: str) -> st.SearchStrategy[dict[NamedNode, frozenset[NamedNode]]]:
    return st.dictionaries(st.sampled_from([thing(kind, n) for n in range(4)]), some(kind))


TIMES = st.builds(
    lambda recurrence, start, length: Time(
        recurrence, start, start if recurrence is Recurrence.BY_YEAR else start + length
    ),
    st.sampled_from(Recurrence),
    st.integers(2025, 2027),
    st.integers(0, 2),
)


@st.composite
def staircases(draw: st.DrawFn) -> Staircase:
    documents = [
        Document(thing("document", n), draw(st.integers(1, 4)), draw(some("area")))
        for n in range(4)
    ]
    targets = [
        Target(
            thing("target", n),
            draw(st.sampled_from(documents)),
            draw(st.integers(0, 1).map(lambda n: thing("indicator", n))),
            draw(some("area", least=1)),
            draw(TIMES),
            Commitment(Comparator.REACH, Decimal(draw(st.integers(0, 3)))),
            draw(st.sampled_from(Certainty)),
        )
        for n in range(draw(st.integers(2, 8)))
    ]
    close = {thing("indicator", 0): {thing("indicator", 1)}} if draw(st.booleans()) else {}
    supports = draw(links("document"))
    return Staircase(
        targets=targets,
        documents={document.iri: document for document in documents},
        located_in=draw(links("area")),
        supports=supports,
        implementers=draw(links("document")),
        close=close,
        directions={},
        told=set(),
        additive=set(),
    )


@given(staircases())
def test_the_hash_join_finds_what_the_plain_definition_finds(staircase: Staircase) -> None:
    pairing = Pairing(staircase)
    for lower in staircase.targets:
        found = [(pair.upper.iri, pair.linked) for pair in pairing.pairs(lower)]
        assert len(found) == len(set(found))
        assert set(found) == plain_pairs(staircase, lower)


@given(staircases())
def test_a_gap_is_never_where_something_was_found(staircase: Staircase) -> None:
    pairing = Pairing(staircase)
    answered = {
        (pair.upper.iri, lower.document.iri)
        for lower in staircase.targets
        for pair in pairing.pairs(lower)
    }
    gaps = list(pairing.gaps(answered))
    assert answered.isdisjoint((gap.upper.iri, gap.document.iri) for gap in gaps)
    assert all(gap.document.rank > gap.upper.document.rank for gap in gaps)
    assert len(gaps) == len(set(gaps))
