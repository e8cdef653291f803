"""Answers of queries in every format asked for: tables for people, standard formats for software.

Data formats keep IRIs in full and are written by the RDF library: SPARQL 1.1 Query Results CSV,
TSV, JSON and XML; Turtle, N-Triples, RDF/XML and JSON-LD for graphs. Only what is meant for
reading (``table``, ``md``) shortens IRIs.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from .errors import LANGS, Lang, UnfitFormat, Wording
from .iris import compact
from .namespaces import PREFIXES, XSD
from .tabletext import Cell, Table, as_markdown, as_text

Result = QuerySolutions | QueryBoolean | QueryTriples

RESULT_FORMATS: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
READING_FORMATS: Final = ("table", "md")
FORMATS: Final = (*READING_FORMATS, *RESULT_FORMATS, *GRAPH_FORMATS)

_NUMERIC: Final = {XSD.integer, XSD.decimal, XSD.double, XSD.float}
_TRUTH: Final = {True: Wording("có", "yes"), False: Wording("không", "no")}
_ANSWER: Final = Wording("trả lời", "answer")
_TRIPLE: Final = (
    Wording("chủ thể", "subject"),
    Wording("thuộc tính", "property"),
    Wording("giá trị", "value"),
)


def default_format(result: Result) -> str:
    """Return the format for people: a table, or Turtle for a graph."""
    return "ttl" if isinstance(result, QueryTriples) else "table"


def written(result: Result, form: str, lang: Lang, *, bom: bool = False) -> bytes:
    """Return the whole answer in a format of ``FORMATS``, in UTF-8.

    A graph holds each triple once, in order, so that equal answers are equal files. With ``bom``,
    CSV begins with the byte order mark without which common spreadsheets garble Vietnamese.
    Raises UnfitFormat for a graph format of rows, and the reverse.
    """
    if form == "table":
        return as_text(table_of(result, lang)).encode()
    if form == "md":
        return as_markdown(table_of(result, lang)).encode()
    out = io.BytesIO()
    if isinstance(result, QueryTriples):
        if form not in GRAPH_FORMATS:
            raise _unfit(form, GRAPH_FORMATS)
        triples = sorted(set(result), key=str)
        serialize(triples, out, GRAPH_FORMATS[form], prefixes=_used_prefixes(triples))
        return out.getvalue()
    if form not in RESULT_FORMATS:
        raise _unfit(form, RESULT_FORMATS)
    if bom and form == "csv":
        out.write(codecs.BOM_UTF8)
    result.serialize(out, RESULT_FORMATS[form])
    return out.getvalue()


def table_of(result: Result, lang: Lang) -> Table:
    """Return the answer as a table for reading; an unbound value is an empty cell.

    Of columns that say one thing in both languages, as ``title_vi`` and ``title_en``, the reader's
    alone is shown; the data formats have both.
    """
    if isinstance(result, QueryBoolean):
        return Table((_ANSWER.said(lang),), [(Cell(_TRUTH[bool(result)].said(lang)),)])
    if isinstance(result, QueryTriples):
        header = tuple(word.said(lang) for word in _TRIPLE)
        return Table(header, [tuple(map(cell, triple)) for triple in result])
    columns = _spoken([variable.value for variable in result.variables], lang)
    rows = [tuple(cell(row[name]) for name in columns) for row in result]
    return Table(tuple(columns.values()), rows)


def _spoken(names: Sequence[str], lang: Lang) -> dict[str, str]:
    """Return the columns to show, each with its heading."""
    stems = [name.removesuffix(f"_{lang}") for name in names]
    doubled = {
        stem
        for stem in stems
        if stem not in names and {f"{stem}_{one}" for one in LANGS} <= {*names}
    }
    hidden = {f"{stem}_{other}" for stem in doubled for other in LANGS if other != lang}
    return {
        name: stem if stem in doubled else name
        for name, stem in zip(names, stems, strict=True)
        if name not in hidden
    }


def cell(term: object) -> Cell:
    """Return a term as it is read: an IRI with its prefix, a literal as its text."""
    match term:
        case None:
            return Cell("")
        case NamedNode():
            return Cell(compact(term.value))
        case Literal():
            return Cell(term.value, numeric=term.datatype in _NUMERIC)
        case _:
            return Cell(str(term))


def _used_prefixes(triples: Iterable[Triple]) -> dict[str, str]:
    used = {
        compact(term.value).partition(":")[0]
        for triple in triples
        for term in triple
        if isinstance(term, NamedNode)
    }
    return {name: iri for name, iri in PREFIXES.items() if name in used}


def _unfit(form: str, accepted: Iterable[str]) -> UnfitFormat:
    return UnfitFormat(format=form, accepted=", ".join((*READING_FORMATS, *accepted)))
