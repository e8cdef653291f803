"""The alignments of a graph: every pair of targets up the cascade, judged (DESIGN section 4).

``scans`` reads statements into the values of ``staircase``; ``pairing`` finds what to compare;
``verdicts`` judges, with ``intervals`` for the truth table; ``writing`` makes RDF of it. What
DESIGN leaves open is decided in ``docs/decisions/alignments.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from ..facts import Facts
from ..progress import Count, uncounted
from .pairing import Pairing
from .scans import read
from .staircase import Certainty
from .verdicts import verdicts
from .writing import alignment_iri, gap_quads, verdict_quads

__all__ = ["align", "alignment_iri"]

_OFTEN: Final = 1_000


def align(facts: Facts, progress: Count = uncounted) -> Iterator[Quad]:
    """Yield the alignments of what ``facts`` say, the inferences among them.

    ``progress`` is told now and then how many targets are aligned, and of how many.

    A lower target known only from the press is never compared; it does keep a target above from
    counting as missing in its document, for something is known to stand there.
    """
    staircase = read(facts)
    pairing = Pairing(staircase)
    answered: set[tuple[NamedNode, NamedNode]] = set()
    for done, lower in enumerate(staircase.targets):
        if done % _OFTEN == 0:
            progress(done, len(staircase.targets))
        pairs = pairing.pairs(lower)
        answered |= {(pair.upper.iri, lower.document.iri) for pair in pairs}
        if lower.certainty > Certainty.PRESS:
            for verdict in verdicts(pairs, staircase):
                yield from verdict_quads(verdict)
    for gap in pairing.gaps(answered):
        yield from gap_quads(gap)
