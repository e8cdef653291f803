"""indicators."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("indicators", __name__)
