"""Which page of a list is asked for."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import NotFound


def page_number() -> int:
    """Return the number of the page that ``?page=`` names, counted from 1.

    Raises NotFound for what is no number of a page.
    """
    typed = request.args.get("page", "1")
    if not typed.isascii() or not typed.isdecimal() or not 1 <= len(typed) < 10 or int(typed) < 1:
        raise NotFound
    return int(typed)
