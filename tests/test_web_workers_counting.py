"""Rows are counted as the engine wrote them, whatever stands in them and wherever it is cut."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QuerySolutions

from bacthang.web.workers.inside.counting import COUNTERS

FORMS = {form: getattr(pyoxigraph.QueryResultsFormat, form.upper()) for form in COUNTERS}
TRICKY = (
    *("", '"', "\\", '\\"', '","', "},{", '"},{"', "[{", "{}", "},{}", "\n", "\r\n", "\t"),
    *("<result>", "</result>", "&lt;result>", '""', "\\\\", "ệ", ",", "'", '"}},{"'),
)


def counted(form: str, data: bytes, size: int) -> int:
    counter = COUNTERS[form]()
    for at in range(0, len(data), size):
        counter.add(data[at : at + size])
    return counter.count


def written(form: str, query: str) -> bytes:
    found = pyoxigraph.Store().query(query)
    assert isinstance(found, QuerySolutions)
    data = found.serialize(format=FORMS[form])
    assert data
    return data


def test_every_form_is_counted() -> None:
    assert {*COUNTERS} == {"json", "xml", "csv", "tsv"}


@pytest.mark.parametrize("form", COUNTERS)
@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.lists(st.sampled_from(TRICKY), max_size=4).map("".join)),
            min_size=3,
            max_size=3,
        ),
        max_size=8,
    ),
    st.integers(1, 40),
)
def test_rows_of_any_values(form: str, rows: list[list[str | None]], size: int) -> None:
    values = " ".join(
        "(" + " ".join("UNDEF" if value is None else str(Literal(value)) for value in row) + ")"
        for row in rows
    )
    query = (
        f"SELECT ?a ?b (TRIPLE(<s:s>, <p:p>, ?a) AS ?t) ?c {{ VALUES (?a ?b ?c) {{ {values} }} }}"
    )
    assert counted(form, written(form, query), size) == len(rows)


@pytest.mark.parametrize("form", COUNTERS)
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_rows_without_any_value(form: str, count: int) -> None:
    values = " ".join(["UNDEF"] * count)
    data = written(form, f"SELECT ?a {{ VALUES ?a {{ {values} }} }}")
    assert [counted(form, data, size) for size in (1, 5, 999)] == [count] * 3
