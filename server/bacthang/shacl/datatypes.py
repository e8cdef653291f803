"""The lexical forms of the datatypes that we know, as regular expressions of SPARQL (XSD 1.1)."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from ..namespaces import XSD

_INTEGER: Final = "[+-]?[0-9]+"
_NOT_NEGATIVE: Final = r"\+?[0-9]+|-0+"
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
    XSD.integer: _INTEGER,
    XSD.float: _FLOAT,
    XSD.double: _FLOAT,
    XSD.date: _DAY + _ZONE,
    XSD.dateTime: f"{_DAY}T{_CLOCK}{_ZONE}",
    XSD.time: _CLOCK + _ZONE,
    XSD.long: _INTEGER,
    XSD.unsignedLong: _NOT_NEGATIVE,
    XSD.nonNegativeInteger: _NOT_NEGATIVE,
    XSD.positiveInteger: r"\+?0*[1-9][0-9]*",
    XSD.nonPositiveInteger: r"-[0-9]+|\+?0+",
    XSD.negativeInteger: "-0*[1-9][0-9]*",
    XSD.gYear: "-?([1-9][0-9]{3,}|0[0-9]{3})" + _ZONE,
}

_RANGES: Final = {
    XSD.byte: (-(2**7), 2**7 - 1),
    XSD.short: (-(2**15), 2**15 - 1),
    XSD.int: (-(2**31), 2**31 - 1),
    XSD.unsignedByte: (0, 2**8 - 1),
    XSD.unsignedShort: (0, 2**16 - 1),
    XSD.unsignedInt: (0, 2**32 - 1),
}


def well_formed(value: str, datatype: NamedNode) -> str | None:
    """Return the SPARQL condition that ``value``, of the datatype, is well formed.

    None for a datatype that we do not know, of which every literal is taken as it is.
    """
    limits = _RANGES.get(datatype)
    written = _INTEGER if limits else _WRITTEN.get(datatype)
    if written is None:
        return None
    condition = f'REGEX(STR({value}), "^({written})$")'.replace("\\", "\\\\")
    if limits:
        number = f"{XSD.integer}(STR({value}))"
        condition += f" && {number} >= {limits[0]} && {number} <= {limits[1]}"
    return condition
