"""What the ontology says of its terms, read from the store once, worded in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..errors import Lang, Wording
from ..iris import compact
from ..namespaces import BT, ID, ONTOLOGY_GRAPH, OWL, RDF, RDFS, SKOS
from ..selecting import node, select
from ..stores import Store
from ..stores.base import Term as RdfTerm
from .documented import Related, Term
from .named import Named

_USES: Final = """
SELECT ?term (COUNT(*) AS ?n) WHERE {
  VALUES ?term { %s }
  GRAPH ?graph { %s }
  FILTER (?graph NOT IN (graph:ontology, graph:shapes, graph:findings, graph:build))
}
GROUP BY ?term
"""
_USED_AS: Final = ("?s ?term ?o", "?s ?p ?term")
_SEEN: Final = """
SELECT DISTINCT ?thing ?name WHERE {
  ?thing %s ; rdfs:label ?name .
  FILTER (LANG(?name) = "%s" && STRSTARTS(STR(?thing), STR(<%s>)))
}
LIMIT 3
"""
_KINDS: Final = (
    (OWL.Class, Wording("lớp", "class")),
    (OWL.ObjectProperty, Wording("thuộc tính nối hai vật", "object property")),
    (OWL.DatatypeProperty, Wording("thuộc tính có giá trị", "datatype property")),
    (OWL.AnnotationProperty, Wording("thuộc tính chú giải", "annotation property")),
    (OWL.FunctionalProperty, Wording("nhiều nhất một giá trị", "functional")),
    (OWL.TransitiveProperty, Wording("bắc cầu", "transitive")),
    (OWL.SymmetricProperty, Wording("đối xứng", "symmetric")),
    (OWL.AsymmetricProperty, Wording("phi đối xứng", "asymmetric")),
    (OWL.IrreflexiveProperty, Wording("phi phản xạ", "irreflexive")),
    (OWL.NamedIndividual, Wording("cá thể", "individual")),
)
PROPERTIES: Final = frozenset((OWL.ObjectProperty, OWL.DatatypeProperty))
_OR: Final = Wording("{one} hoặc {other}", "{one} or {other}")

_RELATIONS: Final = (
    (RDFS.subClassOf, Wording("là một loại", "is a kind of")),
    (RDFS.subPropertyOf, Wording("là một dạng của", "is a case of")),
    (RDFS.domain, Wording("nói về", "domain")),
    (RDFS.range, Wording("giá trị là", "range")),
    (OWL.inverseOf, Wording("ngược với", "inverse of")),
    (SKOS.exactMatch, Wording("trùng nghĩa với", "same as")),
    (RDFS.seeAlso, Wording("xem thêm", "see also")),
)
_INVERSE: Final = (
    (RDFS.subClassOf, Wording("gồm các loại", "kinds of it")),
    (RDFS.subPropertyOf, Wording("gồm các dạng", "cases of it")),
    (RDFS.domain, Wording("có các thuộc tính", "properties")),
    (RDFS.range, Wording("là giá trị của", "values of")),
    (RDF.type, Wording("gồm các giá trị", "members")),
)


class Said:
    """What the ontology says, by subject and property, in one language."""

    def __init__(self, store: Store, lang: Lang, uses: Mapping[NamedNode, int]) -> None:
        self._store = store
        self._lang = lang
        self._other: Lang = "en" if lang == "vi" else "vi"
        self._objects: defaultdict[NamedNode, defaultdict[NamedNode, list[RdfTerm]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._inverse: defaultdict[NamedNode, defaultdict[NamedNode, list[NamedNode]]] = (
            defaultdict(lambda: defaultdict(list))
        )
        for quad in store.quads(g=ONTOLOGY_GRAPH):
            subject, term = quad.subject, quad.object
            assert isinstance(subject, NamedNode)
            self._objects[subject][quad.predicate].append(term)
            if isinstance(term, NamedNode):
                self._inverse[term][quad.predicate].append(subject)
        self._uses = uses

    @property
    def subjects(self) -> list[NamedNode]:
        """Whatever the ontology says something of."""
        return [*self._objects]

    def public(self) -> list[NamedNode]:
        """Return the named terms of other vocabularies, by IRI."""
        return sorted(
            (s for s, said in self._objects.items() if s not in BT and RDFS.label in said),
            key=lambda s: compact(s.value),
        )

    def objects(self, subject: NamedNode, predicate: NamedNode) -> list[RdfTerm]:
        """Return the values of a property."""
        return self._objects[subject][predicate] if subject in self._objects else []

    def words(self, subject: NamedNode, predicate: NamedNode, lang: Lang | None = None) -> str:
        """Return words in a language; those without one where there are none in it."""
        texts = [t for t in self.objects(subject, predicate) if isinstance(t, Literal)]
        wanted = lang or self._lang
        own = [t.value for t in texts if t.language == wanted] or [
            t.value for t in texts if t.language is None
        ]
        return " ".join(sorted(own))

    def name(self, term: NamedNode) -> str:
        """Return what a term is called; a union of classes by all of its names."""
        members = [part for list_ in self._nodes(term, OWL.unionOf) for part in self._list(list_)]
        if members:
            first, *others = (self.name(member) for member in members)
            for other in others:
                first = _OR.said(self._lang, one=first, other=other)
            return first
        return self.words(term, RDFS.label) or compact(term.value)

    def term(self, iri: NamedNode) -> Term:
        """Return a term with all that is said of it."""
        kinds = self.objects(iri, RDF.type)
        related = [
            Related(word, tuple(Named(other, self.name(other)) for other in found))
            for predicate, word in _RELATIONS
            if (found := [other for other in self._nodes(iri, predicate) if self._is_told(other)])
        ]
        if own := [kind for kind in self._nodes(iri, RDF.type) if kind in BT]:
            word = Wording("thuộc loại", "is one of")
            related.insert(0, Related(word, tuple(Named(kind, self.name(kind)) for kind in own)))
        related += [
            Related(
                word,
                tuple(Named(other, self.name(other)) for other in sorted(found, key=self.name)),
            )
            for predicate, word in _INVERSE
            if (found := [s for s in self._inverse[iri][predicate] if s in BT])
        ]
        return Term(
            iri,
            self.name(iri),
            self.words(iri, RDFS.label, self._other),
            tuple(word.plain(self._lang) for kind, word in _KINDS if kind in kinds),
            self.words(iri, SKOS.definition),
            self._texts(iri, SKOS.scopeNote),
            self._texts(iri, SKOS.example),
            tuple(related),
            self._uses.get(iri, 0),
            self._seen(iri, kinds),
        )

    def _seen(self, iri: NamedNode, kinds: Iterable[RdfTerm]) -> tuple[Named, ...]:
        """Return a few things that have a term of ours as class, as property or as value."""
        if iri not in BT or not self._uses.get(iri):
            return ()
        pattern = f"{iri} ?value" if PROPERTIES & {*kinds} else f"?property {iri}"
        rows = select(self._store, _SEEN % (pattern, self._lang, ID.iri))
        found = {node(row, "thing"): row["name"].value for row in rows}
        return tuple(Named(thing, name) for thing, name in found.items())

    def _is_told(self, term: NamedNode) -> bool:
        """Tell whether people have a name for a term: a restriction has none."""
        nameless = term.value.startswith(ID["node/"].value)
        return not nameless or bool(self.objects(term, OWL.unionOf))

    def _texts(self, iri: NamedNode, predicate: NamedNode) -> tuple[str, ...]:
        found = (t for t in self.objects(iri, predicate) if isinstance(t, Literal))
        return tuple(sorted(t.value for t in found if t.language in (None, self._lang)))

    def _nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        found = (t for t in self.objects(subject, predicate) if isinstance(t, NamedNode))
        return sorted(found, key=lambda term: term.value)

    def _list(self, head: NamedNode) -> Iterator[NamedNode]:
        while head != RDF.nil:
            yield from self._nodes(head, RDF.first)
            (head,) = self._nodes(head, RDF.rest)


def uses_in(store: Store) -> dict[NamedNode, int]:
    """Return how often data has each term of the ontology, as property or as value."""
    terms = {quad.subject for quad in store.quads(g=ONTOLOGY_GRAPH)}
    wanted = " ".join(sorted(map(str, terms)))
    uses: defaultdict[NamedNode, int] = defaultdict(int)
    for pattern in _USED_AS:
        for row in select(store, _USES % (wanted, pattern)):
            uses[node(row, "term")] += int(row["n"].value)
    return dict(uses)
