"""cascade."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("cascade", __name__)
