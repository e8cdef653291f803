"""The codebook: every column of every table and every term of ours, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Wording
from ..namespaces import BT, OWL, RDF, RDFS, SKOS
from ..stores import BuildInfo
from . import cells
from .graph import Graph
from .notes import LICENSING, READING, WHAT, edition
from .schema import CellType, Table, tables

_TYPES: Final[Mapping[CellType, Wording]] = {
    "iri": Wording("IRI", "IRI"),
    "name": Wording("tên cục bộ", "local name"),
    "text": Wording("chữ", "text"),
    "integer": Wording("số nguyên", "integer"),
    "decimal": Wording("số thập phân", "decimal"),
    "date": Wording("ngày (YYYY-MM-DD)", "date (YYYY-MM-DD)"),
    "boolean": Wording("true hoặc false", "true or false"),
}
_SEVERAL: Final = Wording("nhiều giá trị", "several values")
_CLASSES: Final = Wording("Lớp", "Classes")
_PROPERTIES: Final = Wording("Thuộc tính", "Properties")
_VALUES: Final = Wording("Giá trị", "Values")


def write_codebook(path: Path, counts: Mapping[Table, int], graph: Graph, info: BuildInfo) -> None:
    """Write the codebook of a dataset."""
    path.write_text("\n".join(_lines(counts, graph, info)) + "\n", "utf-8", newline="\n")


def _lines(counts: Mapping[Table, int], graph: Graph, info: BuildInfo) -> Iterator[str]:
    yield "# Bậc Thang: sổ mã – codebook"
    for wording in (WHAT, LICENSING, edition(info), *READING):
        yield from ("", wording.vi, "", f"*{wording.en}*")
    yield from ("", "## Các bảng – Tables")
    for table, rows in counts.items():
        yield from _table(table, f" ({rows})")
    yield from ("", "## Thuật ngữ – Terms", "", f"`bt:` = `{BT.iri}`")
    for title, terms in _terms(graph).items():
        yield from ("", f"### {title.vi} – {title.en}", "")
        yield from _head("bt:", "Tên", "Label", "Định nghĩa", "Definition")
        for term in terms:
            yield _line(f"`{BT.local(term)}`", *_said(graph, term))


def tables_page() -> str:
    """Return the part of every codebook that is the same for all datasets: the columns."""
    lines = ["", "# Các bảng · Tables"]
    for wording in READING:
        lines += ["", wording.vi, "", f"*{wording.en}*"]
    for table in tables():
        lines += _table(table)
    return "\n".join(lines) + "\n"


def _table(table: Table, rows: str = "") -> Iterator[str]:
    yield from ("", f"### `{table.name}.csv`: {table.title.vi} – {table.title.en}{rows}")
    yield from ("", table.rows.vi, "", f"*{table.rows.en}*", "")
    yield from _head("Cột – Column", "Kiểu – Type", "Nghĩa", "Meaning")
    for column in table.columns:
        kind = _TYPES[column.type]
        several = f"; {_SEVERAL.vi} – {_SEVERAL.en}" if column.many else ""
        shown = kind.vi if kind.vi == kind.en else f"{kind.vi} – {kind.en}"
        yield _line(f"`{column.name}`", shown + several, column.about.vi, column.about.en)


def _terms(graph: Graph) -> dict[Wording, list[NamedNode]]:
    """Return the terms of ours that the ontology defines, by what they are, in order of name."""
    found: dict[Wording, list[NamedNode]] = {_CLASSES: [], _PROPERTIES: [], _VALUES: []}
    for term in graph.facts.values(SKOS.definition):
        if isinstance(term, NamedNode) and term in BT:
            kinds = set(graph.facts.nodes(RDF.type, term))
            if OWL.Class in kinds:
                found[_CLASSES].append(term)
            elif any(kind in OWL for kind in kinds - {OWL.NamedIndividual}):
                found[_PROPERTIES].append(term)
            else:
                found[_VALUES].append(term)
    return {title: sorted(terms, key=_by_name) for title, terms in found.items()}


def _by_name(term: NamedNode) -> str:
    return term.value.casefold()


def _said(graph: Graph, term: NamedNode) -> Iterable[str]:
    for predicate in (RDFS.label, SKOS.definition):
        for lang in ("vi", "en"):
            yield cells.words(graph.facts, predicate, term, lang)


def _head(*titles: str) -> Iterator[str]:
    yield _line(*titles)
    yield _line(*("---" for _ in titles))


def _line(*texts: str) -> str:
    """Return one line of a Markdown table; a bar in a text would end its cell."""
    return "| " + " | ".join(" ".join(text.replace("|", "\\|").split()) for text in texts) + " |"
