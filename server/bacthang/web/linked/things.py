"""Every IRI of the dataset answers: as a page, or as RDF, whichever the client prefers.

The thing and what is said of it share one address, told apart by ``Content-Location`` (RFC 9110,
section 8.7), so that a client needs one request and not two.
"""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, redirect, render_template, request, url_for
from pyoxigraph import Literal, NamedNode

from ...errors import NoSuchThing
from ...lookup import mentioned
from ...namespaces import BASE, BT, ID, RDF, SH
from ...views.citing import cited
from ...views.description import description
from ...views.things import card
from ..editions import edition
from ..links import local
from ..speech import language
from .addresses import spellings
from .answering import answer, as_rdf
from .forms import FORMS, PAGE, PLAIN, RDF_FORMS, wanted, without_suffix
from .renderers import RENDERERS

blueprint = Blueprint("things", __name__)


@blueprint.get("/id/<path:rest>")
def thing(rest: str) -> Response:
    """Give the thing whose IRI ends in this path.

    Raises NoSuchThing when the dataset says nothing of it.
    """
    found, suffix = _asked(request.path)
    store = edition().store
    classes = {quad.object for quad in store.quads(found, RDF.type)}
    offered = (*FORMS, PLAIN) if BT.SourceText in classes else FORMS
    form = wanted(suffix, offered)
    if form is PLAIN:
        (text,) = store.quads(found, BT.text)
        return answer(cast(Literal, text.object).value, form, found, offered)
    if form is not PAGE:
        return answer(as_rdf(description(store, found).framed(), form), form, found, offered)
    if SH.SPARQLExecutable in classes:
        name = found.value.removeprefix(ID["query/"].value)
        return cast(Response, redirect(url_for("questions.asked", name=name), 303))
    for known, render in RENDERERS.items():
        if known in classes:
            return answer(render(found), form, found, offered)
    return answer(_page(found), form, found, offered)


def _page(found: NamedNode) -> str:
    """Return the card of a thing that has no page of its own."""
    store, lang = edition().store, language()
    shown = card(store, description(store, found), lang)
    return render_template(
        "thing.html",
        card=shown,
        citation=cited(store, found, lang) if shown.is_named else None,
        path=local(found),
        forms=RDF_FORMS,
    )


def _asked(path: str) -> tuple[NamedNode, str | None]:
    """Return the thing met at a path, and the suffix that stands behind its name."""
    store = edition().store
    for stem, suffix in ((path, None), without_suffix(path)):
        for iri in spellings(stem):
            if mentioned(store, iri):
                return iri, suffix
    raise NoSuchThing(iri=BASE + path.lstrip("/"))
