"""How a lower target stands to an upper one, as the map of programmes and districts tells it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Wording
from ..namespaces import BT


class Outcome(StrEnum):
    """What became of a target above, in the order of how much an officer must look at it."""

    WEAKER = "weaker"
    MISSING = "missing"
    OVERLAPPING = "overlapping"
    NOT_COMPARABLE = "notComparable"
    PART = "partOfWhole"
    EQUAL = "equal"
    STRICTER = "stricter"
    UNTOLD = "noTargetKnown"

    @property
    def sign(self) -> str:
        """What stands for it where there is no room for words."""
        return _SIGNS[self]

    @property
    def word(self) -> Wording:
        """What people call it."""
        return _WORDS[self]

    @property
    def meaning(self) -> Wording:
        """What it means, in a sentence."""
        return _MEANINGS[self]


_SIGNS: Final = {
    Outcome.WEAKER: "▼",
    Outcome.MISSING: "○",
    Outcome.OVERLAPPING: "≈",
    Outcome.NOT_COMPARABLE: "‖",
    Outcome.PART: "◔",
    Outcome.EQUAL: "=",
    Outcome.STRICTER: "▲",
    Outcome.UNTOLD: "?",
}
_WORDS: Final = {
    Outcome.WEAKER: Wording("thấp hơn yêu cầu", "weaker"),
    Outcome.MISSING: Wording("thiếu ở dưới", "missing below"),
    Outcome.OVERLAPPING: Wording("giao nhau", "overlapping"),
    Outcome.NOT_COMPARABLE: Wording("không so sánh được", "not comparable"),
    Outcome.PART: Wording("là phần của tổng", "part of a whole"),
    Outcome.EQUAL: Wording("bằng", "equal"),
    Outcome.STRICTER: Wording("cao hơn yêu cầu", "stricter"),
    Outcome.UNTOLD: Wording("chưa biết", "not known"),
}
_MEANINGS: Final = {
    Outcome.WEAKER: Wording(
        "cấp dưới đặt thấp hơn yêu cầu của thành phố", "the step below asks for less than the city"
    ),
    Outcome.MISSING: Wording(
        "cấp dưới thực hiện chương trình mà không thấy chỉ tiêu tương ứng "
        "trong phần đồ thị biết về văn bản",
        "the step below carries the programme out, and what the graph knows of its document has "
        "no such target",
    ),
    Outcome.OVERLAPPING: Wording(
        "hai khoảng giá trị giao nhau, không bên nào đòi hỏi nhiều hơn hẳn",
        "the values overlap and neither side asks plainly for more",
    ),
    Outcome.NOT_COMPARABLE: Wording(
        "đặt cạnh nhau được mà không xếp được cao thấp",
        "the two stand side by side and cannot be ranked",
    ),
    Outcome.PART: Wording(
        "cấp dưới góp một phần vào con số chung, nên nhỏ hơn không phải là yếu hơn",
        "the step below adds its part to the city's total, so less is not weaker",
    ),
    Outcome.EQUAL: Wording(
        "cấp dưới đặt đúng như thành phố", "the step below asks for the same as the city"
    ),
    Outcome.STRICTER: Wording(
        "cấp dưới đặt cao hơn thành phố", "the step below asks for more than the city"
    ),
    Outcome.UNTOLD: Wording(
        "văn bản cấp dưới có trong đồ thị mà chưa biết chỉ tiêu nào của nó",
        "the document below is in the graph, and no target of it is known",
    ),
}


def outcome_of(outcome: NamedNode, reasons: frozenset[NamedNode]) -> Outcome:
    """Return what an alignment comes to, its reasons weighed in.

    A part is not weaker than its whole, and nothing is missing from a text nobody has read.
    """
    if outcome == BT.weaker and BT.partOfWhole in reasons:
        return Outcome.PART
    if outcome == BT.missing and BT.noTargetKnown in reasons:
        return Outcome.UNTOLD
    return Outcome(BT.local(outcome))
