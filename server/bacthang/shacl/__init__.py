"""SHACL 1.0 Core and SHACL-SPARQL constraints, checked set at a time by queries to a store.

``read_shapes`` understands the shapes of some files or refuses them; ``validate`` returns what the
data of a store breaks. What is not supported is never passed over: see ``UnsupportedShape``.
"""

from .engine import validate
from .model import Shape, Shapes
from .reader import read_shapes
from .results import Result

__all__ = ["Result", "Shape", "Shapes", "read_shapes", "validate"]
