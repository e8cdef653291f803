"""The article of an HTML page, as lines."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from ...errors import DamagedFile, EmptyText, SwollenFile
from .framing import Weighed
from .rendering import rendered

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.I)
_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{1,40})")
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_HEAD: Final = 4096
_DATED: Final = re.compile(r"(ngày (đăng|viết)|đăng (lúc|ngày)|cập nhật|xuất bản)", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_SHORT: Final = 100
_TOO_DEEP: Final = {
    "what_vi": "các phần của trang lồng nhau quá 2.048 lớp",
    "what_en": "its parts are nested more than 2,048 deep",
}
_HEADING: Final = 150
"""Letters of a first line that is no title: the title of the page then stands before it."""


def page_text(data: bytes, name: str) -> str:
    """Return the article of a page, its title and date before it, a block a line.

    Raises EmptyText for a page without words, SwollenFile for one that is nested without end,
    DamagedFile for what is no page at all.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        root = etree.fromstring(_decoded(data).encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise DamagedFile(name=name, kind="HTML", what=str(error)) from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SwollenFile(name=name, **_TOO_DEEP)
    body = None if root is None else root.find("body")
    if body is None:
        raise EmptyText(name=name)
    weighed = Weighed(body)
    article = weighed.article()
    text = rendered(article, weighed.dropped)
    head = [_title(root)] if len(text.split("\n", 1)[0]) > _HEADING else []
    head.append(_date(body, article, weighed))
    return "\n\n".join(filter(None, (*head, text)))


def _title(root: Any) -> str:
    return " ".join((root.findtext("head/title") or "").split())


def _decoded(data: bytes) -> str:
    """Return the characters of a page: by its byte order mark, as UTF-8, or as it says itself."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:_HEAD]) or _DECLARED.match(data)
    try:
        return data.decode(declared[1].decode() if declared else "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _date(body: Any, article: Any, weighed: Weighed) -> str:
    """Return the line that says when the page was published, where it stands outside."""
    walk = etree.iterwalk(body, events=("start",), tag=etree.Element)
    for _, element in walk:
        if element is article or element in weighed.dropped:
            walk.skip_subtree()
            continue
        words = " ".join((element.text or "").split())
        says = element.tag == "time" or _DATED.search(words)
        if says and len(words) <= _SHORT and _DATE.search(words):
            return words
    return ""
