"""The dataset described for harvesters and for people, and its files.

What the descriptions call ``https://w3id.org/bacthang/dumps/…`` is fetched from this site, so they
are given with its addresses; what things are called is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, cast

import pyoxigraph
from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from pyoxigraph import NamedNode, Triple
from werkzeug.exceptions import NotFound

from ...errors import NoSuchThing
from ...export.catalogue import DOWNLOADS
from ...lookup import mentioned
from ...namespaces import BASE, DATASET, DCTERMS, FOAF, RDF, VOID
from ...views.catalogue import DCAT, catalogue, years
from ...views.citing import cited_whole
from ...views.description import Description, description
from ...views.schema_org import dataset
from ...views.things import card
from ..editions import edition
from ..links import absolute, local
from ..speech import language
from .addresses import spellings
from .answering import answer, as_rdf
from .dumping import Download, dumps_of
from .forms import FORMS, PAGE, RDF_FORMS, wanted, without_suffix

blueprint = Blueprint("catalogue", __name__)

_CATALOGUE: Final = NamedNode(BASE + "catalog")
_VOID: Final = NamedNode(BASE + ".well-known/void")
_SERVICE: Final = NamedNode(f"{DATASET.value}/service")
_SUFFIXED: Final = f"<any({', '.join(form.suffix for form in FORMS)}):suffix>"


@blueprint.get("/catalog")
@blueprint.get(f"/catalog.{_SUFFIXED}")
def whole(suffix: str | None = None) -> Response:
    """Give the catalogue (DCAT 3)."""
    form = wanted(suffix)
    body = _page() if form is PAGE else as_rdf(_described("dcat.ttl"), form)
    return answer(body, form, _CATALOGUE, FORMS)


@blueprint.get("/.well-known/void")
@blueprint.get(f"/.well-known/void.{_SUFFIXED}")
def void(suffix: str | None = None) -> Response:
    """Give the VoID description (VoID, section 7.2)."""
    form = wanted(suffix, RDF_FORMS)
    return answer(as_rdf(_described("void.ttl"), form), form, _VOID, RDF_FORMS)


@blueprint.get("/dataset")
@blueprint.get(f"/dataset.{_SUFFIXED}")
@blueprint.get("/dataset/<path:rest>")
def part(**_: str) -> Response:
    """Give the dataset, or a part of it that a description of it names.

    Raises NoSuchThing for a part that none of them names.
    """
    said, ending = _asked(request.path)
    form = wanted(ending)
    if form is not PAGE:
        return answer(as_rdf(said.framed(), form), form, said.thing, FORMS)
    if said.thing == DATASET:
        return cast(Response, redirect(url_for("catalogue.whole"), 303))
    store, path = edition().store, local(said.thing)
    shown = card(store, said, language())
    page = render_template("thing.html", card=shown, path=path, forms=RDF_FORMS)
    return answer(page, form, said.thing, FORMS)


@blueprint.get("/dumps")
@blueprint.get("/dumps/")
def downloads() -> Response:
    """Lead to the list of files."""
    return cast(Response, redirect(url_for("catalogue.whole", _anchor="files"), 303))


@blueprint.get("/dumps/<name>")
def download(name: str) -> Response:
    """Send a file of the export.

    Raises NotFound for a name that no file has.
    """
    found = dumps_of(edition()).made().get(name)
    if found is None:
        raise NotFound
    response = send_file(
        found.path, mimetype=found.file.media_type, conditional=True, etag=found.sha256
    )
    response.headers["Link"] = f'<{url_for("catalogue.whole")}>; rel="describedby"'
    return response


def _page() -> str:
    own, lang = edition(), language()
    made = dumps_of(edition()).made()
    described = [*_parsed("dcat.ttl"), *_parsed("void.ttl")]
    shown = own.memo(("catalogue", lang), lambda: catalogue(own.store, own.info, described, lang))
    files = [
        (absolute(DOWNLOADS + name), download.file.media_type) for name, download in made.items()
    ]
    address = absolute(_CATALOGUE)
    return render_template(
        "catalogue.html",
        catalogue=shown,
        files=[*made.values()],
        citation=cited_whole(own.info, lang),
        structured=dataset(own.info, address, files, years(described), lang),
        path=url_for("catalogue.whole"),
        forms=RDF_FORMS,
    )


def _asked(path: str) -> tuple[Description, str | None]:
    """Return what is said of the dataset or a part of it, in the store and in its descriptions."""
    store = edition().store
    described = [*_described("dcat.ttl"), *_described("void.ttl")]
    for stem, suffix in ((path, None), without_suffix(path)):
        for iri in spellings(stem):
            about = {t for t in described if iri in (t.subject, t.object)}
            if about or mentioned(store, iri):
                stored = description(store, iri)
                return Description(iri, stored.triples | about, stored.is_whole), suffix
    raise NoSuchThing(iri=BASE + path.lstrip("/"))


def _parsed(name: str) -> list[Triple]:
    """Return the triples of a description among the downloads."""
    made: Download = dumps_of(edition()).made()[name]
    return edition().memo(("described", name), lambda: [*_triples(made)])


def _triples(made: Download) -> Iterator[Triple]:
    return (quad.triple for quad in pyoxigraph.parse(path=made.path))


def _described(name: str) -> Iterator[Triple]:
    """Yield the triples of a description, with the addresses of this site, and its service."""
    for triple in _parsed(name):
        term = triple.object
        if isinstance(term, NamedNode) and term.value.startswith(DOWNLOADS):
            term = NamedNode(absolute(term.value))
        yield Triple(triple.subject, triple.predicate, term)
    yield from _service()


def _service() -> Iterable[Triple]:
    """Return where the dataset is queried, and where people look at it (DCAT 3, section 6.10)."""
    endpoint = NamedNode(absolute(BASE + "sparql"))
    return (
        Triple(DATASET, VOID.sparqlEndpoint, endpoint),
        Triple(DATASET, DCAT.landingPage, NamedNode(absolute(_CATALOGUE.value))),
        Triple(_CATALOGUE, DCAT.service, _SERVICE),
        Triple(_CATALOGUE, FOAF.homepage, NamedNode(absolute(BASE))),
        Triple(_SERVICE, RDF.type, DCAT.DataService),
        Triple(_SERVICE, DCAT.endpointURL, endpoint),
        Triple(_SERVICE, DCAT.endpointDescription, endpoint),
        Triple(_SERVICE, DCAT.servesDataset, DATASET),
        Triple(_SERVICE, DCTERMS.conformsTo, NamedNode("https://www.w3.org/TR/sparql11-protocol/")),
    )
