"""A scale of numbers: round ticks that leave room for their labels, and where a value falls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import Final

_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
_ROOM: Final = Decimal("0.06")
_MOST: Final = 200
_FEWEST: Final = 3


@dataclass(frozen=True)
class Axis:
    """A scale from ``low`` to ``high`` over ``width``, with its ticks."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    width: float

    def at(self, value: Decimal) -> float:
        """Return how far along the scale a value falls; what lies beyond is held at its end."""
        share = float((value - self.low) / (self.high - self.low))
        return min(1.0, max(0.0, share)) * self.width


def axis_over(
    values: Iterable[Decimal], width: float, most: int, ceiling: Decimal | None = None
) -> Axis:
    """Return the finest scale that holds all values, with at most so many round ticks.

    Three ticks it may always have. There is a little room on both sides of the values; none below
    zero or above ``ceiling`` where no value is. Raises ValueError without values.
    """
    found = sorted(values)
    if not found:
        raise ValueError("a scale needs values")
    low, high = found[0], found[-1]
    spread = high - low or abs(high) * Decimal("0.1") or Decimal(1)
    room = spread * _ROOM if high > low else spread
    wanted = (
        max(low - room, Decimal(0)) if low >= 0 else low - room,
        min(high + room, ceiling) if ceiling is not None and high <= ceiling else high + room,
    )
    for step in _steps(wanted[1] - wanted[0]):
        first = (wanted[0] / step).to_integral_value(ROUND_FLOOR) * step
        last = (wanted[1] / step).to_integral_value(ROUND_CEILING) * step
        many = int((last - first) / step) + 1
        if many <= max(_FEWEST, most):
            ticks = tuple(_plain(first + step * place) for place in range(many))
            return Axis(ticks[0], ticks[-1], ticks, width)
    raise ValueError("a scale needs finite values")


def _steps(spread: Decimal) -> Iterable[Decimal]:
    """Yield round steps, from one much finer than a spread upwards."""
    power = spread.adjusted() - 2
    for place in count():
        if place > _MOST:
            return
        turn, which = divmod(place, len(_STEPS))
        yield _STEPS[which].scaleb(power + turn)


def _plain(value: Decimal) -> Decimal:
    """Return a number without the exponent that scaling leaves it with."""
    return Decimal(format(value.normalize(), "f"))
