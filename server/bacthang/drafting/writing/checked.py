"""What the rules find in a draft laid over the graph, before anything is put into it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Literal

from ...checking.report import Report
from ...checking.running import Asked, check_over
from ...namespaces import BT, source_graph, source_text
from ...progress import Progress, quiet
from ...stores.base import Store
from .draft import Draft
from .turtle import as_text


def is_drafted(draft: Draft, store: Store) -> bool:
    """Tell whether the graph has the text of a draft, and so says of it what it says, already."""
    return any(store.quads(g=source_graph(draft.proposal.source)))


def checked(draft: Draft, store: Store, asked: Asked, tell: Progress = quiet) -> Report:
    """Return what the rules asked for find in what a draft says, and in nothing else.

    The draft is laid over ``store``, which stays as it is. Faults are those that a build would
    refuse. Raises what reaching a store raises.
    """
    things = frozenset(block.thing for block in draft.blocks)
    with TemporaryDirectory(prefix="bacthang-draft-") as folder:
        path = Path(folder, "draft.ttl")
        path.write_text(as_text(draft) + _text(draft), "utf-8")
        report = check_over(store, [path], asked, tell)
    own = tuple(
        found for found in report.findings if not things.isdisjoint((found.focus, found.other))
    )
    return Report(own, report.rules, report.faults, report.things)


def _text(draft: Draft) -> str:
    """Return the source text as the build would load it, which the quotes are held against."""
    text = draft.proposal.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return (
        f"{source_text(draft.proposal.source)} a {BT.SourceText} ;\n"
        f"    {BT.text} {Literal(text)} ; {BT.sha256} {Literal(digest)} .\n"
    )
