"""Whether a server computes what the rules compute, as SPARQL 1.1 has it.

A server that answers a rule's query wrongly finds what is not there, or overlooks what is; nothing
in its answer shows it. So before rules are asked of a server it is asked a few things of which the
answer is known, each about something that a rule needs and that a known server gets wrong.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final, NamedTuple

from pyoxigraph import QuerySolutions

from ..errors import BadQuery, ServerFault
from ..namespaces import BT, DCTERMS, RDFS
from ..stores import Store


class Probe(NamedTuple):
    """Something computed from the label of a class, and what comes of it."""

    name: str
    binding: str
    expected: str


PROBES: Final = (
    Probe("letters", 'BIND (IF(REGEX(?label, "^[cĐ]hỉ tiêu$"), "yes", "no") AS ?it)', "yes"),
    Probe("join", 'BIND (CONCAT("→ ", ?label) AS ?it)', "→ chỉ tiêu"),
    Probe("hash", "BIND (SHA256(?label) AS ?it)", sha256("chỉ tiêu".encode()).hexdigest()),
    Probe(
        "year",
        f"OPTIONAL {{ ?class {DCTERMS.issued} ?day }} "
        'BIND (COALESCE(STR(YEAR(?day)), "none") AS ?it)',
        "none",
    ),
)
"""Patterns and joined texts in Vietnamese, the hash of a text, the year of a missing date."""


def misjudged(store: Store) -> list[str]:
    """Return the names of what a server computes otherwise, or not at all."""
    return [probe.name for probe in PROBES if _computed(store, probe) != [probe.expected]]


def _computed(store: Store, probe: Probe) -> list[str]:
    asked = (
        f"SELECT ?it {{ ?class {RDFS.label} ?name . FILTER (?class = {BT.Target}) "
        f'FILTER (LANG(?name) = "vi") BIND (STR(?name) AS ?label) {probe.binding} }}'
    )
    try:
        rows = store.query(asked)
    except (BadQuery, ServerFault):
        return []
    assert isinstance(rows, QuerySolutions)
    return [row["it"].value for row in rows if row["it"] is not None]
