"""Documents read from a text as cases write them: one line a fact, in the order of the proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from bacthang.drafting.proposal import DocumentProposal, LinkProposal, ProvisionProposal
from bacthang.iris import compact

WORDS = 8


def written(documents: Sequence[DocumentProposal], text: str) -> str:
    """Return documents as cases write them; quotes are cut to their first words."""
    return "".join(f"{line}\n" for document in documents for line in _document(document, text))


def _document(document: DocumentProposal, text: str) -> Iterator[str]:
    yield f"{document.kind} {document.number or '-'} {_iri(document.known) or document.slug}"
    yield f"  title: {document.title}"
    yield f"  issuer: {_iri(document.issuer) or document.issuer_name or '-'}"
    facts = {
        "printed": ", ".join(document.printed_numbers),
        "area": _iri(document.area),
        "term": _iri(document.term) or _years(document.term_years),
        "date": document.date,
        "known since": document.known_since,
        "signed by": document.signatory,
        "period": _years(document.period),
        "horizons": ", ".join(map(str, document.horizons)),
        "doubts": ", ".join(doubt.code for doubt in document.doubts),
    }
    yield from (f"  {name}: {value}" for name, value in facts.items() if value)
    for place, provision in enumerate(document.provisions):
        yield f"  {_provision(place, provision, text)}"
    for count in document.counts:
        yield f"  count {count.declared} {count.counted} {count.listing}: {count.words}"
    for link in document.links:
        yield f"  {_link(link, text)}"


def _provision(place: int, provision: ProvisionProposal, text: str) -> str:
    quote = " ".join(text[provision.place.start : provision.place.end].split()[:WORDS])
    bodies = {
        "lead": [*map(_iri, provision.lead_bodies)],
        "join": [*map(_iri, provision.coordinating_bodies)],
        "named": list(provision.named_bodies),
    }
    parts = (
        f"{place}. {provision.kind}",
        f"[{provision.label}]" if provision.label else "",
        f"of {provision.parent}" if provision.parent is not None else "",
        _years(provision.period),
        " ".join(map(str, provision.horizons)),
        *(f"{name} {', '.join(names)}" for name, names in bodies.items() if names),
    )
    return f"{' '.join(filter(None, parts))}: {quote}"


def _link(link: LinkProposal, text: str) -> str:
    candidates = " or ".join(map(_iri, link.candidates))
    doubts = ", ".join(doubt.code for doubt in link.doubts)
    known = _iri(link.other) or "?"
    behind = "".join(f" ({part})" for part in (candidates, doubts) if part)
    return f"{link.relation} {known}{behind}: {text[link.place.start : link.place.end]}"


def _years(years: tuple[int, int] | None) -> str:
    return f"{years[0]}-{years[1]}" if years else ""


def _iri(node: NamedNode | None) -> str:
    return compact(node.value) if node else ""
