"""Each rule finds what it should and nothing else, in every case and with both engines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from bacthang.assets import folder
from bacthang.namespaces import DCTERMS, PREFIXES, RDFS, SH
from bacthang.rules import Severity, shape_files
from bacthang.shacl import read_shapes, validate
from bacthang.shacl.model import Selected
from bacthang.shacl.reference import validate_with_pyshacl
from rule_cases import (
    FILES,
    assemble,
    assert_found,
    finding_of,
    read_case,
    shipped_rules,
    shipped_shapes,
    short,
)

PREFIX_FILE: Final = folder("shapes") / "prefixes.ttl"
SHAPE_FILES: Final = [path for path in shape_files() if path != PREFIX_FILE]

INFO, WARNING, VIOLATION = Severity.INFO, Severity.WARNING, Severity.VIOLATION

DESIGNED: Final = {
    "CAS-01": {INFO},
    "CAS-02": {VIOLATION},
    "CAS-03": {VIOLATION, INFO},
    "CAS-04": {WARNING},
    "CAS-05": {WARNING, INFO},
    "CAS-06": {WARNING, INFO},
    "CAS-07": {VIOLATION},
    "CAS-08": {WARNING, INFO},
    "CAS-09": {INFO},
    "CAS-10": {INFO},
    "CAS-11": {INFO},
    "DOC-01": {VIOLATION},
    "DOC-02": {VIOLATION},
    "DOC-03": {WARNING, INFO},
    "DOC-04": {VIOLATION},
    "TGT-01": {VIOLATION},
    "TGT-02": {WARNING},
    "TGT-03": {WARNING},
    "TGT-04": {INFO},
    "SRC-01": {VIOLATION},
    "SRC-02": {VIOLATION},
    "ORG-01": {WARNING},
}
"""The codes of DESIGN section 4 with their severities; a draft in CAS-06 counts as Info at most."""


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_case(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    store = assemble(case.data, tmp_path).store
    only = shipped_rules()[case.code].shapes
    found = validate(store, shipped_shapes(), only=only)
    assert_found(found, case)
    assert validate_with_pyshacl(store, shipped_shapes(), only=only) == found


def test_nothing_is_found_in_the_world_alone(tmp_path: Path) -> None:
    put_together = assemble((), tmp_path)
    assert put_together.faults == ()
    assert validate(put_together.store, shipped_shapes()) == []
    assert validate_with_pyshacl(put_together.store, shipped_shapes()) == []


# --- The rules are those of the contract, and each is tried


def test_every_rule_of_the_contract_has_its_severities() -> None:
    found = {code: set(rule.severities) for code, rule in shipped_rules().items()}
    assert {code: found.get(code) for code in DESIGNED} == DESIGNED


def test_every_other_rule_is_on_form() -> None:
    others = shipped_rules().keys() - DESIGNED.keys()
    assert {code for code in others if not code.startswith("FORM-")} == set()


@pytest.mark.parametrize("code", sorted({*DESIGNED, *shipped_rules()}))
def test_every_rule_is_broken_by_a_case_and_kept_by_another(code: str) -> None:
    cases = [read_case(path) for path in FILES if path.parent.name == code]
    assert [case for case in cases if case.expected]
    assert [case for case in cases if not case.expected]


def test_every_severity_of_every_shape_is_met_in_some_case() -> None:
    found = {finding[3] for path in FILES for finding, _ in read_case(path).expected}
    shapes = {short(shape.node): shape for shape in shipped_shapes()}
    met = found | {short(top) for name in found for top in shipped_rules().tops(shapes[name].node)}
    assert {short(shape) for rule in shipped_rules().values() for shape in rule.shapes} <= met


def test_every_case_says_what_it_shows() -> None:
    assert len(FILES) > 100
    assert [path for path in FILES if not read_case(path).shows.startswith("# ")] == []


def test_every_case_is_about_a_rule() -> None:
    assert {path.parent.name for path in FILES} - shipped_rules().keys() == set()


# --- The shapes say who they are and what to do, in both languages


def languages(values: Iterable[object]) -> list[str]:
    return sorted(value.language or "" for value in values if isinstance(value, Literal))


@pytest.mark.parametrize("path", SHAPE_FILES, ids=lambda p: p.stem)
def test_every_shape_explains_itself(path: Path) -> None:
    shapes = read_shapes([path, PREFIX_FILE])
    said: defaultdict[tuple[object, NamedNode], list[object]] = defaultdict(list)
    for subject, predicate, term in shapes.triples:
        said[subject, predicate].append(term)
    assert list(shapes.targeted())
    for shape in shapes.targeted():
        assert len(said[shape.node, DCTERMS.identifier]) == 1
        assert languages(said[shape.node, RDFS.label]) == ["en", "vi"]
        assert languages(said[shape.node, SH.description]) == ["en", "vi"]
    for shape in shapes:
        for constraint in shape.constraints:
            if isinstance(constraint, Selected):
                assert constraint.node is not None
                assert languages(said[constraint.node, SH.message]) == ["en", "vi"]
                assert not said[shape.node, SH.message]


def test_shapes_of_one_rule_have_one_title() -> None:
    titles: defaultdict[str, set[object]] = defaultdict(set)
    triples = shipped_shapes().triples
    codes = {s: str(term) for s, p, term in triples if p == DCTERMS.identifier}
    for subject, predicate, term in triples:
        if predicate == RDFS.label and subject in codes:
            titles[codes[subject]].add(term)
    assert {code: len(found) for code, found in titles.items()} == dict.fromkeys(codes.values(), 2)


def test_every_finding_of_a_case_speaks_both_languages(tmp_path: Path) -> None:
    for number, path in enumerate(FILES):
        own = tmp_path / str(number)
        own.mkdir()
        case = read_case(path)
        store = assemble(case.data, own).store
        for result in validate(store, shipped_shapes(), only=shipped_rules()[case.code].shapes):
            assert languages(result.messages) == ["en", "vi"], finding_of(result)
            left = [m.value for m in result.messages if "{?" in m.value or "{$" in m.value]
            assert left == [], f"{path} leaves a variable in a message"


def test_the_prefixes_of_queries_are_those_of_the_program() -> None:
    declared: defaultdict[object, dict[NamedNode, str]] = defaultdict(dict)
    for quad in parse(path=PREFIX_FILE, format=RdfFormat.TURTLE):
        if isinstance(quad.object, Literal) and quad.predicate in (SH.prefix, SH.namespace):
            declared[quad.subject][quad.predicate] = quad.object.value
    assert {d[SH.prefix]: d[SH.namespace] for d in declared.values()} == PREFIXES
