"""A few files over a store: the same graph as with them in it, and no changed finding untouched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bacthang.assets import folder, graph_files
from bacthang.build import build
from bacthang.checking.assembly import Assembled, assembled
from bacthang.checking.overlay import NotIncremental, Overlay, overlaid
from bacthang.checking.overlay.shapes import read_routes
from bacthang.errors import BacThangError
from bacthang.namespaces import GRAPH, PREFIXES
from bacthang.shacl import Result, read_shapes, validate
from bacthang.stores import Store
from bacthang.stores.oxigraph import OxigraphStore

SHAPES = sorted(folder("shapes").glob("*.ttl"))
DATA = graph_files().data
LEFT_OUT = sorted(
    path.relative_to(DATA)
    for part in ("texts", "reported", "reference/documents", "reference/bodies")
    for path in (DATA / part).glob("*.ttl")
)
ROUTES = read_routes(SHAPES)
RULES = read_shapes(SHAPES)
PROLOGUE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def said(store: Store) -> frozenset[str]:
    return frozenset(str(quad) for quad in store.quads(g=ox.DefaultGraph()))


@contextmanager
def over(store: OxigraphStore, *paths: Path) -> Iterator[Overlay]:
    told: list[BacThangError] = []
    files = [(path, GRAPH[f"given/{path.name}"]) for path in paths]
    with overlaid(store, files, ROUTES, told.extend) as overlay:
        yield overlay


def assert_same(base: Assembled, whole: Assembled, path: Path) -> None:
    """Hold what is found over a base, of a file, against the whole graph with the file in it."""
    before, found = said(base.store), found_in(base.store)
    with over(base.store, path) as overlay:
        assert said(overlay.store) == said(whole.store)
        assert overlay.everywhere == frozenset()
        standing = [result for result in found if result.focus not in overlay.touched]
        renewed = validate(overlay.store, RULES, focus=overlay.touched)
        assert {*standing, *renewed} == {*found_in(whole.store)}
    assert said(base.store) == before


@cache
def found_in(store: Store) -> list[Result]:
    return validate(store, RULES)


def test_every_rule_has_routes() -> None:
    assert ROUTES.without() == set()


@pytest.mark.parametrize("left_out", LEFT_OUT, ids=str)
def test_a_file_over_the_graph_without_it_is_the_graph(left_out: Path, tmp_path: Path) -> None:
    files = graph_files()
    shutil.copytree(files.data, tmp_path / "data")
    (tmp_path / "data" / left_out).write_text("")
    without = assembled(replace(files, data=tmp_path / "data"))
    assert_same(without, BASE, files.data / left_out)


def test_a_store_on_disk_is_left_as_it_is(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path / 'store'}"
    build(graph_files(), url)
    store = OxigraphStore.open(tmp_path / "store")
    before, there = said(store), sorted(path.name for path in tmp_path.iterdir())
    document = tmp_path / "new.ttl"
    document.write_text(PROLOGUE + NEW, "utf-8")
    with over(store, document) as overlay:
        assert said(overlay.store) == said(assembled(extra=[document]).store)
    document.unlink()
    assert said(OxigraphStore.open(tmp_path / "store")) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == there


def test_what_everything_hangs_on_is_not_incremental(tmp_path: Path) -> None:
    path = tmp_path / "classes.ttl"
    path.write_text(PROLOGUE + "bt:Target rdfs:subClassOf bt:Objective .")
    with pytest.raises(NotIncremental), over(BASE.store, path):
        pass


NEW = """
doc:new a bt:Programme ; bt:issuedBy body:thanh-uy-ha-noi ;
    bt:periodStart 2025 ; bt:periodEnd 2030 ;
    rdfs:label "chương trình mới"@vi , "a new programme"@en .
