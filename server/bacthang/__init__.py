"""Bậc Thang: the knowledge graph of Vietnamese policy cascades.

``bacthang.load()`` gives the graph, ready to be asked; see ``notebook.py``.
"""

from .notebook import Answer, Graph, load

__all__ = ["Answer", "Graph", "load"]
