"""Names for new things, made of their words: ASCII, kebab-case, not too long."""

from __future__ import annotations

import re
from typing import Final

from ..plaintext import plain_text

LONGEST: Final = 60
"""Letters of a name; one that is longer is cut between words."""


def slug(words: str) -> str:
    """Return words as the last part of an IRI; nothing for words without a letter or digit."""
    parts = re.findall(r"[a-z0-9]+", plain_text(words))
    while len(parts) > 1 and len("-".join(parts)) > LONGEST:
        parts.pop()
    return "-".join(parts)[:LONGEST]
