"""What pages list, written once: a file of rows beside the store; a page reads only its part.

A list has lines in their order; a line has a key, what a page shows of it, the words it is found
by, and facets, by which a list is narrowed. Beside the lists stand values that took the whole
dataset to compute, and the index of the search. The file is SQLite, read only once it is written,
and tells of which build it is.
"""

from __future__ import annotations

from .index import Found, Index, IndexWriter
from .packing import packed, unpacked
from .reading import Listings, Narrowed
from .writing import FILE_NAME, Line, Writer, writing

__all__ = (
    "FILE_NAME",
    "Found",
    "Index",
    "IndexWriter",
    "Line",
    "Listings",
    "Narrowed",
    "Writer",
    "packed",
    "unpacked",
    "writing",
)
