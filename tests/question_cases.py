"""Questions with the answers they should give: ``expected/questions/``.

``<question>.csv`` is the answer with the defaults; ``<question>.<case>.yaml`` gives parameters, and
``<question>.<case>.csv`` is the answer with those.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bacthang import library
from bacthang.answers import written
from bacthang.stores import Store

EXPECTED = Path(__file__).parent / "expected" / "questions"


@dataclass(frozen=True)
class Case:
    """One question asked in one way."""

    question: str
    name: str = ""

    @property
    def stem(self) -> str:
        """Its files, without their endings."""
        return f"{self.question}.{self.name}" if self.name else self.question

    @property
    def table(self) -> Path:
        """The answer it should give."""
        return EXPECTED / f"{self.stem}.csv"

    @property
    def given(self) -> dict[str, Any]:
        """The parameters it is asked with."""
        if not self.name:
            return {}
        given = yaml.safe_load((EXPECTED / f"{self.stem}.yaml").read_text(encoding="utf-8"))
        assert isinstance(given, dict)
        assert given, f"{self.stem}.yaml gives no parameter"
        return given

    def answer(self, store: Store) -> str:
        """Ask the question, and return the answer as CSV, its lines ended as in the files."""
        result = library.ask(store, self.question, **self.given)
        return written(result, "csv", "en").decode("utf-8").replace("\r\n", "\n")


def cases() -> list[Case]:
    """Return every question with its defaults, and every case with parameters."""
    asked = [Case(name) for name in library.load()]
    return asked + [
        Case(*path.stem.partition(".")[::2]) for path in sorted(EXPECTED.glob("*.yaml"))
    ]
