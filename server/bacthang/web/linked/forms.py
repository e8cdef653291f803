"""The forms in which a thing is given: a page for people, RDF for software.

A client says which by suffix, by ``?format=``, or by ``Accept`` (RFC 9110, section 12.5.1), in this
order. ``.json`` is JSON-LD under the media type that every client reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import request
from werkzeug.exceptions import NotAcceptable

from ...errors import UnfitFormat
from ..negotiation import HTML, preferred


@dataclass(frozen=True)
class Form:
    """One form: its suffix, its media type, and what people call it."""

    suffix: str
    media: str
    name: str

    @property
    def content_type(self) -> str:
        """The media type as it is sent, with its charset."""
        return f"{self.media}; charset=utf-8"


PAGE: Final = Form("html", HTML, "HTML")
TURTLE: Final = Form("ttl", "text/turtle", "Turtle")
PLAIN: Final = Form("txt", "text/plain", "text")
RDF_FORMS: Final = (
    TURTLE,
    Form("jsonld", "application/ld+json", "JSON-LD"),
    Form("rdf", "application/rdf+xml", "RDF/XML"),
    Form("nt", "application/n-triples", "N-Triples"),
    Form("json", "application/json", "JSON"),
)
FORMS: Final = (PAGE, *RDF_FORMS)
SUFFIXES: Final = tuple(form.suffix for form in (*FORMS, PLAIN))


def without_suffix(path: str) -> tuple[str, str | None]:
    """Return a path and the suffix of a form that it ends in, if it does."""
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and suffix in SUFFIXES else (path, None)


def wanted(suffix: str | None, offered: tuple[Form, ...] = FORMS) -> Form:
    """Return the form that this request asks for.

    Raises UnfitFormat for a suffix or ``?format=`` that is not offered, NotAcceptable when nothing
    that is offered will do for ``Accept``.
    """
    named = suffix or request.args.get("format")
    if named:
        by_name = {name: form for form in offered for name in (form.suffix, form.media)}
        if named not in by_name:
            accepted = ", ".join(form.suffix for form in offered)
            raise UnfitFormat(format=named, accepted=accepted)
        return by_name[named]
    media = [form.media for form in offered]
    chosen = preferred(request.headers.get("Accept"), media)
    if chosen is None:
        raise NotAcceptable(", ".join(media))
    return offered[media.index(chosen)]
