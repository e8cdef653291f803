"""The numbers that Word gives paragraphs by itself, as it prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from .counting import counted, whole

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE: Final = f"{W}val"
_PLACE: Final = re.compile(r"%([1-9])")
_LEVELS: Final = range(9)
_BULLETS: Final = {"-": "-", "–": "-", "\uf02d": "-", "+": "+", "*": "*"}
_OTHER_BULLET: Final = "•"
_DEEPEST: Final = 20
"""Styles that stand on one another, and are followed."""


class _Level(NamedTuple):
    style: str
    words: str
    start: int
    decimal: bool


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styled = _styled(styles)
        if numbering is not None:
            self._read(numbering)

    def label(self, properties: Any) -> str:
        """Return the label of the next paragraph with these properties, counting on."""
        number, depth = self._of(properties)
        levels = self._levels.get(number, {})
        level = levels.get(depth)
        if level is None:
            return ""
        if level.style == "bullet":
            return _BULLETS.get(level.words.strip(), _OTHER_BULLET)
        counts = self._counts.setdefault(self._abstract[number], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.style == "none":
            return ""

        def said(place: re.Match[str]) -> str:
            above = levels.get(int(place[1]) - 1)
            if above is None:
                return ""
            count = counts.get(int(place[1]) - 1, above.start)
            return counted(count, "decimal" if level.decimal else above.style)

        return _PLACE.sub(said, level.words).strip()

    def _of(self, properties: Any) -> tuple[str, int]:
        """Return the list and depth of a paragraph: its own, else those of its style."""
        if properties is None:
            return "", 0
        number, depth = _numbered(properties)
        style = properties.find(f"{W}pStyle")
        if style is not None:
            from_style = self._styled.get(style.get(_VALUE, ""), (None, None))
            number = from_style[0] if number is None else number
            depth = from_style[1] if depth is None else depth
        return number or "", depth or 0

    def _read(self, numbering: Any) -> None:
        abstract = {
            one.get(f"{W}abstractNumId", ""): dict(_levels(one))
            for one in numbering.iterfind(f"{W}abstractNum")
        }
        for one in numbering.iterfind(f"{W}num"):
            name = one.get(f"{W}numId", "")
            based = one.find(f"{W}abstractNumId")
            base = based.get(_VALUE, "") if based is not None else ""
            levels = dict(abstract.get(base, {}))
            own = False
            for override in one.iterfind(f"{W}lvlOverride"):
                depth = whole(override.get(f"{W}ilvl"), 0)
                levels |= dict(_levels(override))
                start = override.find(f"{W}startOverride")
                if start is not None and depth in levels:
                    levels[depth] = levels[depth]._replace(start=whole(start.get(_VALUE), 1))
                    own = True
            self._levels[name] = levels
            self._abstract[name] = f"num {name}" if own else base


def _levels(holder: Any) -> Mapping[int, _Level]:
    found = {}
    for level in holder.iterfind(f"{W}lvl"):
        depth = whole(level.get(f"{W}ilvl"), 0)
        style, words, start = (
            one.get(_VALUE, "") if (one := level.find(f"{W}{key}")) is not None else ""
            for key in ("numFmt", "lvlText", "start")
        )
        if depth in _LEVELS:
            found[depth] = _Level(
                style, words, whole(start, 1), level.find(f"{W}isLgl") is not None
            )
    return found


def _numbered(properties: Any) -> tuple[str | None, int | None]:
    number = properties.find(f"{W}numPr/{W}numId")
    depth = properties.find(f"{W}numPr/{W}ilvl")
    return (
        None if number is None else number.get(_VALUE, ""),
        None if depth is None else whole(depth.get(_VALUE), 0),
    )


def _styled(styles: Any) -> Mapping[str, tuple[str | None, int | None]]:
    """Return the list and depth of each style of paragraph, its own or what it is based on."""
    if styles is None:
        return {}
    own: dict[str, tuple[str | None, int | None]] = {}
    bases: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        properties = style.find(f"{W}pPr")
        own[name] = (None, None) if properties is None else _numbered(properties)
        based = style.find(f"{W}basedOn")
        if based is not None:
            bases[name] = based.get(_VALUE, "")
    found = {}
    for name in own:
        number, depth = own[name]
        at = name
        for _ in range(_DEEPEST):
            at = bases.get(at, "")
            above = own.get(at, (None, None))
            number = above[0] if number is None else number
            depth = above[1] if depth is None else depth
        found[name] = (number, depth)
    return found
