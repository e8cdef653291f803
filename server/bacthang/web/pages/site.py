"""What every page needs: style sheets, scripts and pictures, kept by browsers for good."""

from __future__ import annotations

from flask import Blueprint, Response, request, send_from_directory
from werkzeug.exceptions import NotFound

from ..static_files import FOLDER, digest

blueprint = Blueprint("site", __name__)


@blueprint.get("/static/<path:name>")
def static(name: str) -> Response:
    """Send a file; one asked for by the hash of its content never changes."""
    try:
        content = digest(name)
    except FileNotFoundError:
        raise NotFound from None
    response = send_from_directory(FOLDER, name, etag=content)
    response.headers["Vary"] = "Accept-Encoding"
    if request.args.get("v") == content:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
