"""Every IRI of the dataset answers: as a page, or as RDF, whichever the client prefers.

The thing and what is said of it share one address, told apart by ``Content-Location`` (RFC 9110,
section 8.7), so that a client needs one request and not two.
"""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from ...errors import UnknownName
from ...iris import compact
from ...namespaces import RDF
from ...show import describe
from ...views.description import description, mentioned
from ..editions import edition
from ..speech import language
from .addresses import spellings
from .answering import answer, as_rdf
from .forms import FORMS, PAGE, wanted, without_suffix
from .renderers import RENDERERS

blueprint = Blueprint("things", __name__)


@blueprint.get("/id/<path:rest>")
@blueprint.get("/graph/<path:rest>")
@blueprint.get("/dataset")
@blueprint.get("/dataset.<rest>")
@blueprint.get("/dataset/<path:rest>")
def thing(rest: str = "") -> Response:
    """Give the thing whose IRI ends in this path.

    Raises UnknownName when the dataset says nothing of it.
    """
    found, suffix = _asked(request.path)
    form = wanted(suffix)
    if form is PAGE:
        return answer(page(found), form, found, FORMS)
    said = description(edition().store, found)
    return answer(as_rdf(said.triples, form), form, found, FORMS)


def page(found: NamedNode) -> str:
    """Return the page of a thing, by the first of its classes that has one of its own."""
    store = edition().store
    classes = {quad.object for quad in store.quads(found, RDF.type)}
    for known, render in RENDERERS.items():
        if known in classes:
            return render(found)
    return render_template("thing.html", card=describe(store, found, language()))


def _asked(path: str) -> tuple[NamedNode, str | None]:
    """Return the thing met at a path, and the suffix that stands behind its name."""
    store = edition().store
    for stem, suffix in ((path, None), without_suffix(path)):
        for iri in spellings(stem):
            if mentioned(store, iri):
                return iri, suffix
    named = next(iter(spellings(path)), None)
    name = compact(named.value) if named else path
    raise UnknownName(kind_vi="vật", kind_en="thing", name=name, near="—")
