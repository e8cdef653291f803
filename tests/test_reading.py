"""Files are read whole, or refused with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from bacthang.errors import (
    LANGS,
    MalformedFile,
    MissingFile,
    NamedPlace,
    NonCanonicalNumber,
    UnreadableFile,
)
from bacthang.namespaces import PREFIXES, REFERENCE_GRAPH, XSD
from bacthang.reading import Reader
from bacthang.sources import load

PREFIX = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
HEAD = len(PREFIXES)


def objects(tmp_path: Path, body: str) -> list[object]:
    path = tmp_path / "file.ttl"
    path.write_text(PREFIX + body, "utf-8")
    return [term for _, _, term in Reader().read(path, REFERENCE_GRAPH)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("78.5", "78.5"),
        ("15.0", "15"),
        ('"15"^^xsd:decimal', "15"),
        ("-0.25", "-0.25"),
        ("0.0", "0"),
        ("240000000.0", "240000000"),
    ],
)
def test_a_decimal_is_kept_in_canonical_form(tmp_path: Path, written: str, kept: str) -> None:
    body = f"doc:a bt:lowerBound {written} ."
    assert objects(tmp_path, body) == [Literal(kept, datatype=XSD.decimal)]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("78.50", "78.5"),
        ("15.00", "15"),
        ("+5.0", "5"),
        ("05.0", "5"),
        (".5", "0.5"),
        ("-0.0", "0"),
        ("-012.30", "-12.3"),
        ("007", "7"),
        ("+7", "7"),
        ('"15."^^xsd:decimal', "15"),
    ],
)
def test_superfluous_digits_are_refused(tmp_path: Path, written: str, wanted: str) -> None:
    decoys = f'doc:b skos:note "{written.split(chr(34))[0]}" . # {written}\n'
    with pytest.raises(NonCanonicalNumber) as caught:
        objects(tmp_path, f"{decoys}doc:a bt:lowerBound\n    {written} .")
    assert caught.value.facts["line"] == HEAD + 3
    assert caught.value.facts["wanted"] == wanted
    assert "file.ttl" in caught.value.message("vi")


def test_other_literals_are_kept_as_the_store_keeps_them(tmp_path: Path) -> None:
    body = 'doc:a skos:note 1e3 , "1"^^xsd:boolean , "x"@VI , "2020-01-01"^^xsd:date .'
    assert objects(tmp_path, body) == [
        Literal("1000", datatype=XSD.double),
        Literal("true", datatype=XSD.boolean),
        Literal("x", language="vi"),
        Literal("2020-01-01", datatype=XSD.date),
    ]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("doc:a skos:note 1\ndoc:b skos:note 2 .", HEAD + 2),
        ('\ndoc:a skos:note "x .', HEAD + 2),
        ("\n\nnone:a skos:note 1 .", HEAD + 3),
        ("doc:a skos:note <relative> .", HEAD + 1),
    ],
    ids=["full stop", "quote", "prefix", "relative IRI"],
)
def test_broken_syntax_names_file_and_line(tmp_path: Path, body: str, line: int) -> None:
    with pytest.raises(MalformedFile) as caught:
        objects(tmp_path, body)
    assert caught.value.facts["line"] == line
    for lang in LANGS:
        assert f"file.ttl, {'dòng' if lang == 'vi' else 'line'} {line}" in caught.value.message(
            lang
        )
        assert str(line) in caught.value.remedy(lang)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        list(Reader().read(tmp_path / "none.ttl", REFERENCE_GRAPH))


def test_a_file_that_cannot_be_read_is_no_fault_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        list(Reader().read(tmp_path, REFERENCE_GRAPH))
    with pytest.raises(UnreadableFile):
        load(tmp_path)


def test_a_place_with_a_name_of_its_own_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NamedPlace) as caught:
        objects(tmp_path, "doc:p a oa:SpecificResource .")
    assert caught.value.facts["line"] == HEAD + 1
