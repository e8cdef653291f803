"""What a build stores of its check: the shapes, and what they found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from ..namespaces import FINDINGS_GRAPH, SHAPES_GRAPH
from ..progress import Progress, Step
from ..reading import Reader
from ..rules import Severity, rules_of
from ..shacl import read_shapes, validate
from ..stores.oxigraph import AT_ONCE, OxigraphStore
from .findings import Finding, finding_of
from .writing import report_triples, shapes_hash


@dataclass(frozen=True)
class Checked:
    """What a check over a store that is being built leaves to be stored in it."""

    findings: Sequence[Finding]
    shapes_hash: str
    shape_files: Sequence[Path]

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity, the worst first."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in sorted(Severity, reverse=True)}

    def quads(self) -> Iterator[Quad]:
        """Yield shapes and findings in their graphs, outside the default graph."""
        reader = Reader()
        for path in self.shape_files:
            for statement in reader.read(path, SHAPES_GRAPH):
                yield Quad(*statement, SHAPES_GRAPH)
        for triple in report_triples(self.findings):
            yield Quad(triple.subject, triple.predicate, triple.object, FINDINGS_GRAPH)


def checked(store: OxigraphStore, shape_files: Sequence[Path], progress: Progress) -> Checked:
    """Return what all rules find in a store.

    Raises what reading the shapes raises.
    """
    shapes = read_shapes(shape_files)
    rules = rules_of(shapes, shape_files)
    results = validate(
        store,
        shapes,
        progress=lambda done, total: progress(Step.CHECK, done, total),
        threads=AT_ONCE,
    )
    findings = [finding_of(result, rules.code_of(result.shape)) for result in results]
    findings.sort(key=lambda finding: finding.order)
    return Checked(findings, shapes_hash(shapes), shape_files)
