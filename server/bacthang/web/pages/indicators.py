"""What is measured: the list, and each indicator with every target on it."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from ...drawing.chart import Panel, chart_svg
from ...views import indicator, indicators, schema_org
from ...views.behind import standalone
from ...views.citing import cited
from ...views.commitments import LEVELS
from ..editions import edition
from ..links import absolute
from ..paging import page_number
from ..speech import language

blueprint = Blueprint("indicators", __name__)

WIDE, NARROW = 960, 340
_RANKS = {name: rank for rank, name in LEVELS.items()}


@blueprint.get("/indicators")
def index() -> str:
    """List the indicators, those that fit ``field``, ``level`` and ``q``.

    Raises NotFound for a page past the last.
    """
    lang = language()
    asked = {key: request.args.get(key, "") for key in ("field", "level", "q")}
    rank = _RANKS.get(asked["level"], 0)
    number = page_number()
    listing = indicators.listing(edition().listings, lang, asked["field"], rank, asked["q"], number)
    if number > listing.pages:
        raise NotFound
    return render_template(
        "indicators.html",
        listing=listing,
        number=number,
        asked=asked,
        names=LEVELS,
        query=standalone(indicators.QUERY),
    )


def page(iri: NamedNode) -> str:
    """Return the page of an indicator.

    Raises UnknownName when there is none, NotFound for a page past the last.
    """
    lang, store, number = language(), edition().store, page_number()
    shown = indicator.page(store, iri, lang, number)
    if number > shown.pages:
        raise NotFound
    unit = shown.unit.name if shown.unit else ""
    return render_template(
        "indicator.html",
        page=shown,
        number=number,
        charts=[_charts(shown.name, panel, place) for place, panel in enumerate(shown.panels)],
        citation=cited(store, iri, lang),
        json_ld=schema_org.indicator(iri, shown.name, shown.others, absolute(iri), unit, lang),
        query=standalone(shown.query),
    )


def _charts(name: str, panel: Panel, place: int) -> list[tuple[str, str]]:
    """Return one picture for wide screens and one for narrow ones, each with its class."""
    lang = language()
    title = f"{name} ({panel.unit})" if panel.unit else name
    told = ". ".join(
        f"{group.heading}: " + "; ".join(f"{mark.who}: {mark.words}" for mark in group.marks)
        for group in panel.groups
    )
    return [
        (
            size,
            chart_svg(panel, title, f"{told}.", lang, width=width, name=f"{size}-{place}"),
        )
        for size, width in (("wide", WIDE), ("narrow", NARROW))
    ]
