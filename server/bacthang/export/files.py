"""The files of an export: what each is called, on the command line, on disk, and to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..errors import Wording
from .schema import tables

NQUADS: Final = "nquads"


@dataclass(frozen=True)
class File:
    """One file: the name to ask for it by, its name on disk, its media type, its title."""

    name: str
    file_name: str
    media_type: str
    title: Wording


def _dump(name: str, suffix: str, media_type: str, title: str) -> File:
    words = Wording(f"Toàn bộ đồ thị, {title}", f"The whole graph, {title}")
    return File(name, f"bacthang.{suffix}", media_type, words)


TABLES: Final = tuple(
    File(table.name, f"{table.name}.csv", "text/csv", table.title) for table in tables()
)
DUMPS: Final = (
    _dump(NQUADS, "nq", "application/n-quads", "N-Quads"),
    _dump("trig", "trig", "application/trig", "TriG"),
    _dump("turtle", "ttl", "text/turtle", "Turtle"),
    _dump("jsonld", "jsonld", "application/ld+json", "JSON-LD"),
    _dump("rdfxml", "rdf", "application/rdf+xml", "RDF/XML"),
    _dump("ntriples", "nt", "application/n-triples", "N-Triples"),
)
FILES: Final = (
    *TABLES,
    File(
        "workbook",
        "bacthang.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Wording("Mọi bảng trong một sổ tính", "All tables in one workbook"),
    ),
    File("codebook", "codebook.md", "text/markdown", Wording("Sổ mã", "Codebook")),
    File(
        "csvw",
        "csv-metadata.json",
        "application/csvm+json",
        Wording("Siêu dữ liệu của các bảng CSV", "Metadata of the CSV tables"),
    ),
    *DUMPS,
    File("void", "void.ttl", "text/turtle", Wording("Mô tả VoID", "VoID description")),
    File("dcat", "dcat.ttl", "text/turtle", Wording("Mô tả DCAT", "DCAT description")),
)
"""All files, in the order in which they are told of."""
