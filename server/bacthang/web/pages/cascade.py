"""The staircase: the map of city programmes and districts, one cell of it, and the tree."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from ...drawing.tree_svg import tree_svg
from ...errors import BadParameter, UnknownName
from ...iris import compact, expand
from ...stores import Store
from ...views import cascade, matrix, pair
from ...views.asked import area_named, document_named, is_document
from ...views.behind import standalone
from ...views.cells import ALIGNED, Reach
from ...views.known import Known, known_in
from ...views.matrix_table import as_csv
from ...views.named import Named
from ...views.outcomes import Outcome
from ..editions import edition
from ..links import local
from ..paging import page_number
from ..speech import language, said

blueprint = Blueprint("cascade", __name__)


@blueprint.get("/cascade")
def staircase() -> str:
    """Show the map and the tree; ``?outcome=`` looks for one outcome, ``?document=`` around one."""
    store = edition().store
    around = request.args.get("document", "").strip()
    shown = _city()
    return render_template(
        "cascade.html",
        matrix=_matrix(shown) if shown else None,
        cities=_cities(),
        sought=_outcome(request.args.get("outcome", "")),
        outcomes=Outcome,
        reaches=sorted(Reach, reverse=True),
        kinds=Known,
        address=_cell_address,
        query=standalone(ALIGNED),
        **_tree(document_named(store, around) if around else None),
    )


@blueprint.get("/cascade.csv")
def table() -> Response:
    """Give the map as CSV for a spreadsheet.

    Raises NotFound in a graph without a city that has districts.
    """
    city = _city()
    if city is None:
        raise NotFound
    response = Response(as_csv(_matrix(city)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="cascade.csv"'
    return response


@blueprint.get("/cascade/pair")
def facing() -> str:
    """Show what joins a document above, ``?upper=``, and a district or document below, ``?lower=``.

    Raises BadParameter when either is missing, UnknownName for what the graph does not know,
    NotFound for a page past the last.
    """
    store, number = edition().store, page_number()
    upper = document_named(store, _given("upper"))
    lower, is_area = _lower(store, _given("lower"))
    known = known_in(edition().listings)
    shown = pair.meeting(store, upper, lower, is_area, language(), known, number)
    if number > shown.pages:
        raise NotFound
    return render_template(
        "cascade_pair.html",
        meeting=shown,
        is_area=is_area,
        number=number,
        query=standalone(shown.query),
    )


def _cities() -> tuple[NamedNode, ...]:
    return matrix.cities_in(edition().listings)


def _city() -> NamedNode | None:
    """Return the city that is asked for, or the one best known; None where there is none."""
    if "city" in request.args:
        return area_named(edition().store, request.args["city"])
    return next(iter(_cities()), None)


def _matrix(city: NamedNode) -> matrix.Matrix:
    own, lang = edition(), language()
    return matrix.kept(own.listings, city, lang) or matrix.matrix(own.store, city, lang)


def _tree(around: NamedNode | None) -> dict[str, object]:
    """Return what the template needs for the tree; in its picture all is escaped as it is drawn."""
    lang, store = language(), edition().store
    whole = cascade.kept(edition().listings, lang)
    shown = cascade.cascade(store, lang, around, known_in(edition().listings)) if around else whole
    name = said("Cây văn bản theo các cấp", "The tree of documents by level")
    svg = tree_svg(shown.tree, name, local) if shown.tree.cards else ""
    return {
        "cascade": shown,
        "choices": [(compact(own.iri.value), own.name) for own in whole.documents],
        "chosen": compact(around.value) if around else "",
        "svg": Markup(svg),
        "tree_query": standalone(cascade.QUERY),
    }


def _cell_address(programme: Named, district: Named) -> str:
    upper, lower = compact(programme.iri.value), compact(district.iri.value)
    return url_for("cascade.facing", upper=upper, lower=lower)


def _outcome(typed: str) -> Outcome | None:
    """Return the outcome of that name.

    Raises BadParameter, with all there are, for one that is none.
    """
    if not typed:
        return None
    if typed not in [*Outcome]:
        accepted = ", ".join(Outcome)
        raise BadParameter(
            name="outcome",
            problem_vi=f"không có kết quả “{typed}”",
            problem_en=f"there is no outcome “{typed}”",
            expected_vi=accepted,
            expected_en=accepted,
        )
    return Outcome(typed)


def _given(name: str) -> str:
    if typed := request.args.get(name, "").strip():
        return typed
    raise BadParameter(
        name=name,
        problem_vi="chưa có",
        problem_en="is missing",
        expected_vi="số hiệu, tên hoặc IRI của văn bản hay địa bàn",
        expected_en="the number, name or IRI of a document or area",
    )


def _lower(store: Store, typed: str) -> tuple[NamedNode, bool]:
    """Return the area, else the document, that was named, and which of the two it is."""
    if (iri := expand(typed)) and is_document(store, iri):
        return iri, False
    try:
        return area_named(store, typed), True
    except UnknownName:
        return document_named(store, typed), False
