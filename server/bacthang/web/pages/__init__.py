"""Pages for people, each a blueprint of its own."""

from __future__ import annotations

from . import (
    about,
    cascade,
    checks,
    documents,
    draft,
    editor,
    health,
    home,
    indicators,
    kinds_of_problems,
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
        draft,
        editor,
        about,
        health,
        kinds_of_problems,
    )
)
