"""The editor: a form that asks ``/sparql``, and the answer below it, with or without JavaScript."""

from __future__ import annotations

import io
from contextlib import closing
from functools import partial
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, render_template, request

from ... import library
from ...drawing.plot import draw
from ...errors import BacThangError, MalformedQuery, Wording
from ...questions import Question
from ...views.plots import numbers_in, plot_of
from ...views.questions import bare
from ...views.results import SHOWN, Results, read_results
from ...views.terms import kept
from ..chunks import Chunks
from ..editions import edition
from ..kinds import status_of
from ..negotiation import HTML
from ..settings import Limits
from ..speech import language
from ..workers import Answer, Asked

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

VIEWS: Final = ("table", "picture", "raw")
_RAW: Final = 200_000
_PICTURE: Final = Wording("{value} theo {over}", "{value} by {over}")
_ROW: Final = Wording("thứ tự dòng", "order of the rows")
_FOR_EACH: Final = Wording("{n} giá trị; bảng bên cạnh có đủ.", "{n} values; the table has all.")


@blueprint.get("/terms.json")
def terms() -> Response:
    """Give what may be written in a query, for completion: IRIs with names, most used first."""
    text = kept(edition().listings, language())
    return Response(text, content_type="application/json")


def page(
    asked: Asked | None = None, answer: Answer | None = None, error: BacThangError | None = None
) -> Response:
    """Return the editor with what was asked and its answer, or why there is none.

    Rows and truth are wanted in JSON, a graph in Turtle. The status is that of the error.
    """
    view = request.values.get("view", "")
    shown: dict[str, object] = {}
    if answer is not None:
        with closing(answer):
            shown = _shown(answer, view if view in VIEWS else VIEWS[0])
    query = asked.query if asked else _example()
    html = render_template(
        "editor.html",
        query=query,
        questions=_questions(),
        limits=_limits(),
        error=error,
        place=_place(error),
        again=partial(_again, query),
        **shown,
    )
    status = status_of(error) if error else 200
    return Response(html, status, content_type=f"{HTML}; charset=utf-8")


def _shown(answer: Answer, view: str) -> dict[str, object]:
    """Return what the page says of an answer, looked at in one way."""
    facts = {"kind": answer.kind, "view": view, "count": answer.count, "seconds": answer.seconds}
    if view == "raw":
        raw = io.BufferedReader(Chunks(answer)).read(_RAW + 1)
        text = raw[:_RAW].decode("utf-8", "ignore")
        return {**facts, "raw": text, "cut": len(raw) > _RAW}
    data = io.BufferedReader(Chunks(answer))
    results = read_results(edition().store, answer.kind, data, language(), SHOWN)
    return {**facts, "results": results, "numbers": numbers_in(results), **_picture(results, view)}


def _picture(results: Results, view: str) -> dict[str, object]:
    if view != "picture":
        return {}
    plot = plot_of(results, request.values.get("y", ""), request.values.get("x", ""))
    if plot is None:
        return {"plot": None}
    lang = language()
    title = _PICTURE.said(lang, value=plot.value, over=plot.over or _ROW.plain(lang))
    return {"plot": plot, "svg": draw(plot, title, _FOR_EACH.said(lang, n=len(plot.points)))}


def _example() -> str:
    """Return the query that the editor begins with: a question by name, or the first one."""
    question = _questions().get(request.args.get("example", ""))
    return bare(question.text) if question else FIRST


def _questions() -> dict[str, Question]:
    return edition().memo("questions", library.load)


def _limits() -> Limits:
    limits: Limits = current_app.extensions["editions"].settings.limits
    return limits


def _place(error: BacThangError | None) -> tuple[int, int] | None:
    """Return the line and column that an error is about, counted from 1."""
    if isinstance(error, MalformedQuery):
        return int(error.facts["line"]), int(error.facts["column"])
    return None


def _again(query: str, **changed: str) -> str:
    """Return the address of the answer to a query in another view or form."""
    fixed = {"query": query, **changed}
    kept = [(key, value) for key, value in request.values.items(multi=True) if key not in fixed]
    return f"{request.script_root}{request.path}?{urlencode([*kept, *fixed.items()])}"
