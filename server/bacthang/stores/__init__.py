"""Stores by URL: ``oxigraph:<path>`` is read from disk; ``memory:`` exists only while built."""

from __future__ import annotations

from .base import BuildInfo, Store

__all__ = ["BuildInfo", "Store"]
