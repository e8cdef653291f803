"""The command line: the only place, beside the web front, that speaks to a person."""

from __future__ import annotations

from . import curating, verbs
from .root import bacthang

__all__ = ["bacthang", "curating", "main", "verbs"]


def main() -> None:
    """Run ``bacthang`` with the arguments of the process."""
    bacthang.main()
