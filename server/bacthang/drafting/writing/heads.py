"""The documents of a proposal: what identifies each, and what its text says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from ...errors import LANGS, UnreadableNumber, Wording
from ...iris import local_name
from ...namespaces import BT, DCTERMS, ELI, FOAF, ID, RDF, RDFS, XSD, source_text
from ...numbers import parse
from ...stores.base import Term
from ..proposal import DocumentProposal, Doubt, Proposal
from .blocks import Block, Cited, Said, Value, words, year
from .issuing import Issuer
from .known import Known
from .printing import as_printed
from .slugs import capitalised, one_line, slug, untranslated

_GENRES: Final = {"QĐ": "QD"}
_KIND_GENRES: Final = {"Programme": "CTr", "Plan": "KH", "Resolution": "NQ"}
_CONGRESS: Final = "CongressDocument"
_SYMBOLS: Final = {
    "TU": "city",
    "QU": "district",
    "HU": "district",
    "ThU": "district",
    "ĐU": "ward",
}
_DUE_FORM: Final = re.compile(
    r"(0[1-9]|[1-9][0-9]{1,4})"
    r"(-[A-ZĐ][A-Za-zĐ]*/[A-ZĐ][A-Za-zĐ]*|(/(19|20)[0-9]{2})?/([A-ZĐ][A-Za-zĐ]*-)?[A-ZĐ][A-Za-zĐ]*)"
)
_UNNUMBERED: Final = Doubt(
    "number",
    Wording(
        "Số đọc được không đúng thể thức của cơ quan, thể loại này nên chỉ ghi như in.",
        "The number is not in due form for this issuer and genre, so only its print is kept.",
    ),
)
_DIFFERS: Final = Wording(
    "Đồ thị ghi khác: {theirs}; văn bản này: {ours}.",
    "The graph has {theirs}; this text has {ours}.",
)
_SIGNER: Final = Doubt(
    "signatory",
    Wording(
        "Người ký chỉ đọc được họ tên; nếu là người khác trùng tên, hãy đặt IRI khác.",
        "Only the name of who signed was read; another person of that name needs another IRI.",
    ),
)


@dataclass
class Head:
    """One document: its name in the graph, its issuer, and the blocks that say what it is."""

    iri: NamedNode
    document: DocumentProposal
    issuer: Issuer
    number: str | None = None
    people: list[Block] = field(default_factory=list)


def due_number(document: DocumentProposal, issuer: Issuer, known: Known) -> str | None:
    """Return the number in normal form, if its form is due to that issuer and genre (DOC-01)."""
    if document.number is None or issuer.body is None:
        return None
    try:
        read = parse(document.number)
    except UnreadableNumber:
        return None
    number = read.normal or ""
    sign = number.rpartition("/")[2]
    party = re.match(r"[0-9]+-", number) is not None
    if not _DUE_FORM.fullmatch(number) or party != issuer.is_party:
        return None
    if sign in _SYMBOLS and issuer.level and _SYMBOLS[sign] != issuer.level:
        return None
    genre = genre_of(document)
    return number if genre and known.exists(ID[f"genre/{genre}"]) else None


def genre_of(document: DocumentProposal) -> str | None:
    """Return the last part of the IRI of a document's genre."""
    try:
        read = parse(document.number).genre if document.number else None
    except UnreadableNumber:
        read = None
    if read is None and document.kind == _CONGRESS:
        return "congress"
    code = read or _KIND_GENRES.get(document.kind)
    return _GENRES.get(code, code) if code else None


def identity(head: Head, term: NamedNode | None, known: Known) -> Block:
    """Return what identifies a document that the graph does not have."""
    document = head.document
    genre = genre_of(document)
    genre_iri = ID[f"genre/{genre}"] if genre else None
    kinds = [document.kind] if known.is_class(document.kind) else ["PolicyDocument"]
    if document.kind == _CONGRESS and "nghị quyết" in document.title.lower():
        kinds.append("Resolution")
    printed = dict.fromkeys((*document.printed_numbers, *filter(None, [document.number])))
    label = _label(head, BT[kinds[0]], next(iter(printed), ""), known)
    said: list[Said] = [
        (RDF.type, tuple(BT[kind] for kind in kinds)),
        (RDFS.label, label),
        (ELI.work_type, (genre_iri,) if genre_iri and known.exists(genre_iri) else ()),
        (ELI.id_local, tuple(map(Literal, printed))),
        (BT.number, (Literal(head.number),) if head.number else ()),
        (BT.issuedBy, (head.issuer.body,) if head.issuer.body else ()),
        (BT.term, (term,) if term else ()),
    ]
    return Block(head.iri, tuple(said))


