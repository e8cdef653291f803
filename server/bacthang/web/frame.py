"""What stands around every page: where one can go from it, and which edition it shows."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from flask import Flask, request
from markupsafe import Markup, escape

from ..errors import Wording
from ..labels import number
from ..version import program_version
from .editions import edition
from .speech import language

_PLACES: Final = (
    ("/documents", Wording("Văn bản", "Documents")),
    ("/indicators", Wording("Chỉ số", "Indicators")),
    ("/cascade", Wording("Bậc thang", "Cascade")),
    ("/checks", Wording("Kiểm tra", "Checks")),
    ("/queries", Wording("Câu hỏi", "Questions")),
    ("/draft", Wording("Đọc văn bản", "Read a text")),
    ("/sparql", Wording("SPARQL", "SPARQL")),
    ("/about", Wording("Giới thiệu", "About")),
)
_HASH_SHOWN: Final = 12
_NUMBER: Final = re.compile(r"(\d+(?:/\d{4})?[-/]\w+[-/]\w+)")


class Place(NamedTuple):
    """One way of the menu; ``is_here`` when the page shown lies on it."""

    href: str
    name: Wording
    is_here: bool


class Shown(NamedTuple):
    """The edition of a page, as its foot names it."""

    version: str
    hash: str
    program: str


def install(app: Flask) -> None:
    """Let ``base.html`` draw the menu and the foot, and pages write numbers as people do."""
    app.context_processor(lambda: {"menu": menu, "shown": shown})
    app.jinja_env.filters["unbroken"] = unbroken
    app.jinja_env.filters["grouped"] = grouped


def menu() -> tuple[Place, ...]:
    """Return the ways of the menu."""
    at = request.path
    return tuple(
        Place(request.script_root + path, name, at == path or at.startswith(f"{path}/"))
        for path, name in _PLACES
    )


def shown() -> Shown:
    """Return which edition this page shows."""
    info = edition().info
    return Shown(info.version, info.content_hash[:_HASH_SHOWN], program_version())


def unbroken(title: str) -> Markup:
    """Return a title whose document numbers, like 15-CTr/QU, are not broken between lines."""
    return Markup(_NUMBER.sub(r'<span class="unbroken">\1</span>', str(escape(title))))


def grouped(count: int) -> str:
    """Return a count as the reader's language writes it: ``24.167`` or ``24,167``."""
    return number(Decimal(count), language())
