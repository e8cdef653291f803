"""The canonical form: sorted N-Quads, and what is hashed of them."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from bacthang.build import BuildReport
from bacthang.canonical import canonical_line, canonical_lines, canonical_literal, content_hash
from bacthang.namespaces import BUILD_GRAPH, REFERENCE_GRAPH, XSD

A = NamedNode("urn:a")


@pytest.mark.parametrize("report", ["mini", "shipped"])
def test_the_recorded_hash_is_that_of_the_store(
    report: str, request: pytest.FixtureRequest
) -> None:
    built: BuildReport = request.getfixturevalue(report)
    assert content_hash(canonical_lines(built.store.quads())) == built.info.content_hash


def test_the_hash_is_that_of_the_sorted_file(mini: BuildReport) -> None:
    lines = canonical_lines(mini.store.quads())
    data = "".join(f"{line}\n" for line in lines).encode()
    assert hashlib.sha256(data).hexdigest() == mini.info.content_hash
    assert data.splitlines() == sorted(data.splitlines())


def test_a_line_is_what_a_parser_reads_back() -> None:
    quad = Quad(A, A, Literal('một\n"hai"\\\t', language="vi"), REFERENCE_GRAPH)
    line = canonical_line(quad)
    assert list(pyoxigraph.parse(line, pyoxigraph.RdfFormat.N_QUADS)) == [quad]
    out = BytesIO()
    pyoxigraph.serialize([quad], out, pyoxigraph.RdfFormat.N_QUADS)
    assert out.getvalue().decode() == line + "\n"


def test_each_line_comes_once_and_the_record_of_the_build_never() -> None:
    quad, record = Quad(A, A, A, REFERENCE_GRAPH), Quad(A, A, A, BUILD_GRAPH)
    assert canonical_lines([quad, record, quad]) == [canonical_line(quad)]


def test_no_blank_node_is_published(shipped: BuildReport) -> None:
    assert not any("_:" in line.split('"')[0] for line in canonical_lines(shipped.store.quads()))


@pytest.mark.parametrize(
    ("literal", "kept"),
    [
        (Literal("1", datatype=XSD.boolean), Literal("true", datatype=XSD.boolean)),
        (Literal("1.50", datatype=XSD.decimal), Literal("1.5", datatype=XSD.decimal)),
        (Literal("x"), Literal("x")),
    ],
)
def test_a_literal_is_as_the_store_keeps_it(literal: Literal, kept: Literal) -> None:
    assert canonical_literal(literal) == kept
