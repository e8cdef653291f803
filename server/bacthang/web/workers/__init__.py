"""Queries of strangers, each answered by a process that can be stopped.

``Pool(store_url, workers, limits).ask(Asked(query))`` gives an ``Answer`` or raises what stopped
it. Nothing that a query says makes this program open a connection: its text is guarded, and the
process that answers it has no network.
"""

from __future__ import annotations

from .asked import Asked
from .holding import Answer
from .pool import Pool

__all__ = ["Answer", "Asked", "Pool"]
