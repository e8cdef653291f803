"""The store on disk, for a worker to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyoxigraph import Store


def opened(told: dict[str, Any]) -> tuple[Store, Callable[[], None]]:
    """Return the store that the workers were told of, and what confirms it: nothing needs to.

    Raises OSError, ValueError and RuntimeError where it is none.
    """
    return Store.read_only(told["store"]), _as_it_was


def _as_it_was() -> None:
    """Confirm a store that nobody writes to."""
