"""A page is given out only when all it says is of one build.

A store on disk stays as it was opened. Over a server the data may be replaced while a page is being
made; then the reader is told to try again.
"""

from __future__ import annotations

from flask import Flask, Response, g

from ..errors import DataTrouble
from .editions import edition
from .problems import told


def install(app: Flask) -> None:
    """Confirm every answer before its headers are made."""
    app.after_request(_confirmed)


def _confirmed(response: Response) -> Response:
    if "edition" in g and response.status_code < 500:
        try:
            edition().confirm()
        except DataTrouble as error:
            response.close()
            return told(error)
    return response
