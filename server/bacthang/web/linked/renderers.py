"""Which page shows a thing, by its class; what has none here is shown on a card like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from ...namespaces import BT, ELI, SH
from ..pages import checks, documents, indicators, sources

RENDERERS: Final[Mapping[NamedNode, Callable[[NamedNode], str]]] = {
    BT.PolicyDocument: documents.page,
    ELI.ComplexWork: documents.page,
    BT.Indicator: indicators.page,
    BT.SourceText: sources.page,
    SH.ValidationResult: checks.page,
    SH.ValidationResult: checks.page,
}
"""For a class, what turns the IRI of a thing of it into the HTML of its page."""
