"""What the types of problem documents mean, where their addresses lead."""

from __future__ import annotations

from flask import Blueprint, render_template

from ..kinds import explained, title_of

blueprint = Blueprint("problems", __name__)


@blueprint.get("/problems")
def problems() -> str:
    """Show every kind of problem, with its status and what to do."""
    return render_template("problems.html", kinds=explained(), title_of=title_of)
