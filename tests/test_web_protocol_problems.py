"""Every kind of problem is explained where its type leads, and says when to try again."""

from __future__ import annotations

import json
import re
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bacthang.errors import (
    BacThangError,
    Busy,
    Crowded,
    MemoryLimit,
    NoRoom,
    RowLimit,
    TimeLimit,
    TooManyAtOnce,
    UnknownGraphs,
)
from bacthang.web.kinds import TYPES, explained, status_of

MET: Final = (
    "/sparql?query=",
    "/sparql?query=ASK",
    "/sparql?query=ASK%7B%7D&query=ASK%7B%7D",
    "/sparql?query=%FF",
    "/sparql?query=CLEAR%20ALL",
    "/sparql?query=ASK%20%7B%20SERVICE%20%3Chttp%3A%2F%2Fx%2F%3E%20%7B%7D%20%7D",
    "/sparql?query=ASK%7B%7D&default-graph-uri=x",
    "/sparql?query=ASK%7B%7D&default-graph-uri=urn:x",
    "/sparql?query=ASK%7B%7D&format=xlsx",
    "/sparql?query=ASK%7B%7D&format=ttl",
    "/nowhere",
    "/id/nothing",
)


@pytest.mark.parametrize("address", MET)
def test_the_type_of_a_problem_leads_to_its_explanation(client: FlaskClient, address: str) -> None:
    kind = json.loads(client.get(address).data)["type"]
    assert kind.startswith(TYPES)
    page = client.get("/problems", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert f'id="{kind.removeprefix(TYPES)}"' in page.text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_all_kinds_are_worded_in_both_languages(client: FlaskClient, lang: str) -> None:
    page = client.get(f"/problems?lang={lang}", headers={"Accept": "text/html"}).text
    kinds = explained()
    assert len({kind.name for kind in kinds}) == len(kinds) > 20
    for kind in kinds:
        assert kind.name[0].isupper(), "no part of the program that nobody meets"
        assert kind.what.vi != kind.what.en, kind
        assert not re.search(r"[{}]", "".join((*kind.what, *kind.remedy))), kind
    assert re.findall(r'<dt id="(\w+)"', page) == [kind.name for kind in kinds]


@pytest.mark.parametrize(
    ("error", "status", "after"),
    [
        (Busy(seconds=10), 503, "5"),
        (Crowded(), 503, "5"),
        (TooManyAtOnce(most=8), 429, "1"),
        (NoRoom(), 503, "60"),
        (TimeLimit(seconds=20), 503, None),
        (MemoryLimit(megabytes=1024), 503, None),
        (RowLimit(most=10), 400, None),
        (UnknownGraphs(graphs=["urn:x"]), 400, None),
    ],
)
def test_who_may_try_again_is_told_when(
    front: Flask, error: BacThangError, status: int, after: str | None
) -> None:
    with front.test_request_context("/sparql"):
        response = front.ensure_sync(front.handle_user_exception)(error)
    assert (response.status_code, status_of(error)) == (status, status)
    assert response.headers.get("Retry-After") == after
    said = json.loads(response.data)
    assert said["detail"] == error.message("en")
    assert said["remedy"] == error.remedy("en")
