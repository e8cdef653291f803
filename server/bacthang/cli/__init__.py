"""The command line: the only place, beside the web front, that speaks to a person.

Each module here holds a few verbs; importing it is what adds them to ``bacthang``, in the order
in which the help shows them.
"""

from __future__ import annotations

from . import building, checking, asking, resolving, exporting, pushing  # isort: skip
from . import serving, drafting, curating, shells  # isort: skip
from .root import bacthang

__all__ = [
    "asking", "bacthang", "building", "checking", "curating", "drafting", "exporting", "main",
    "pushing", "resolving", "serving", "shells",
]  # fmt: skip


def main() -> None:
    """Run ``bacthang`` with the arguments of the process."""
    bacthang.main()
