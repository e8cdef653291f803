"""Comparisons of pySHACL put right, for as long as it runs.

By the recommendation (SHACL, sections 4.3 and 4.5) a value that SPARQL cannot compare with another
is not less than it. pySHACL 0.40 falls back on the order in which rdflib sorts unlike literals, so
that a date is more than any number and less than any text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final
from unittest.mock import patch

import rdflib
from pyshacl.constraints.core import property_pair_constraints, value_range_constraints
from pyshacl.rdfutil.compare import compare_literal

_XSD: Final = rdflib.XSD
_KINDS: Final[dict[rdflib.URIRef | None, str]] = {
    **dict.fromkeys((_XSD.integer, _XSD.decimal, _XSD.double, _XSD.float), "number"),
    **{kind: str(kind) for kind in (_XSD.boolean, _XSD.date, _XSD.dateTime)},
    None: "text",
}


@contextmanager
def as_recommended() -> Iterator[None]:
    """Have pySHACL compare as SPARQL does."""
    pairs = property_pair_constraints
    less = partial(_results, holds=lambda order: order < 0)
    not_more = partial(_results, holds=lambda order: order <= 0)
    with (
        patch.object(value_range_constraints, "compare_literal", _order),
        patch.object(pairs.LessThanConstraintComponent, "_compare_lt", _method(less)),
        patch.object(pairs.LessThanOrEqualsConstraintComponent, "_compare_ltoe", _method(not_more)),
    ):
        yield


def _order(one: Any, two: Any) -> int:
    """Return the order of two literals; texts of one language have one, as SPARQL 1.2 says.

    Raises TypeError when SPARQL has none for them.
    """
    if _kind(one) is None or _kind(one) != _kind(two):
        raise TypeError
    order: Callable[[Any, Any], int] = compare_literal
    return order(one, two)


def _kind(term: Any) -> str | None:
    if not isinstance(term, rdflib.Literal) or term.ill_typed:
        return None
    return f"text@{term.language}" if term.language else _KINDS.get(term.datatype)


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments: function(*arguments)


def _results(
    component: Any, values: Any, others: Any, data: Any, focus: Any, *, holds: Callable[[int], bool]
) -> tuple[bool, list[Any]]:
    """Return results as the methods of pySHACL do: one a value that does not compare as it must."""

    def kept(value: Any, other: Any) -> bool:
        try:
            return holds(_order(value, other))
        except TypeError:
            return False

    wrong = [value for value in values if not all(kept(value, other) for other in others)]
    return bool(wrong), [component.make_v_result(data, focus, value_node=v) for v in wrong]
