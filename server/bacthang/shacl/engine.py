"""Shapes checked where the data is, by a few queries a shape over all focus nodes at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container

from ..stores.base import Store, Term
from .checks import Check
from .conditions import Conditions
from .data import Data
from .model import Name, Shapes
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
) -> list[Result]:
    """Return the results of validating the default graph of a store (SHACL, section 3.4).

    They are sorted, each once. ``only`` names the shapes whose targets are checked, ``focus`` the
    nodes that are, as far as they are targets; a blank node cannot be named. The store must give a
    blank node the same label in every answer, as Oxigraph does.
    """
    data = Data(store)
    conditions = Conditions(data.below)
    targeted = Targeted(data, conditions)
    found: set[Result] = set()
    chosen = [s for s in shapes.targeted() if only is None or s.node in only]
    for done, shape in enumerate(chosen):
        progress(done, len(chosen))
        scopes = (
            targeted.scopes(shape.targets)
            if focus is None
            else targeted.scopes_among(shape.targets, list(focus))
        )
        for scope in scopes:
            found.update(Check(data, conditions, shape, scope).results())
    progress(len(chosen), len(chosen))
    return sorted(found, key=Result.order)
