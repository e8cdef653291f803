"""A number as printed leads to its document, or to all it may mean; cases are rows of CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bacthang.errors import UnreadableNumber
from bacthang.resolve import Candidate, resolve
from small_graph import SmallStore

CASES = Path(__file__).parent / "cases" / "resolve"


@pytest.fixture(scope="module")
def store() -> SmallStore:
    return SmallStore()


def rows() -> list[dict[str, str]]:
    with (CASES / "numbers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(candidates: tuple[Candidate, ...]) -> set[str]:
    return {candidate.document.value.rpartition("/")[2] for candidate in candidates}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["why"].replace(" ", "-"))
def test_a_printed_number_is_resolved(store: SmallStore, row: dict[str, str]) -> None:
    found = resolve(store, row["printed"], row["term"] or None, row["issuer"] or None)
    assert names(found.candidates) == set(filter(None, row["candidates"].split(";")))
    assert names(found.nearest) == set(filter(None, row["nearest"].split(";")))
    assert (found.document is not None) == (len(found.candidates) == 1)


def test_candidates_come_by_issuer_and_term(store: SmallStore) -> None:
    issuers = [str(c.issuer and c.issuer.vi) for c in resolve(store, "Chương trình 01").candidates]
    assert issuers == sorted(issuers)


def test_words_that_no_document_has_are_refused(store: SmallStore) -> None:
    with pytest.raises(UnreadableNumber):
        resolve(store, "cây xanh đô thị")
