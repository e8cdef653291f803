"""Every kind of page over HTTP: of the embedded store, and of Virtuoso."""

from __future__ import annotations

import time
from http import HTTPStatus
from statistics import median
from typing import Final
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from .processes import Failed, front
from .run import Run
from .sheet import Figure, Table
from .site import Site
from .virtuoso import LOGIN

_TIMES: Final = 5
_LIMIT: Final = 60.0
_READY: Final = 180.0


class Unavailable(Failed):
    """A page is not ready yet."""


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
        if this.left <= 1:
            table.put(page, column, "not run")
            continue
        try:
            first = _ask_until_ready(address + path)
            more = [_ask(address + path) for _ in range(_TIMES)]
        except (OSError, Failed) as error:
            bad.append(f"{path}: {error}")
            table.put(page, column, "failed")
            continue
        table.put(page, column, Figure(median(more), "s", f"({Figure(first, 's')})"))
    if bad:
        raise Failed("; ".join(bad))


def _ask_until_ready(address: str) -> float:
    """Ask until there is a page: what some of them need is written when a front first starts."""
    begun = time.perf_counter()
    while True:
        try:
            _ask(address)
        except Unavailable:
            if time.perf_counter() - begun > _READY:
                raise
            time.sleep(0.1)
        else:
            return time.perf_counter() - begun


def _ask(address: str) -> float:
    accept = {"Accept": "text/html, */*;q=0.5", "Accept-Language": "vi"}
    begun = time.perf_counter()
    try:
        with urlopen(Request(address, headers=accept), timeout=_LIMIT) as answer:
            answer.read()
    except HTTPError as error:
        kind = Unavailable if error.code == HTTPStatus.SERVICE_UNAVAILABLE else Failed
        raise kind(f"status {error.code}") from error
    return time.perf_counter() - begun
