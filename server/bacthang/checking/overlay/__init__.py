"""A few files over a large store: what they change is worked out from them, not from the graph.

The statements of the files go into a copy of the store that shares its files with it, then what
follows from them, then the alignments that change, each from a slice found by lookups. Last, every
changed statement is followed back to the focus nodes that a rule could find otherwise now. What was
found before of all other nodes still holds (docs/decisions/incremental.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode

from ...errors import Tell
from ...namespaces import ALIGNMENTS_GRAPH, BT, INFERENCES_GRAPH, RDFS
from ...skolem import Place, Statement
from ...stores.base import Subject, Term
from ...stores.oxigraph import OxigraphStore
from .aligning import changed_alignments
from .drafting import Draft
from .given import read_given
from .inferring import changed_inferences
from .lookups import Lookups
from .routes import Routes
from .shapes import read_routes

__all__ = ["Overlay", "Routes", "overlaid", "read_routes"]

_EVERYWHERE = frozenset((RDFS.subClassOf, BT.rank))
"""Properties of the ontology on which every inference or alignment may hang."""


@dataclass(frozen=True)
class Overlay:
    """A store with a few files more.

    ``touched`` are the focus nodes of which a rule may find something else than before; of those
    shapes that are named in ``everywhere``, of any node. ``own`` is all that the files say
    something of.
    """

    store: OxigraphStore
    touched: frozenset[Term]
    everywhere: frozenset[str]
    own: frozenset[Term]


class NotIncremental(Exception):
    """The files change what the whole graph hangs on: classes, or the ranks of levels."""


@contextmanager
def overlaid(
    store: OxigraphStore,
    files: Sequence[tuple[Path, NamedNode]],
    routes: Routes,
    tell: Tell,
) -> Iterator[Overlay]:
    """Give ``store`` with what files say, each in its graph, and with all that follows from it.

    The store itself is not written to; one in memory is, and is as it was at the end. Tells of what
    filling would tell. Raises Unreadable for files that cannot be read, and NotIncremental.
    """
    with store.drafted() as inner:
        draft = Draft(inner)
        try:
            own = _put(draft, inner, files, tell)
            changed = draft.changed()
            with draft.both():
                touched, everywhere = routes.follow(inner, changed.added | changed.removed)
            yield Overlay(
                OxigraphStore(store.url, inner),
                frozenset(touched),
                frozenset(everywhere),
                frozenset(own),
            )
        finally:
            draft.undo()


def _put(
    draft: Draft, inner: pyoxigraph.Store, files: Sequence[tuple[Path, NamedNode]], tell: Tell
) -> set[Subject]:
    """Put what files say, and what changes by it, into a draft; return what they speak of."""
    lookups = Lookups(inner)
    said: set[Statement] = set()
    places: list[Place] = []
    for graph, statements, found in read_given(inner, files, tell):
        draft.add(statements, graph)
        said |= statements
        places += found
    if any(predicate in _EVERYWHERE for _, predicate, _ in draft.changed().added):
        raise NotIncremental
    follows = changed_inferences(lookups, said, places, tell)
    draft.apply(follows, INFERENCES_GRAPH)
    draft.apply(
        changed_alignments(lookups, said | follows.added | follows.removed), ALIGNMENTS_GRAPH
    )
    return {subject for subject, _, _ in said}
