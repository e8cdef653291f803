"""A proposal as HTML for review: one file that needs nothing else, or part of a page of the site.

``page(proposal, lookups(proposal, store), report, lang)`` gives the file.
"""

from __future__ import annotations

from .lookups import Known, lookups
from .page import fragment, page

__all__ = ["Known", "fragment", "lookups", "page"]
