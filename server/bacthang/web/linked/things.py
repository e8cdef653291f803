"""things."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("things", __name__)
