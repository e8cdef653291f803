"""``/sparql``: the SPARQL 1.1 Protocol for queries, its description, and the editor for people."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, current_app, g, request, url_for
from werkzeug.exceptions import MethodNotAllowed

from ...errors import BacThangError, NoQuery
from ..caching import NOT_KEPT, REVALIDATED, is_held, tag
from ..editions import edition, editions
from ..headers import promise
from ..pages import editor
from ..settings import Limits
from .asking import VARY, asking, delivered, unfit
from .description import counts_of, described, limit_headers, written
from .forms import Forms, content_type, forms_for
from .reading import Wish, read_wish
from .straight import FAILED

blueprint = Blueprint("sparql", __name__)

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_REFUSED: Final = ("PUT", "PATCH", "DELETE")
_ANY_ORIGIN: Final = {
    "Allow": ", ".join(METHODS),
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
"""What a browser asks before a script of another site may query (Fetch, section 4.8)."""


@blueprint.route(
    "/sparql", methods=[*METHODS, *_REFUSED], strict_slashes=False, provide_automatic_options=False
)
def sparql() -> Response:
    """Answer a query; where nothing is asked, say what this endpoint is.

    Every answer says what a query may use.
    """
    limits = editions(current_app).settings.limits
    promise(limit_headers(limits))
    if request.method == "OPTIONS":
        return Response(status=204, headers=_ANY_ORIGIN)
    if request.method in _REFUSED:
        raise MethodNotAllowed(METHODS)
    accept = request.environ.get("HTTP_ACCEPT", "")
    forms = forms_for(accept)
    try:
        wish = read_wish(request, limits.query_bytes)
        if wish.form:
            forms = forms_for(accept, wish.form)
        if wish.query is None:
            return _service(forms, wish.form or accept, limits)
        return _answered(wish, wish.query, forms)
    except BacThangError as error:
        if forms.page:
            return editor.page(g.get("asked"), None, error)
        raise


def _answered(wish: Wish, query: str, forms: Forms) -> Response:
    served = edition()
    plan = asking(wish, query, forms, request.environ, served.tag)
    g.asked = plan.asked
    if FAILED in request.environ:
        raise request.environ[FAILED]
    if forms.page:
        g.answer = answer = served.pool.ask(plan.asked)
        page = editor.page(plan.asked, answer, None)
        if not plan.entity_tag:
            page.headers["Cache-Control"] = NOT_KEPT
        return page
    headers = plan.headers
    if plan.entity_tag and is_held(plan.entity_tag):
        return Response(status=304, headers=headers)
    g.answer = answer = served.pool.ask(plan.asked)
    headers["Content-Type"] = plan.content_type(answer)
    length, body = delivered(answer)
    return Response(body, headers={**headers, **length})


def _service(forms: Forms, wanted: str, limits: Limits) -> Response:
    """Describe the endpoint to software; give people the editor."""
    if forms.page:
        return editor.page()
    if forms.graph is None:
        raise NoQuery() if forms.results else unfit(wanted)
    served = edition()
    at = url_for("sparql.sparql", _external=True)
    entity_tag = tag(served.tag, at, limits, forms.graph)
    headers = {"Vary": VARY, "ETag": f'W/"{entity_tag}"', "Cache-Control": REVALIDATED}
    if is_held(entity_tag):
        return Response(status=304, headers=headers)
    counts = served.memo("sparql.counts", lambda: counts_of(served.store))
    triples = described(at, served.info, counts, limits)
    headers["Content-Type"] = content_type(forms.graph.kind)
    return Response(written(triples, forms.graph.form), headers=headers)
