"""The first page, and search over everything."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from ...export.files import FILES
from ...views import home as first
from ...views.index import GROUPS
from ...views.schema_org import dataset
from ...views.search import LONGEST, search
from ..editions import edition
from ..paging import page_number
from ..speech import language

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> str:
    """Show what this is, what it holds, and where to begin."""
    own, lang = edition(), language()
    shown = first.kept(own.listings, lang)
    files = [(f"{request.url_root}dumps/{file.file_name}", file.media_type) for file in FILES]
    structured = dataset(own.info, request.url_root, files, shown.years, lang)
    return render_template("home.html", home=shown, structured=structured)


@blueprint.get("/search")
def find() -> str:
    """Show what the words of ``q`` find; with ``in``, all of one sort.

    Raises NotFound for a page past the last.
    """
    own = edition()
    only = request.args.get("in", "")
    only = only if only in GROUPS else ""
    number = page_number() if only else 1
    typed = request.args.get("q", "")
    found = search(own.listings.index, own.store, typed, language(), only, number)
    if number > max((group.pages for group in found.groups), default=1):
        raise NotFound
    return render_template("search.html", found=found, only=only, number=number, longest=LONGEST)
