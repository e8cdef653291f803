"""Ways from a bound node along a path, as conditions of SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Final

from ..stores.base import Term
from .paths import Alternative, Inverse, Path, Sequence

TRUE: Final = "true"
_WIDE: Final = 4


class Walks:
    """Writes conditions on what a path leads to, with variables that nothing else uses."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def fresh(self) -> str:
        """Return a variable that nothing else uses."""
        return f"?__{next(self._numbers)}"

    def exists(self, start: str, path: Path | None, end: str, condition: str) -> str:
        """Return when a path leads from a bound ``start`` to an ``end`` of which a condition holds.

        Each step is looked for inside the one before: a store that puts the patterns of a group in
        order does not know that ``start`` is bound, and may walk every path from its far end.
        """
        match path:
            case Sequence((first, *rest)):
                middle = self.fresh()
                onward = self.exists(middle, _sequence(rest), end, condition)
                return self.exists(start, first, middle, onward)
            case Alternative(parts):
                return any_of(self.exists(start, part, end, condition) for part in parts)
            case Inverse(Inverse(of)):
                return self.exists(start, of, end, condition)
            case Inverse(Sequence(parts)):
                backward = Sequence(tuple(map(Inverse, reversed(parts))))
                return self.exists(start, backward, end, condition)
            case Inverse(Alternative(parts)):
                return self.exists(start, Alternative(tuple(map(Inverse, parts))), end, condition)
        return _exists(start, path, end, condition)

    def among(self, value: str, this: str, path: Path | None) -> str:
        """Return when a bound value is one of the value nodes."""
        other = self.fresh()
        return self.exists(this, path, other, f"sameTerm({other}, {value})")

    def one_language_twice(self, this: str, path: Path | None, known: str = "") -> str:
        """Return when two value nodes have one language; one of them may be ``known``."""
        one, two = known or self.fresh(), self.fresh()
        alike = sure(f"LANG({one}) != '' && LCASE(LANG({one})) = LCASE(LANG({two}))")
        other = self.exists(this, path, two, f"({alike} && !sameTerm({one}, {two}))")
        return other if known else self.exists(this, path, one, other)

    def at_least(
        self,
        number: int,
        this: str,
        path: Path | None,
        counted: Callable[[str], str] = lambda value: TRUE,
        known: str = "",
    ) -> str:
        """Return when so many value nodes differ from each other and are counted.

        One of them may be ``known``, bound outside to a value node.
        Of a great number the way is not unfolded: an alternative doubles what stands behind it.
        """
        if number == 0:
            return TRUE
        values = [known or self.fresh(), *(self.fresh() for _ in range(number - 1))]
        found = TRUE
        for place in reversed(range(number)):
            value = values[place]
            differ = [f"!sameTerm({value}, {other})" for other in values[:place]]
            condition = all_of([*differ, counted(value), found])
            if value == known:
                found = condition
            elif number > _WIDE:
                found = _exists(this, path, value, condition)
            else:
                found = self.exists(this, path, value, condition)
        return found


def _exists(start: str, path: Path | None, end: str, condition: str) -> str:
    where = "" if condition == TRUE else f" FILTER({condition})"
    return f"EXISTS {{ {start} {path} {end}{where} }}"


def _sequence(parts: list[Path]) -> Path:
    return parts[0] if len(parts) == 1 else Sequence(tuple(parts))


def same(value: str, term: Term) -> str:
    """Return when a variable is bound to a term."""
    return f"sameTerm({value}, {term})"


def sure(condition: str) -> str:
    """Return a condition that is false where it would be an error."""
    return f"COALESCE({condition}, false)"


def all_of(conditions: list[str]) -> str:
    """Return when all conditions hold."""
    kept = [condition for condition in conditions if condition != TRUE]
    return f"({' && '.join(kept)})" if kept else TRUE


def any_of(conditions: Iterable[str]) -> str:
    """Return when some condition holds."""
    return f"({' || '.join(conditions) or 'false'})"
