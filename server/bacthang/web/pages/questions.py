"""questions."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("questions", __name__)
