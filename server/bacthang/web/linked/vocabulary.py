"""The ontology and the rules at their own IRIs: documentation for people, their triples as RDF.

A term's IRI ends in ``#`` and its local name, which is an anchor of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from ...errors import NoSuchThing
from ...namespaces import BASE, ONTOLOGY_GRAPH, OWL, SHAPES_GRAPH
from ...views import ruled
from ...views import vocabulary as written
from ...views.vocabulary import ONTOLOGY
from ..editions import edition
from ..links import local
from ..speech import language
from .answering import answer, as_rdf
from .forms import FORMS, PAGE, RDF_FORMS, wanted, without_suffix

blueprint = Blueprint("vocabulary", __name__)

SHAPES: Final = NamedNode(BASE + "shapes")
_SUFFIXED: Final = f"<any({', '.join(form.suffix for form in FORMS)}):suffix>"


@blueprint.get("/ontology")
@blueprint.get(f"/ontology.{_SUFFIXED}")
def ontology(suffix: str | None = None) -> Response:
    """Give the ontology."""
    return _given(ONTOLOGY, ONTOLOGY_GRAPH, suffix, _ontology_page)


@blueprint.get("/ontology/<version>")
def version(version: str) -> Response:
    """Give the ontology by the IRI of its version.

    Raises NoSuchThing for a version other than this edition's.
    """
    stem, suffix = without_suffix(version)
    versions = {quad.object for quad in edition().store.quads(ONTOLOGY, OWL.versionIRI)}
    for name, ending in ((version, None), (stem, suffix)):
        if f"{ONTOLOGY.value}/{name}" in {getattr(iri, "value", "") for iri in versions}:
            return _given(ONTOLOGY, ONTOLOGY_GRAPH, ending, _ontology_page)
    raise NoSuchThing(iri=f"{ONTOLOGY.value}/{version}")


@blueprint.get("/shapes")
@blueprint.get(f"/shapes.{_SUFFIXED}")
def shapes(suffix: str | None = None) -> Response:
    """Give the rules."""
    return _given(SHAPES, SHAPES_GRAPH, suffix, _shapes_page)


def _given(
    thing: NamedNode, graph: NamedNode, suffix: str | None, page: Callable[[], str]
) -> Response:
    form = wanted(suffix)
    if form is PAGE:
        return answer(page(), form, thing, FORMS)
    said = (quad.triple for quad in edition().store.quads(g=graph))
    return answer(as_rdf(said, form), form, thing, FORMS)


def _ontology_page() -> str:
    shown = written.kept(edition().listings, language())
    return render_template("ontology.html", vocabulary=shown, path=local(ONTOLOGY), forms=RDF_FORMS)


def _shapes_page() -> str:
    shown = ruled.kept(edition().listings, language())
    return render_template("shapes.html", documentation=shown, path=local(SHAPES), forms=RDF_FORMS)
