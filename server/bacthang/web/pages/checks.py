"""checks."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("checks", __name__)
