"""Every kind of page over HTTP: of the embedded store, and of Virtuoso."""

from __future__ import annotations

from statistics import median
from typing import Final
from urllib.parse import quote

from .processes import Failed, front
from .run import Run
from .sheet import Figure, Table
from .site import Site
from .virtuoso import LOGIN
from .visiting import visit, visit_until_ready

_TIMES: Final = 5
_WRITTEN: Final = ("catalogue", "void", "dumps")
_WRITTEN_TO: Final = 2_000_000
"""These wait for the downloads, which of larger countries take a quarter of an hour."""


def addresses(site: Site) -> dict[str, str]:
    """Return a page of every kind, by what it shows; * marks what touches one thing."""
    things = {name: term.value for name, term in site.things.items()}
    path = {name: iri.removeprefix("https://w3id.org/bacthang") for name, iri in things.items()}
    own, upper, commune, measured = (
        quote(things[name], safe="") for name in ("programme", "upper", "commune", "indicator")
    )
    return {
        "home": "/",
        "search": "/search?q=bao+hiem+y+te",
        "search for a number": "/search?q=01-CTr/TU",
        "documents": "/documents",
        "a document *": path["programme"],
        "a document of a province": path["upper"],
        "a target *": path["target"],
        "indicators": "/indicators",
        "an indicator": path["indicator"],
        "a body *": path["committee"],
        "an area *": path["commune"],
        "a province": path["province"],
        "cascade": "/cascade",
        "cascade, one outcome": "/cascade?outcome=equal",
        "a pair of the cascade *": f"/cascade/pair?upper={upper}&lower={commune}",
        "checks": "/checks",
        "checks, one rule": "/checks?rule=CAS-11",
        "questions": "/queries",
        "a question": f"/queries/one-indicator-across-levels?indicator={measured}",
        "a question that goes through all": "/queries/numbers-printed-otherwise",
        "a question about a document *": f"/queries/targets-of-document?document={own}",
        "editor": "/sparql",
        "texts": "/sources",
        "a text *": "/sources/" + things["text"].rpartition("/")[2],
        "draft": "/draft",
        "about": "/about",
        "data": "/data",
        "how to cite": "/cite",
        "ontology": "/ontology",
        "shapes": "/shapes",
        "catalogue": "/catalog",
        "void": "/.well-known/void",
        "dumps": "/dumps/",
        "a document as Turtle *": path["programme"] + ".ttl",
        "site map": "/sitemap.xml",
        "health": "/healthz",
    }


def measure(this: Run, site: Site) -> None:
    """Ask the front over the embedded store for all pages, several times each."""
    this.say(f"{site.name}: pages")
    _walk(this, site, _table(this), site.front.address, site.name)


def measure_afar(this: Run, site: Site) -> None:
    """Ask a front over Virtuoso for the same, where it has been filled."""
    if site.filled_virtuoso:
        this.say(f"{site.name}: pages over Virtuoso")
        with front("--store", site.filled_virtuoso, more=LOGIN) as over:
            _walk(this, site, _table(this), over.address, f"{site.name}, over Virtuoso")


def _table(this: Run) -> Table:
    return this.table(
        "pages",
        "Every kind of page, over HTTP from `bacthang serve`, nothing conditional: the median of "
        f"{_TIMES} requests, and in brackets the first one after a start, until it answers. Those "
        "marked * are about one thing. Over Virtuoso, the same front with `--store sparql+http://…`.",
        "page",
        growing=True,
    )


def _walk(this: Run, site: Site, table: Table, address: str, column: str) -> None:
    bad = []
    for page, path in addresses(site).items():
        if this.left <= 1 or (page in _WRITTEN and site.size.triples > _WRITTEN_TO):
            table.put(page, column, "not run")
            continue
        try:
            first = visit_until_ready(address + path)
            more = [visit(address + path) for _ in range(_TIMES)]
        except (OSError, Failed) as error:
            bad.append(f"{path}: {error}")
            table.put(page, column, "failed")
            continue
        table.put(page, column, Figure(median(more), "s", f"({Figure(first, 's')})"))
    if bad:
        raise Failed("; ".join(bad))
