"""Whether a unit, with its comparator, can be one of an indicator: a share is not a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..tables import table
from .words import Keys, has, keys

_CHANGES: Final = frozenset({"increaseBy", "decreaseBy"})
_PARTS: Final = frozenset({"PERCENT", "PERCENT-PER-YR", "PERCENTAGE_POINT"})
_SHARE, _NUMBER = "share", "number"


class Measures:
    """The units that go together, as the table ``matching`` says."""

    def __init__(self, more: Path | None = None) -> None:
        entries = table("matching", more)
        self._families = [
            (frozenset(entry["units"]), entry.get("only"))
            for entry in entries
            if "units" in entry and "implies" not in entry
        ]
        self._implied = dict(_implied(entries))
        self._says = {kind: list(_words(entries, kind)) for kind in (_SHARE, _NUMBER)}

    def implied(self, unit: str | None) -> str:
        """Return the words that a unit says by itself, empty for most."""
        return self._implied.get(unit or "", "")

    def fit(
        self, known: str | None, unit: str | None, comparator: str | None, said: str, label: str
    ) -> bool:
        """Return whether a target of ``unit`` and ``comparator`` may be one of an indicator.

        ``known`` is the unit of the indicator, ``said`` the phrase, ``label`` its name. A change in
        percent is one of whatever changes, but the words must not speak of a share where the
        indicator is a number, nor the other way round.
        """
        if unit is None:
            return comparator is None or known is None
        if known is None:
            return False
        if comparator in _CHANGES and unit in _PARTS:
            return self._changes(known, unit, said, label)
        return unit == known or any(
            {unit, known} <= units and (only is None or has(keys(label), keys(only)))
            for units, only in self._families
        )

    def _changes(self, known: str, unit: str, said: str, label: str) -> bool:
        if known in _PARTS and any(
            only and has(keys(label), keys(only)) for _, only in self._families
        ):
            return True
        share = self._speaks_of(said, _SHARE)
        if known in _PARTS:
            return share or unit == "PERCENTAGE_POINT"
        return not share and unit != "PERCENTAGE_POINT"

    def _speaks_of(self, said: str, kind: str) -> bool:
        row = keys(said)
        return any(has(row, words) for words in self._says[kind])


def _implied(entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for unit in entry.get("units", ()) if "implies" in entry else ():
            yield unit, entry["implies"]


def _words(entries: Sequence[Mapping[str, Any]], kind: str) -> Iterator[Keys]:
    for entry in entries:
        if entry.get("says") == kind:
            yield from map(keys, entry["words"])
