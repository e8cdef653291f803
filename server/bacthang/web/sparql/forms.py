"""In which form a client wants each kind of answer, by ``Accept`` or by name.

Rows and truth come in the four SPARQL 1.1 result formats, graphs in four RDF serialisations. A
client that names one of them by a more general type (``application/json``, ``text/xml``) gets it
under that type.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ..negotiation import HTML, preferred

_UTF8: Final = "; charset=utf-8"
_LONGEST: Final = 500
"""A longer Accept is read every time it comes, lest strangers fill the memory with theirs."""


class Media(NamedTuple):
    """A form of an answer, and the media type it is sent under."""

    form: str
    kind: str


RESULTS: Final = (
    Media("json", "application/sparql-results+json"),
    Media("xml", "application/sparql-results+xml"),
    Media("csv", "text/csv"),
    Media("tsv", "text/tab-separated-values"),
    Media("json", "application/json"),
    Media("xml", "application/xml"),
    Media("xml", "text/xml"),
)
GRAPHS: Final = (
    Media("ttl", "text/turtle"),
    Media("nt", "application/n-triples"),
    Media("rdf", "application/rdf+xml"),
    Media("jsonld", "application/ld+json"),
    Media("ttl", "application/x-turtle"),
    Media("ttl", "application/turtle"),
    Media("ttl", "text/n3"),
    Media("ttl", "text/rdf+n3"),
    Media("nt", "text/plain"),
    Media("jsonld", "application/json"),
    Media("rdf", "application/xml"),
    Media("rdf", "text/xml"),
)
OFFERED: Final = tuple(dict.fromkeys(media.kind for media in (*RESULTS, *GRAPHS)))
_NAMES: Final = {
    "json": ("json", "jsonld"),
    "srj": ("json", None),
    "xml": ("xml", "rdf"),
    "srx": ("xml", None),
    "csv": ("csv", None),
    "tsv": ("tsv", None),
    "ttl": (None, "ttl"),
    "turtle": (None, "ttl"),
    "n3": (None, "ttl"),
    "nt": (None, "nt"),
    "ntriples": (None, "nt"),
    "n-triples": (None, "nt"),
    "rdf": (None, "rdf"),
    "rdfxml": (None, "rdf"),
    "rdf+xml": (None, "rdf"),
    "jsonld": (None, "jsonld"),
    "json-ld": (None, "jsonld"),
}
"""The forms of results and of graphs that a name stands for."""


@dataclass(frozen=True)
class Forms:
    """The form of each kind of answer, None where none will do; ``page`` when a page is wanted."""

    results: Media | None
    graph: Media | None
    page: bool = False

    def __bool__(self) -> bool:
        return self.page or self.results is not None or self.graph is not None


PAGE: Final = Forms(RESULTS[0], GRAPHS[0], page=True)


def forms_for(accept: str, name: str = "") -> Forms:
    """Return the forms that a client accepts; ``name``, where it is given, decides alone.

    A name is one of ours, one that SPARQL clients use, or a media type. What is not known leaves
    no form.
    """
    if name:
        return _named(name.strip().lower())
    return _accepted(accept) if len(accept) <= _LONGEST else _negotiated(accept)


def content_type(kind: str) -> str:
    """Return the media type as it is sent: text says that it is UTF-8."""
    return kind + _UTF8 if kind.startswith("text/") else kind


def _named(name: str) -> Forms:
    if name in ("html", HTML):
        return PAGE
    if "/" in name:
        return _negotiated(name.replace(" ", "+"))
    results, graph = _NAMES.get(name, (None, None))
    return Forms(_first(RESULTS, results), _first(GRAPHS, graph))


def _negotiated(accept: str) -> Forms:
    if preferred(accept, [*OFFERED, HTML]) == HTML:
        return PAGE
    return Forms(_chosen(accept, RESULTS), _chosen(accept, GRAPHS))


_accepted = lru_cache(maxsize=256)(_negotiated)


def _chosen(accept: str, media: tuple[Media, ...]) -> Media | None:
    kind = preferred(accept, [one.kind for one in media])
    return next((one for one in media if one.kind == kind), None)


def _first(media: tuple[Media, ...], form: str | None) -> Media | None:
    return next((one for one in media if one.form == form), None)
