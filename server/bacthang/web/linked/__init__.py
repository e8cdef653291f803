"""Linked data: every IRI under the base, the vocabularies, and the catalogue."""
