"""A text as it grows, and the places in it that statements quote."""

from __future__ import annotations

from .statements import Place, Said, Sheet


class Page:
    """The text of one unit; offsets count code points."""

    def __init__(self, sheet: Sheet, file: str) -> None:
        self.sheet = sheet
        self._file = file
        self._pieces: list[str] = []
        self._length = 0

    def line(self, words: str, bullet: str = "", end: str = ".") -> Quoted:
        """Add a line to the text; what is returned quotes it, without bullet and full stop."""
        start = self._length + len(bullet)
        piece = f"{bullet}{words}{end}\n"
        self._pieces.append(piece)
        self._length += len(piece)
        return Quoted(self._file, start, words)

    def close(self) -> Sheet:
        """Return the sheet, with its text."""
        self.sheet.text = "".join(self._pieces)
        return self.sheet


class Quoted:
    """One line of a text, of which the whole or a part can be quoted."""

    def __init__(self, file: str, start: int, words: str) -> None:
        self._file = file
        self._start = start
        self._words = words

    def place(self, words: str | None = None, after: int = 0) -> Said:
        """Return the place of some words of the line, the first at or after an offset."""
        return self._place(words, after, context=False)

    def context(self, words: str) -> Said:
        """Return the place of words that only give what is inherited."""
        return self._place(words, 0, context=True)

    def _place(self, words: str | None, after: int, context: bool) -> Said:
        wanted = self._words if words is None else words
        at = self._start + self._words.index(wanted, after)
        return "bt:statedIn", Place(self._file, at, at + len(wanted), wanted, context)
