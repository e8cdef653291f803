"""A number as printed leads to its document, or to all it may mean; cases are rows of CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bacthang.build import BuildReport
from bacthang.errors import UnreadableNumber
from bacthang.identity import Candidate
from bacthang.numbers import parse
from bacthang.resolve import resolve
from bacthang.selecting import select
from bacthang.stores import Store
from small_graph import SmallStore

CASES = Path(__file__).parent / "cases" / "resolve"


@pytest.fixture(scope="module")
def store() -> SmallStore:
    return SmallStore()


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(candidates: tuple[Candidate, ...]) -> set[str]:
    return {candidate.document.value.rpartition("/")[2] for candidate in candidates}


def row_id(row: dict[str, str]) -> str:
    return row["why"].replace(" ", "-")


def check(store: Store, row: dict[str, str]) -> None:
    found = resolve(store, row["printed"], row["term"] or None, row["issuer"] or None)
    assert names(found.candidates) == set(filter(None, row["candidates"].split(";")))
    assert names(found.nearest) == set(filter(None, row["nearest"].split(";")))
    assert (found.document is not None) == (len(found.candidates) == 1)


@pytest.mark.parametrize("row", rows("numbers.csv"), ids=row_id)
def test_a_printed_number_is_resolved(store: SmallStore, row: dict[str, str]) -> None:
    check(store, row)


def test_candidates_come_by_issuer_and_term(store: SmallStore) -> None:
    issuers = [str(c.issuer and c.issuer.vi) for c in resolve(store, "Chương trình 01").candidates]
    assert issuers == sorted(issuers)


def test_documents_asked_of_one_by_one_are_the_same(
    store: SmallStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = resolve(store, "Chương trình 01")
    assert len(found.candidates) > 1
    monkeypatch.setattr("bacthang.identity._AT_ONCE", 1)
    assert resolve(store, "Chương trình 01") == found


@pytest.mark.parametrize("words", ["cây xanh đô thị", "hồ tây", "http://[", "\udcff"])
def test_words_that_no_document_has_are_refused(store: SmallStore, words: str) -> None:
    with pytest.raises(UnreadableNumber):
        resolve(store, words)


@pytest.mark.parametrize("words", ["Gia Lâm", "cán bộ trẻ"])
def test_words_of_a_quote_name_no_document(shipped: BuildReport, words: str) -> None:
    assert select(shipped.store, f"SELECT * {{ ?s oa:exact ?q FILTER (CONTAINS(?q, '{words}')) }}")
    with pytest.raises(UnreadableNumber):
        resolve(shipped.store, words)


def test_every_label_of_the_shipped_graph_leads_home(shipped: BuildReport) -> None:
    labelled = select(
        shipped.store,
        "SELECT ?document ?label WHERE { ?document a bt:PolicyDocument ; rdfs:label ?label }",
    )
    assert len(labelled) > 60
    for row in labelled:
        found = resolve(shipped.store, row["label"].value).candidates
        assert row["document"] in {candidate.document for candidate in found}, row["label"]


@pytest.mark.parametrize("row", rows("shipped.csv"), ids=row_id)
def test_a_number_is_resolved_in_the_shipped_graph(
    shipped: BuildReport, row: dict[str, str]
) -> None:
    check(shipped.store, row)


def test_every_number_of_the_shipped_graph_is_normal_and_leads_home(shipped: BuildReport) -> None:
    numbered = select(
        shipped.store, "SELECT ?document ?number WHERE { ?document bt:number ?number }"
    )
    assert len(numbered) > 30
    for row in numbered:
        assert parse(row["number"].value).normal == row["number"].value
        found = resolve(shipped.store, row["number"].value).candidates
        assert row["document"] in {candidate.document for candidate in found}


def test_every_printed_form_of_the_shipped_graph_leads_home(shipped: BuildReport) -> None:
    printed = select(shipped.store, "SELECT ?document ?form WHERE { ?document eli:id_local ?form }")
    assert len(printed) > 30
    for row in printed:
        found = resolve(shipped.store, row["form"].value).candidates
        assert row["document"] in {candidate.document for candidate in found}, row["form"]
