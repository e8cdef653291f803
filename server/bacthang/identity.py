"""What tells one document from others of its number: label, issuer, term and date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from .errors import LANGS, Wording
from .plaintext import plain_text
from .selecting import Value, node, select
from .stores import Store

_IDENTITY = """
SELECT ?document ?part ?value WHERE {
  VALUES ?document { %s }
  { ?document rdfs:label ?value . BIND ("label" AS ?part) }
  UNION {
    VALUES ?value { bt:PolicyDocument eli:ComplexWork }
    ?document a ?value .
    BIND ("kind" AS ?part)
  }
  UNION { ?document bt:number ?value . BIND ("number" AS ?part) }
  UNION { ?document eli:id_local ?value . BIND ("printed" AS ?part) }
  UNION { ?document eli:date_document ?value . BIND ("date" AS ?part) }
  UNION { ?document bt:issuedBy ?value . BIND ("issuer" AS ?part) }
  UNION { ?document bt:issuedBy/rdfs:label ?value . BIND ("issuer label" AS ?part) }
  UNION { ?document bt:issuedBy/skos:altLabel ?value . BIND ("issuer name" AS ?part) }
  UNION { ?document bt:term ?value . BIND ("term" AS ?part) }
  UNION { ?document bt:term/rdfs:label ?value . BIND ("term label" AS ?part) }
  UNION { ?document bt:term/skos:notation ?value . BIND ("term sign" AS ?part) }
  UNION { ?document bt:term/(bt:periodStart|bt:periodEnd) ?value . BIND ("term year" AS ?part) }
}
"""
_AT_ONCE: Final = 200
"""How many documents are asked of in one query: each has some thirty rows, which servers bound."""
_LABELLED_YEAR = re.compile(r"\bnăm ([0-9]{4})$")


@dataclass(frozen=True)
class Candidate:
    """A document with what tells it from others of its number.

    ``term_signs`` and ``term_years`` hold the term's numeral and its first and last year, as far
    as they are known; ``term_words`` these and every word of its name.
    """

    document: NamedNode
    number: str | None
    printed: tuple[str, ...]
    label: Wording
    issuer: Wording | None
    issuer_names: frozenset[str]
    term: Wording | None
    term_words: frozenset[str]
    term_signs: frozenset[str]
    term_years: frozenset[str]
    date: str | None

    @property
    def year(self) -> str | None:
        """The year of its date, or of its label where numbers restart every year."""
        labelled = _LABELLED_YEAR.search(self.label.vi)
        return self.date[:4] if self.date else labelled and labelled[1]


def identities(store: Store, documents: Iterable[NamedNode]) -> tuple[Candidate, ...]:
    """Return what identifies each that is a document or a set of some, by issuer, term and IRI."""
    wanted = list(dict.fromkeys(documents))
    facts: dict[NamedNode, defaultdict[str, list[Value]]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for row in select(store, _IDENTITY % " ".join(map(str, some))):
            parts = facts.setdefault(node(row, "document"), defaultdict(list))
            parts[row["part"].value].append(row["value"])
    candidates = [
        _candidate(document, parts) for document, parts in facts.items() if "kind" in parts
    ]
    return tuple(sorted(candidates, key=lambda c: (c.issuer or (), c.term or (), str(c.document))))


def _candidate(document: NamedNode, parts: Mapping[str, list[Value]]) -> Candidate:
    def values(*names: str) -> list[str]:
        return sorted({value.value for name in names for value in parts.get(name, ())})

    return Candidate(
        document=document,
        number=next(iter(values("number")), None),
        printed=tuple(values("printed")),
        label=_wording(parts.get("label", ())) or Wording(document.value, document.value),
        issuer=_wording(parts.get("issuer label", ())),
        issuer_names=frozenset(map(plain_text, values("issuer", "issuer label", "issuer name"))),
        term=_wording(parts.get("term label", ())),
        term_words=frozenset().union(
            *map(words_of, values("term", "term label", "term sign", "term year"))
        ),
        term_signs=frozenset(values("term sign")),
        term_years=frozenset(values("term year")),
        date=next(iter(values("date")), None),
    )


def _wording(labels: Iterable[Value]) -> Wording | None:
    by_language = {label.language: label.value for label in labels if isinstance(label, Literal)}
    if not by_language:
        return None
    spare = next(iter(by_language.values()))
    return Wording(*(by_language.get(lang, spare) for lang in LANGS))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, as plain text."""
    return frozenset(re.findall(r"\w+", plain_text(text)))
