"""The pages that tests of the whole front walk over."""

from __future__ import annotations

SOURCE = "000_075dc0d587ae7597.txt"
FAILING = {"/no-such-page": 404, "/sparql?query=SELECT+*+WHERE+%7B": 400}
"""What is not well, and the status that says so."""

PAGES = (
    "/",
    "/search",
    "/search?q=bao+hiem+y+te",
    "/search?q=08-CTr/TƯ",
    "/search?q=qwertz",
    "/documents",
    "/id/document/ha-dong-2020-15-ctr",
    "/id/document/ha-noi-xvii-08-ctr",
    "/id/document/ha-dong-2020-15-ctr/target-14-1",
    "/indicators",
    "/id/indicator/health-insurance-coverage",
    "/id/indicator/grdp-per-capita",
    "/id/body/quan-uy-ha-dong",
    "/id/area/ha-noi",
    "/cascade",
    "/cascade?outcome=equal",
    "/cascade/pair?upper=doc:ha-noi-xvii-08-ctr&lower=area:quan-tay-ho",
    "/cascade/pair?upper=doc:ha-noi-xvii-01-ctr&lower=area:quan-long-bien",
    "/checks",
    "/checks?rule=CAS-01",
    "/queries",
    "/queries/one-indicator-across-levels",
    "/queries/targets-of-document",
    "/queries?q=qwertz",
    "/queries/targets-due-in-year?year=1999",
    "/queries/targets-against-those-above?outcome=weaker",
    "/sparql",
    "/sparql?query=SELECT+%3Fclass+%7B+%3Fthing+a+%3Fclass+%7D+LIMIT+20",
    "/sparql?query=ASK{}",
    "/sparql?query=SELECT(1 AS ?n){}",
    "/sparql?query=SELECT(1 AS ?n){}&view=picture",
    "/sparql?query=SELECT(1 AS ?n){}&view=raw",
    "/draft",
    "/draft?example=1",
    "/sources",
    f"/sources/{SOURCE}",
    "/about",
    "/data",
    "/cite",
    "/ontology",
    "/shapes",
    "/catalog",
    "/graph/reported",
    "/problems",
    *FAILING,
)
"""One page at least of every sort, and the address of none."""
