"""How long the alignments of a large staircase take, beside bare loading of the same quads.

    python bench/alignments.py [SCALE …]

A staircase of one centre, 5 cities, 100 districts and 1,000 wards, one document a body and 36
targets a document, is scale 1 (39,816 targets); scale n has n times the districts. Half of the
documents implement the one above. The ratio is what to watch: times differ from machine to machine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from random import Random
from time import perf_counter

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from bacthang.alignment import align
from bacthang.facts import PassingFacts
from bacthang.namespaces import BT, GRAPH, ID, OA, QUDT, RDF, SKOS, UNIT, XSD
from bacthang.reading import by_property

CITIES, DISTRICTS, WARDS, TARGETS = 5, 20, 10, 36
LEVELS = (BT.central, BT.city, BT.district, BT.ward)
INDICATORS = [ID[f"indicator/i{number}"] for number in range(TARGETS)]
YEARS = (2025, 2030)
SYNTHETIC = GRAPH["source/synthetic.txt"]


def integer(value: int) -> Literal:
    """Return a year, a rank or a place in a row."""
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: int) -> Literal:
    """Return a bound."""
    return Literal(str(value), datatype=XSD.decimal)


def staircase(scale: int, random: Random) -> Iterator[tuple[NamedNode, NamedNode, object]]:
    """Yield the triples of a country, as they stand after the inferences."""
    for rank, level in enumerate(LEVELS, start=1):
        yield level, BT.rank, integer(rank)
    for number, indicator in enumerate(INDICATORS):
        lower = number % 3 == 0
        yield indicator, BT.direction, BT.lowerIsBetter if lower else BT.higherIsBetter
    for one, other in zip(INDICATORS[::6], INDICATORS[3::6], strict=True):
        yield one, SKOS.closeMatch, other
        yield other, SKOS.closeMatch, one
    yield from body("vn", None, 0, random)
    for c in range(CITIES):
        yield from body(f"c{c}", "vn", 1, random)
        for d in range(DISTRICTS * scale):
            yield from body(f"c{c}d{d}", f"c{c}", 2, random)
            for w in range(WARDS):
                yield from body(f"c{c}d{d}w{w}", f"c{c}d{d}", 3, random)


def body(
    name: str, above: str | None, depth: int, random: Random
) -> Iterator[tuple[NamedNode, NamedNode, object]]:
    """Yield one body with its area, its document and the document's targets."""
    organisation, area, document = ID[f"body/{name}"], ID[f"area/{name}"], ID[f"document/{name}"]
    yield organisation, BT.level, LEVELS[depth]
    yield organisation, BT.governs, area
    yield document, RDF.type, BT.PolicyDocument
    yield document, BT.issuedBy, organisation
    if above:
        yield area, BT.locatedIn, ID[f"area/{above}"]
        if random.random() < 0.5:
            yield document, BT.implements, ID[f"document/{above}"]
    for number, indicator in enumerate(INDICATORS):
        yield from target(f"{name}/t{number}", document, area, indicator, number, random)


def target(
    name: str,
    document: NamedNode,
    area: NamedNode,
    indicator: NamedNode,
    number: int,
    random: Random,
) -> Iterator[tuple[NamedNode, NamedNode, object]]:
    """Yield one target with the place it is quoted from; every sixth holds in every year."""
    node, place = ID[f"document/{name}"], ID[f"place/synthetic/{name}"]
    bound = BT.upperBound if number % 3 == 0 else BT.lowerBound
    yield node, RDF.type, BT.Target
    yield node, RDF.type, BT.Provision
    yield node, BT.partOf, document
    yield node, BT.inDocument, document
    yield node, BT.ordinal, integer(number + 1)
    yield node, BT.indicator, indicator
    yield node, BT.comparator, BT.reach
    yield node, bound, decimal(random.randint(80, 100))
    yield node, QUDT.hasUnit, UNIT.PERCENT
    yield node, BT.appliesTo, area
    if number % 6 == 5:
        yield node, BT.recurrence, BT.everyYear
        yield node, BT.periodStart, integer(2021)
        yield node, BT.periodEnd, integer(2025)
    else:
        yield node, BT.targetYear, integer(random.choice(YEARS))
    yield node, BT.statedIn, place
    yield place, RDF.type, OA.SpecificResource
    yield place, OA.exact, Literal(f"chỉ tiêu {name}")
    yield place, OA.start, integer(number)
    yield place, OA.end, integer(number + 1)


def measure(scale: int) -> str:
    """Load, align and count one staircase; return a line about it."""
    quads = [Quad(*triple, SYNTHETIC) for triple in staircase(scale, Random(scale))]
    data = serialize(quads, format=RdfFormat.N_QUADS)
    targets = sum(quad.object == BT.Target for quad in quads)
    start = perf_counter()
    store = Store()
    store.load(data, format=RdfFormat.N_QUADS)
    loaded = perf_counter()
    facts = PassingFacts()
    facts.take(by_property((quad.subject, quad.predicate, quad.object) for quad in quads))
    found = list(align(facts))
    aligned = perf_counter()
    outcomes = sum(quad.predicate == BT.outcome for quad in found)
    missing = sum(quad.object == BT.missing for quad in found)
    return (
        f"{targets:,} targets, {len(quads):,} quads: load {loaded - start:.2f} s; "
        f"{outcomes - missing:,} pairs and {missing:,} missing, align {aligned - loaded:.2f} s; "
        f"ratio {(aligned - loaded) / (loaded - start):.2f}"
    )


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["1"]:
        print(measure(int(wanted)))
