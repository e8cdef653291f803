"""From a number as printed anywhere to the document, or to the candidates.

Numbers restart at 01 with every genre, committee and term, so one number is often several
documents (08-CTr/TU of terms XVI and XVII; "Chương trình 01" of a city and of its districts).
Then all of them are returned, by issuer and term: a guess would be believed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from .errors import UnreadableNumber
from .identity import Candidate, identities, words_of
from .iris import expand
from .lookup import exactly, names_of, within
from .numbers import DocumentNumber, parse
from .plaintext import plain_text
from .selecting import Value, node, select
from .stores import Store

_FORMS = """
SELECT DISTINCT ?form WHERE { ?document bt:number|eli:id_local ?form }
"""
_BEARERS = """
SELECT DISTINCT ?document ?other WHERE {
  VALUES ?form { %s }
  VALUES ?property { bt:number eli:id_local }
  ?document ?property ?form .
  ?document bt:number|eli:id_local ?other .
}
"""
_NEAREST = 5
_LOOSELY = {r"^the ": "", r"\btp\b": "thanh pho", r"^(trung uong( dang)?|centre)$": "tw"}
"""Loose names of issuers, and what they stand for: any body of the centre signs with TW."""


Forms = Mapping[Literal, DocumentNumber]
"""The numbers that documents print, each as it was read."""


@dataclass(frozen=True)
class Resolution:
    """What a printed number may mean.

    ``document`` is there when exactly one document fits. ``candidates`` are all that fit;
    ``nearest``, when none does, those that differ least. ``reading`` is None when words rather
    than a number were looked up.
    """

    printed: str
    reading: DocumentNumber | None
    candidates: tuple[Candidate, ...]
    nearest: tuple[Candidate, ...] = ()

    @property
    def document(self) -> NamedNode | None:
        """The one document that fits, if there is exactly one."""
        return self.candidates[0].document if len(self.candidates) == 1 else None


def resolve(
    store: Store, printed: str, term: str | None = None, issuer: str | None = None
) -> Resolution:
    """Find the documents that a printed number, an IRI or some words of a title may mean.

    ``term`` (``XVII``, ``2020-2025`` or its IRI) and ``issuer`` (part of its name, its
    abbreviation or its IRI) leave only the documents known to have them. What is printed around
    the number leaves out those known to differ from it: they are then the ``nearest``.

    Raises UnreadableNumber when the text is no number, and no document has those words in its
    label, title or number.
    """
    if iri := expand(printed):
        return Resolution(printed, None, identities(store, [iri]))
    try:
        reading = parse(printed)
    except UnreadableNumber:
        names = names_of(store, "document")
        called = exactly(names, printed) or within(names, printed)
        if not called:
            raise
        return Resolution(printed, None, _chosen(identities(store, called), term, issuer))
    forms = _forms(store)
    fitting = identities(store, _fitting(store, reading, forms))
    agreeing = tuple(found for found in fitting if _agrees(reading, found))
    candidates = _chosen(agreeing, term, issuer)
    if candidates:
        return Resolution(printed, reading, candidates)
    if not fitting:
        return Resolution(printed, reading, (), identities(store, _nearest(store, reading, forms)))
    without_symbol = identities(store, _fitting(store, replace(reading, issuers=()), forms))
    others = (found for found in without_symbol if _agrees(reading, found))
    return Resolution(printed, reading, (), tuple(dict.fromkeys((*fitting, *others))))


def _chosen(
    candidates: Iterable[Candidate], term: str | None, issuer: str | None
) -> tuple[Candidate, ...]:
    """Keep the documents known to have that term and issuer."""
    return tuple(
        candidate
        for candidate in candidates
        if (term is None or words_of(_iri_or_text(term)) <= candidate.term_words)
        and (issuer is None or _issued_by(candidate, issuer))
    )


def _agrees(reading: DocumentNumber, known: Candidate) -> bool:
    """Tell whether nothing printed with the number contradicts what is known of a document."""
    years = {str(year) for year in (reading.year, reading.signed) if year is not None}
    return (
        (reading.term is None or known.term_signs <= {reading.term})
        and (reading.period is None or known.term_years <= set(map(str, reading.period)))
        and (known.year is None or years <= {known.year})
        and (reading.signed_on is None or known.date in {None, str(reading.signed_on)})
        and (reading.body is None or not known.issuer_names or _issued_by(known, reading.body))
        and (known.number is not None or _abbreviated(known, reading.issuers))
    )


def _abbreviated(known: Candidate, issuers: tuple[str, ...]) -> bool:
    """Tell whether a document printed without a symbol may have that of one of the issuers."""
    initials = ["".join(word[0] for word in name.split()) for name in known.issuer_names]
    codes = tuple(map(plain_text, issuers))
    return not codes or not initials or any(name.startswith(codes) for name in initials)


def _forms(store: Store) -> Forms:
    """Return all numbers that documents print, read; unreadable forms are titles.

    There are few of them, however many documents there are: numbers restart everywhere.
    """
    forms: dict[Literal, DocumentNumber] = {}
    for row in select(store, _FORMS):
        form = row["form"]
        if isinstance(form, Literal):
            with suppress(UnreadableNumber):
                forms[form] = parse(form.value)
    return forms


def _bearers(store: Store, forms: Iterable[Literal]) -> Mapping[NamedNode, set[Value]]:
    """Return the documents that print one of the forms, each with all that it prints."""
    bearers: defaultdict[NamedNode, set[Value]] = defaultdict(set)
    listed = " ".join(map(str, forms))
    for row in select(store, _BEARERS % listed) if listed else ():
        bearers[node(row, "document")].add(row["other"])
    return bearers


def _fitting(store: Store, reading: DocumentNumber, forms: Forms) -> Iterable[NamedNode]:
    """Return the documents with that number, under the likeliest reading that any of them fits.

    Only when no document prints that symbol, those whose number is printed without one.
    """
    alike = {form: read for form, read in forms.items() if _same_number(reading, read)}
    if not reading.issuers:
        return _bearers(store, alike)
    for issuer in reading.issuers:
        fitting = [form for form, read in alike.items() if read.issuers[:1] == (issuer,)]
        if fitting:
            return _bearers(store, fitting)
    with_symbol = {form for form, read in forms.items() if read.issuers}
    return [
        document
        for document, printed in _bearers(store, alike).items()
        if not printed & with_symbol
    ]


def _same_number(reading: DocumentNumber, form: DocumentNumber) -> bool:
    return (
        reading.number == form.number
        and (reading.genre is None or form.genre is None or reading.genre == form.genre)
        and (reading.year is None or form.year is None or reading.year == form.year)
    )


def _nearest(store: Store, reading: DocumentNumber, forms: Forms) -> list[NamedNode]:
    """Return a few documents that differ least: in the genre or issuer alone, or the number."""

    def distance(form: DocumentNumber) -> tuple[int, int]:
        other_genre = reading.genre is not None and form.genre != reading.genre
        other_issuer = bool(reading.issuers) and not set(form.issuers) & set(reading.issuers)
        other_number = form.number != reading.number
        return other_genre + other_issuer + other_number, abs(form.number - reading.number)

    by_distance: defaultdict[tuple[int, int], list[Literal]] = defaultdict(list)
    for form, read in forms.items():
        by_distance[distance(read)].append(form)
    nearest: dict[NamedNode, None] = {}
    for (faults, _), own in sorted(by_distance.items()):
        if faults > 1 or len(nearest) >= _NEAREST:
            break
        nearest |= dict.fromkeys(sorted(_bearers(store, own), key=str))
    return [*nearest][:_NEAREST]


def _issued_by(candidate: Candidate, issuer: str) -> bool:
    wanted = plain_text(_iri_or_text(issuer))
    for loose, full in _LOOSELY.items():
        wanted = re.sub(loose, full, wanted)
    code = plain_text(candidate.number or "")
    return any(f" {wanted} " in f" {name} " for name in candidate.issuer_names) or code.endswith(
        (f"/{wanted}", f"-{wanted}")
    )


def _iri_or_text(typed: str) -> str:
    iri = expand(typed)
    return iri.value if iri else typed
