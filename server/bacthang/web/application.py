"""The application is made, not found: ``create_app(settings)``."""

from __future__ import annotations

from flask import Flask

from . import (
    accesslog,
    compression,
    confirming,
    editions,
    frame,
    headers,
    linked,
    links,
    pages,
    problems,
    proxies,
    speech,
)
from .settings import Settings
from .sparql import endpoint, straight


def create_app(settings: Settings | None = None) -> Flask:
    """Return the front over the store that the settings name.

    Raises BadPrefix for settings, and what opening the store raises.
    ``editions(app).close()`` ends its workers.
    """
    settings = settings or Settings()
    app = Flask("bacthang.web", static_folder=None)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    editions.install(app, settings)
    straight.install(app)
    proxies.install(app, settings)
    for part in (accesslog, compression, speech, links, frame, problems, headers, confirming):
        part.install(app)
    for blueprint in (*pages.BLUEPRINTS, *linked.BLUEPRINTS, endpoint.blueprint):
        app.register_blueprint(blueprint)
    return app
