"""Bodies, areas and terms that the graph does not have, as far as a printed name tells of them.

What a name does not tell is not made up: a place is put under the narrowest unit that is sure to
hold it, and a doubt says what a curator should add.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from pyoxigraph import NamedNode

from ...errors import Wording
from ...namespaces import BT, ID, RDF, RDFS
from ..documents.places import UPPER
from ..proposal import DocumentProposal, Doubt
from ..tables import table
from .blocks import Block, words
from .known import Known
from .slugs import one_line, slug, untranslated

_NAME: Final = rf"(?P<name>[{UPPER}0-9][\w’']*(?:[ -][{UPPER}][\w’']*)*)"
_COUNTRY: Final = ID["area/viet-nam"]
_UNREAD: Final = Doubt(
    "issuer",
    Wording(
        "Không đọc được cơ quan ban hành nên chưa rõ địa bàn; hãy ghi bt:issuedBy và bỏ địa bàn "
        "tạm này.",
        "The issuer could not be read, so the area is not known; give bt:issuedBy and drop this "
        "area, which stands in its place.",
    ),
)
_WITHIN: Final = Doubt(
    "located-in",
    Wording(
        "Tên không cho biết thuộc tỉnh, thành phố nào; hãy ghi bt:locatedIn đúng.",
        "The name does not tell in which province or city it lies; give the right bt:locatedIn.",
    ),
)
_NEW: Final = Doubt(
    "new-body",
    Wording(
        "Đồ thị chưa có cơ quan mang tên này; có thể là tên khác của một cơ quan đã có.",
        "The graph has no body of this name; it may be another name of one that it has.",
    ),
)
_OTHER_PLACE: Final = Doubt(
    "same-name",
    Wording(
        "Nơi khác có thể trùng tên; hãy xem có đúng là địa bàn này không.",
        "Another place may have the same name; see whether it is this one.",
    ),
)


class PlaceName(NamedTuple):
    """An area as a name prints it: Vietnamese and English, and its level."""

    vi: str
    en: str
    level: str


@dataclass(frozen=True)
class Issuer:
    """Who issued a document and for which area, with the blocks of what the graph lacks."""

    body: NamedNode | None
    area: NamedNode | None
    is_party: bool
    name: str
    name_en: str = ""
    level: str = ""
    area_name: str = ""
    area_name_en: str = ""
    blocks: tuple[Block, ...] = ()


def issuer(
    document: DocumentProposal,
    known: Known,
    uppers: Sequence[NamedNode],
    more: Path | None = None,
) -> Issuer:
    """Return the issuer of a document, known or new, and the area it speaks for.

    A new area is put in the narrowest of the areas ``uppers`` that is of a higher level.
    """
    body = document.issuer or (
        known.facts.node(BT.issuedBy, document.known) if document.known else None
    )
    printed = one_line(document.issuer_name)
    own = ID["body/" + slug(printed)]
    if body is None and printed and known.exists(own):
        body = own
    if body is not None:
        return _known_issuer(body, document, known)
    sort = _sort(printed, more)
    place = place_named(printed, more)
    if sort is None or place is None:
        return _unread(document, known)
    area, blocks = _area(place, document, known, uppers)
    english = sort["en"].format(place=place.en) if sort["en"] else untranslated(printed)
    said = (
        (RDF.type, (BT[sort["class"]],)),
        (RDFS.label, words(printed, english)),
        (BT.level, (BT[place.level],)),
        (BT.governs, (area,)),
    )
    return Issuer(
        body=own,
        area=area,
        is_party=sort["class"] == "PartyBody",
        name=printed,
        name_en=english,
        level=place.level,
        area_name=known.facts.name(area, "vi") or place.vi,
        area_name_en=known.facts.name(area, "en") or place.en,
        blocks=(*blocks, Block(own, said, doubts=(_NEW,))),
    )


def place_named(printed: str, more: Path | None = None) -> PlaceName | None:
    """Return the area that the name of a body holds: "huyện X" of "Huyện ủy X"."""
    for entry in table("places", more):
        kinds = "|".join(re.escape(entry[key]) for key in ("place", "committee"))
        found = re.search(rf"\b(?i:{kinds}) {_NAME}", printed)
        if found:
            vi = f"{entry['place']} {found['name']}"
            return PlaceName(vi, entry["en"].format(name=found["name"]), entry["level"])
    return None


def _known_issuer(body: NamedNode, document: DocumentProposal, known: Known) -> Issuer:
    areas = known.areas([body])
    area = areas[0] if areas else document.area
    level = known.facts.node(BT.level, body)
    return Issuer(
        body=body,
        area=area,
        is_party=known.is_a(body, BT.PartyBody),
        name=known.facts.name(body, "vi") or one_line(document.issuer_name),
        name_en=known.facts.name(body, "en") or "",
        level=BT.local(level) if level else "",
        area_name=(known.facts.name(area, "vi") or "") if area else "",
        area_name_en=(known.facts.name(area, "en") or "") if area else "",
    )


def _sort(printed: str, more: Path | None) -> Mapping[str, Any] | None:
    lowered = printed.lower()
    for entry in table("bodies", more):
        if any(re.search(rf"\b{re.escape(said)}\b", lowered) for said in entry["words"]):
            return entry
    return None


def _area(
    place: PlaceName, document: DocumentProposal, known: Known, uppers: Sequence[NamedNode]
) -> tuple[NamedNode, tuple[Block, ...]]:
    """Return the area of a new body, with its block where the graph does not have it."""
    if document.area is not None:
        return document.area, ()
    called = known.named(BT.AdministrativeUnit, RDFS.label, place.vi)
    if len(called) == 1:
        return called[0], ()
    area = known.unused(ID["area/" + slug(place.vi)])
    rank = known.facts.integer(BT.rank, BT[place.level]) or 0
    above = (upper for upper in uppers if 0 < known.rank(upper) < rank)
    said = (
        (RDF.type, (BT.AdministrativeUnit,)),
        (RDFS.label, words(place.vi, place.en)),
        (BT.level, (BT[place.level],)),
        (BT.locatedIn, (max(above, key=known.rank, default=_COUNTRY),)),
    )
    doubts = (_WITHIN, _OTHER_PLACE) if called else (_WITHIN,)
    return area, (Block(area, said, doubts=doubts),)


def _unread(document: DocumentProposal, known: Known) -> Issuer:
    """Return an issuer that nobody has read: its area is a stand-in, of the lowest level.

    Nothing is judged by what stands lowest, and it lies in no unit but the country.
    """
    if document.area is not None:
        name = known.facts.name(document.area, "vi") or ""
        return Issuer(None, document.area, False, "", area_name=name)
    area = ID["area/unread-" + slug(document.slug)]
    said = (
        (RDF.type, (BT.AdministrativeUnit,)),
        (RDFS.label, words("địa bàn chưa đọc được", "area not read")),
        (BT.level, (BT.ward,)),
        (BT.locatedIn, (_COUNTRY,)),
    )
    return Issuer(None, area, False, "", blocks=(Block(area, said, doubts=(_UNREAD,)),))
