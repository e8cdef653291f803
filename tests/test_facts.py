"""The facts known only from pages: each restated row is in the graph, once and unchanged.

``cases/facts/`` holds the rows. Bounds follow the graph's convention (an exact change fills both,
a level fills the upper one when lower is better) in the words and size of unit of the page, which
``units.csv`` turns into the graph's. A cell is empty where nothing is known, or where a source
text says it: then the text is the witness, and the pages are not asked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from bacthang.namespaces import BT, DCTERMS, ELI, ID, QUDT, RDFS, SKOS

CASES = Path(__file__).parent / "cases" / "facts"
DATA = Path(__file__).parent.parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TARGETS, DOCUMENTS, AREAS = rows("targets"), rows("documents"), rows("administrative")
UNITS = {row["unit"]: (row["term"], Decimal(row["factor"])) for row in rows("units")}


class Graph:
    """Some of the authored files, asked for the values of one node at a time."""

    def __init__(self, *folders: str) -> None:
        self.store = Store()
        for folder in folders:
            files = sorted((DATA / folder).rglob("*.ttl"))
            assert files, folder
            for file in files:
                self.store.load(path=file, format=RdfFormat.TURTLE)

    def terms(self, node: NamedNode, *path: NamedNode) -> set[NamedNode | Literal]:
        """Return all that a path from the node reaches."""
        reached: set[NamedNode | Literal] = {node}
        for step in path:
            reached = {
                quad.object
                for start in reached
                if isinstance(start, NamedNode)
                for quad in self.store.quads_for_pattern(start, step, None)
                if isinstance(quad.object, NamedNode | Literal)
            }
        return reached

    def of(self, node: NamedNode, *path: NamedNode, language: str | None = None) -> str:
        """Return what a path from the node reaches: texts and local names, sorted, by ``;``."""
        words = []
        for term in self.terms(node, *path):
            if isinstance(term, NamedNode):
                words.append(term.value.split("/")[-1].split("#")[-1])
            elif language in (None, term.language):
                words.append(term.value)
        return ";".join(sorted(words))

    def addresses(self, node: NamedNode) -> set[str]:
        """Return the addresses of the pages that report the node."""
        return {term.value for term in self.terms(node, BT.reportedIn, DCTERMS.source)}

    def subjects(self, predicate: NamedNode, value: NamedNode | None = None) -> set[NamedNode]:
        """Return what has the predicate, with this value or with any."""
        quads = self.store.quads_for_pattern(None, predicate, value)
        return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


@pytest.fixture(scope="module")
def reported() -> Graph:
    return Graph("reference", "reported")


@pytest.fixture(scope="module")
def everything() -> Graph:
    return Graph("reference", "reported", "texts")


def joined(values: Iterable[str]) -> str:
    return ";".join(sorted(value for value in values if value))


def scaled(bound: str, unit: str) -> Decimal | None:
    return Decimal(bound) * UNITS[unit][1] if bound else None


def figure(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def document(slug: str) -> NamedNode:
    return ID[f"document/{slug}"]


def area(slug: str) -> NamedNode:
    return ID[f"area/{slug}"]


def test_no_row_went_missing() -> None:
    assert (len(DOCUMENTS), len(TARGETS), len(AREAS)) == (42, 138, 23)


def test_targets(everything: Graph) -> None:
    targets = everything.subjects(BT.reportedIn) & everything.subjects(BT.comparator)
    found = {
        target.value.removeprefix(document("").value): (
            everything.of(target, BT.indicator),
            everything.of(target, BT.comparator),
            figure(everything.of(target, BT.lowerBound)),
            figure(everything.of(target, BT.upperBound)),
            everything.of(target, QUDT.hasUnit),
            everything.of(target, BT.targetYear),
            everything.of(target, BT.periodStart),
            everything.of(target, BT.periodEnd),
            everything.of(target, BT.recurrence),
            everything.of(target, BT.scope, language="vi"),
            everything.of(target, BT.appliesTo),
            everything.of(target, BT.reportedIn, BT.certainty),
            everything.addresses(target),
            everything.of(target, SKOS.note, language="en"),
        )
        for target in targets
    }
    assert found == {
        row["target"]: (
            row["indicator"],
            row["comparator"],
            scaled(row["lower"], row["unit"]),
            scaled(row["upper"], row["unit"]),
            UNITS[row["unit"]][0],
            row["year"],
            row["period_start"],
            row["period_end"],
            row["recurrence"],
            row["scope"],
            row["area"],
            row["certainty"],
            set(row["source"].split()),
            row["note"],
        )
        for row in TARGETS
    }


def test_a_target_without_a_figure_is_set_against_the_national_average(everything: Graph) -> None:
    found = everything.subjects(BT.relativeTo, BT.nationalAverage) & everything.subjects(
        BT.reportedIn
    )
    bare = {row["target"] for row in TARGETS if not row["lower"] + row["upper"]}
    assert found == {document(target) for target in bare}


def test_conflicts_are_joined_and_nothing_else_is(everything: Graph) -> None:
    targets = everything.subjects(BT.comparator)
    found = [
        frozenset((quad.subject, quad.object))
        for quad in everything.store.quads_for_pattern(None, BT.conflictsWith, None)
        if quad.subject in targets
    ]
    expected = [
        frozenset((document(one["target"]), document(other["target"])))
        for one, other in combinations(TARGETS, 2)
        if one["conflict"] and one["conflict"] == other["conflict"]
        if any(one[column] != other[column] for column in ("comparator", "lower", "upper", "unit"))
    ]
    assert sorted(found, key=str) == sorted(set(found), key=str)
    assert set(found) == set(expected)


def test_documents(reported: Graph) -> None:
    found = {
        row["document"]: (
            reported.of(node, BT.number),
            reported.of(node, ELI.id_local),
            reported.of(node, ELI.work_type),
            reported.of(node, BT.issuedBy),
            reported.of(node, BT.issuedBy, BT.level),
            reported.of(node, BT.term, SKOS.notation),
            reported.of(node, ELI.date_document),
            reported.of(node, DCTERMS.title, language="vi"),
            reported.of(node, DCTERMS.title, language="en"),
            reported.of(node, BT.periodStart),
            reported.of(node, BT.periodEnd),
            reported.of(node, BT.horizon),
            reported.of(node, BT.signedBy),
            reported.of(node, BT.reportedIn, BT.certainty),
            reported.addresses(node),
            reported.of(node, SKOS.note, language="en"),
        )
        for row in DOCUMENTS
        for node in [document(row["document"])]
    }
    assert found == {
        row["document"]: (
            row["number"],
            joined(row["printed"].split(";")),
            "" if row["declared_counts"] == "kế hoạch=9" else row["genre"].replace("QĐ", "QD"),
            row["issuer"],
            row["level"],
            row["term"],
            row["date"],
            row["title_vi"],
            row["title_en"],
            row["period_start"],
            row["period_end"],
            row["horizons"],
            row["signed_by"],
            row["certainty"],
            set(row["source"].split()),
            row["note"],
        )
        for row in DOCUMENTS
    }


def test_declared_counts(reported: Graph) -> None:
    found = sorted(
        (
            reported.of(count, BT.partOf),
            f"{reported.of(count, BT.countedWords)}={reported.of(count, BT.declared)}",
        )
        for count in reported.subjects(BT.declared)
    )
    assert found == sorted(
        (row["document"], count)
        for row in DOCUMENTS
        for count in row["declared_counts"].split(";")
        if count
    )


def test_what_implements_what(reported: Graph) -> None:
    found = sorted(
        (reported.of(link, BT.linkFrom), reported.of(link, BT.linkTo), reported.addresses(link))
        for link in reported.subjects(BT.linkType, BT.implements)
    )
    assert found == sorted(
        (row["document"], upper, set(row["source"].split()))
        for row in DOCUMENTS
        for upper in row["implements"].split(";")
        if upper
    )


def test_administrative_units(reported: Graph) -> None:
    found = {
        row["area"]: (
            row["name"] in reported.of(node, RDFS.label, language="vi").split(";")
            or row["name"] in reported.of(node, SKOS.altLabel, language="vi").split(";"),
            reported.of(node, BT.locatedIn),
            reported.of(node, BT.validFrom),
            reported.of(node, BT.validUntil),
            reported.addresses(node),
            reported.of(node, SKOS.note, language="en"),
        )
        for row in AREAS
        for node in [area(row["area"])]
    }
    assert found == {
        row["area"]: (
            True,
            row["parent"],
            row["valid_from"],
            row["valid_until"],
            set(row["source"].split()),
            row["note"],
        )
        for row in AREAS
    }


def test_a_body_ends_with_the_area_that_it_governs(reported: Graph) -> None:
    bodies = reported.subjects(BT.governs)
    assert bodies
    assert {body.value: reported.of(body, BT.validUntil) for body in bodies} == {
        body.value: reported.of(body, BT.governs, BT.validUntil) for body in bodies
    }
