"""How long every kind of page takes over a store: asked for the first time, and again.

    python bench/pages.py STORE [--again 5] [--only WORD]

Serves the store as ``bacthang serve`` does, in a process of its own, takes the addresses from what
the store holds (a document and an indicator from the middle of all, one of each sort of thing, a
rule, a source text), and asks for each page once as the first visitor of the edition, then again.
A page over a tenth of a second is marked. ``measured`` gives the rows to other scripts.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import quote, urlencode, urlsplit

from bacthang import library
from bacthang.iris import compact
from bacthang.namespaces import BASE, PREFIXES

LIMIT = 0.1
SILENT = 600
"""Seconds after which a page is given up."""

ONES = {
    "document": "?it a bt:PolicyDocument . ?part bt:inDocument ?it",
    "indicator": "?t a bt:Target ; bt:indicator ?it",
    "target": "?it a bt:Target",
    "area": "?it a bt:AdministrativeUnit",
    "body": "?it a bt:PartyBody",
    "source": "?it a bt:SourceText",
    "finding": "GRAPH graph:findings { ?it sh:resultSeverity ?s }",
    "graph": "GRAPH ?it { ?t a bt:Target }",
}
WORDS = (
    "tỷ lệ",
    "văn bản",
    "ty le ho ngheo",
    "nước",
    "08-CTr/TU",
    "bảo hiểm y tế",
    "qwertz",
    "của",
    "chương trình xây dựng nông thôn mới",
)


@dataclass(frozen=True)
class Page:
    """One address: what sort of page it is, and what is asked for there."""

    sort: str
    path: str
    accept: str = "text/html"


@dataclass(frozen=True)
class Row:
    """What a page took: its status and bytes, seconds the first time, and the median again."""

    page: Page
    status: int
    size: int
    first: float
    again: float

    @property
    def slow(self) -> bool:
        """Whether it is over a tenth of a second at either time."""
        return max(self.first, self.again) > LIMIT


class Front:
    """A front at work in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.place = urlsplit(address)

    def ask(self, page: Page) -> tuple[int, bytes, float]:
        """Return the status, the body, and the seconds until its last byte."""
        client = http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=SILENT)
        start = perf_counter()
        client.request("GET", page.path, headers={"Accept": page.accept})
        answer = client.getresponse()
        body = answer.read()
        taken = perf_counter() - start
        client.close()
        return answer.status, body, taken

    def memory(self) -> int:
        """Return the bytes that the front has had at most, its workers left out."""
        return _peak(self.process.pid)


def _peak(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) << 10 if found else 0


@contextmanager
def front(store: str, *more: str) -> Iterator[tuple[Front, float]]:
    """Serve a store until it is no longer needed; with the seconds until it was ready."""
    start = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bacthang", "serve", "--port", "0", "--store", store, *more],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"BACTHANG_LANG": "en"},
    )
    try:
        assert process.stderr
        for line in process.stderr:
            if found := re.search(r"http://\S+", line):
                yield Front(process, found[0]), perf_counter() - start
                break
        else:
            raise RuntimeError("the front did not start")
    finally:
        process.terminate()
        process.wait(60)


def pages(served: Front) -> Iterator[Page]:
    """Yield one page at least of every sort, of what the store holds."""
    yield Page("healthz", "/healthz", "application/json")
    yield Page("about", "/about")
    yield Page("home", "/")
    for words in WORDS:
        yield Page("search", f"/search?q={quote(words)}")
    yield Page("search", f"/search?q={quote('tỷ lệ')}&in=targets")
    found = {sort: _one(served, sort) for sort in ONES}
    yield Page("documents", "/documents")
    for narrowed in ("level=district", "q=ch%C6%B0%C6%A1ng+tr%C3%ACnh", "quoted=yes", "page=2"):
        yield Page("documents", f"/documents?{narrowed}")
    for sort in ("document", "indicator", "target", "area", "body", "source"):
        if thing := found[sort]:
            yield Page(f"one {sort}", _path(thing))
    for suffix in ("ttl", "jsonld", "rdf", "nt"):
        if thing := found["document"]:
            yield Page("one document as RDF", f"{_path(thing)}.{suffix}")
    yield Page("indicators", "/indicators")
    yield Page("indicators", "/indicators?level=district")
    yield Page("indicators", "/indicators?q=ty+le")
    yield from _cascade(served, found["document"])
    yield Page("checks", "/checks")
    yield Page("checks", "/checks?severity=violation")
    yield Page("checks", "/checks?rule=CAS-01")
    yield Page("checks", "/checks?q=ty+le")
    if thing := found["document"]:
        yield Page("checks", f"/checks?document={quote(compact(thing))}")
    if thing := found["finding"]:
        yield Page("one finding", _path(thing))
    yield Page("questions", "/queries")
    for name in library.load():
        yield Page("question", f"/queries/{name}")
    yield Page("sources", "/sources")
    if thing := found["graph"]:
        yield Page("graph", _path(thing))
    for path in ("ontology", "ontology.ttl", "shapes", "catalog", ".well-known/void", "data"):
        yield Page(path, f"/{path}", "*/*" if "." in path else "text/html")
    for path in ("cite", "sitemap.xml", "sitemap-1.xml", "robots.txt", "problems", "terms.json"):
        yield Page(path, f"/{path}", "*/*")
    yield Page("editor", "/sparql")
    yield Page("draft", "/draft")


