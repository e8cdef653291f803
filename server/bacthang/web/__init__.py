"""The front: a SPARQL endpoint, linked data and pages, as one WSGI application."""

from __future__ import annotations

from .application import create_app
from .settings import Limits, Settings

__all__ = ["Limits", "Settings", "create_app"]
