"""The first page, and search over everything."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from ... import library
from ...export.files import FILES
from ...views.home import Home, home_of
from ...views.index import GROUPS, Index, index_of
from ...views.schema_org import dataset
from ...views.search import LONGEST, search
from ..editions import edition
from ..speech import language

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> str:
    """Show what this is, what it holds, and where to begin."""
    own, lang = edition(), language()

    def made() -> Home:
        return home_of(own.store, lang)

    shown = own.memo(("home", lang), made)
    files = [(f"{request.url_root}dumps/{file.file_name}", file.media_type) for file in FILES]
    structured = dataset(own.info, request.url_root, files, shown.years, lang)
    return render_template("home.html", home=shown, structured=structured)


@blueprint.get("/search")
def find() -> str:
    """Show what the words of ``q`` find; with ``in``, all of one sort."""
    own = edition()
    only = request.args.get("in", "")
    found = search(
        own.memo("index", _index),
        own.store,
        request.args.get("q", ""),
        language(),
        only if only in GROUPS else "",
    )
    return render_template("search.html", found=found, only=only, longest=LONGEST)


def _index() -> Index:
    return index_of(edition().store, library.load().values())
