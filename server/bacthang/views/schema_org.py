"""Things in the words of schema.org, by which search engines read pages.

The values go into a ``<script type="application/ld+json">`` block with the filter ``tojson``.
``@id`` is always the lasting IRI; ``url`` is the address of the page as it is served.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from ..errors import Lang
from ..export.notes import KEYWORDS, LICENCE, TITLE, WHAT
from ..namespaces import BT, DATASET, ID
from ..naming import names_of
from ..selecting import Row, node, select, text_of
from ..stores import BuildInfo, Store

Json = dict[str, Any]

_CONTEXT: Final = "https://schema.org"
_WITHIN: Final[Json] = {"@type": "Dataset", "@id": DATASET.value}
_DOCUMENT: Final = """
SELECT ?genre ?number ?date ?issuer ?kind ?area ?above ?from ?to WHERE {
  VALUES ?document { %s }
  OPTIONAL { ?document eli:work_type ?genre }
  OPTIONAL { ?document bt:number ?number }
  OPTIONAL { ?document eli:date_document ?date }
  OPTIONAL {
    ?document bt:issuedBy ?issuer .
    ?issuer a ?kind .
    OPTIONAL { ?issuer bt:governs ?area }
  }
  OPTIONAL { ?document bt:implements ?above }
  OPTIONAL { ?document bt:periodStart ?from }
  OPTIONAL { ?document bt:periodEnd ?to }
}
ORDER BY ?genre ?number ?date ?issuer ?kind ?area ?above ?from ?to
"""


def dataset(
    info: BuildInfo,
    address: str,
    downloads: Iterable[tuple[str, str]],
    years: tuple[int, int] | None,
    lang: Lang,
) -> Json:
    """Return the dataset as a schema.org Dataset.

    ``downloads`` are addresses with their media types; ``years`` the first and last that its
    targets are about.
    """
    coverage = {"temporalCoverage": f"{years[0]}/{years[1]}"} if years else {}
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "@id": DATASET.value,
        "url": address,
        "name": TITLE.said(lang),
        "description": WHAT.said(lang),
        "inLanguage": ["vi", "en"],
        "keywords": [words.said(lang) for words in KEYWORDS],
        "license": LICENCE,
        "isAccessibleForFree": True,
        "version": info.version,
        "identifier": f"sha256:{info.content_hash}",
        "creator": {"@type": "Organization", "name": "Bậc Thang"},
        "spatialCoverage": {"@type": "Place", "@id": ID["area/ha-noi"].value, "name": "Hà Nội"},
        **coverage,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": url, "encodingFormat": media}
            for url, media in downloads
        ],
    }


def document(store: Store, thing: NamedNode, address: str, lang: Lang) -> Json:
    """Return a policy document as a Legislation when a State body issued it, else a CreativeWork.

    A Party document binds members of the Party and is no law, so it is called no Legislation.
    """
    rows = select(store, _DOCUMENT % thing)
    terms = [value for row in rows for value in row.values() if isinstance(value, NamedNode)]
    names = names_of(store, [thing, *terms], lang)
    is_legislation = any(row.get("kind") == BT.StateBody for row in rows)
    said: Json = {
        "@context": _CONTEXT,
        "@type": "Legislation" if is_legislation else "CreativeWork",
        "@id": thing.value,
        "url": address,
        "name": names[thing],
        "inLanguage": "vi",
        "subjectOf": _WITHIN | {"name": TITLE.said(lang)},
    }
    issuers = [_named(term, names, "Organization") for term in _nodes(rows, "issuer")]
    areas = [_named(term, names, "AdministrativeArea") for term in _nodes(rows, "area")]
    above = [_named(term, names, "CreativeWork") for term in _nodes(rows, "above")]
    said |= _filled("genre", [names[term] for term in _nodes(rows, "genre")])
    said |= _filled("identifier", _texts(rows, "number"))
    said |= _filled("dateCreated", _texts(rows, "date"))
    said |= _filled("creator", issuers)
    said |= _filled("spatialCoverage", areas)
    said |= _filled("isBasedOn", above)
    said |= _filled("temporalCoverage", _period(rows))
    if is_legislation:
        said |= _filled("legislationType", [names[term] for term in _nodes(rows, "genre")])
        said |= _filled("legislationIdentifier", _texts(rows, "number"))
        said |= _filled("legislationDate", _texts(rows, "date"))
        said |= _filled("legislationPassedBy", issuers)
        said |= _filled("legislationJurisdiction", areas)
    return said


def indicator(
    thing: NamedNode, name: str, others: Sequence[str], address: str, unit: str, lang: Lang
) -> Json:
    """Return an indicator as a schema.org DefinedTerm of the dataset."""
    return {
        "@context": _CONTEXT,
        "@type": "DefinedTerm",
        "@id": thing.value,
        "url": address,
        "name": name,
        **_filled("alternateName", others),
        **_filled("description", [unit] if unit else []),
        "inLanguage": lang,
        "inDefinedTermSet": _WITHIN | {"name": TITLE.said(lang)},
    }


def source(
    thing: NamedNode, name: str, issued: str, about: Sequence[NamedNode], address: str, lang: Lang
) -> Json:
    """Return a source text as a schema.org CreativeWork about the documents that it speaks of."""
    return {
        "@context": _CONTEXT,
        "@type": "CreativeWork",
        "@id": thing.value,
        "url": address,
        "name": name,
        "inLanguage": "vi",
        **_filled("datePublished", [issued] if issued else []),
        **_filled("about", [{"@type": "CreativeWork", "@id": one.value} for one in about]),
        "subjectOf": _WITHIN | {"name": TITLE.said(lang)},
    }


def _named(term: NamedNode, names: dict[NamedNode, str], kind: str) -> Json:
    return {"@type": kind, "@id": term.value, "name": names[term]}


def _nodes(rows: Sequence[Row], column: str) -> list[NamedNode]:
    return list(dict.fromkeys(node(row, column) for row in rows if column in row))


def _texts(rows: Sequence[Row], column: str) -> list[str]:
    found = dict.fromkeys(row[column] for row in rows if column in row)
    return [term.value for term in found if isinstance(term, Literal)]


def _period(rows: Sequence[Row]) -> list[str]:
    """Return the period planned for as ISO 8601 writes it; an end not known is open."""
    found = {(text_of(row, "from"), text_of(row, "to")) for row in rows}
    return sorted(f"{start or '..'}/{end or '..'}" for start, end in found if start or end)


def _filled(name: str, values: Sequence[Any]) -> Json:
    """Return a property with its value, or its values; nothing for none."""
    return {name: values[0] if len(values) == 1 else [*values]} if values else {}
