"""Things of the dataset at their own IRIs, as pages and as RDF; vocabulary; catalogue."""

from __future__ import annotations

from . import catalogue, crawling, graphs, things, vocabulary

BLUEPRINTS = tuple(part.blueprint for part in (things, graphs, vocabulary, catalogue, crawling))
