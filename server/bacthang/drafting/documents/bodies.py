"""Who leads and who joins, as a provision prints it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from .graph import Graph, folded, longest
from .places import UPPER, Place

_NAMED: Final = rf"(?-i:[{UPPER}])[^.;:()\n]{{2,90}}?"
_THEN: Final = (
    r"(?= (?:tổ chức|triển khai|xây dựng|tham mưu|thực hiện|hướng dẫn|rà soát|kiểm tra|mở|lập"
    r"|ban hành|hoàn thiện|đôn đốc|theo dõi|trình|báo cáo|đề xuất|quản lý|bố trí|cung cấp)\b"
    r"|[.;:()]|$)"
)
_SORTS: Final = (
    r"(?:Sở|Ban|Phòng|UBND|HĐND|Ủy ban|Văn phòng|Hội|Mặt trận|Công an|Đoàn|Chi cục|Trung tâm"
    r"|Thường trực|Bộ|Đảng ủy|Quận|Huyện|Thành|các)\b"
)
_LEADS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"giao (?:cho )?(?P<lead>{_NAMED}),? (?:là cơ quan |làm )?"
        r"(?-i:chủ trì|đầu mối|tham mưu|triển khai|tổ chức|xây dựng|chịu trách nhiệm)"
        rf"(?:,? phối hợp(?: với)? (?P<join>{_NAMED}{_THEN}))?",
        r"(?:cơ quan|đơn vị) chủ trì(?: thực hiện)? ?: ?(?P<lead>[^.;\n]{3,90})"
        r"(?:[.;] ?(?:cơ quan|đơn vị) phối hợp ?: ?(?P<join>[^.;\n]{3,120}))?",
        rf"(?:^|[.;(] ?|- )(?P<lead>{_NAMED}) ?:? ?(?:là cơ quan )?chủ trì"
        rf"(?:,? phối hợp(?: với)? (?P<join>{_NAMED}{_THEN}))?",
    )
)


class Roles(NamedTuple):
    """The bodies that lead and join, and the names that are no body of the graph."""

    lead: tuple[NamedNode, ...] = ()
    join: tuple[NamedNode, ...] = ()
    named: tuple[str, ...] = ()


def roles(text: str, graph: Graph, place: Place | None = None) -> Roles:
    """Return who leads and who joins in what a text sets out.

    A name without an area is that of the body of ``place``, where the graph has one.
    """
    for pattern in _LEADS:
        if match := pattern.search(text):
            lead, unknown = _bodies(match["lead"], graph, place)
            join, others = _bodies(match["join"] or "", graph, place)
            return Roles(lead, join, (*unknown, *others))
    return Roles()


def leading(name: str, graph: Graph) -> Roles:
    """Return the roles in which the body of that name leads."""
    lead, unknown = _bodies(name, graph, None)
    return Roles(lead, (), unknown)


def _bodies(
    text: str, graph: Graph, place: Place | None
) -> tuple[tuple[NamedNode, ...], tuple[str, ...]]:
    known: list[NamedNode] = []
    unknown: list[str] = []
    for name in re.split(rf", | và (?={_SORTS})|;", text):
        key = folded(name)
        of_place = [f"{name} {place.name}", f"{name} {place.kind} {place.name}"] if place else []
        if body := graph.body([name, *of_place]):
            known.append(body)
        elif inside := longest(graph.bodies, key):
            known += [graph.bodies[words] for _, _, words in inside]
        elif len(key.split()) > 1:
            unknown.append(name.strip())
    return tuple(dict.fromkeys(known)), tuple(unknown)
