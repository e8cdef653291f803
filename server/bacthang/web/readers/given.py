"""What is given to be read, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from ...errors import Lang

Form = Literal["page", "html", "ttl", "csv", "txt"]
FORMS: Final[tuple[Form, ...]] = ("page", "html", "ttl", "csv", "txt")
"""Part of a page of this site, a page that needs nothing else, Turtle, a table of targets; or the
text in which all places are counted."""


@dataclass(frozen=True)
class Given:
    """A text or file, by whom, and in which form and language its reading is wanted.

    ``document`` names the document that it is, by number or IRI; ``root`` is the path below which
    the site lies.
    """

    data: bytes
    name: str
    client: str = ""
    document: str = ""
    form: Form = "page"
    lang: Lang = "vi"
    root: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """What the process that reads is told beside the bytes."""
        wanted = ("name", "document", "form", "lang", "root")
        return {name: getattr(self, name) for name in wanted}


@dataclass(frozen=True)
class Reading:
    """A reading in the form that was wanted; ``text`` and ``source`` are what was read."""

    source: str
    text: str
    body: bytes
