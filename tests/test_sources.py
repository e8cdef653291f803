"""Source texts: whole, hashed, cut into sentences, and quoted exactly."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from bacthang.assets import graph_files
from bacthang.errors import AbsentQuote, MalformedFile, MisplacedQuote, SeveralFaults, UnknownSource
from bacthang.lines import TurtleFile
from bacthang.sentences import sentences
from bacthang.skolem import Place
from bacthang.sources import SourceText, load, verify

CASES = yaml.safe_load((Path(__file__).parent / "cases/sentences/cases.yaml").read_text("utf-8"))
SHIPPED = graph_files().texts()
TEXT = "Đạt 95% vào năm 2025. Đạt 98% vào năm 2030."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_sentences(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = list(sentences(text))
    assert [sentence.text for sentence in found] == case["sentences"]
    assert all(text[start:end] == words for start, end, words in found)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem[:3])
def test_no_word_of_a_text_is_outside_its_sentences(path: Path) -> None:
    source = load(path)
    found = list(sentences(source.text))
    assert "".join("".join(s.text for s in found).split()) == "".join(source.text.split())
    assert not any("\n" in sentence.text for sentence in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem[:3])
def test_a_text_is_its_bytes(path: Path) -> None:
    source = load(path)
    assert source.text.encode() == path.read_bytes()
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("một\n".encode() + b"hai" + b"\xe9\n")
    with pytest.raises(MalformedFile) as caught:
        load(path)
    assert caught.value.facts["line"] == 2


@pytest.fixture
def quoted(tmp_path: Path):
    """Verify one quote of TEXT, written in a Turtle file of three lines."""
    text = tmp_path / "text.txt"
    text.write_text(TEXT, "utf-8")
    source = load(text)

    def check(quote: str, start: int, iri: str = source.iri.value) -> int:
        file = tmp_path / "text.ttl"
        file.write_text(f'# one\n"{quote}"\noa:start {start} ; oa:end {start + len(quote)}\n')
        place = Place("urn:target", True, iri, start, start + len(quote), quote)
        return verify([(TurtleFile(file), [place])], {source.iri.value: source})

    return check


def test_a_right_quote_is_counted(quoted) -> None:
    assert quoted("Đạt 95%", 0) == 1


def test_a_misplaced_quote_says_where_it_is(quoted) -> None:
    with pytest.raises(MisplacedQuote) as caught:
        quoted("vào năm", 28)
    assert caught.value.facts["right"] == "30–37, 8–15"
    assert caught.value.facts["line"] == 3
    assert "oa:start" in caught.value.remedy("vi")


def test_an_absent_quote_shows_the_nearest_text(quoted) -> None:
    with pytest.raises(AbsentQuote) as caught:
        quoted("Đạt 98 % vào năm 2030", 22)
    assert "98% vào năm 2030" in caught.value.remedy("en")


def test_a_quote_from_no_source_is_refused(quoted) -> None:
    with pytest.raises(UnknownSource):
        quoted("Đạt", 0, "https://w3id.org/bacthang/id/source/none.txt")


def test_all_wrong_quotes_are_told_at_once(tmp_path: Path) -> None:
    source = SourceText(tmp_path / "text.txt", TEXT, "")
    file = TurtleFile(tmp_path / "text.ttl")
    file.path.write_text("")
    places = [Place("urn:t", True, source.iri.value, n, n + 3, "Đạt") for n in (1, 2)]
    with pytest.raises(SeveralFaults) as caught:
        verify([(file, places)], {source.iri.value: source})
    assert len(caught.value.faults) == 2
    assert caught.value.message("vi").count("\n") == 1
