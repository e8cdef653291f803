"""Whether the site does its work, for those who watch over it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, jsonify

from ...errors import BacThangError
from ...namespaces import BUILD_GRAPH, DATASET, VOID
from ...version import program_version
from ..editions import edition
from ..workers import Asked

blueprint = Blueprint("health", __name__)

_RECORDED: Final = f"ASK {{ GRAPH {BUILD_GRAPH} {{ {DATASET} a {VOID.Dataset} }} }}"
_ASKED: Final = Asked(_RECORDED, client="/healthz", truth="csv")
"""In a line of its own, so that no client's queries stand before it."""


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer 200 when a worker has just answered from the store, else 503; with the state as JSON.

    The body names the error, and no place of this machine.
    """
    served = edition()
    told: dict[str, object] = {
        "version": program_version(),
        "edition": served.tag,
        "content_hash": served.info.content_hash,
        "triples": served.info.triples,
        "workers": served.pool.state(),
    }
    try:
        answer = served.pool.ask(_ASKED)
        sound = b"".join(answer).strip() == b"true"
        told["ms"] = round(answer.seconds * 1000, 1)
    except BacThangError as error:
        sound = False
        told["error"] = type(error).__name__
        if cause := error.facts.get("cause"):
            told["cause"] = cause
    response = jsonify(told | {"status": "ok" if sound else "trouble"})
    response.status_code = 200 if sound else 503
    response.headers["Cache-Control"] = "no-store"
    return response
