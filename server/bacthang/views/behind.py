"""The query behind a page, as anybody can run it."""

from __future__ import annotations

import re
from textwrap import dedent

from ..namespaces import PREFIXES


def standalone(query: str) -> str:
    """Return a query with the prefixes that it uses declared, and no others."""
    used = set(re.findall(r"(?<![\w<:])([a-z]+):(?!//)", query))
    declared = [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if name in used]
    return "\n".join([*declared, "", dedent(query).strip(), ""])
