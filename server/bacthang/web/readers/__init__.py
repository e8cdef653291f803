"""Texts of strangers, each read by a process that can be stopped, and kept by nobody.

``Readers(limits).read(store_url, Given(data, name))`` gives a ``Reading`` or raises what stopped
it.
"""

from __future__ import annotations

from .given import FORMS, Form, Given, Reading
from .process import Readers

__all__ = ["FORMS", "Form", "Given", "Readers", "Reading"]
