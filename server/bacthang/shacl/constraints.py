"""SPARQL constraints as shape files write them (SHACL, section 5)."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode

from ..namespaces import OWL, SH, XSD
from ..pointing import bad_query
from ..stores.base import Term
from .graph import ShapesGraph
from .heads import flag, messages
from .messages import placeholders
from .model import Name, Selected
from .parameters import ParameterReader
from .paths import Predicate
from .prebound import bound_query
from .select import Refused, Select, read_select

_ALWAYS: Final = frozenset(("this", "value", "path"))


def selected(graph: ShapesGraph, shape: Name, node: Term, is_property: bool) -> Selected | None:
    """Return what a value of sh:sparql asks for, or None if it is deactivated.

    Raises IllFormedShape and UnsupportedShape.
    """
    if not isinstance(node, NamedNode | BlankNode):
        graph.refuse(shape, vi="sh:sparql là literal", en="sh:sparql is a literal")
    texts = graph.objects(node, SH.select)
    if len(texts) != 1 or not isinstance(texts[0], Literal) or texts[0].datatype != XSD.string:
        graph.refuse(node, vi="phải có đúng một sh:select", en="must have exactly one sh:select")
    select = _read(graph, node, _prologue(graph, node), texts[0].value, is_property)
    said = _messages(graph, node, select)
    off = flag(graph, node, ParameterReader(graph, node, is_property), "deactivated")
    return None if off else Selected(node, select, said)


def _read(graph: ShapesGraph, node: Name, prologue: str, text: str, is_property: bool) -> Select:
    try:
        pyoxigraph.Store().query(prologue + text.replace("$PATH", "<urn:path>"))
        select = read_select(prologue, text)
    except SyntaxError as error:
        what = bad_query("", prologue + text, error.msg).facts["what"]
        graph.refuse(node, vi=f"sh:select {what}", en=f"sh:select {what}")
    except Refused as refused:
        graph.unsupported(node, str(refused))
    if not is_property and any(token.variable == "PATH" for token in select.tokens):
        graph.refuse(node, vi="$PATH trong node shape", en="$PATH in a node shape")
    pyoxigraph.Store().query(bound_query(select, "", Predicate(NamedNode("urn:path"))))
    return select


def _messages(graph: ShapesGraph, node: Name, select: Select) -> tuple[Literal, ...]:
    found = messages(graph, node)
    for name in (name for message in found for name in placeholders(message)):
        if name not in _ALWAYS.union(select.clause.variables):
            graph.refuse(
                node,
                vi=f"sh:message có {{?{name}}}, mà truy vấn không chọn ?{name}",
                en=f"sh:message has {{?{name}}}, and the query does not select ?{name}",
            )
    return found


def _prologue(graph: ShapesGraph, node: Name) -> str:
    """Return the declarations that sh:prefixes points to, imports included (section 5.2.1)."""
    declared: dict[str, str] = {}
    waiting, passed = list(graph.objects(node, SH.prefixes)), set[Term]()
    while waiting:
        holder = waiting.pop()
        if holder in passed or not isinstance(holder, NamedNode | BlankNode):
            continue
        passed.add(holder)
        waiting += graph.objects(holder, OWL.imports)
        for declaration in graph.objects(holder, SH.declare):
            prefix, namespace = _declaration(graph, holder, declaration)
            if declared.setdefault(prefix, namespace) != namespace:
                graph.refuse(node, vi=f"hai tiền tố {prefix}:", en=f"two prefixes {prefix}:")
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in sorted(declared.items()))


def _declaration(graph: ShapesGraph, holder: Name, node: Term) -> tuple[str, str]:
    if isinstance(node, NamedNode | BlankNode):
        prefixes, spaces = graph.objects(node, SH.prefix), graph.objects(node, SH.namespace)
        match prefixes, spaces:
            case [Literal() as prefix], [Literal() as space]:
                if re.fullmatch(r"[^<>\"{}|^`\\\s]*", space.value):
                    return prefix.value, space.value
    graph.refuse(holder, vi="sh:declare bị hỏng", en="a broken sh:declare")
