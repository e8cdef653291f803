"""The targets on an indicator as values of pictures: a panel for each unit they are told in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Final

from pyoxigraph import NamedNode

from ..drawing.chart import Group, Mark, Panel
from ..errors import Lang, Wording
from ..intervals import CHANGES, Comparator
from ..namespaces import UNIT
from .commitments import Target, When

_CHANGE: Final = Wording("thay đổi, {unit}", "change, {unit}")
_SCALES: Final = (
    (Decimal(10**9), Wording("tỷ {unit}", "billion {unit}")),
    (Decimal(10**6), Wording("triệu {unit}", "million {unit}")),
)
_YEAR: Final = Wording("Năm {year}", "{year}")
_PERIOD: Final = Wording("Giai đoạn {start}–{end}", "{start}–{end}")
_UNTIL: Final = Wording("Đến năm {end}", "Until {end}")
_FROM: Final = Wording("Từ năm {start}", "From {start}")
_UNDATED: Final = Wording("Không ghi năm", "No year given")
_SHARES: Final = {UNIT.PERCENT: Decimal(100), UNIT.PERMILLE: Decimal(1000)}
_UP: Final = {Comparator.AT_LEAST, Comparator.MORE_THAN, *CHANGES}
_DOWN: Final = {Comparator.AT_MOST, Comparator.LESS_THAN}
_BEYOND: Final = {Comparator.MORE_THAN, Comparator.LESS_THAN}


def panels(targets: Iterable[Target], lang: Lang) -> tuple[Panel, ...]:
    """Return the targets that have a number, those of one unit together, changes apart from levels.

    Within a panel they stand by time, the earlier first, and from the top of the staircase down.
    """
    found: defaultdict[tuple[bool, NamedNode | None], list[Target]] = defaultdict(list)
    for target in drawn(targets):
        found[_is_change(target), target.unit.iri if target.unit else None].append(target)
    return tuple(
        _panel(is_change, own, lang)
        for (is_change, _), own in sorted(found.items(), key=lambda item: -len(item[1]))
    )


def drawn(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return the targets that a picture can show: those with a number."""
    return tuple(t for t in targets if t.lower is not None or t.upper is not None)


def time_of(when: When, lang: Lang) -> str:
    """Return a time in words, as a heading."""
    if when.year is not None:
        return _YEAR.said(lang, year=when.year)
    if when.start is not None and when.end is not None:
        return _PERIOD.said(lang, start=when.start, end=when.end)
    if when.end is not None:
        return _UNTIL.said(lang, end=when.end)
    if when.start is not None:
        return _FROM.said(lang, start=when.start)
    return _UNDATED.said(lang)


def _panel(is_change: bool, targets: list[Target], lang: Lang) -> Panel:
    unit = targets[0].unit
    name = unit.name if unit and unit.iri != UNIT.NUM else ""
    targets.sort(key=lambda target: (target.when.order, target.rank, str(target.iri)))
    groups = [
        Group(heading, tuple(map(_mark, own)))
        for heading, own in groupby(targets, lambda target: time_of(target.when, lang))
    ]
    least = min(end for t in targets for end in (t.lower, t.upper) if end is not None)
    for scale, words in _SCALES:
        if least >= scale:
            name = words.said(lang, unit=name).strip()
            break
    else:
        scale = Decimal(1)
    return Panel(
        unit=_CHANGE.said(lang, unit=name).rstrip(", ") if is_change else name,
        groups=tuple(_merged(groups)),
        ceiling=None if is_change or unit is None else _SHARES.get(unit.iri),
        scale=scale,
    )


def _merged(groups: Iterable[Group]) -> Iterable[Group]:
    """Return groups with one for each heading."""
    found: dict[str, Group] = {}
    for group in groups:
        same = found.get(group.heading)
        found[group.heading] = replace(same, marks=same.marks + group.marks) if same else group
    return found.values()


def _is_change(target: Target) -> bool:
    return target.comparator.local in CHANGES


def _mark(target: Target) -> Mark:
    ends = [end for end in (target.lower, target.upper) if end is not None]
    comparator = target.comparator.local
    is_single = len(ends) == 1
    return Mark(
        who=" · ".join((", ".join(area.name for area in target.areas), target.holder)),
        words=target.promise,
        low=ends[0],
        high=ends[-1],
        up=is_single and comparator in _UP,
        down=comparator in _DOWN,
        beyond=comparator in _BEYOND,
        rank=target.rank,
        is_reported=not target.witness.quotes,
    )
