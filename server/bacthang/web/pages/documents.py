"""The documents: the list, and each one whole."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from ...views import document, documents, schema_org
from ...views.behind import standalone
from ...views.citing import cited
from ...views.commitments import LEVELS
from ..editions import edition
from ..links import absolute
from ..paging import page_number
from ..speech import language

blueprint = Blueprint("documents", __name__)

_RANKS = {name: rank for rank, name in LEVELS.items()}


@blueprint.get("/documents")
def index() -> str:
    """List the documents that fit what the form of the page asks for.

    Raises NotFound for a page past the last.
    """
    lang = language()
    own = edition()
    given = request.args.get
    asked = documents.Asked(
        rank=_RANKS.get(level, documents.NO_RANK) if (level := given("level", "")) else 0,
        issuer=given("issuer", ""),
        term=given("term", ""),
        kind=given("kind", ""),
        quoted=given("quoted", "") == "yes",
        words=given("q", ""),
    )
    number = page_number()
    listing = documents.listing(own.listings, own.store, asked, lang, number)
    if number > listing.pages:
        raise NotFound
    return render_template(
        "documents.html",
        listing=listing,
        number=number,
        asked=asked,
        levels=LEVELS,
        query=standalone(documents.QUERY),
    )


def page(iri: NamedNode) -> str:
    """Return the page of a document.

    Raises UnknownName when there is none.
    """
    lang, store = language(), edition().store
    shown = document.page(store, iri, lang)
    return render_template(
        "document.html",
        page=shown,
        citation=cited(store, iri, lang),
        json_ld=schema_org.document(store, iri, absolute(iri), lang),
        query=standalone(shown.query),
    )
