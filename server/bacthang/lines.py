"""Which line of a file a fault is on, found again only once there is a fault.

The parser reports lines for broken syntax alone. Everything else is checked on statements, which
carry no line; a search of the file's text then finds the place, and costs nothing when all is well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_OPAQUE = r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|<[^<>"{}|^`\\\s]*>|\#[^\n]*'


@dataclass(frozen=True)
class TurtleFile:
    """A Turtle file that is being read."""

    path: Path

    def line_of(self, *patterns: str) -> int:
        """Return the line where the first pattern that occurs at all occurs first, else 1."""
        text = self._text()
        for pattern in patterns:
            if found := re.search(pattern, text):
                return _line(text, found.start())
        return 1

    def line_of_number(self, printed: str) -> int:
        """Return the line where a number stands as printed, outside of words, IRIs and comments."""
        text = self._text()
        number = re.escape(printed)
        quoted = rf'"{number}"\^\^'
        for found in re.finditer(rf"({quoted}|(?<![\w.+-]){number}(?![\w]))|{_OPAQUE}", text):
            if found[1]:
                return _line(text, found.start())
        return 1

    def line_about(self, name: str) -> int:
        """Return the line that begins with the subject of that IRI, else 1."""
        local = re.escape(re.split(r"[/#]", name)[-1])
        return self.line_of(rf"(?m)^\s*<{re.escape(name)}>", rf"(?m)^[\w.-]*:{local}(?![\w-])")

    def _text(self) -> str:
        return self.path.read_text("utf-8", errors="replace")


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