def _cascade(served: Front, document: str | None) -> Iterator[Page]:
    yield Page("cascade", "/cascade")
    if document:
        yield Page("cascade around one", f"/cascade?document={quote(compact(document))}")
    pair = _rows(
        served,
        "SELECT ?lower ?upper { ?l bt:linkFrom ?lower ; bt:linkTo ?upper } ORDER BY ?l LIMIT 1",
    )
    for row in pair:
        names = {side: compact(value) for side, value in row.items()}
        yield Page("cascade pair", f"/cascade/pair?{urlencode(names)}")
    yield Page("cascade as CSV", "/cascade.csv", "text/csv")


def _one(served: Front, sort: str) -> str | None:
    """Return a thing of a sort: not the first, which is seldom like the others."""
    rows = _rows(served, f"SELECT DISTINCT ?it WHERE {{ {ONES[sort]} }} LIMIT 40")
    return rows[len(rows) // 2]["it"] if rows else None


def _rows(served: Front, query: str) -> list[dict[str, str]]:
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    path = f"/sparql?{urlencode({'query': declared + query})}"
    _, body, _ = served.ask(Page("query", path, "application/sparql-results+json"))
    found = json.loads(body)["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in found]


def _path(iri: str) -> str:
    return "/" + iri.removeprefix(BASE)


def measured(store: str, again: int = 5, only: str = "") -> list[Row]:
    """Return what each page takes over a store, the first time and again."""
    return _asked(store, again, only)[0]


def _asked(store: str, again: int, only: str) -> tuple[list[Row], float, int]:
    with front(store) as (served, started):
        rows = []
        for page in [page for page in pages(served) if only in page.sort]:
            status, body, first = served.ask(page)
            later = [served.ask(page)[2] for _ in range(again if first < 5 else 1)]
            rows.append(Row(page, status, len(body), first, median(later)))
            print(next(islice(table(rows[-1:]), 1, None)), file=sys.stderr)
        return rows, started, served.memory()


def table(rows: list[Row]) -> Iterator[str]:
    """Yield the rows as lines to read, the slowest first."""
    yield f"{'ms first':>9} {'again':>8} {'kB':>7}  page"
    for row in sorted(rows, key=lambda row: -max(row.first, row.again)):
        status = "" if row.status == 200 else f" ({row.status})"
        slow = "  <-- over a tenth of a second" if row.slow else ""
        yield (
            f"{row.first * 1000:9.1f} {row.again * 1000:8.1f} {row.size / 1000:7.1f}  "
            f"{row.page.sort}: {row.page.path}{status}{slow}"
        )


def main() -> None:
    """Print a line for each page, the slowest first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("store", metavar="STORE")
    parser.add_argument("--again", type=int, default=5)
    parser.add_argument("--only", default="", metavar="WORD")
    options = parser.parse_args()
    rows, started, memory = _asked(options.store, options.again, options.only)
    print("\n".join(table(rows)))
    slow = sum(row.slow for row in rows)
    print(f"{len(rows)} pages, {slow} over {LIMIT * 1000:.0f} ms; ready in {started:.1f} s")
    print(f"the front had {memory / 1e6:.0f} MB at most")


if __name__ == "__main__":
    main()
