"""What is made of one size, when it is first needed: the country, its store, servers over it."""

from __future__ import annotations

import json
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Final

from country.cli import main as make_country
from country.ladder import NOW, centre, communes, provinces
from country.sizes import Size
from pyoxigraph import Literal, NamedNode

from bacthang import library
from bacthang.binding import bind
from bacthang.namespaces import ID, XSD

from .processes import Front, front
from .run import Run
from .virtuoso import virtuoso

_SEED: Final = 1
_INDICATOR: Final = "surfaced-roads-share"

Term = NamedNode | Literal


class Site:
    """One size in one run; what it starts ends at its rest, and starts again if asked."""

    def __init__(self, run: Run, size: Size) -> None:
        self.run = run
        self.size = size
        self.name = size.name
        self.room = run.scratch / size.name
        self.room.mkdir(parents=True)
        self.seconds: dict[str, float] = {}
        """What each question took of the embedded store, once it has been asked."""
        self.filled_virtuoso = ""
        """The store URL of Virtuoso, once the graph has been pushed there."""
        self._stack = ExitStack()

    @cached_property
    def folder(self) -> Path:
        """The graph folder."""
        self.run.say(f"{self.name}: making the country")
        wanted = ["--out", str(self.room / "graph"), "--nquads", str(self.quads)]
        make_country([self.name, "--seed", str(_SEED), *wanted])
        return self.room / "graph"

    @property
    def quads(self) -> Path:
        """The same statements as N-Quads, made with the folder."""
        return self.room / "authored.nq"

    @property
    def store(self) -> str:
        """The URL of its store, which ``building`` builds."""
        return f"oxigraph:{self.room / 'store'}"

    @property
    def is_built(self) -> bool:
        """Whether there is a store to ask."""
        return (self.room / "store").exists()

    @cached_property
    def front(self) -> Front:
        """A front over the store, which runs until the size is put to rest."""
        generous = ("--row-limit", 10_000_000, "--time-limit", 600, "--memory-limit", 4096)
        return self._stack.enter_context(front("--store", self.store, *generous))

    @cached_property
    def virtuoso(self) -> str:
        """The store URL of a fresh Virtuoso, which runs until the size is put to rest."""
        return self._stack.enter_context(virtuoso(self.room / "virtuoso"))

    @cached_property
    def things(self) -> dict[str, Term]:
        """What questions and pages are asked about, by what it is."""
        top = centre(_SEED, self.size, NOW)
        province = next(provinces(_SEED, self.size, top))
        commune = next(communes(self.size, province))
        own = commune.programmes[0]
        upper = province.programme(own.theme)
        return {
            "programme": ID[f"document/{own.slug}"],
            "upper": ID[f"document/{upper.slug}"],
            "set": ID[f"document/{province.key}-programmes"],
            "target": ID[f"document/{own.slug}/target-01-1"],
            "indicator": ID[f"indicator/{_INDICATOR}"],
            "commune": ID[f"area/{commune.slug}"],
            "province": ID[f"area/{province.slug}"],
            "committee": ID[f"body/{commune.slug}"],
            "provincial": ID[f"body/{province.slug}"],
            "text": NamedNode(f"{ID.iri}source/{commune.file}"),
            "year": Literal("2030", datatype=XSD.integer),
        }

    @cached_property
    def questions(self) -> Path:
        """A file of the questions of the library, by name, asked about things of this country."""
        texts = {}
        for name, question in library.load().items():
            given = {
                parameter: [self.things[thing]]
                for parameter, thing in ASKED_OF.get(name, {}).items()
            }
            texts[name] = bind(question.text, given)
        path = self.room / "questions.json"
        path.write_text(json.dumps(texts), "utf-8")
        return path

    def rest(self) -> None:
        """End the servers that run for it."""
        self._stack.close()
        self.__dict__.pop("front", None)
        self.__dict__.pop("virtuoso", None)
        self.filled_virtuoso = ""


ASKED_OF: Final = {
    "coverage-of-city-programmes": {"programmes": "set"},
    "document-and-its-staircase": {"document": "upper"},
    "document-at-a-glance": {"document": "programme"},
    "everything-that-implements": {"document": "upper"},
    "one-indicator-across-levels": {"indicator": "indicator"},
    "provenance-of-one-figure": {"target": "target"},
    "solutions-and-tasks-of-document": {"document": "programme"},
    "targets-due-in-year": {"year": "year"},
    "targets-missing-below": {"document": "programme"},
    "targets-of-document": {"document": "programme"},
    "what-a-body-must-do": {"body": "committee"},
    "what-is-required-of-whom": {"issuer": "provincial"},
}
"""What stands in the place of the defaults, which name things of the real graph."""

ONE: Final = frozenset(
    name
    for name, given in ASKED_OF.items()
    if not {"set", "indicator", "year"} & set(given.values())
)
"""The questions that are asked about one document or body; all others go through all there is."""
