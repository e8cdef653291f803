"""A target as the model can say it (DESIGN section 3, Bounds), and what had to be left out.

A reading may find half a commitment: an average of no known period, a range with one end. What the
rules would refuse is not written; a doubt says so in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ...errors import Wording
from ..proposal import DocumentProposal, Doubt, TargetProposal

_CEILINGS: Final = ("atMost", "lessThan")
_CHANGES: Final = ("increaseBy", "decreaseBy")
_BARE: Final = ("reach", "maintain")
_SPANS: Final = ("overPeriod", "averagePerYear")
_RATES: Final = {"PERCENT", "PERCENT-PER-YR"}
_ALIKE: Final = (_RATES, {"NUM", "PERSON"}, {"NUM", "YR"})
"""Units of which print often leaves open which is meant; the figure is the same in both."""

_MOST: Final = 100

_NO_FIGURE: Final = Doubt(
    "no-figure",
    Wording(
        "Cách so sánh này cần một con số mà không đọc được; chưa ghi thành chỉ tiêu.",
        "This comparator needs a figure and none was read; it is not stated as a target yet.",
    ),
)
_NO_SPAN: Final = Doubt(
    "no-period",
    Wording(
        "Con số bình quân hay cả giai đoạn mà không rõ giai đoạn nào; chưa ghi chu kỳ.",
        "An average or a total of no known period; its recurrence is left out.",
    ),
)
_NO_UNIT: Final = Doubt(
    "no-unit",
    Wording(
        "Không đọc được đơn vị; tạm ghi là số đếm.",
        "No unit was read; a plain count is put down for now.",
    ),
)
_TOO_MUCH: Final = Doubt(
    "over-100",
    Wording(
        "Không gì giảm được quá 100 %; xem lại con số hay đơn vị.",
        "Nothing decreases by more than 100 %; look at the figure or the unit again.",
    ),
)


@dataclass(frozen=True)
class Fitted:
    """A target as it is written; one that is held back cannot be said as it was read."""

    target: TargetProposal
    held: bool = False


def fitted(
    target: TargetProposal, direction: str, unit: str | None, document: DocumentProposal
) -> Fitted:
    """Return a target in the form that the rules ask of one on such an indicator.

    ``direction`` and ``unit`` are those of the indicator.
    """
    target = _dated(replace(target, unit=unit_on(target, unit) or target.unit), document)
    target = _with_unit(target)
    if target.comparator == "complete":
        return Fitted(replace(target, lower=None, upper=None, unit=None, relative_to=None))
    if target.relative_to:
        return Fitted(replace(target, lower=None, upper=None))
    if target.comparator in _CHANGES:
        return _change(target)
    target = _bounded(target, direction)
    if target.lower is None and target.upper is None:
        return _held(target, _NO_FIGURE)
    return Fitted(target)


def unit_on(target: TargetProposal, measured: str | None) -> str | None:
    """Return the unit in which a target stands on an indicator measured in that unit.

    None when it cannot: it would be a figure of something else (TGT-01).
    """
    if measured is None or target.unit in (None, measured):
        return target.unit or measured
    if target.comparator in _CHANGES and (
        target.unit in _RATES or (target.unit == "PERCENTAGE_POINT" and measured == "PERCENT")
    ):
        return target.unit
    return measured if any({target.unit, measured} <= alike for alike in _ALIKE) else None


def _dated(target: TargetProposal, document: DocumentProposal) -> TargetProposal:
    if target.recurrence in (None, "byYear") and target.year is not None:
        return replace(target, recurrence="byYear")
    if target.recurrence == "byYear":
        return replace(target, recurrence=None)
    known = target.year is not None or target.period or document.period
    if target.recurrence in _SPANS and not known:
        return _doubted(replace(target, recurrence=None), _NO_SPAN)
    return target


def _with_unit(target: TargetProposal) -> TargetProposal:
    if target.unit is None and (target.lower is not None or target.upper is not None):
        return _doubted(replace(target, unit="NUM"), _NO_UNIT)
    return target


def _bounded(target: TargetProposal, direction: str) -> TargetProposal:
    """Put the figure where its comparator has it."""
    low, high = target.lower, target.upper
    either = low if low is not None else high
    kind = target.comparator
    if low is not None and high is not None and low != high:
        return replace(target, comparator="between", lower=min(low, high), upper=max(low, high))
    if kind == "between":
        kind = "reach"
    ceiling = kind in _CEILINGS or (kind in _BARE and direction == "lowerIsBetter")
    if ceiling:
        return replace(target, comparator=kind, lower=None, upper=either)
    return replace(target, comparator=kind, lower=either, upper=None)


def _change(target: TargetProposal) -> Fitted:
    if target.lower is None or target.lower <= 0:
        return _held(target, _NO_FIGURE)
    most = max(target.lower, target.upper or target.lower)
    if target.comparator == "decreaseBy" and target.unit == "PERCENT" and most > _MOST:
        return _held(target, _TOO_MUCH)
    if target.upper is not None and target.upper < target.lower:
        return Fitted(replace(target, lower=target.upper, upper=target.lower))
    return Fitted(target)


def _held(target: TargetProposal, doubt: Doubt) -> Fitted:
    return Fitted(_doubted(target, doubt), held=True)


def _doubted(target: TargetProposal, doubt: Doubt) -> TargetProposal:
    return replace(target, doubts=(*target.doubts, doubt))
