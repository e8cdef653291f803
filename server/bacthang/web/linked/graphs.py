"""Each named graph at its own address: what it holds as a page, its content as RDF.

A GET is what the Graph Store HTTP Protocol (W3C Recommendation of 21 March 2013, section 5.2) has
it be, for graphs named directly.
"""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from ...errors import NoSuchThing
from ...namespaces import BASE
from ...views.graphs import graph
from ..editions import edition
from ..links import local
from ..speech import language
from .addresses import spellings
from .answering import answer, as_rdf
from .forms import FORMS, PAGE, RDF_FORMS, wanted, without_suffix

blueprint = Blueprint("graphs", __name__)


@blueprint.get("/graph/<path:rest>")
def named(rest: str) -> Response:
    """Give a graph.

    Raises NoSuchThing when the dataset has none of that name.
    """
    found, suffix = _asked(request.path)
    form = wanted(suffix)
    store = edition().store
    if form is PAGE:
        shown = graph(store, found, language())
        page = render_template("graph.html", graph=shown, path=local(found), forms=RDF_FORMS)
        return answer(page, form, found, FORMS)
    return answer(as_rdf((quad.triple for quad in store.quads(g=found)), form), form, found, FORMS)


def _asked(path: str) -> tuple[NamedNode, str | None]:
    store = edition().store
    for stem, suffix in ((path, None), without_suffix(path)):
        for iri in spellings(stem):
            if next(store.quads(g=iri), None) is not None:
                return iri, suffix
    raise NoSuchThing(iri=BASE + path.lstrip("/"))
