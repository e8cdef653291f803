"""Lines sorted beyond memory, hashed and counted; and N-Quads loaded while they are written."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, pairwise
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from bacthang.canonical import canonical_lines, content_hash
from bacthang.namespaces import RDF
from bacthang.sorting import SortedLines
from bacthang.stores import loading as module
from bacthang.stores.loading import loading
from bacthang.writer import Writer

A, B, G, H = (NamedNode(f"urn:{name}") for name in "abgh")
LINES = st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line))


def write(inner: pyoxigraph.Store, lines: Iterable[bytes]) -> None:
    with loading(inner) as put:
        for line in lines:
            put(line)


@settings(deadline=None)
@example([[b"", b""]], 1, 1)
@given(st.lists(LINES), st.sampled_from([1, 20, 100, 10_000]), st.sampled_from([1, 7, 1_000]))
def test_lines_come_in_order_whatever_memory_holds(
    taken: list[list[bytes]], in_memory: int, block: int
) -> None:
    lines = SortedLines(in_memory=in_memory, block=block)
    for some in taken:
        lines.take(b"".join(line + b"\n" for line in some))
    blocks = list(lines.blocks())
    assert list(chain(*blocks)) == sorted(chain(*taken))
    for one, other in pairwise(blocks):
        assert one[-1] < other[0], "equal lines come together"


def test_what_is_on_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    lines = SortedLines(tmp_path, in_memory=10)
    for number in range(100):
        lines.take(f"{number:03}\n".encode() * 2)
    assert list(chain(*lines.blocks())) == [f"{n // 2:03}".encode() for n in range(200)]
    assert list(tmp_path.iterdir()) == []


def test_a_statement_made_twice_is_hashed_and_counted_once() -> None:
    inner = pyoxigraph.Store()
    with loading(inner) as put:
        writer = Writer(put)
        writer.write([(A, RDF.type, B), (A, RDF.type, B), (A, B, Literal("x"))], G)
        writer.write([(A, B, Literal("y\n", language="vi"))], H)
        digest = writer.finish()
    said = [quad for quad in inner if quad.graph_name in (G, H)]
    assert digest == content_hash(canonical_lines(said))
    assert dict(writer.graphs) == {"urn:g": 2, "urn:h": 1}
    assert dict(writer.classes) == {"urn:b": 1}
    assert writer.count == 4
    assert len(inner) == 6


def test_pieces_are_loaded_in_any_number(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_PIECE", 100)
    for inner in (pyoxigraph.Store(), pyoxigraph.Store(str(tmp_path / "store"))):
        write(inner, (f"<urn:s{number}> <urn:p> <urn:o> .\n".encode() for number in range(200)))
        assert len(inner) == 200


def test_what_the_engine_refuses_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PIECE", 10)
    with pytest.raises(SyntaxError):
        write(pyoxigraph.Store(), (b"no quads\n" for _ in range(100)))


def test_what_the_writer_raises_goes_on_and_no_thread_stays() -> None:
    inner = pyoxigraph.Store()
    with pytest.raises(ZeroDivisionError):
        write(inner, (b"<urn:s> <urn:p> <urn:%d> .\n" % (1 // number) for number in (1, 0)))
    assert len(inner) == 0
