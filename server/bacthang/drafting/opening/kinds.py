"""What kind of file bytes are: by what they begin with, then by the name."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Mapping
from enum import Enum
from io import BytesIO
from pathlib import PurePath
from typing import Final

from ...errors import BinaryText, DamagedFile, LockedFile, Wording


class Kind(Enum):
    """The kinds of file that a text is read from."""

    PLAIN = "text"
    PAGE = "HTML"
    WORD = "Word"
    PDF = "PDF"


_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PICTURE: Final = Wording("nó là một tệp ảnh", "it is a picture")
_ARCHIVE: Final = Wording("nó là một tệp nén", "it is an archive")
_OLD_OFFICE: Final = Wording(
    "nó là tệp Office kiểu cũ (.doc, .xls)", "it is a file of the old Office (.doc, .xls)"
)
_OTHER_ZIP: Final = Wording(
    "nó là một tệp nén, không phải tệp Word (.docx)", "it is an archive, and no Word file (.docx)"
)
_BEGINNINGS: Final[Mapping[bytes, Wording]] = {
    _OLE: _OLD_OFFICE,
    b"{\\rtf": Wording("nó là tệp RTF", "it is RTF"),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\x00": _PICTURE,
    b"MM\x00*": _PICTURE,
    b"\x1f\x8b": _ARCHIVE,
    b"BZh": _ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": _ARCHIVE,
    b"Rar!": _ARCHIVE,
    b"\xfd7zXZ": _ARCHIVE,
    b"PK\x05\x06": _ARCHIVE,
    b"\x7fELF": Wording("nó là một chương trình", "it is a program"),
}
_MARKUP: Final = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*"
    rb"<(!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|table|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(rb"<(p|div|br|table|body|html|li|h[1-6])\b[^>]*>", re.IGNORECASE)
_MARKS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_HEAD: Final = 4096
_WRONG: Final = (ValueError, NotImplementedError, OverflowError)


def kind_of(data: bytes, name: str) -> Kind:
    """Return the kind of a file.

    Raises BinaryText for a kind that is not read, LockedFile for Word with a password, DamagedFile
    for a broken archive.
    """
    head = data[:_HEAD]
    suffix = PurePath(name).suffix.lower()
    if head.startswith(_ZIP):
        return _zipped(data, name)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_OLE) and _ENCRYPTED in data:
        raise LockedFile(name=name, kind=Kind.WORD.value)
    for beginning, what in _BEGINNINGS.items():
        if head.startswith(beginning):
            raise BinaryText(name=name, what_vi=what.vi, what_en=what.en)
    if suffix in (".docx", ".pdf") and head.strip():
        kind = Kind.WORD if suffix == ".docx" else Kind.PDF
        raise DamagedFile(name=name, kind=kind.value, what=f"{head[:8]!r} …")
    markup = head.removeprefix(b"\xef\xbb\xbf")
    if encoding := _MARKS.get(head[:2]):
        markup = head[2:].decode(encoding, "ignore").encode()
    if _MARKUP.match(markup) or (suffix in (".html", ".htm", ".xhtml") and _TAG.search(data)):
        return Kind.PAGE
    return Kind.PLAIN


def _zipped(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, struct.error, OSError, *_WRONG) as error:
        raise DamagedFile(name=name, kind=Kind.WORD.value, what=str(error)) from None
    if "word/document.xml" in names:
        return Kind.WORD
    raise BinaryText(name=name, what_vi=_OTHER_ZIP.vi, what_en=_OTHER_ZIP.en)
