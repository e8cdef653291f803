"""The text of a Word file: paragraphs with the numbers Word gives them, tables row by row.

Only the parts that hold words are unpacked, and no more of them than the limit; nothing that a file
refers to is fetched.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from lxml import etree

from ...errors import DamagedFile, LockedFile, SwollenFile
from .grid import Grid
from .numbering import Numbering, W

_LIMIT: Final = 100_000_000
"""Bytes of a part, unpacked: words take a tenth of them, formatting the rest."""
_DAMAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, ValueError, OverflowError),
)
"""What reading a zip file raises where it is not as it should be."""
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of files that are saved as Strict Open XML."""
_SKIPPED: Final = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}tcPr"}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_LETTERS: Final = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_LAID_OUT: Final = 4
"""The rows below which a table with several paragraphs in a cell is layout."""


def word_text(data: bytes, name: str) -> str:
    """Return the text of a Word file, a paragraph a line; footnotes stand at the end.

    Raises DamagedFile, LockedFile, SwollenFile.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            document, numbering, styles, notes = (
                _part(archive, f"word/{part}.xml", name)
                for part in ("document", "numbering", "styles", "footnotes")
            )
    except (*_DAMAGE, etree.LxmlError) as error:
        raise DamagedFile(name=name, kind="Word", what=str(error)) from None
    except RuntimeError:
        raise LockedFile(name=name, kind="Word") from None
    if document is None:
        raise DamagedFile(name=name, kind="Word", what="word/document.xml")
    counting = Numbering(numbering, styles)
    lines = [*_lines(document, counting), *_footnotes(notes, counting)]
    return "\n".join(lines).strip("\n")


def _part(archive: zipfile.ZipFile, part: str, name: str) -> Any:
    """Return the root of a part of the file, if it has it: nothing is resolved or fetched."""
    if part not in archive.NameToInfo:
        return None
    with archive.open(part) as packed:
        content = packed.read(_LIMIT + 1)
    if len(content) > _LIMIT:
        limit = _LIMIT // 1_000_000
        raise SwollenFile(
            name=name,
            what_vi=f"phần {part} của nó bung ra quá {limit} MB",
            what_en=f"its part {part} unpacks to more than {limit} MB",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content.replace(_STRICT, W.strip("{}").encode()), parser)


def _footnotes(notes: Any, numbering: Numbering) -> Iterator[str]:
    if notes is None:
        return
    for count, note in enumerate(
        note for note in notes.iterfind(f"{W}footnote") if note.get(f"{W}type") is None
    ):
        if words := " ".join(filter(None, _lines(note, numbering))):
            yield f"[{count + 1}] {words}"


def _lines(root: Any, numbering: Numbering) -> list[str]:
    """Return the lines of all paragraphs and tables below an element, in their order."""
    writer = _Writer(numbering)
    walk = etree.iterwalk(root, events=("start", "end"), tag=etree.Element)
    for event, element in walk:
        if event == "end":
            writer.end(element)
        elif element.tag in _SKIPPED:
            walk.skip_subtree()
        else:
            writer.begin(element)
    return writer.lines


class _Writer:
    """The lines so far, and the paragraphs and tables that are being read."""

    def __init__(self, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self._numbering = numbering
        self._paragraphs: list[list[str]] = []
        self._grids: list[Grid | None] = []

    def begin(self, element: Any) -> None:
        tag = element.tag
        if tag == f"{W}p":
            label = self._numbering.label(element.find(f"{W}pPr"))
            self._paragraphs.append([f"{label} "] if label else [])
        elif tag == f"{W}tbl":
            self._grids.append(None if _is_layout(element) else Grid())
        elif tag == f"{W}tr" and self._grid:
            self._grid.row()
        elif tag == f"{W}tc" and self._grid:
            wide = element.find(f"{W}tcPr/{W}gridSpan")
            self._grid.cell(None if wide is None else wide.get(f"{W}val"))
        elif self._paragraphs:
            self._paragraphs[-1].append(_said(element))

    def end(self, element: Any) -> None:
        if element.tag == f"{W}p" and self._paragraphs:
            words = "".join(self._paragraphs.pop())
            if self._grid:
                self._grid.say(" ".join(words.split()))
            else:
                self.lines += (line.strip() for line in words.split("\n"))
        elif element.tag == f"{W}tbl" and self._grids and (grid := self._grids.pop()):
            if self._grid:
                self._grid.say(" ".join(grid.lines()))
            else:
                self.lines += ["", *grid.lines(), ""]

    @property
    def _grid(self) -> Grid | None:
        return self._grids[-1] if self._grids else None


def _said(element: Any) -> str:
    """Return the letters that an element of a run stands for."""
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag == f"{W}sym":
        code = element.get(f"{W}char") or ""
        return "•" if code.upper().startswith("F0") else ""
    return _LETTERS.get(element.tag, "")


def _is_layout(table: Any) -> bool:
    """Tell whether a table only sets paragraphs side by side, as at the head of a letter."""
    rows = table.findall(f"{W}tr")
    return len(rows) < _LAID_OUT and any(
        len(cell.findall(f"{W}p")) > 1 for row in rows for cell in row.iterfind(f"{W}tc")
    )
