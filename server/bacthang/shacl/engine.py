"""Shapes checked where the data is, by a few queries a shape over all focus nodes at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from ..stores.base import Store, Term
from .checks import Check
from .conditions import Conditions
from .data import Data
from .model import Name, Shape, Shapes
from .results import Result
from .scopes import Targeted

Told = Callable[[int, int], None]
"""Called with the number of shapes checked, and of how many."""


def quiet(done: int, total: int) -> None:
    """Take no notice."""


def validate(
    store: Store,
    shapes: Shapes,
    *,
    only: Container[Name] | None = None,
    focus: Collection[Term] | None = None,
    progress: Told = quiet,
    threads: int = 1,
) -> list[Result]:
    """Return the results of validating the default graph of a store (SHACL, section 3.4).

    They are sorted, each once. ``only`` names the shapes whose targets are checked, ``focus`` the
    nodes that are, as far as they are targets; a blank node cannot be named. The store must give a
    blank node the same label in every answer, as Oxigraph does, and bear being asked by several
    ``threads`` at once.
    """
    chosen = [s for s in shapes.targeted() if only is None or s.node in only]
    progress(0, len(chosen))
    found: set[Result] = set()
    asking = ThreadPoolExecutor(threads, "checking")
    try:
        each = asking.map(partial(_results, Data(store), focus), chosen)
        for done, results in enumerate(each, 1):
            progress(done, len(chosen))
            found.update(results)
    finally:
        asking.shutdown(cancel_futures=True)
    return sorted(found, key=Result.order)


def _results(data: Data, focus: Collection[Term] | None, shape: Shape) -> set[Result]:
    """Return what breaks a shape; its variables are its own, whoever else asks meanwhile."""
    conditions = Conditions(data.below)
    targeted = Targeted(data, conditions)
    scopes = (
        targeted.scopes(shape.targets)
        if focus is None
        else targeted.scopes_among(shape.targets, list(focus))
    )
    return {
        result for scope in scopes for result in Check(data, conditions, shape, scope).results()
    }
