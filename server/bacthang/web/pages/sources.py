"""The source texts, whole, with every passage that a statement rests on."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from ...namespaces import source_text
from ...views import schema_org, texts
from ...views.behind import standalone
from ..editions import edition
from ..links import absolute
from ..paging import page_number
from ..speech import language

blueprint = Blueprint("sources", __name__)


@blueprint.get("/sources")
def index() -> str:
    """List the texts.

    Raises NotFound for a page past the last.
    """
    number = page_number()
    shown, pages = texts.listed(edition().listings, language(), number)
    if number > pages:
        raise NotFound
    return render_template("sources.html", texts=shown, number=number, pages=pages)


@blueprint.get("/sources/<name>")
def source(name: str) -> str:
    """Show a text by the name of its file."""
    return page(source_text(name))


@blueprint.get("/sources/<name>/broken.css")
def broken(name: str) -> Response:
    """Send the rules that light up all pieces of a passage told in several."""
    rules = [
        f":root:has(#{span.anchor}:target) .{span.anchor}"
        for span in _page(source_text(name)).broken
    ]
    sheet = ",\n".join(rules) + " { background: var(--gold-soft); }\n" if rules else ""
    return Response(sheet, content_type="text/css; charset=utf-8")


def page(iri: NamedNode) -> str:
    """Return the page of a source text.

    Raises UnknownName when there is none.
    """
    shown = _page(iri)
    text = shown.text
    about = [document.iri for document in text.documents]
    address = absolute(iri)
    return render_template(
        "source.html",
        page=shown,
        address=address,
        json_ld=schema_org.source(iri, text.name, text.issued, about, address, language()),
        query=standalone(shown.query),
    )


def _page(iri: NamedNode) -> texts.Page:
    lang = language()
    own = edition()
    return texts.page(own.store, own.listings, iri, lang)
