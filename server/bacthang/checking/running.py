"""The check itself: rules chosen, applied to a store, and told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Final, Literal

from pyoxigraph import NamedNode, QueryBoolean

from ..errors import BacThangError, NothingChecked
from ..namespaces import RDFS
from ..progress import Progress, Step, quiet
from ..reading import quads_of
from ..rules import Rule, Rules, rules_of
from ..selecting import node, select
from ..shacl import Result, Shapes, read_shapes, validate
from ..shacl.model import Name, Targets
from ..shacl.reference import validate_with_pyshacl
from ..stores import Store
from ..stores.base import Term
from ..stores.oxigraph import AT_ONCE, OxigraphStore
from ..stores.remote import RemoteStore
from .assembly import Assembled, graph_of, left_over
from .faithful import misjudged
from .fetching import fetched, is_current
from .findings import finding_of, named
from .overlay import NotIncremental, Overlay, Routes, overlaid, read_routes
from .report import Report, in_order
from .sides import things_of
from .writing import shapes_hash, stored_findings

Engine = Literal["store", "pyshacl"]
ENGINES: Final[dict[Engine, Callable[..., list[Result]]]] = {
    "store": validate,
    "pyshacl": validate_with_pyshacl,
}
"""What applies shapes to a store, by the name that people choose it by."""

Found = Callable[[Store], NamedNode]
"""Finds the document that was asked for in the store that is checked."""

_MUCH: Final = 5_000
_PART: Final = 10
"""Files with more statements than this, or than this part of the graph, are not followed up."""

_OF_DOCUMENT: Final = """
SELECT DISTINCT ?thing WHERE {
  { BIND (%(document)s AS ?thing) }
  UNION { ?thing bt:inDocument %(document)s }
  UNION { ?thing bt:linkFrom|bt:linkTo %(document)s }
  UNION { %(document)s bt:statedIn ?thing }
  UNION { ?part bt:inDocument %(document)s ; bt:statedIn ?thing }
}
"""


class Asked:
    """What is asked of a check: which rules, applied by what, and about which document.

    Raises what reading shapes raises, and UnknownName for a code that no rule has.
    """

    def __init__(
        self,
        shapes: Sequence[Path],
        engine: Engine = "store",
        only: Iterable[str] = (),
        document: Found | None = None,
    ) -> None:
        self.files = shapes
        self.shapes: Shapes = read_shapes(shapes)
        self.rules: Rules = rules_of(self.shapes, shapes)
        self.chosen: Mapping[str, Rule] = self.rules.chosen(only)
        self.document = document
        self._engine: Engine = engine

    @property
    def wanted(self) -> set[Name]:
        """The shapes of the rules that were chosen."""
        return {shape for rule in self.chosen.values() for shape in rule.shapes}

    @cached_property
    def routes(self) -> Routes:
        """The ways from a changed statement to the things of which a shape speaks."""
        return read_routes(self.files)

    def results(
        self,
        store: Store,
        progress: Progress,
        only: Collection[Name] | None = None,
        focus: Collection[Term] | None = None,
    ) -> list[Result]:
        """Return the results of the shapes wanted, or of fewer, on all focus nodes or on fewer."""
        embedded = self._engine == "store" and isinstance(store, OxigraphStore)
        side_by_side = {"threads": AT_ONCE} if embedded else {}
        return ENGINES[self._engine](
            store,
            self.shapes,
            only=self.wanted if only is None else only,
            focus=focus,
            progress=lambda *counts: progress(Step.CHECK, *counts),
            **side_by_side,
        )


def check(subject: Assembled, asked: Asked, progress: Progress = quiet) -> Report:
    """Return what the rules find in what was put together.

    With a document only what is found about it, its parts and its links is told. Raises
    NothingChecked when no rule has anything to look at.
    """
    document = asked.document and asked.document(subject.store)
    results = asked.results(subject.store, progress)
    return _reported(subject, results, asked, document)


def check_store(store: Store, asked: Asked, progress: Progress = quiet) -> Report:
    """Return what the rules find in a built store, asked where it is.

    A server whose inferences and alignments are not those of its statements, or that computes
    otherwise than SPARQL has it, is read whole, and they are drawn and checked here. Raises
    NothingChecked and RemoteTrouble.
    """
    if isinstance(store, RemoteStore) and (not is_current(store) or misjudged(store)):
        return _check_fetched(store, (), asked, progress)
    return check(Assembled(store), asked, progress)


def check_over(
    store: Store, extra: Sequence[Path], asked: Asked, progress: Progress = quiet
) -> Report:
    """Return what the rules find in a built store with extra files over it.

    Only what the files change is checked again where the store has its findings by the same
    shapes. A store on a server is read whole first, and so is any store when the files change what
    the whole graph hangs on, or so much that following each change would take longer. Raises what
    reading the files raises, and NothingChecked.
    """
    files = [(path, graph_of(path)) for path in dict.fromkeys(extra)]
    if not isinstance(store, OxigraphStore) or _say_much(extra, store):
        return _check_fetched(store, extra, asked, progress)
    told: list[BacThangError] = []
    try:
        with overlaid(store, files, asked.routes, told.extend) as overlay:
            document = asked.document and asked.document(overlay.store)
            results = _renewed(store, overlay, asked, progress)
            faults = tuple(left_over(told, set(extra)))
            subject = Assembled(overlay.store, faults, overlay.own)
            return _reported(subject, results, asked, document)
    except NotIncremental:
        return _check_fetched(store, extra, asked, progress)


def _say_much(files: Iterable[Path], store: Store) -> bool:
    """Tell whether files say so much that checking all again is the shorter way."""
    limit = min(_MUCH, store.info().triples // _PART)
    said = chain.from_iterable(map(quads_of, files))
    return next(islice(said, limit, None), None) is not None


def _check_fetched(store: Store, extra: Sequence[Path], asked: Asked, progress: Progress) -> Report:
    told: list[BacThangError] = []
    files = [(path, graph_of(path)) for path in dict.fromkeys(extra)]
    whole, own = fetched(store, files, told.extend)
    return check(Assembled(whole, tuple(left_over(told, set(extra))), own), asked, progress)


def _renewed(
    store: OxigraphStore, overlay: Overlay, asked: Asked, progress: Progress
) -> list[Result]:
    """Return the results over an overlay: those that stand, and those of what has changed."""
    if store.info().shapes_hash != shapes_hash(asked.shapes):
        return asked.results(overlay.store, progress)
    everywhere = {shape for shape in asked.wanted if shape.value in overlay.everywhere}
    standing = [
        result
        for result in (finding.result for finding in stored_findings(store))
        if result.focus not in overlay.touched
        and (tops := asked.rules.tops(result.shape)) & asked.wanted
        and not tops & everywhere
    ]
    rest = asked.wanted - everywhere
    found = asked.results(overlay.store, progress, rest, overlay.touched) if rest else []
    if everywhere:
        found += asked.results(overlay.store, progress, everywhere)
    return standing + found


def _reported(
    subject: Assembled, results: Sequence[Result], asked: Asked, document: NamedNode | None
) -> Report:
    store, rules = subject.store, asked.chosen
    looked_at = (targets for rule in rules.values() for targets in rule.targets)
    if not results and not any(_looks(store, targets) for targets in looked_at):
        raise NothingChecked(rules=", ".join(rules))
    findings = [finding_of(result, asked.rules.code_of(result.shape)) for result in results]
    if document is not None:
        rows = select(store, _OF_DOCUMENT % {"document": document})
        about = {node(row, "thing") for row in rows}
        findings = [one for one in findings if not about.isdisjoint((one.focus, one.other))]
    things = things_of(store, named(findings))
    return Report(in_order(findings, things), rules, subject.faults, things)


def _looks(store: Store, targets: Targets) -> bool:
    """Tell whether targets have a focus node (SHACL 1.0, section 2.1.3)."""
    patterns = [
        *(f"?class {RDFS.subClassOf}* {kind} . ?node a ?class" for kind in targets.classes),
        *(f"?node {predicate} ?any" for predicate in targets.subjects_of),
        *(f"?any {predicate} ?node" for predicate in targets.objects_of),
    ]
    return bool(targets.nodes) or any(_holds(store, pattern) for pattern in patterns)


def _holds(store: Store, pattern: str) -> bool:
    answer = store.query(f"ASK {{ {pattern} }}")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)
