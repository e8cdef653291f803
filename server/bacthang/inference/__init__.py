"""What follows from the authored statements, materialised so that questions need no reasoner.

``facts`` holds what they start from; ``structure`` draws what follows from links, parts, bodies and
periods; ``reach`` how far documents reach; ``standing`` what tells bodies and documents apart;
``series`` sets targets of one document side by side; ``wording`` words labels and search text. What
a reasoner would add beyond this, no question reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from ..errors import Tell
from ..facts import Facts, Kinds
from ..namespaces import BT, ELI, FOAF, ID, OA, RDF, XSD
from ..plaintext import plain_text
from ..progress import Count, uncounted
from ..sentences import sentences
from ..skolem import Place, Statement
from ..sources import SourceText
from .commitments import commitments
from .reach import acts_within, stands_on
from .series import differing_readings, falling_behind
from .standing import identity_keys, superiors
from .structure import (
    applies_to,
    close_matches,
    concept_labels,
    documents_above,
    effective_periods,
    in_document,
    modelled_counts,
    plain_links,
    supertypes,
)
from .wording import item_labels, plain_texts, target_labels

_SEARCHABLE = (
    BT.PolicyDocument,
    BT.Provision,
    BT.Undertaking,
    BT.Indicator,
    BT.PartyBody,
    BT.StateBody,
    BT.PublicInstitution,
    BT.AdministrativeUnit,
    ELI.ComplexWork,
    FOAF.Person,
)


def infer(
    facts: Facts,
    places: Iterable[Place],
    texts: Iterable[SourceText],
    tell: Tell,
    progress: Count = uncounted,
) -> Iterator[Statement]:
    """Yield all inferences over the authored statements that ``facts`` has taken.

    ``progress`` is told how many kinds of them are drawn, those of each text a kind, and of how
    many. Tells, before the first is yielded, of what nothing follows from: CircularParts, and
    targets and items that cannot be labelled.
    """
    kinds = Kinds(facts)
    targets = kinds.members(BT.Target)
    documents = documents_above(facts, kinds, tell)
    periods = list(effective_periods(facts, targets, documents))
    areas = list(applies_to(facts, targets, documents))
    said = list(commitments(facts, targets, documents, [*periods, *areas]))
    labels = [
        *target_labels(facts, targets, periods, tell),
        *item_labels(facts, kinds.members(BT.TargetItem), documents, tell),
    ]
    found: tuple[Iterable[Statement], ...] = (
        plain_links(facts),
        stands_on(facts),
        acts_within(facts, kinds),
        supertypes(kinds),
        close_matches(facts),
        concept_labels(facts),
        in_document(documents),
        areas,
        periods,
        modelled_counts(facts, kinds),
        superiors(facts, kinds),
        identity_keys(facts, kinds),
        falling_behind(facts, said),
        differing_readings(facts, said, documents),
        labels,
        plain_texts(facts, kinds.members(*_SEARCHABLE), labels, places),
        *map(sentence_nodes, texts),
    )
    for done, statements in enumerate(found):
        progress(done, len(found))
        yield from statements


def sentence_nodes(source: SourceText) -> Iterator[Statement]:
    """Yield each sentence of a text as a ``bt:Sentence`` with its place and its search text."""
    name = source.iri.value.removeprefix(ID.iri + "source/")
    for start, end, text in sentences(source.text):
        iri = f"{ID.iri}sentence/{name}/{start}-{end}"
        sentence, quote, position = (
            NamedNode(iri),
            NamedNode(iri + "/quote"),
            NamedNode(iri + "/position"),
        )
        yield sentence, RDF.type, BT.Sentence
        yield sentence, OA.hasSource, source.iri
        yield sentence, OA.hasSelector, quote
        yield sentence, OA.hasSelector, position
        yield sentence, BT.plainText, Literal(plain_text(text))
        yield quote, RDF.type, OA.TextQuoteSelector
        yield quote, OA.exact, Literal(text)
        yield position, RDF.type, OA.TextPositionSelector
        yield position, OA.start, _integer(start)
        yield position, OA.end, _integer(end)


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
