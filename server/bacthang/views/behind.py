"""The query behind a page, as anybody can run it."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Final

from ..namespaces import PREFIXES

_OPAQUE: Final = re.compile(r"""<[^<>"\s]*>|"[^"\n]*\"""")
_PREFIX: Final = re.compile(r"(?<![\w:?$])([a-z]+):")


def standalone(query: str) -> str:
    """Return a query with the prefixes that it uses declared, and no others."""
    used = set(_PREFIX.findall(_OPAQUE.sub(" ", query)))
    declared = [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if name in used]
    return "\n".join([*declared, "", dedent(query).strip(), ""])
