"""about."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("about", __name__)
