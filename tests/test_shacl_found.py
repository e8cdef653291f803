"""What the W3C suite does not cover: a case is a file of data, shapes, and which nodes are found.

The first line says what the case shows, each line below, ``# S: a b``, the focus nodes that the
shape ``:S`` finds, by local name or lexical form. Both engines give equal results, whole, but where
``# store alone:`` says why pySHACL cannot.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from bacthang.shacl import read_shapes, validate
from bacthang.shacl.reference import validate_with_pyshacl
from bacthang.stores.base import Term
from w3c_cases import memory

CASES = sorted((Path(__file__).parent / "cases" / "shacl" / "found").glob("*.ttl"))


def local(term: Term) -> str:
    assert not isinstance(term, tuple)
    value = getattr(term, "value", "")
    return value.rpartition("/")[2] if isinstance(term, NamedNode) else value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_faults_are_found(path: Path) -> None:
    wanted = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        if not line.startswith("# "):
            break
        if line.startswith("# store alone: "):
            continue
        shape, _, nodes = line.removeprefix("# ").partition(": ")
        wanted[shape] = set(nodes.split())
    assert wanted
    store, shapes = memory(path), read_shapes([path])
    results = validate(store, shapes)
    found = defaultdict(set)
    for result in results:
        name = result.shape
        roots = [s.node for s in shapes if name in {p.node for p in s.properties}]
        root = roots[0] if roots and not isinstance(name, NamedNode) else name
        found[local(root)].add(local(result.focus))
    assert found == wanted
    if "\n# store alone: " not in path.read_text("utf-8"):
        assert results == validate_with_pyshacl(store, shapes)


def test_there_are_cases() -> None:
    assert len(CASES) >= 15
