"""How a thing of the graph is cited: one line for people, one entry for reference managers.

A line names the thing, the document and issuer it belongs to, the place of its sentence, the
edition of the graph and the IRI, so that whoever reads it finds the same words again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import yaml
from pyoxigraph import NamedNode

from ..errors import Lang, Wording
from ..evidence import Quote, quotes_of, reports_of
from ..export.notes import TITLE
from ..namespaces import BASE
from ..naming import names_of
from ..selecting import node, select
from ..stores import BuildInfo, Store

_AUTHORS: Final = Wording("Nhóm duy trì Bậc Thang", "The Bậc Thang maintainers")
_ASKED: Final = Wording(
    "Khi dùng đồ thị, xin trích dẫn ấn bản, và trích cả nguồn đứng sau mỗi con số.",
    "If you use the graph, please cite the edition, and cite the source behind each figure.",
)
_EDITION: Final = Wording("ấn bản {version} ({hash})", "edition {version} ({hash})")
_IN: Final = Wording("trong {document}", "in {document}")
_AT: Final = Wording(
    "{source}, ký tự {start}–{end}: “{text}”", "{source}, characters {start}–{end}: “{text}”"
)
_REPORTED: Final = Wording("Theo nguồn tin {address}", "As reported at {address}")
_HASH_SHOWN: Final = 12
_DOCUMENT: Final = """
SELECT ?document ?issuer WHERE {
  { VALUES ?document { %(thing)s } ?document a bt:PolicyDocument }
  UNION
  { %(thing)s bt:inDocument ?document }
  OPTIONAL { ?document bt:issuedBy ?issuer }
}
ORDER BY ?document ?issuer
"""


@dataclass(frozen=True)
class Citation:
    """How to cite one thing: a line that ends with its IRI, and an entry of BibTeX."""

    text: str
    iri: str
    bibtex: str


def cited(store: Store, thing: NamedNode, lang: Lang) -> Citation:
    """Return how to cite a document, an indicator, a target or any other thing of the graph."""
    name = names_of(store, [thing], lang)[thing]
    name = name[:1].upper() + name[1:]
    whole = ", ".join([name, *_belonging(store, thing, name, lang)])
    before = ". ".join(part.removesuffix(".") for part in (whole, *_witness(store, thing, lang)))
    return _cited(before, name, thing.value, store.info(), lang)


def cited_whole(info: BuildInfo, lang: Lang) -> Citation:
    """Return how to cite the graph as a whole, in this edition."""
    return _cited("", TITLE.plain(lang), BASE, info, lang)


def edition_hash(info: BuildInfo) -> str:
    """Return as much of the hash of an edition as tells it from others."""
    return info.content_hash[:_HASH_SHOWN]


def citation_file(info: BuildInfo, lang: Lang) -> str:
    """Return the edition as a Citation File Format 1.2.0 document."""
    fields = {
        "cff-version": "1.2.0",
        "message": _ASKED.plain(lang),
        "type": "dataset",
        "title": TITLE.plain(lang),
        "authors": [{"name": _AUTHORS.plain(lang)}],
        "version": f"{info.version} ({edition_hash(info)})",
        "license": "CC-BY-4.0",
        "url": BASE,
        "identifiers": [{"type": "other", "value": f"sha256:{info.content_hash}"}],
    }
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)


def _cited(before: str, title: str, iri: str, info: BuildInfo, lang: Lang) -> Citation:
    edition = _EDITION.said(lang, version=info.version, hash=edition_hash(info))
    whole = f"{_AUTHORS.plain(lang)}. {TITLE.plain(lang)}, {edition}"
    text = ". ".join(part for part in (before, whole, iri) if part)
    key = re.sub(r"\W+", "-", iri.removeprefix(BASE)).strip("-")
    return Citation(text, iri, _bibtex(key, title, iri, edition, lang))


def _bibtex(key: str, title: str, iri: str, edition: str, lang: Lang) -> str:
    fields = {
        "author": "{" + _AUTHORS.plain(lang) + "}",
        "title": "{" + _bare(title) + "}",
        "howpublished": _bare(TITLE.plain(lang)),
        "version": edition,
        "license": "CC-BY-4.0",
        "url": iri,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{'-'.join(filter(None, ('bacthang', key)))},\n{lines}\n}}\n"


def _bare(text: str) -> str:
    """Return a text without what BibTeX would read as its own."""
    return re.sub(r"[{}\\]", "", text).replace("%", r"\%").replace("&", r"\&")


def _belonging(store: Store, thing: NamedNode, name: str, lang: Lang) -> list[str]:
    """Return the document that holds a thing and who issued it, unless a name says so already."""
    rows = select(store, _DOCUMENT % {"thing": str(thing)})[:1]
    named = [node(row, part) for row in rows for part in ("document", "issuer") if part in row]
    names = names_of(store, named, lang)
    said: list[str] = []
    for row in rows:
        document = node(row, "document")
        if document != thing:
            said.append(_IN.said(lang, document=names[document]))
        issuer = names[node(row, "issuer")] if "issuer" in row else ""
        if issuer and issuer not in f"{name} {names[document]}":
            said.append(issuer)
    return said


def _witness(store: Store, thing: NamedNode, lang: Lang) -> list[str]:
    """Return the place of the sentence, or the address that reports the thing."""
    if quotes := quotes_of(store, [thing]).get(thing):
        return [_placed(quotes[0], lang)]
    reports = reports_of(store, [thing]).get(thing, [])
    return [_REPORTED.said(lang, address=address) for address, _ in reports[:1]]


def _placed(quote: Quote, lang: Lang) -> str:
    words = " ".join(quote.text.split())
    shown = words if len(words) <= 160 else f"{words[:160].rsplit(' ', 1)[0]} …"
    return _AT.said(lang, source=quote.source, start=quote.start, end=quote.end, text=shown)
