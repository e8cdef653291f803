"""Pages for people, each a blueprint of its own."""

from __future__ import annotations

from . import (
    about,
    cascade,
    checks,
    documents,
    editor,
    health,
    home,
    indicators,
    questions,
    site,
    sources,
)

BLUEPRINTS = tuple(
    page.blueprint
    for page in (
        site,
        home,
        documents,
        sources,
        indicators,
        cascade,
        checks,
        questions,
        editor,
        about,
        health,
    )
)