def _label(head: Head, kind: NamedNode, number: str, known: Known) -> tuple[Literal, ...]:
    """Return what a document goes by: kind, number and issuer, or its title with its issuer."""
    issuer = head.issuer
    title = one_line(head.document.title)
    if number and issuer.name and issuer.name_en:
        vi, en = (known.facts.name(kind, lang) or "" for lang in LANGS)
        return words(
            f"{capitalised(vi)} {number} của {issuer.name}",
            f"{capitalised(en)} {number} of the {issuer.name_en}",
        )
    called = title or number or head.iri.value.rpartition("/")[2]
    named = f"{called} ({issuer.name})" if issuer.name not in called else called
    return words(named, untranslated(named))


def witness(head: Head, known: Known) -> Block:
    """Return what the text says of a document: title, dates, period, who signed."""
    document = head.document
    doubts = list(document.doubts)
    if document.number and not head.number and document.known is None:
        doubts.append(_UNNUMBERED)
    start, end = document.period or (None, None)
    said: list[tuple[NamedNode, list[Value]]] = [
        (DCTERMS.title, list(words(one_line(document.title)))),
        (ELI.date_document, _day(document.date)),
        (BT.knownSince, _day(document.known_since)),
        (BT.periodStart, [year(start)] if start else []),
        (BT.periodEnd, [year(end)] if end else []),
        (BT.horizon, [year(horizon) for horizon in document.horizons if horizon != end]),
        (BT.signedBy, _signer(head, known)),
    ]
    kept: list[Said] = []
    for predicate, values in said:
        theirs = known.said(head.iri, predicate) if document.known else []
        if not theirs:
            kept.append((predicate, tuple(values)))
        elif values and not set(values) & set(theirs):
            doubts.append(_differing(predicate, theirs, values))
    places = [Cited(document.place), *(Cited(span, True) for span in document.contexts)]
    return Block(head.iri, tuple(kept), tuple(dict.fromkeys(places)), tuple(doubts))


def counts(head: Head, known: Known, taken: set[NamedNode], text: str) -> Iterator[Block]:
    """Yield what a document says that it contains."""
    for count in head.document.counts:
        if not known.is_class(count.counted):
            continue
        iri = known.next_part(f"{head.iri.value}/count-", taken)
        quote = text[slice(*count.place)]
        said = (
            (RDF.type, (BT.DeclaredCount,)),
            (BT.partOf, (head.iri,)),
            (BT.countOf, (BT[count.counted],)),
            (BT.declared, (year(count.declared),)),
            (BT.countedWords, (Literal(as_printed(count.words, quote) or quote),)),
            (BT.listing, (BT[count.listing],)),
        )
        yield Block(iri, said, (Cited(count.place),))


def reading(proposal: Proposal, heads: Iterable[Head]) -> Block:
    """Return the block that says that nobody has read the draft over yet."""
    days = {head.document.known_since for head in heads if head.document.known_since}
    issued = _day(days.pop()) if len(days) == 1 else []
    said: tuple[Said, ...] = (
        (DCTERMS.issued, tuple(issued)),
        (BT.reviewStatus, (BT.proposed,)),
    )
    return Block(source_text(proposal.source), said, doubts=proposal.doubts)


def _signer(head: Head, known: Known) -> list[Value]:
    """Return who signed, as the graph knows them by name, or as somebody new."""
    name = one_line(head.document.signatory or "")
    if not name:
        return []
    found = known.named(FOAF.Person, FOAF.name, name)
    if len(found) == 1:
        return [found[0]]
    person = known.unused(ID["person/" + slug(name)])
    said = ((RDF.type, (FOAF.Person,)), (FOAF.name, (Literal(name),)))
    head.people.append(Block(person, said, doubts=(_SIGNER,)))
    return [person]


def _differing(predicate: NamedNode, theirs: Iterable[Term], ours: Iterable[Value]) -> Doubt:
    told = {"theirs": _printed(theirs), "ours": _printed(ours)}
    return Doubt(
        f"differs-{slug(local_name(predicate.value))}",
        Wording(*(text.format(**told) for text in _DIFFERS)),
    )


def _printed(terms: Iterable[Term]) -> str:
    return "; ".join(
        term.value if isinstance(term, Literal | NamedNode) else str(term) for term in terms
    )


def _day(day: str | None) -> list[Value]:
    return [Literal(day, datatype=XSD.date)] if day else []
