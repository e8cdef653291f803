"""What pages list, ready before it is asked for: written by the build, or else when serving begins.

``Lists(store_url, info).ready()`` gives the lists of an edition. A build leaves them beside its
store. Where none lie there, or those of another program, a process of its own writes them to the
temporary files, and pages that need them say so meanwhile.
"""

from __future__ import annotations

from .process import Lists

__all__ = ("Lists",)
