"""What this is and how far to trust it; the data to take away; how to cite it."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request
from pyoxigraph import NamedNode

from ...export.files import DUMPS, FILES, TABLES
from ...views import home
from ...views.citing import citation_file, cited, cited_whole
from ...views.examples import EXAMPLE
from ..editions import edition
from ..linked.dumping import dumps_of
from ..speech import language

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
def about() -> str:
    """Tell what this is, how it is made, and what it does not know."""
    limits = current_app.extensions["editions"].settings.limits
    totals = home.totals(edition().listings)
    return render_template("about.html", totals=totals, limits=limits)


@blueprint.get("/data")
def data() -> Response:
    """List what can be taken away, and show how software asks."""
    made = dumps_of(edition()).begin()
    page = render_template(
        "data.html",
        tables=TABLES,
        others=[file for file in FILES if file not in (*TABLES, *DUMPS)],
        dumps=DUMPS,
        made=made,
        site=request.url_root.rstrip("/"),
        info=edition().info,
    )
    response = Response(page)
    if not made:
        response.headers["Cache-Control"] = "no-store"
        response.set_etag("sizes are not known yet")
    return response


@blueprint.get("/cite")
def cite() -> str:
    """Show how to cite the graph, and one figure of it."""
    own, lang = edition(), language()
    example = own.listings.value(EXAMPLE, tuple[NamedNode, ...])
    return render_template(
        "cite.html",
        whole=cited_whole(own.info, lang),
        example=cited(own.store, example[0], lang) if example else None,
        file=citation_file(own.info, lang),
        info=own.info,
    )


@blueprint.get("/CITATION.cff")
def file() -> Response:
    """Send the citation of this edition for software."""
    text = citation_file(edition().info, "en")
    return Response(text, content_type="application/yaml; charset=utf-8")
