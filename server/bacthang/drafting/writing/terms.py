"""The term of a Party committee, in which the numbers of its documents run."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import NamedNode

from ...errors import Wording
from ...namespaces import BT, ID, RDF, RDFS
from ..proposal import DocumentProposal, Doubt
from .blocks import Block, Said, words, year
from .issuing import Issuer
from .known import Known

_KIND: Final = re.compile("^(quan|huyen|thi-xa|thanh-pho|tinh|phuong|xa|thi-tran|dac-khu)-")
_NEW: Final = Doubt(
    "new-term",
    Wording(
        "Đồ thị chưa có nhiệm kỳ này; nếu biết là khóa thứ mấy, hãy ghi skos:notation.",
        "The graph does not have this term; give skos:notation if its ordinal is known.",
    ),
)


def term(
    document: DocumentProposal, issued: Issuer, known: Known
) -> tuple[NamedNode, Block | None]:
    """Return the term of a document's issuer, with its block where the graph does not have it."""
    place = issued.area.value.rpartition("/")[2] if issued.area else document.slug
    years = document.term_years
    iri = ID[f"term/{_KIND.sub('', place)}-{years[0] if years else 'unread'}"]
    if known.exists(iri):
        return iri, None
    span = f"{years[0]}–{years[1]}" if years else ""
    vi = f"nhiệm kỳ {span or 'chưa đọc được'} của Đảng bộ {issued.area_name}"
    en = f"{span or 'unread'} term of the {issued.area_name_en} Party organisation"
    said: tuple[Said, ...] = (
        (RDF.type, (BT.PartyTerm,)),
        (RDFS.label, words(vi, en)),
        (BT.periodStart, (year(years[0]),) if years else ()),
        (BT.periodEnd, (year(years[1]),) if years else ()),
    )
    return iri, Block(iri, said, doubts=(_NEW,))
