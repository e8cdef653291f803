"""How a thing is sent: its form, its address in that form, and the ways to its other forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response
from pyoxigraph import NamedNode, Triple

from ...dumps import graph_text
from ..links import absolute, local
from .forms import Form


def as_rdf(triples: Iterable[Triple], form: Form) -> str:
    """Return triples in a form, ready to send."""
    return graph_text(triples, "jsonld" if form.suffix == "json" else form.suffix)


def answer(body: str, form: Form, thing: NamedNode, offered: Sequence[Form]) -> Response:
    """Return a thing in a form.

    ``Content-Location`` names the address of that form, ``Link`` the others (rel ``alternate``),
    the address without suffix (``canonical``, RFC 6596) and the lasting IRI (``cite-as``, RFC
    8574).
    """
    here = absolute(thing.value.partition("#")[0])
    response = Response(body, content_type=form.content_type)
    response.headers["Content-Location"] = f"{local(thing)}.{form.suffix}"
    links = [f'<{here}>; rel="canonical"', f'<{thing.value}>; rel="cite-as"']
    links += [
        f'<{here}.{other.suffix}>; rel="alternate"; type="{other.media}"'
        for other in offered
        if other is not form
    ]
    response.headers["Link"] = ", ".join(links)
    return response
