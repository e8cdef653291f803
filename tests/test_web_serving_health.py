"""/healthz tells whether the work is done, and nothing that is nobody's business."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bacthang.errors import Busy, QueryCrashed
from bacthang.stores import open_store
from bacthang.version import program_version
from bacthang.web import Settings, create_app
from bacthang.web.editions import editions
from bacthang.web.workers import Asked, Pool


@pytest.fixture(scope="module")
def app(built: str) -> Iterator[Flask]:
    made = create_app(Settings(store=built, workers=1))
    yield made
    editions(made).close()


@pytest.fixture
def asking(app: Flask) -> FlaskClient:
    return app.test_client()


def test_it_is_well_when_a_worker_answers(built: str, asking: FlaskClient) -> None:
    answer = asking.get("/healthz")
    assert answer.status_code == 200
    told = answer.get_json()
    info = open_store(built).info()
    assert 0 <= told.pop("ms") < 5000
    workers = told.pop("workers")
    assert told == {
        "status": "ok",
        "version": program_version(),
        "edition": f"{info.content_hash[:16]}-{info.shapes_hash[:8]}-{program_version()}",
        "content_hash": info.content_hash,
        "triples": info.triples,
    }
    assert {workers[at] for at in ("quick", "heavy", "waiting")} == {0}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("error", [Busy(seconds=1.0), QueryCrashed()], ids=["busy", "crashed"])
def test_it_is_not_well_when_none_answers(
    asking: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(Pool, "ask", fails)
    answer = asking.get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json()["status"] == "trouble"
    assert answer.get_json()["error"] == type(error).__name__


def test_it_is_not_well_over_a_store_without_its_record(
    asking: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Pool.ask
    monkeypatch.setattr(
        Pool, "ask", lambda pool, asked: real(pool, Asked("ASK { <a:b> <a:b> <a:b> }", truth="csv"))
    )
    answer = asking.get("/healthz")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "trouble")


def test_a_monitor_is_answered_without_a_cached_state(asking: FlaskClient) -> None:
    tag = asking.get("/").headers["ETag"]
    assert asking.get("/healthz", headers={"If-None-Match": f"{tag}, *"}).status_code == 200
    assert asking.head("/healthz").status_code == 200


def test_no_place_of_this_machine_is_told(built: str, asking: FlaskClient) -> None:
    said = asking.get("/healthz").text
    assert "/" not in said.replace("\\/", "/")
    assert built.removeprefix("oxigraph:") not in said