"""

BASE = assembled()


def of_kind(kind: str, beginning: str = "") -> list[str]:
    rows = BASE.store.query(f"SELECT ?x {{ ?x a <{PREFIXES['bt']}{kind}> }}")
    assert isinstance(rows, ox.QuerySolutions)
    found = sorted(str(row["x"]) for row in rows)
    return [iri for iri in found if beginning in iri]


DOCUMENTS = [*of_kind("PolicyDocument"), "doc:new", "doc:other"]
INDICATORS = [*of_kind("Indicator"), "ind:new"]
BODIES = [*of_kind("PartyBody"), *of_kind("StateBody"), "body:new"]
AREAS = [*of_kind("AdministrativeUnit"), "area:new"]
TARGETS = [*of_kind("Target"), *(f"<{PREFIXES['doc']}new/target-{n}>" for n in range(4))]
COUNTS = of_kind("DeclaredCount")

documents, indicators, bodies, areas, targets = map(
    st.sampled_from, (DOCUMENTS, INDICATORS, BODIES, AREAS, TARGETS)
)
years = st.integers(2020, 2031)
numbers = st.integers(0, 120)
links = st.sampled_from(["bt:implements", "bt:alignsWith", "eli:based_on", "eli:amends"])


def line(form: str, *parts: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda filled: form.format(*filled))


lines = st.one_of(
    line("{} a bt:Programme , bt:PolicyDocument ; bt:issuedBy {} .", documents, bodies),
    line(
        "[] a bt:DocumentLink ; bt:linkFrom {} ; bt:linkType {} ; bt:linkTo {} .",
        *(documents, links, documents),
    ),
    line(
        "{} a bt:Target ; bt:partOf {} ; bt:indicator {} ; bt:comparator bt:atLeast ; "
        "bt:lowerBound {} ; qudt:hasUnit unit:PERCENT ; bt:targetYear {} ; bt:appliesTo {} .",
        *(targets, documents, indicators, numbers, years, areas),
    ),
    line(
        "{} a bt:Target ; bt:partOf {} ; bt:indicator {} ; bt:comparator bt:reach ; "
        "bt:lowerBound {} ; bt:recurrence bt:everyYear ; bt:periodStart {} ; bt:periodEnd {} .",
        *(targets, documents, indicators, numbers, years, years),
    ),
    line("{} bt:implements {} .", documents, documents),
    line("{} bt:partOf {} .", targets, documents),
    line("{} bt:lowerBound {} .", targets, numbers),
    line("{} bt:conflictsWith {} .", targets, targets),
    line("{} bt:appliesTo {} .", targets, areas),
    line("{} bt:indicator {} .", targets, indicators),
    line("{} bt:periodEnd {} .", documents, years),
    line("{} bt:issuedBy {} .", documents, bodies),
    line('{} bt:number "{:02}-CTr/TU" .', documents, st.integers(1, 9)),
    line('{} rdfs:label "tên khác"@vi .', st.one_of(documents, indicators, bodies)),
    line("{} a bt:Indicator ; skos:closeMatch {} .", indicators, indicators),
    line("{} bt:direction bt:lowerIsBetter .", indicators),
    line("{} bt:additive true .", indicators),
    line("{} a bt:StateBody ; bt:level bt:district .", bodies),
    line("{} bt:governs {} .", bodies, areas),
    line("{} org:subOrganizationOf {} .", bodies, bodies),
    line("{} bt:locatedIn {} .", areas, areas),
    line("doc:new-set a eli:ComplexWork ; eli:has_member {} .", documents),
    line("{} bt:partOf doc:new-set .", st.sampled_from(COUNTS)),
    line("<{}new/task> a bt:Task ; bt:partOf {} .", st.just(PREFIXES["doc"]), documents),
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(st.lists(lines, min_size=1, max_size=8))
def test_any_small_file_over_the_graph(
    tmp_path_factory: pytest.TempPathFactory, statements: list[str]
) -> None:
    path = tmp_path_factory.mktemp("given") / "given.ttl"
    path.write_text(PROLOGUE + "\n".join(statements), "utf-8")
    assert_same(BASE, assembled(extra=[path]), path)
