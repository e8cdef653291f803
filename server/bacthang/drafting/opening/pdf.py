"""The text layer of a PDF file, its paragraphs put together again.

Lines that layout broke are joined; page numbers and running heads, which may stand in the middle of
a sentence, follow the paragraph that they interrupt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pypdfium2

from ...errors import DamagedFile, LockedFile, NoTextLayer, SwollenFile, TextTooLarge
from ..cleaning import cleaned

_PAGES: Final = 3_000
_LETTERS: Final = 20_000_000
_BETWEEN_PAGES: Final = "\f"
_BROKEN_WORD: Final = re.compile("[\ufffe\x02]\n?")
_FEWEST: Final = 25
"""Letters of a page that bears words; a stamp or the number of a scanned page has fewer."""
_PASSWORD: Final = "password"


def pdf_text(data: bytes, name: str) -> str:
    """Return the text layer, a paragraph a line.

    Raises DamagedFile, LockedFile, NoTextLayer, SwollenFile, TextTooLarge.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _PASSWORD in str(error).lower():
            raise LockedFile(name=name, kind="PDF") from None
        raise DamagedFile(name=name, kind="PDF", what=str(error)) from None
    try:
        if len(document) > _PAGES:
            raise SwollenFile(
                name=name,
                what_vi=f"nó có {len(document)} trang, quá {_PAGES}",
                what_en=f"it has {len(document)} pages, more than {_PAGES}",
            )
        pages = list(_pages(document, name))
    finally:
        document.close()
    if not any(len(page.strip()) >= _FEWEST for page in pages):
        raise NoTextLayer(name=name, pages=len(pages))
    return "\n".join(_rejoined(_BETWEEN_PAGES.join(pages)))


def _pages(document: pypdfium2.PdfDocument, name: str) -> Iterator[str]:
    letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage().get_text_range()
        except pypdfium2.PdfiumError as error:
            what = f"{error} ({number + 1})"
            raise DamagedFile(name=name, kind="PDF", what=what) from None
        letters += len(text)
        if letters > _LETTERS:
            limit = _LETTERS // 1_000_000
            raise TextTooLarge(name=name, size=f"> {limit}", limit=limit)
        page.close()
        yield _BROKEN_WORD.sub("", text.replace("\r\n", "\n"))


def _rejoined(text: str) -> Iterator[str]:
    """Yield the paragraphs in the letters of the file, then what interrupted each."""
    clean = cleaned(text)
    lines = iter(clean.lines)
    for paragraph in clean.paragraphs:
        words: list[str] = []
        between: list[str] = []
        for line in lines:
            printed = text[slice(*clean.span(line.start, line.end))]
            if not line.furniture:
                words.append(printed)
            elif words:
                between.append(printed)
            else:
                yield printed
            if line.end >= paragraph.end:
                break
        yield " ".join(words)
        yield from between
    yield from (text[slice(*clean.span(line.start, line.end))] for line in lines)
