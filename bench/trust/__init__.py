"""Faults made on purpose, and what a build, a store, an export and the front make of them."""
