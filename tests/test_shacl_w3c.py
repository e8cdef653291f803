"""Every case of the W3C suite is passed with the whole result, or refused for a reason given."""

from __future__ import annotations

from typing import Final

import pytest

from bacthang.errors import IllFormedShape, Unreadable, UnsupportedShape
from bacthang.shacl import read_shapes, validate
from bacthang.shacl.reference import validate_with_pyshacl
from w3c_cases import Case, cases, compared

REFUSED: Final = {
    # What SHACL itself wants to fail.
    "sparql/pre-binding/pre-binding-006": "SELECT *",
    "sparql/pre-binding/unsupported-sparql-001": "MINUS",
    "sparql/pre-binding/unsupported-sparql-002": "VALUES",
    "sparql/pre-binding/unsupported-sparql-003": "SERVICE",
    "sparql/pre-binding/unsupported-sparql-004": "SELECT … (no $this)",
    "sparql/pre-binding/unsupported-sparql-005": "AS ?this",
    "sparql/pre-binding/unsupported-sparql-006": "sh:ConstraintComponent",
    # Constraint components of one's own: no rule of ours needs them.
    "sparql/component/nodeValidator-001": "sh:ConstraintComponent",
    "sparql/component/optional-001": "sh:ConstraintComponent",
    "sparql/component/propertyValidator-select-001": "sh:ConstraintComponent",
    "sparql/component/validator-001": "sh:Parameter",
    # Optional in SHACL-SPARQL: the shapes are not where the data is.
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph",
    # Written so that a reader can take it in two ways: a rule must not.
    "core/node/qualified-001": 'sh:qualifiedValueShapesDisjoint "1"^^xsd:boolean',
    "core/property/uniqueLang-002": 'sh:uniqueLang "1"^^xsd:boolean',
    "core/path/path-strange-001": "sh:path means two things",
    "core/path/path-strange-002": "sh:path means two things",
    # Oxigraph keeps such a literal as an xsd:integer, so that nothing true could be said.
    "core/property/datatype-ill-formed": "sh:datatype xsd:byte",
    # A term that SHACL does not have, as one might misspell another.
    "core/property/qualifiedValueShape-001": "sh:nodeShape",
}
"""What is refused, with the construct named in the error."""

BEYOND_PYSHACL: Final = {"sparql/node/prefixes-001"}
"""Cases that pySHACL 0.40 itself cannot run: it does not follow owl:imports from sh:prefixes."""

ALL: Final = cases()


def ids(case: Case) -> str:
    return case.name


def test_the_suite_is_whole() -> None:
    assert len(ALL) == 121
    assert len({case.name for case in ALL}) == 121
    assert REFUSED.keys() | BEYOND_PYSHACL <= {case.name for case in ALL}
    assert {case.name for case in ALL if case.fails} <= REFUSED.keys()


@pytest.mark.parametrize("case", [c for c in ALL if c.name not in REFUSED], ids=ids)
def test_case_is_passed(case: Case) -> None:
    results = validate(case.store(), read_shapes([case.shapes]))
    assert {compared(result, case.expected) for result in results} == case.expected
    assert (not results) == case.conforms


@pytest.mark.parametrize("case", [c for c in ALL if c.name in REFUSED], ids=ids)
def test_case_is_refused(case: Case) -> None:
    with pytest.raises(Unreadable) as refused:
        read_shapes([case.shapes])
    assert isinstance(refused.value, UnsupportedShape | IllFormedShape)
    facts = refused.value.facts
    assert facts.get("construct", facts.get("what_en")) == REFUSED[case.name]
    assert facts["path"] == case.shapes


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "case", [c for c in ALL if c.name not in REFUSED.keys() | BEYOND_PYSHACL], ids=ids
)
def test_both_engines_agree(case: Case) -> None:
    shapes = read_shapes([case.shapes])
    store = case.store()
    assert validate(store, shapes) == validate_with_pyshacl(store, shapes)
