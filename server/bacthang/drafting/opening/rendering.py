"""HTML as lines: blocks, list items with their bullet or number, tables row by row."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any, Final

from lxml import etree

from .counting import counted, whole
from .grid import Grid

_PARAGRAPHS: Final = frozenset(
    {"p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
    | {"pre", "figure", "figcaption", "address", "center", "form", "fieldset", "header", "table"}
    | {"dl", "ul", "ol", "hr", "details", "summary", "body", "caption"}
)
_LINES: Final = frozenset({"li", "dt", "dd", "tr"})
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_MARKED: Final = re.compile(r"([-+*•·–]|\(?(\d{1,3}|[a-zđA-ZĐ]|[ivxIVX]{1,5})[.)])")
_BULLETS: Final = ("-", "+", "•")
_POWERS: Final = {"2": "²", "3": "³"}
_LAID_OUT: Final = 4
"""The rows below which a table with blocks in its cells is layout, not a table of values."""


def rendered(root: Any, dropped: Set[Any]) -> str:
    """Return the words below an element of lxml, without those of what is dropped."""
    writer = _Writer()
    for event, element in (walk := etree.iterwalk(root, events=("start", "end"))):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            if element in dropped:
                writer.skip(element)
                walk.skip_subtree()
            else:
                writer.begin(element)
        elif element not in dropped:
            writer.end(element, element is root)
    return writer.text()


class _Writer:
    """The lines so far, the line that is being written, and the lists and tables around it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._lists: list[_List] = []
        self._grids: list[Grid | None] = []
        self._label = ""
        self._exact = 0

    def begin(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self._break(1)
        elif tag in ("ul", "ol"):
            self._break(1 if self._lists else 2)
            self._lists.append(_List(element, sum(one.bulleted for one in self._lists)))
        elif tag == "li":
            self._break(1)
            self._label = self._lists[-1].label(element) if self._lists else "-"
        elif tag == "table":
            self._break(2)
            self._grids.append(None if _is_layout(element) else Grid())
        elif tag in ("td", "th") and self._grid:
            self._break(1)
            self._grid.cell(element.get("colspan"), element.get("rowspan"))
        elif tag == "tr" and self._grid:
            self._break(1)
            self._grid.row()
        elif tag == "pre":
            self._break(2)
            self._exact += 1
        elif tag in _PARAGRAPHS or tag in _LINES or tag in ("td", "th"):
            self._break(2 if tag in _PARAGRAPHS else 1)
        self._say(_raised(element) if tag == "sup" else element.text)

    def end(self, element: Any, is_root: bool) -> None:
        tag = element.tag
        if tag in ("ul", "ol") and self._lists:
            self._break(1 if len(self._lists) > 1 else 2)
            self._lists.pop()
        elif tag == "table" and self._grids:
            self._break(1)
            if grid := self._grids.pop():
                self._lines += ["", *grid.lines(), ""]
        elif tag == "pre":
            self._break(2)
            self._exact -= 1
        elif tag in _PARAGRAPHS:
            self._break(2)
        elif tag in _LINES or tag in ("td", "th"):
            self._break(1)
            self._label = ""
        if not is_root:
            self._say(element.tail)

    def skip(self, element: Any) -> None:
        """Pass over an element, and say what follows it."""
        self._say(element.tail)

    def text(self) -> str:
        """Return what was written: never two empty lines on end."""
        self._break(1)
        text = "\n".join(self._lines).strip("\n")
        return re.sub(r"\n{3,}", "\n\n", text)

    @property
    def _grid(self) -> Grid | None:
        return self._grids[-1] if self._grids else None

    def _say(self, words: str | None) -> None:
        if not words:
            return
        if self._exact:
            first, *others = words.split("\n")
            self._line.append(first)
            for other in others:
                self._break(1)
                self._line.append(other)
        else:
            self._line.append(words)

    def _break(self, height: int) -> None:
        words = _SPACES.sub(" ", "".join(self._line)).strip()
        self._line.clear()
        if words and self._label:
            words = words if _MARKED.match(words) else f"{self._label} {words}"
            self._label = ""
        if grid := self._grid:
            grid.say(words)
        elif words:
            self._lines.append(words)
        if height > 1 and not self._grid and self._lines and self._lines[-1]:
            self._lines.append("")


class _List:
    """A list, how deep it stands in others with bullets, and how far it has counted."""

    def __init__(self, element: Any, depth: int) -> None:
        self.bulleted = element.tag == "ul"
        self._type = element.get("type") or "1"
        self._next = whole(element.get("start"), 1)
        self._bullet = _BULLETS[min(depth, len(_BULLETS) - 1)]

    def label(self, item: Any) -> str:
        """Return what stands before an item."""
        if self.bulleted:
            return self._bullet
        number = whole(item.get("value"), self._next)
        self._next = number + 1
        said = counted(number, _STYLES.get(self._type, "decimal"))
        return f"{said})" if self._type == "a" else f"{said}."


_STYLES: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _raised(element: Any) -> str | None:
    """Return the words of a superscript: a power as its own letter."""
    words: str | None = element.text
    return _POWERS.get(words.strip(), words) if words else words


def _is_layout(table: Any) -> bool:
    """Tell whether a table only sets blocks side by side."""
    rows = list(table.iterfind("tr")) + list(table.iterfind("*/tr"))
    if any(True for _ in table.iterdescendants("table")):
        return True
    return len(rows) < _LAID_OUT and any(
        sum(1 for _ in cell.iterdescendants("p", "li", "div", "h1", "h2", "h3")) > 1
        for row in rows
        for cell in row
    )
