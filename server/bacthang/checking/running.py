"""The check: every rule over a graph, with what was found in words for people and software.

``assembly`` puts together what is to be checked; ``findings`` makes of a result what a rule says;
``sides`` adds the sentences and addresses; ``report`` holds it all, and the modules named for a
format write it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from pyoxigraph import NamedNode, QueryBoolean

from ..errors import NothingChecked
from ..namespaces import RDFS, SH
from ..progress import Progress, Step, quiet
from ..rules import Rule, Rules, read_rules
from ..selecting import node, select
from ..shacl import Result, Shapes, read_shapes, validate
from ..shacl.reference import validate_with_pyshacl
from ..stores import Store
from .assembly import Assembled, assembled
from .findings import Finding, finding_of
from .report import Report, in_order
from .sides import things_of

__all__ = ["ENGINES", "Assembled", "Finding", "Report", "assembled", "check", "found"]

Engine = Literal["store", "pyshacl"]
ENGINES: Final[dict[Engine, Callable[..., list[Result]]]] = {
    "store": validate,
    "pyshacl": validate_with_pyshacl,
}
"""What applies shapes to a store, by the name that people choose it by."""

_OF_DOCUMENT: Final = """
SELECT DISTINCT ?thing WHERE {
  { BIND (%(document)s AS ?thing) }
  UNION { ?thing bt:inDocument %(document)s }
  UNION { ?thing bt:linkFrom|bt:linkTo %(document)s }
  UNION { %(document)s bt:statedIn ?thing }
  UNION { ?part bt:inDocument %(document)s ; bt:statedIn ?thing }
}
"""


def check(
    subject: Assembled,
    shapes: Sequence[Path],
    *,
    engine: Engine = "store",
    only: Iterable[str] = (),
    document: NamedNode | None = None,
    progress: Progress = quiet,
) -> Report:
    """Return what the rules of some shape files find.

    ``only`` are codes of rules; with ``document`` only what is found about it, its parts and its
    links is told. Raises UnknownName for a code that no rule has, what reading the shapes raises,
    and NothingChecked when no rule has anything to look at.
    """
    rules = read_rules(shapes)
    chosen = rules.chosen(only)
    results = _validated(subject.store, read_shapes(shapes), chosen, engine, progress)
    if not results and not any(_looks(subject.store, rule) for rule in chosen.values()):
        raise NothingChecked(rules=", ".join(chosen))
    findings = found(results, rules)
    if document is not None:
        about = {
            node(row, "thing")
            for row in select(subject.store, _OF_DOCUMENT % {"document": document})
        }
        findings = [one for one in findings if not about.isdisjoint((one.focus, one.other))]
    return told(subject, findings, chosen)


def found(results: Iterable[Result], rules: Rules) -> list[Finding]:
    """Return the findings that results are."""
    return [finding_of(result, rules) for result in results]


def told(subject: Assembled, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> Report:
    """Return findings in order, with what is told of all that they name."""
    named = (
        term
        for finding in findings
        for term in (finding.focus, finding.other)
        if isinstance(term, NamedNode)
    )
    things = things_of(subject.store, named)
    return Report(in_order(findings, things), rules, subject.faults, things)


def _validated(
    store: Store, shapes: Shapes, rules: Mapping[str, Rule], engine: Engine, progress: Progress
) -> list[Result]:
    wanted = {shape for rule in rules.values() for shape in rule.shapes}
    return ENGINES[engine](
        store, shapes, only=wanted, progress=lambda *counts: progress(Step.CHECK, *counts)
    )


def _looks(store: Store, rule: Rule) -> bool:
    """Tell whether a rule has anything to look at."""
    return any(_ask(store, _LOOKS[predicate] % term) for predicate, term in rule.targets)


def _ask(store: Store, query: str) -> bool:
    answer = store.query(query)
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


_LOOKS: Final = {
    SH.targetNode: "ASK { BIND (%s AS ?node) }",
    SH.targetClass: f"ASK {{ ?class <{RDFS.subClassOf.value}>* %s . ?node a ?class }}",
    SH.targetSubjectsOf: "ASK { ?node %s ?any }",
    SH.targetObjectsOf: "ASK { ?any %s ?node }",
}
"""Whether a target has a focus node (SHACL 1.0, section 2.1.3)."""
