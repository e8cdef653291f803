"""What a query may not be, told from its words before the engine sees it.

The engine has no switch for ``SERVICE``, reads keywords without regard to where a word ends, and
falls with the process when brackets nest too deep. So the text is read here as SPARQL 1.1 reads it
(section 19): strings, IRIs and comments are passed over, and so are variables, language tags, and
names behind a prefix. What is left are keywords, prefixes and brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_HIDDEN: Final = r'''
      (?P<long> """(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\' )
    | (?P<string> "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<comment> \#[^\n\r]* )
    | (?P<iri> <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
    | '''
_SEEN: Final = r"""
      (?P<variable> [?$]\w+ )
    | (?P<tag> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name> (?P<prefix>(?:\w(?:[\w.·-]*[\w·-])?)?):(?:[\w.:·-]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<word> \w(?:[\w.·-]*[\w·-])? )
    | (?P<open> <<\(? | [{(\[] )
    | (?P<close> \)?>> | [})\]] )
    | (?P<escape> \\. )
    | (?P<other> \S )
    """
_TOKEN: Final = re.compile(_HIDDEN + _SEEN, re.VERBOSE | re.DOTALL)
_BARE: Final = re.compile(_SEEN, re.VERBOSE | re.DOTALL)
_DOUBTFUL: Final = re.compile(r"""<<?[^<>"{}|^`\x00-\x20]*[#'()\[\]][^<>"{}|^`\x00-\x20]*>""")
"""An IRI; or, where a comparison may stand, ``<`` before a comment, a string or a bracket."""
_BEFORE_TERMS: Final = frozenset("({[,;|&!=+-*/^<>")
"""Behind these no comparison can stand."""
_UPDATES: Final = frozenset(
    ("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with")
)
_OWN: Final = re.compile(r"<(?:bif|sqlx?):[^>\s]*>?", re.IGNORECASE)
"""How functions are called that Virtuoso has beside those of SPARQL."""
_PROLOGUE: Final = frozenset(("prefix", "base", "version"))


class Refused(Exception):
    """A query that is not answered: the name of the error, and its facts."""

    def __init__(self, name: str, **facts: Any) -> None:
        super().__init__(name)
        self.name = name
        self.facts = facts


def check(query: str, longest: int, deepest: int) -> None:
    """Let a query pass, or refuse it.

    Raises Refused: ``QueryTooLong`` above so many bytes of UTF-8, ``ServiceRefused``, and
    ``TooNested`` above so many brackets, one in the other.
    """
    if len(query) > longest // 4 and len(query.encode()) > longest:
        raise Refused("QueryTooLong", most=longest)
    folded = query.casefold()
    escaped = "\\u" in folded
    plain = _unescaped(query) if escaped else query
    for text in {query, plain}:
        if ("service" in text.casefold()) and any(_calls(text)):
            raise Refused("ServiceRefused")
        if text.count("{") + text.count("(") + text.count("[") + text.count("<<") > deepest:
            _measure(text, deepest)


def is_update(query: str) -> bool:
    """Tell whether the text begins, after its prologue, as an update does (SPARQL 1.1 Update)."""
    for kind, token, _ in _tokens(query):
        if kind == "word" and token.lower() in _PROLOGUE:
            continue
        if kind not in ("name", "iri"):
            return kind == "word" and token.lower() in _UPDATES
    return False


def datasets(query: str) -> tuple[str, list[tuple[bool, str]]]:
    """Return the prologue, and what ``FROM`` names: whether it is ``NAMED``, and the name."""
    found: list[tuple[bool, str]] = []
    prologue: int | None = None
    after_from = named = False
    for kind, token, at in _tokens(query):
        word = token.lower() if kind == "word" else ""
        if prologue is None and word and word not in _PROLOGUE:
            prologue = at
        if after_from and kind in ("iri", "name"):
            found.append((named, token))
        named = word == "fromnamed" or (after_from and word == "named")
        after_from = word == "from" or named
    return query[:prologue], found


def without_datasets(query: str) -> str:
    """Return the text without its ``FROM``, which the protocol says in its place."""
    kept, at = [], 0
    since: int | None = None
    for kind, token, start in _tokens(query):
        word = token.lower() if kind == "word" else ""
        if since is not None and kind in ("iri", "name"):
            kept.append(query[at:since])
            at, since = start + len(token), None
        elif word in ("from", "fromnamed"):
            since = start
        elif word != "named":
            since = None
    return " ".join([*kept, query[at:]])


def refuse_functions(query: str) -> None:
    """Refuse names by which servers offer functions of their own, outside of SPARQL 1.1.

    Wherever they stand, for servers do not agree where a string or a comment begins. Raises Refused
    (``ServerFunctions``).
    """
    for text in {query, _unescaped(query)}:
        if found := _OWN.search(text):
            raise Refused("ServerFunctions", called=found[0])


def _unescaped(query: str) -> str:
    """Return the text with its code point escapes read (SPARQL 1.1, section 19.2)."""

    def read(found: re.Match[str]) -> str:
        point = int(found[1] or found[2], 16)
        return chr(point) if point < 0x110000 else "\ufffd"

    return _ESCAPE.sub(read, query)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        if kind != "comment":
            yield kind, found[0], found.start()


def _visible(text: str) -> Iterator[tuple[str, str]]:
    """Yield the tokens that the engine may read, and rather too many than too few.

    It reads ``?a<?b#>`` as a comparison and a comment where the standard has an IRI: so behind such
    a place nothing is taken for a string, a comment or an IRI.
    """
    before = ""
    within: list[str] = []
    for kind, token, at in _tokens(text):
        may_compare = within[-1:] == ["("] and before not in _BEFORE_TERMS
        if may_compare and token[0] == "<" and _DOUBTFUL.match(text, at):
            for found in _BARE.finditer(text, at + 1):
                yield found.lastgroup or "", found[0]
            return
        if kind == "open" and token != "<<":
            within.append(token[-1])
        elif kind == "close" and token != ">>":
            del within[-1:]
        before = token
        yield kind, token


def _calls(text: str) -> Iterator[bool]:
    """Yield for each place where the engine could read ``SERVICE``.

    ``service:x`` is a name, unless a group follows: then it is ``SERVICE :x { … }``, a call,
    but for ``GRAPH service:x { … }``.
    """
    before = ""
    called: str | None = None
    for kind, token in _visible(text):
        folded = token.casefold()
        if called is not None and token == "{" and called != "graph":
            yield True
        called = before if kind == "name" and "service" in folded.partition(":")[0] else None
        if kind == "word" and "service" in folded:
            yield True
        before = folded if kind == "word" else ""


def _measure(text: str, deepest: int) -> None:
    depth = 0
    for kind, _ in _visible(text):
        if kind == "open":
            depth += 1
            if depth > deepest:
                raise Refused("TooNested", most=deepest)
        elif kind == "close":
            depth = max(0, depth - 1)
