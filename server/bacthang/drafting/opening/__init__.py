"""Files as people have them, opened as the text that a draft reads.

The format is told by content, then by the name. Nothing is sent anywhere: all is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from ...errors import EmptyText, TextTooLarge
from .kinds import Kind, kind_of
from .language import refuse_foreign
from .page import page_text
from .pdf import pdf_text
from .plain import plain_text
from .word import word_text

LIMIT: Final = 20_000_000
"""Bytes of text that are read, as UTF-8."""
_FILE_LIMIT: Final = 200_000_000
"""Bytes of a file that holds pictures beside its text."""

_READERS: Final[Mapping[Kind, Callable[[bytes, str], str]]] = {
    Kind.PAGE: page_text,
    Kind.WORD: word_text,
    Kind.PDF: pdf_text,
}
_SUFFIXES: Final = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".docx", ".pdf"})
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WORD: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Opened:
    """The text of a file. ``name`` is the file of ``data/sources/`` that it belongs in.

    ``extracted`` tells that the text is not the file as it is, letter for letter in UTF-8: it then
    has to be stored under that name, for offsets to count in it.
    """

    name: str
    text: str
    extracted: bool


def opened(data: bytes, name: str) -> Opened:
    """Return the text of a file, whose name may be ``-``.

    Raises the UnfitText that says why it cannot be drafted from: EmptyText, BinaryText,
    TextTooLarge, SwollenFile, DamagedFile, LockedFile, NoTextLayer, NotVietnamese, LegacyEncoding,
    UnknownEncoding.
    """
    shown = PurePath(name.replace("\\", "/")).name or "-"
    kind = kind_of(data, shown)
    limit = LIMIT if kind in (Kind.PLAIN, Kind.PAGE) else _FILE_LIMIT
    _refuse_large(len(data), limit, shown)
    if kind is Kind.PLAIN:
        text, extracted = plain_text(data, shown)
    else:
        text, extracted = _FORBIDDEN.sub(" ", _READERS[kind](data, shown)), True
    if not _WORD.search(text):
        raise EmptyText(name=shown)
    _refuse_large(len(text.encode("utf-8")), LIMIT, shown)
    refuse_foreign(text, shown)
    return Opened(_source_name(shown), text, extracted)


def _refuse_large(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise TextTooLarge(name=name, size=-(-size // 1_000_000), limit=limit // 1_000_000)


def _source_name(name: str) -> str:
    path = PurePath(re.sub(r"[\x00-\x1f\x7f]", "", name))
    if path.suffix == ".txt":
        return path.name
    bare = path.stem if path.suffix.lower() in _SUFFIXES else path.name
    return f"{bare.strip('-. ') or 'text'}.txt"
