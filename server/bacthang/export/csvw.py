"""Metadata for the CSV files: CSV on the Web (W3C Recommendations of 17 December 2015).

A column that states a property of its row's key says which, so that a converter (csv2rdf) yields
triples that the graph holds; a column that only helps the reader is left out of conversion.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from ..iris import expand
from ..namespaces import BASE, BT, SH
from ..stores import BuildInfo
from .notes import LICENCE, WHAT
from .schema import SEPARATOR, Column, Table, tables

_DATATYPES: Final[dict[str, Any]] = {
    "iri": "anyURI",
    "name": "string",
    "text": "string",
    "integer": "integer",
    "decimal": "decimal",
    "date": {"base": "date", "format": "yyyy-MM-dd"},
    "boolean": {"base": "boolean", "format": "true|false"},
}
_NAMESPACES: Final = {"bt": BT.iri, "sh": SH.iri}


def write_csvw(path: Path, info: BuildInfo) -> None:
    """Write the metadata of all tables as one table group."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}],
        "@id": f"{BASE}dumps/{path.name}",
        "dc:title": "Bậc Thang",
        "dc:description": _said(WHAT),
        "dc:license": {"@id": LICENCE},
        "schema:version": info.version,
        "dialect": {
            "encoding": "utf-8",
            "header": True,
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminators": ["\r\n"],
        },
        "tables": [_table(table) for table in tables()],
    }
    text = json.dumps(group, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", "utf-8", newline="\n")


def _table(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(column, table) for column in table.columns]}
    if table.key:
        schema |= {"primaryKey": table.key, "aboutUrl": f"{{+{table.key}}}"}
    if keys := [_foreign_key(column) for column in table.columns if column.refers]:
        schema["foreignKeys"] = keys
    return {
        "url": f"{table.name}.csv",
        "dc:title": _said(table.title),
        "dc:description": _said(table.rows),
        "tableSchema": schema,
    }


def _column(column: Column, table: Table) -> dict[str, Any]:
    # A processor compares the header with the titles, so the name stands first among them.
    described: dict[str, Any] = {
        "name": column.name,
        "titles": {
            "vi": [column.name, column.title.vi],
            "en": [column.name, column.title.en],
        },
        "dc:description": _said(column.about),
        "datatype": _DATATYPES[column.type],
    }
    if column.name == table.key:
        described["required"] = True
    if column.lang:
        described["lang"] = column.lang
    if column.many:
        described["separator"] = SEPARATOR
    if column.predicate:
        predicate = expand(column.predicate)
        assert predicate is not None
        described["propertyUrl"] = predicate.value
    else:
        described["suppressOutput"] = True
    # A value URL is expanded once a cell (Tabular Data to RDF, 4.6.8.5), so not for several values.
    if column.predicate and not column.many:
        if column.type == "iri":
            described["valueUrl"] = f"{{+{column.name}}}"
        elif column.namespace:
            described["valueUrl"] = f"{_NAMESPACES[column.namespace]}{{{column.name}}}"
    return described


def _foreign_key(column: Column) -> dict[str, Any]:
    key = next(table.key for table in tables() if table.name == column.refers)
    return {
        "columnReference": column.name,
        "reference": {"resource": f"{column.refers}.csv", "columnReference": key},
    }


def _said(words: Any) -> list[dict[str, str]]:
    return [
        {"@value": words.vi, "@language": "vi"},
        {"@value": words.en, "@language": "en"},
    ]
