"""Blank nodes get IRIs made of their content."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode

from bacthang.errors import IncompletePlace, UnnameableNode
from bacthang.namespaces import PREFIXES, SKOS, source_graph
from bacthang.reading import Reader

PREFIX = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
GRAPH = source_graph("a.txt")
PLACE = "https://w3id.org/bacthang/id/place/a.txt/"
QUOTE = '[ a oa:TextQuoteSelector ; oa:exact "x" ]'
POSITION = "[ a oa:TextPositionSelector ; oa:start 4 ; oa:end 5 ]"


def read(tmp_path: Path, *bodies: str) -> list[tuple[str, str, str]]:
    reader = Reader()
    found = []
    for number, body in enumerate(bodies):
        path = tmp_path / f"{number}.ttl"
        path.write_text(PREFIX + body)
        for statement in reader.read(path, GRAPH):
            assert not any(isinstance(term, BlankNode) for term in statement)
            found.append(tuple(map(str, statement)))
    return found


def place(*parts: str, role: str = "") -> str:
    selectors = " , ".join(parts)
    return f"[ a oa:SpecificResource ; {role} oa:hasSource src:a.txt ; oa:hasSelector {selectors} ]"


@pytest.mark.parametrize(("role", "tail"), [("", ""), ("bt:role bt:context ;", "/context")])
def test_a_place_is_named_by_text_and_offsets(tmp_path: Path, role: str, tail: str) -> None:
    found = read(tmp_path, f"doc:d bt:statedIn {place(QUOTE, POSITION, role=role)} .")
    subjects = {subject.strip("<>") for subject, _, _ in found}
    iri = f"{PLACE}4-5{tail}"
    assert subjects == {f"{PREFIXES['doc']}d", iri, f"{iri}/quote", f"{iri}/position"}


def test_equal_nodes_are_one_and_told_once(tmp_path: Path) -> None:
    body = 'doc:{} skos:note [ skos:note "one" , "two" ] .'
    found = read(tmp_path, body.format("a"), body.format("b") + body.format("c"))
    assert len(found) == len(set(found)) == 3 + 2


def test_what_a_second_place_of_the_same_offsets_says_is_kept(tmp_path: Path) -> None:
    plain = f"doc:a bt:statedIn {place(QUOTE, POSITION)} ."
    noted = f"doc:b bt:statedIn {place(QUOTE, POSITION, role='skos:note 1 ;')} ."
    for bodies in ((plain, noted), (noted, plain), (plain + noted,)):
        found = read(tmp_path, *bodies)
        assert len(found) == len(set(found)) == 12
        note = (f"<{PLACE}4-5>", str(SKOS.note), '"1"^^<http://www.w3.org/2001/XMLSchema#integer>')
        assert note in found


def test_two_quotes_at_the_same_offsets_are_both_there_to_be_verified(tmp_path: Path) -> None:
    other = QUOTE.replace('"x"', '"y"')
    found = read(
        tmp_path, *(f"doc:a bt:statedIn {place(quote, POSITION)} ." for quote in (QUOTE, other))
    )
    exact = {term for _, predicate, term in found if predicate.endswith("#exact>")}
    assert {term[1] for term in exact} == {"x", "y"}


def test_a_name_depends_on_content_alone(tmp_path: Path) -> None:
    one = read(tmp_path, 'doc:a skos:note [ skos:note "x" ; skos:note [ skos:note "y" ] ] .')
    two = read(
        tmp_path,
        '_:n skos:note _:m . _:m skos:note "y" . _:n skos:note "x" . doc:a skos:note _:n .',
    )
    other = read(tmp_path, 'doc:a skos:note [ skos:note "x" ; skos:note [ skos:note "z" ] ] .')
    assert sorted(one) == sorted(two)
    assert sorted(one) != sorted(other)


def test_a_long_list_is_named(tmp_path: Path) -> None:
    items = " ".join(str(number) for number in range(3000))
    assert len(read(tmp_path, f"doc:a skos:memberList ( {items} ) .")) == 6001


def test_a_node_at_the_top_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "[] a owl:AllDifferent ; owl:distinctMembers ( doc:a doc:b ) .")
    assert all(subject.startswith(f"<{PREFIXES['graph'][:-6]}id/node/") for subject, _, _ in found)


@pytest.mark.parametrize(
    "body",
    [
        "_:a skos:note _:b . _:b skos:note _:a .",
        "_:a skos:note _:a .",
        "doc:a skos:note _:n . doc:b skos:note _:n . _:n skos:note 1 .",
        "doc:a skos:note [] .",
        "doc:a skos:note << doc:a skos:note doc:b >> .",
    ],
    ids=["cycle", "loop", "shared", "empty", "quoted triple"],
)
def test_a_node_without_a_tree_of_its_own_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(UnnameableNode):
        read(tmp_path, body)


@pytest.mark.parametrize(
    "selectors",
    [
        (QUOTE,),
        (POSITION,),
        (QUOTE, QUOTE, POSITION),
        (QUOTE, POSITION, "[ a oa:FragmentSelector ]"),
        ("[ a oa:TextQuoteSelector ]", POSITION),
        (QUOTE, "[ a oa:TextPositionSelector ; oa:start 4 ]"),
        (QUOTE, '[ a oa:TextPositionSelector ; oa:start 4 ; oa:end "end" ]'),
        (QUOTE, "[ a oa:TextPositionSelector ; oa:start 4 ; oa:end 5 , 6 ]"),
    ],
)
def test_an_incomplete_place_is_refused(tmp_path: Path, selectors: tuple[str, ...]) -> None:
    with pytest.raises(IncompletePlace) as caught:
        read(tmp_path, f"\ndoc:d a bt:Target ;\n bt:statedIn {place(*selectors)} .")
    assert caught.value.facts["about"] == f"{PREFIXES['doc']}d"
    assert caught.value.facts["line"] == len(PREFIXES) + 2


def test_a_place_has_a_source(tmp_path: Path) -> None:
    with pytest.raises(IncompletePlace):
        read(
            tmp_path,
            f"doc:d bt:statedIn [ a oa:SpecificResource ; oa:hasSelector {QUOTE} , {POSITION} ] .",
        )


def test_a_source_has_an_iri_of_ours(tmp_path: Path) -> None:
    body = place(QUOTE, POSITION).replace("src:a.txt", f"<{SKOS.iri}>")
    with pytest.raises(IncompletePlace):
        read(tmp_path, f"doc:d bt:statedIn {body} .")
