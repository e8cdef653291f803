"""Who stands above whom, and what tells one numbered document from all others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..errors import UnreadableNumber
from ..facts import Facts, Kinds
from ..namespaces import BT, ELI, ORG
from ..numbers import DocumentNumber, parse
from ..skolem import Statement
from ..stores.base import Subject

_SYSTEMS: Final = (BT.PartyBody, BT.StateBody, BT.PublicInstitution)


def superiors(facts: Facts, kinds: Kinds) -> Iterator[Statement]:
    """Yield ``bt:superior`` from each body to every body above it in its own system."""
    for system in _SYSTEMS:
        bodies = kinds.members(system)
        for body in bodies:
            for upper in _above(facts, body, bodies):
                yield body, BT.superior, upper


def _above(facts: Facts, body: Subject, bodies: set[Subject]) -> set[NamedNode]:
    found: set[NamedNode] = set()
    queue: list[Subject] = [body]
    while queue:
        for upper in facts.nodes(ORG.subOrganizationOf, queue.pop()):
            if upper in bodies and upper not in found:
                found.add(upper)
                queue.append(upper)
    return found


def identity_keys(facts: Facts, kinds: Kinds) -> Iterator[Statement]:
    """Yield ``bt:identityKey`` of each numbered document, one for each issuer.

    The key holds number and symbol (and with them the genre), the issuer, and the term or, where
    numbers restart each year, the year. Without term or year a number tells no document from
    another, and there is no key.
    """
    state = kinds.members(BT.StateBody)
    for document, numbers in facts.values(BT.number).items():
        for issuer in facts.nodes(BT.issuedBy, document):
            for number in numbers:
                if isinstance(number, Literal):
                    for season in _seasons(facts, document, number.value, issuer in state):
                        key = f"{_normal(number.value)} | {issuer.value} | {season}"
                        yield document, BT.identityKey, Literal(key)


def _seasons(facts: Facts, document: Subject, number: str, yearly: bool) -> list[str]:
    """Return the terms, or the years, within which a document's number stands alone."""
    if not yearly:
        return [term.value for term in facts.nodes(BT.term, document)]
    read = _read(number)
    if read and read.year:
        return [str(read.year)]
    days = facts.values(ELI.date_document).get(document, ())
    return sorted({day.value[:4] for day in days if isinstance(day, Literal)})


def _normal(number: str) -> str:
    read = _read(number)
    return (read.normal if read else None) or number


def _read(number: str) -> DocumentNumber | None:
    try:
        return parse(number)
    except UnreadableNumber:
        return None
