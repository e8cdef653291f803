"""The editor: a form that asks ``/sparql``, and the answer below it, with or without JavaScript."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final, Protocol

from flask import Blueprint, Response, render_template

from ...errors import BacThangError
from ...views.results import Kind, Results, read_results
from ..editions import edition
from ..problems import status_of
from ..speech import language

blueprint = Blueprint("editor", __name__)

FIRST: Final = """PREFIX bt:   <https://w3id.org/bacthang/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?document (COUNT(?target) AS ?targets)
WHERE {
  ?target a bt:Target ; bt:inDocument ?document .
}
GROUP BY ?document
ORDER BY DESC(?targets)
"""
"""What stands in the editor before anything is typed."""


class Asked(Protocol):
    """What was asked."""

    @property
    def query(self) -> str:
        """Its text."""
        ...


class Answer(Protocol):
    """What a worker answers."""

    @property
    def kind(self) -> Kind:
        """Rows, truth or a graph."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...


def page(
    asked: Asked | None = None, answer: Answer | None = None, error: BacThangError | None = None
) -> Response:
    """Return the editor with what was asked and its answer, or why there is none.

    Rows and truth are wanted in JSON, a graph in Turtle. The status is that of the error.
    """
    results = None
    if answer is not None:
        data = b"".join(answer)
        results = read_results(edition().store, answer.kind, io.BytesIO(data), language())
    return _drawn(asked.query if asked else FIRST, results, error)


def _drawn(query: str, results: Results | None, error: BacThangError | None) -> Response:
    html = render_template(
        "editor.html",
        query=query,
        results=results,
        error=error,
    )
    return Response(
        html, status_of(error) if error else 200, content_type="text/html; charset=utf-8"
    )
