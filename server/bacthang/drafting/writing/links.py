"""What a document stands on, carries out or goes with, and the documents that the graph lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from ...errors import UnreadableNumber, Wording
from ...namespaces import BT, ELI, ID, RDF, RDFS
from ...numbers import parse
from ..documents.mentions import genre_class
from ..proposal import Doubt, LinkProposal
from .blocks import Block, Cited, words
from .heads import Head
from .known import Known
from .slugs import one_line, slug, untranslated

_RELATIONS: Final = {
    "implements": BT.implements, "alignsWith": BT.alignsWith, "based_on": ELI.based_on,
    "amends": ELI.amends, "repeals": ELI.repeals, "cites": ELI.cites,
}  # fmt: skip
_OTHER: Final = Doubt(
    "new-document",
    Wording(
        "Đồ thị chưa có văn bản in như thế này; hãy xem nó có mang tên khác không.",
        "The graph has no document printed so; see whether it has it under another name.",
    ),
)
_SEVERAL: Final = Wording(
    "Có nhiều văn bản in như vậy, hãy chọn một: {names}.",
    "Several documents are printed so, choose one: {names}.",
)


def links(head: Head, known: Known, taken: set[NamedNode]) -> Iterator[tuple[Block, Block | None]]:
    """Yield each link of a document, with the identity of a document that the graph lacks."""
    for link in head.document.links:
        relation = _RELATIONS.get(link.relation)
        if relation is None or link.other == head.iri:
            continue
        iri = known.next_part(f"{head.iri.value}/link-", taken)
        other, new, doubts, held = _other(link, known)
        said = (
            (RDF.type, (BT.DocumentLink,)),
            (BT.linkFrom, (head.iri,)),
            (BT.linkType, (relation,)),
            (BT.linkTo, (other,)),
        )
        yield Block(iri, said, (Cited(link.place),), doubts, held), new


def _other(
    link: LinkProposal, known: Known
) -> tuple[NamedNode, Block | None, tuple[Doubt, ...], bool]:
    """Return what a link leads to; of several candidates none is taken, and it is held back."""
    if link.other is not None:
        return link.other, None, link.doubts, False
    if link.candidates:
        names = "; ".join(known.facts.name(one, "vi") or one.value for one in link.candidates)
        several = Doubt(
            "several-documents", Wording(*(text.format(names=names) for text in _SEVERAL))
        )
        return link.candidates[0], None, (*link.doubts, several), True
    printed = one_line(link.printed)
    iri = ID["document/" + slug(printed)]
    if known.exists(iri):
        return iri, None, link.doubts, False
    try:
        genre = parse(printed).genre
    except UnreadableNumber:
        genre = None
    said = (
        (RDF.type, (BT[genre_class(genre or "")],)),
        (RDFS.label, words(printed, untranslated(printed))),
        (ELI.id_local, (Literal(printed),)),
    )
    return iri, Block(iri, said, doubts=(_OTHER,)), link.doubts, False
