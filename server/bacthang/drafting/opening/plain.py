"""The text that bytes encode: UTF-8, or another encoding when it is sure."""

from __future__ import annotations

import unicodedata
from typing import Final

from ...errors import BinaryText, UnknownEncoding
from .language import is_vietnamese, legacy_of

_BYTE_ORDERS: Final = {
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\x00\x00\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
"""The marks that texts begin with, the longer first."""
_FEW: Final = 0.02
"""The share of control characters in a text that people may still have written."""


def plain_text(data: bytes, name: str) -> tuple[str, bool]:
    """Return the text, and whether it had to be taken out of another encoding than UTF-8.

    Raises BinaryText for what is no text, UnknownEncoding where the encoding cannot be told.
    """
    if mark := next((mark for mark in _BYTE_ORDERS if data.startswith(mark)), None):
        try:
            return data[len(mark) :].decode(_BYTE_ORDERS[mark]), True
        except UnicodeDecodeError:
            raise BinaryText(name=name, **_NO_TEXT) from None
    if b"\x00" in data:
        for order in ("utf-16-le", "utf-16-be"):
            if (text := _decoded(data, order)) is not None and is_vietnamese(text):
                return text, True
        raise BinaryText(name=name, **_NO_TEXT)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, name, error), True
    if _controls(data) > _FEW * len(data):
        raise BinaryText(name=name, **_NO_TEXT)
    return text, False


def _legacy(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    """Return the text in the one older encoding that Vietnamese is surely written in, if it is.

    What Latin letters show is returned for the language test to name: TCVN3 and VNI.
    """
    if _controls(data) > _FEW * len(data):
        raise BinaryText(name=name, **_NO_TEXT)
    shown = data.decode("latin-1")
    if legacy_of(shown):
        return shown
    text = _decoded(data, "cp1258")
    if text is not None and is_vietnamese(text):
        return unicodedata.normalize("NFC", text)
    line = data.count(b"\n", 0, error.start) + 1
    raise UnknownEncoding(name=name, line=line)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROL))


_CONTROL: Final = bytes({*range(32), 127} - {*b"\t\n\x0b\x0c\r"})
_NO_TEXT: Final = {
    "what_vi": "nó là dữ liệu, không phải chữ",
    "what_en": "it is data, not words",
}
