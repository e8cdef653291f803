"""pySHACL, the reference engine, giving the results that ``engine.validate`` gives.

It alone says which nodes, values and constraints are faults, but for the comparisons that
``comparing`` puts right. Of its messages this is put right: it drops the languages of those of
SPARQL constraints and adds the shape's own to them, and where a shape says nothing it makes words
up; ours are said instead.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from typing import Any, Final

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, QueryTriples, Triple
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator

from ..canonical import canonical_literal
from ..namespaces import SH, XSD
from ..stores.base import Store, Term
from .comparing import as_recommended
from .engine import Told, quiet
from .languages import languages_restored
from .messages import default_messages
from .model import Name, Selected, Shape, Shapes
from .prepared import parsed_once
from .results import Result

_OPTIONS: Final = {"inference": "none", "advanced": False, "inplace": True}


def validate_with_pyshacl(
    store: Store,
    shapes: Shapes,
    *,
    only: Container[Name] | None = None,
    focus: Collection[Term] | None = None,
    progress: Told = quiet,
) -> list[Result]:
    """Return the results of pySHACL on the default graph of a store, as ``validate`` does.

    The ontology is looked for in the data; nothing is inferred. The time is that of pySHACL: it
    reads the whole graph, and asks a SPARQL constraint once for every focus node, though each
    query is parsed once only.
    """
    data = DataGraph.from_rdflib(_data(store))
    validator = Validator(data, shacl_graph=_shapes_graph(shapes), options=dict(_OPTIONS))
    executor = validator.make_executor()
    theirs = {_from_rdflib(shape.node): shape for shape in validator.shacl_graph.shapes}
    wanted = None if focus is None else {_to_rdflib(node) for node in focus}
    found: set[Result] = set()
    chosen = [s for s in shapes.targeted() if only is None or s.node in only]
    for done, shape in enumerate(chosen):
        progress(done, len(chosen))
        shacl = theirs[shape.node]
        nodes = shacl.focus_nodes(data)
        nodes = nodes if wanted is None else nodes & wanted
        if nodes:
            with as_recommended(), parsed_once():
                _, reports = shacl.validate(executor, data, focus=list(nodes))
            found.update(_result(shapes, node, triples) for _, node, triples in reports)
    progress(len(chosen), len(chosen))
    return sorted(found, key=Result.order)


def _data(store: Store) -> rdflib.Graph:
    triples = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(triples, QueryTriples)
    graph = rdflib.Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(_triple(triple.subject, triple.predicate, triple.object))
    return graph


def _shapes_graph(shapes: Shapes) -> rdflib.Graph:
    """Return the shapes, their literals as a store gives them back, so that equal terms match."""
    graph = rdflib.Graph(bind_namespaces="none")
    for subject, predicate, term in shapes.triples:
        if isinstance(term, Literal) and term.datatype not in (XSD.string, XSD.anyURI):
            term = canonical_literal(term)
        graph.add(_triple(subject, predicate, term))
    return graph


def _triple(*terms: Term | Triple) -> Any:
    return tuple(map(_to_rdflib, terms))


def _to_rdflib(term: Term | Triple) -> Any:
    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case Literal() if term.datatype == XSD.string:
            return rdflib.Literal(term.value)
        case Literal():
            datatype = rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    raise TypeError(term)


def _from_rdflib(term: Any) -> Any:
    match term:
        case rdflib.URIRef():
            return NamedNode(str(term))
        case rdflib.BNode():
            return BlankNode(str(term))
        case rdflib.Literal(language=str() as language):
            return Literal(str(term), language=language)
        case rdflib.Literal():
            datatype = term.datatype
            return Literal(str(term), datatype=NamedNode(datatype) if datatype else XSD.string)
    raise TypeError(term)


def _result(shapes: Shapes, node: Any, triples: Iterable[tuple[Any, Any, Any]]) -> Result:
    """Return one result from the triples that would report it, those of its details left out."""
    told: dict[NamedNode, list[Any]] = {}
    for subject, predicate, term in triples:
        if subject == node:
            inner = term[1] if isinstance(term, tuple) else term
            told.setdefault(_from_rdflib(predicate), []).append(_from_rdflib(inner))

    def one(predicate: NamedNode) -> Any:
        return next(iter(told.get(predicate, ())), None)

    shape = shapes.by_name[one(SH.sourceShape)]
    path, constraint = one(SH.resultPath), one(SH.sourceConstraint)
    return Result(
        focus=one(SH.focusNode),
        path=str(shape.path) if isinstance(path, BlankNode) else path and str(path),
        value=one(SH.value),
        component=one(SH.sourceConstraintComponent),
        shape=shape.node,
        constraint=constraint,
        severity=one(SH.resultSeverity),
        messages=tuple(_messages(shape, constraint, told)),
    )


def _messages(
    shape: Shape, constraint: Name | None, told: dict[NamedNode, list[Any]]
) -> Iterator[Literal]:
    own = [c for c in shape.constraints if isinstance(c, Selected) and c.node == constraint]
    templates = [message for selected in own for message in selected.messages]
    if own and (templates or shape.messages):
        said = [message.value for message in told.get(SH.resultMessage, ())]
        yield from languages_restored(said, templates, shape.messages)
    elif shape.messages:
        yield from shape.messages
    else:
        (component,) = told[SH.sourceConstraintComponent]
        yield from default_messages(shape, component)
