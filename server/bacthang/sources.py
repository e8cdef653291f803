"""The source texts: their bytes, their quotes, their sentences.

Offsets count Unicode code points of the text as it is, without any normalisation, so that a quote
is right exactly when ``text[start:end]`` is that quote (DESIGN section 4, SRC-01).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from .errors import (
    AbsentQuote,
    InconsistentGraph,
    MalformedFile,
    MisplacedQuote,
    RecodedQuote,
    Tell,
    UnknownSource,
    UnquotedText,
    UnreadableFile,
    refuse,
)
from .lines import TurtleFile
from .namespaces import BT, RDF, source_graph, source_text
from .skolem import Place


@dataclass(frozen=True)
class SourceText:
    """One text of ``data/sources/``."""

    path: Path
    text: str
    sha256: str

    @cached_property
    def iri(self) -> NamedNode:
        """The IRI of the text."""
        return source_text(self.path.name)

    def statements(self) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal, NamedNode]]:
        """Yield the text itself, its hash and its type, with their graph."""
        graph = source_graph(self.path.name)
        yield self.iri, RDF.type, BT.SourceText, graph
        yield self.iri, BT.text, Literal(self.text), graph
        yield self.iri, BT.sha256, Literal(self.sha256), graph


def load(path: Path) -> SourceText:
    """Return a source text, byte for byte.

    Raises UnreadableFile, and MalformedFile when it is not UTF-8: offsets would have nothing to
    count.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path=path, what=error.strerror) from None
    return SourceText(path, decoded(data, path), hashlib.sha256(data).hexdigest())


def decoded(data: bytes, name: Path | str) -> str:
    """Return the text that bytes encode in UTF-8.

    Raises MalformedFile, naming where they come from, when they do not.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedFile(path=name, line=line, what=f"not UTF-8: {error.reason}") from None


def verify(
    places: Iterable[tuple[TurtleFile, list[Place]]],
    texts: Mapping[str, SourceText],
    tell: Tell = refuse,
) -> int:
    """Return how many quotes stand exactly where they are said to stand.

    ``texts`` is by IRI. Tells of all the others: MisplacedQuote, RecodedQuote, AbsentQuote,
    UnknownSource; and where there are none, of each text that nothing quotes: UnquotedText.
    """
    faults: list[InconsistentGraph] = []
    unquoted = dict(texts)
    verified = 0
    for file, found in places:
        for place in found:
            unquoted.pop(place.source, None)
            source = texts.get(place.source)
            if source and place.quote and source.text[place.start : place.end] == place.quote:
                verified += 1
            else:
                faults.append(_fault(place, source, file))
    tell(faults or [_untold(source) for source in unquoted.values()])
    return verified


def _untold(source: SourceText) -> InconsistentGraph:
    turtle = source.path.parents[1] / "texts" / f"{source.path.stem}.ttl"
    return UnquotedText(path=source.path, turtle=turtle)


def _fault(place: Place, source: SourceText | None, file: TurtleFile) -> InconsistentGraph:
    line = file.line_of(
        rf"oa:start\s+{place.start}\s*;\s*oa:end\s+{place.end}\b", re.escape(place.quote)
    )
    if source is None:
        return UnknownSource(path=file.path, line=line, source=place.source)
    facts = {
        "path": file.path,
        "line": line,
        "about": place.about,
        "quote": place.quote,
        "start": place.start,
        "end": place.end,
        "source": source.path.name,
    }
    if right := _standing(source.text, place.quote, place.start):
        return MisplacedQuote(**facts, right=right)
    for form in ("NFC", "NFD"):
        recoded = unicodedata.normalize(form, place.quote)
        if right := _standing(source.text, recoded, place.start):
            return RecodedQuote(**facts, form=form, right=right)
    return AbsentQuote(
        **facts,
        found=source.text[place.start : place.end],
        nearest=nearest_text(source.text, place.quote),
    )


def _standing(text: str, quote: str, near: int) -> str:
    """Return where a quote stands in a text, nearest first; nothing when it stands nowhere."""
    starts = [found.start() for found in re.finditer(re.escape(quote), text)] if quote else []
    starts.sort(key=lambda start: abs(start - near))
    return ", ".join(f"{start}–{start + len(quote)}" for start in starts[:3])


def nearest_text(text: str, quote: str) -> str:
    """Return the stretch of text around the longest run of words that it shares with a quote."""
    shared = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
    start = max(0, shared.a - shared.b)
    end = min(len(text), start + len(quote))
    return f"“{text[start:end]}” ({start}–{end})"
