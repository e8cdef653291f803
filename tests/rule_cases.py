"""Cases of the rules: one TriG file each, beside the small staircase that all of them stand on.

``cases/rules/<CODE>/<what-it-shows>.trig`` begins with a comment that says what it shows. Its graph
``:data`` is what an author writes beside ``world.ttl``; its graph ``:expected`` holds every finding
of that code, as results of SHACL (sh:value of a SPARQL constraint on a node shape is the focus
where the query binds no ``?value``). Where a result gives ``sh:resultMessage``, it gives all
messages, and they are compared too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from bacthang.checking.assembly import Assembled, assembled
from bacthang.namespaces import RDFS, SH
from bacthang.rules import Rules, rules_of, shape_files
from bacthang.shacl import Result, Shapes, read_shapes

CASES: Final = Path(__file__).parent / "cases" / "rules"
WORLD: Final = CASES / "world.ttl"
FILES: Final = sorted(CASES.glob("*/*.trig"))
CASE: Final = "https://example.org/case/"
DATA: Final = NamedNode(CASE + "data")
EXPECTED: Final = NamedNode(CASE + "expected")

Told = frozenset[Literal]
Finding = tuple[str, str, str, str, str, str]
"""Focus, path, value, shape, component and severity of one result, in short form."""

_PARTS: Final = (
    *(SH.focusNode, SH.resultPath, SH.value),
    *(SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity),
)


@dataclass(frozen=True)
class RuleCase:
    """One case: what an author writes, and what is to be found of one code."""

    path: Path
    shows: str
    data: tuple[Quad, ...]
    expected: tuple[tuple[Finding, Told], ...]

    @property
    def code(self) -> str:
        """The code of the rule that the case is about."""
        return self.path.parent.name


@cache
def shipped_shapes() -> Shapes:
    """Return the shapes of the shipped graph."""
    return read_shapes(shape_files())


@cache
def shipped_rules() -> Rules:
    """Return the rules of the shipped graph."""
    return rules_of(shipped_shapes())


def short(term: object) -> str:
    """Return a term as a reader of a failed test wants to see it."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return term.value.removeprefix(CASE).rpartition("#")[2]
    return str(term)


def read_case(path: Path) -> RuleCase:
    """Read one case; a graph that nobody reads is a mistake in the case."""
    quads = list(parse(path=path, format=RdfFormat.TRIG))
    stray = {str(quad.graph_name) for quad in quads} - {str(DATA), str(EXPECTED)}
    assert not stray, f"{path.name} has a graph that no test reads: {stray}"
    results: defaultdict[object, defaultdict[NamedNode, list[object]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for quad in quads:
        if quad.graph_name == EXPECTED:
            results[quad.subject][quad.predicate].append(quad.object)
    known = {*_PARTS, SH.resultMessage, RDFS.comment}
    for result in results.values():
        assert result.keys() <= known, f"{path.name} expects what is not compared"
    return RuleCase(
        path,
        path.read_text("utf-8").splitlines()[0],
        tuple(quad for quad in quads if quad.graph_name == DATA),
        tuple(_expected(path, result) for result in results.values()),
    )


def _expected(path: Path, result: dict[NamedNode, list[object]]) -> tuple[Finding, Told]:
    parts = []
    for part in _PARTS:
        values = result.get(part, [])
        assert len(values) <= 1, f"{path.name} gives {short(part)} twice in one result"
        value = values[0] if values else None
        if part == SH.resultPath and isinstance(value, Literal):
            parts.append(value.value)
        else:
            parts.append(str(value) if part == SH.resultPath and value else short(value))
    focus, at, value, shape, component, severity = parts
    messages = frozenset(m for m in result.get(SH.resultMessage, []) if isinstance(m, Literal))
    return (focus, at, value, shape, component, severity), messages


def assemble(data: Iterable[Quad], folder: Path) -> Assembled:
    """Put a case together with the world and the ontology, as ``check FILE --alone`` does."""
    world = parse(path=WORLD, format=RdfFormat.TURTLE)
    together = [Triple(quad.subject, quad.predicate, quad.object) for quad in (*world, *data)]
    file = folder / "case.nt"
    file.write_bytes(serialize(together, format=RdfFormat.N_TRIPLES) or b"")
    return assembled(extra=[file], alone=True)


def finding_of(result: Result) -> Finding:
    """Return what is compared of a result, but for its messages."""
    return (
        short(result.focus),
        result.path or "",
        short(result.value),
        short(result.shape),
        short(result.component),
        short(result.severity),
    )


def assert_found(results: Iterable[Result], case: RuleCase) -> None:
    """Compare results with what a case expects, for equality."""
    results = list(results)
    found = Counter(finding_of(result) for result in results)
    assert found == Counter(finding for finding, _ in case.expected)
    said = {(finding_of(result), frozenset(result.messages)) for result in results}
    for finding, messages in case.expected:
        assert not messages or (finding, messages) in said, (
            f"{finding} says {[set(m) for f, m in said if f == finding]}, not {set(messages)}"
        )
