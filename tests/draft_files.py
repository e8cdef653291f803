"""Word and PDF files for the tests of drafting, made of their parts by hand."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(body: str, **parts: str) -> bytes:
    """Return a Word file: the XML below ``w:body``, and that of other parts by their names."""
    whole = {"document": f"<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>"}
    whole |= {name: f"<w:{name} xmlns:w='{W}'>{xml}</w:{name}>" for name, xml in parts.items()}
    return archive({f"word/{name}.xml": xml.encode() for name, xml in whole.items()})


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return packed.getvalue()


def paragraph(words: str, number: int = 0, depth: int = 0, style: str = "") -> str:
    """Return a paragraph of Word, in a list or of a style."""
    told = f"<w:pStyle w:val='{style}'/>" if style else ""
    if number:
        told += f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/></w:numPr>"
    return f"<w:p><w:pPr>{told}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Word; a cell that is no XML is one paragraph."""
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row)
        for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def pdf_file(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF file with these lines on its pages; a page without lines bears no text."""
    letters = sorted({char for page in pages for line in page for char in line})
    codes = {char: index + 1 for index, char in enumerate(letters)}
    told = "".join(f"<{code:04X}> <{ord(char):04X}>\n" for char, code in codes.items())
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{told}endbfchar\nendcmap end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [".encode()
        + " ".join(f"{6 + 2 * index} 0 R" for index in range(len(pages))).encode()
        + b"] >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Case /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Case /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(unicode_map.encode()),
    ]
    for index, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * index} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        drawn = "".join(
            f"BT /F1 10 Tf 50 {800 - 20 * height} Td"
            f" <{''.join(f'{codes[char]:04X}' for char in line)}> Tj ET\n"
            for height, line in enumerate(page)
        )
        objects.append(_stream(drawn.encode()))
    return _assembled(objects)


def windows_1258(text: str) -> bytes:
    """Return text in the code page of Windows: vowels with their sign, tones after them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    pieces = []
    for letter in text:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        signs = "".join(mark for mark in marks if mark not in tones)
        own = "".join(mark for mark in marks if mark in tones)
        pieces.append(unicodedata.normalize("NFC", base + signs) + own)
    return "".join(pieces).encode("cp1258")


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def _assembled(objects: Sequence[bytes]) -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return data + trailer.encode()
