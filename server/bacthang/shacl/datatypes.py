"""The lexical forms of the datatypes that we know, as regular expressions of SPARQL (XSD 1.1)."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from ..namespaces import XSD

_FLOAT: Final = r"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
_LEAP: Final = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DAY: Final = (
    "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)"
)
_CLOCK: Final = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)"
_ZONE: Final = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"

_WRITTEN: Final = {
    XSD.boolean: "true|false|1|0",
    XSD.decimal: r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    XSD.integer: "[+-]?[0-9]+",
    XSD.float: _FLOAT,
    XSD.double: _FLOAT,
    XSD.date: _DAY + _ZONE,
    XSD.dateTime: f"{_DAY}T{_CLOCK}{_ZONE}",
    XSD.time: _CLOCK + _ZONE,
    XSD.gYear: "-?([1-9][0-9]{3,}|0[0-9]{3})" + _ZONE,
}


def well_formed(value: str, datatype: NamedNode) -> str | None:
    """Return the SPARQL condition that ``value``, of the datatype, is well formed.

    None for a datatype that we do not know, of which every literal is taken as it is.
    """
    written = _WRITTEN.get(datatype)
    if written is None:
        return None
    return f'REGEX(STR({value}), "^({written})$")'.replace("\\", "\\\\")
