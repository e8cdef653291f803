"""Alignments as RDF: light nodes in a graph of their own, named by what they join."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from ..intervals import Outcome, Reason
from ..namespaces import ALIGNMENTS_GRAPH, BT, ID, RDF
from .pairing import Gap
from .staircase import Certainty
from .verdicts import Verdict


def alignment_iri(first: NamedNode, second: NamedNode) -> NamedNode:
    """Return the IRI of an alignment: lower and upper target, or upper target and document.

    It does not depend on the outcome, so that a corrected value keeps the address of its pair.
    """
    digest = sha256(f"{first.value}\n{second.value}".encode()).hexdigest()
    return ID[f"alignment/{digest[:20]}"]


def verdict_quads(verdict: Verdict) -> Iterator[Quad]:
    """Yield the alignment of two targets."""
    (lower, upper, linked), (outcome, reason), part = verdict
    node = alignment_iri(lower.iri, upper.iri)
    yield _quad(node, RDF.type, BT.Alignment)
    yield _quad(node, BT.lowerTarget, lower.iri)
    yield _quad(node, BT.upperTarget, upper.iri)
    yield _quad(node, BT.basis, BT.linked if linked else BT.sameTerritory)
    yield _quad(node, BT.outcome, BT[outcome])
    if lower.indicator != upper.indicator:
        yield _quad(node, BT.close, Literal(True))
    if part:
        yield _quad(node, BT.addsUpTo, upper.iri)
    if Certainty.DRAFT in (lower.certainty, upper.certainty):
        yield _quad(node, BT.certainty, BT.draft)
    if reason:
        yield _quad(node, BT.reason, BT[reason])


def gap_quads(gap: Gap) -> Iterator[Quad]:
    """Yield the alignment of a target with a document that has nothing below it."""
    node = alignment_iri(gap.upper.iri, gap.document.iri)
    yield _quad(node, RDF.type, BT.Alignment)
    yield _quad(node, BT.upperTarget, gap.upper.iri)
    yield _quad(node, BT.lowerDocument, gap.document.iri)
    yield _quad(node, BT.basis, BT.linked)
    yield _quad(node, BT.outcome, BT[Outcome.MISSING])
    if gap.upper.certainty is Certainty.DRAFT:
        yield _quad(node, BT.certainty, BT.draft)
    if not gap.told:
        yield _quad(node, BT.reason, BT[Reason.NO_TARGET_KNOWN])


def _quad(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
    return Quad(subject, predicate, value, ALIGNMENTS_GRAPH)
