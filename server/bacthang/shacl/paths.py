"""Property paths (SHACL, section 2.3.1), as values and as SPARQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode


@dataclass(frozen=True, slots=True)
class Predicate:
    """One property."""

    iri: NamedNode

    def __str__(self) -> str:
        return str(self.iri)


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path from its end to its beginning."""

    of: Path

    def __str__(self) -> str:
        return f"^{_within(self.of)}"


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other."""

    parts: tuple[Path, ...]

    def __str__(self) -> str:
        return "/".join(map(_within, self.parts))


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of several paths."""

    parts: tuple[Path, ...]

    def __str__(self) -> str:
        return "|".join(map(_within, self.parts))


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path any number of times, at least once, or at most once."""

    of: Path
    mark: Literal["*", "+", "?"]

    def __str__(self) -> str:
        return f"{_within(self.of)}{self.mark}"


Path = Predicate | Inverse | Sequence | Alternative | Repeated


def _within(path: Path) -> str:
    return str(path) if isinstance(path, Predicate) else f"({path})"
